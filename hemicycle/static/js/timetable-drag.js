// By mouse, pen and finger: cards between rooms, times, days and blocks, out to the tray and in from it; their lower
// edge; and free time, which becomes something new. A finger has to rest first, so that a swipe still scrolls.
const HOLD = 280;
const NEAR = 5;
const EDGE = 56;
const LINGER = 700;  // milliseconds above the tab of a day until it opens

export class Drag {
  constructor(root) {
    this.root = root;
    root.addEventListener("pointerdown", (event) => this.press(event));
    root.addEventListener("dragstart", (event) => event.preventDefault());
    root.addEventListener("click", (event) => {
      if (!this.justDragged) return;
      event.preventDefault();
      event.stopPropagation();
    }, true);
  }

  press(event) {
    if (event.button || this.on || this.root.carry || this.root.board.isList && event.target.closest("#ed-cards")) return;
    const card = event.target.closest("#ed-cards [data-entry], .ed-waiting [data-talk]");
    const free = !card && event.target.closest("#ed-cards");
    if (!card && !free) return;
    const start = { x: event.clientX, y: event.clientY, touch: event.pointerType === "touch", at: event.timeStamp };
    const grip = event.target.closest(".grip");
    const kind = free ? new Draw(this.root) : grip ? new Stretch(this.root, card) : new Carry(this.root, card);
    this.follow(kind, start);
  }

  follow(kind, start) {
    let on = false;
    let last = start;
    const begin = () => {
      if (on) return;
      on = this.on = true;
      this.root.classList.add("dragging");
      kind.begin(start.x, start.y);
    };
    const timer = start.touch ? setTimeout(begin, HOLD) : 0;
    const move = (to) => {
      const early = start.touch && to.timeStamp - start.at < HOLD;
      if (!on && Math.hypot(to.clientX - start.x, to.clientY - start.y) < NEAR) return;
      if (!on && (early || start.touch)) return stop();
      begin();
      to.preventDefault();
      last = { x: to.clientX, y: to.clientY };
      kind.move(last.x, last.y);
    };
    const roll = setInterval(() => on && this.scroll(last.x, last.y) && kind.move(last.x, last.y), 40);
    const still = (to) => on && to.preventDefault();  // touch-action cannot change within a gesture
    const stop = (to) => {
      clearTimeout(timer);
      clearInterval(roll);
      for (const [name, act] of acts) removeEventListener(name, act, { capture: name === "keydown" });
      if (!on) return;
      this.on = false;
      this.root.classList.remove("dragging");
      this.justDragged = true;
      setTimeout(() => { this.justDragged = false; }, 60);
      if (to?.type === "pointerup") kind.drop(last.x, last.y);
      else kind.cancel();
    };
    const escape = (pressed) => {
      if (pressed.key !== "Escape") return;
      pressed.stopPropagation();
      stop();
    };
    const acts = [["pointermove", move], ["pointerup", stop], ["pointercancel", stop], ["touchmove", still], ["contextmenu", still], ["keydown", escape]];
    for (const [name, act] of acts) addEventListener(name, act, { passive: false, capture: name === "keydown" });
  }

  // Near an edge the page, or the box of many rooms, goes on.
  scroll(x, y) {
    const box = this.root.board.box.getBoundingClientRect();
    const [wide, high] = [this.root.board.box.classList.contains("wide"), innerHeight];
    const near = (at, from, to) => (at < from + EDGE ? -1 : at > to - EDGE ? 1 : 0);
    const down = wide ? near(y, Math.max(box.top, 0), Math.min(box.bottom, high)) : near(y, 0, high);
    const over = wide && x > box.left && x < box.right ? near(x, box.left, box.right) : 0;
    if (!down && !over) return false;
    if (wide) this.root.board.box.scrollBy(over * 14, down * 14);
    else scrollBy(0, down * 14);
    return true;
  }
}

// One or several entries, or a talk of the tray.
class Carry {
  constructor(root, card) {
    this.root = root;
    this.card = card;
  }

  begin(x, y) {
    const box = this.card.getBoundingClientRect();
    this.grab = Math.min(y - box.top, box.height);
    this.carry = this.root.lift(this.card);
    this.ghost = this.card.cloneNode(true);
    this.ghost.removeAttribute("id");
    this.ghost.className = `card ed-ghost ${this.card.classList.contains("trk-hue") ? "trk-hue" : ""}`;
    this.ghost.style.setProperty("--h", this.card.style.getPropertyValue("--h"));
    this.ghost.setAttribute("aria-hidden", "true");
    for (const link of this.ghost.querySelectorAll("a, .grip, .why, .listed")) link.matches("a") ? link.replaceWith(bold(link)) : link.remove();
    document.body.append(this.ghost);
    this.move(x, y);
  }

  move(x, y) {
    this.ghost.style.transform = `translate(${x + 12}px, ${y + 12}px)`;
    const under = document.elementFromPoint(x, y);
    const tab = under?.closest?.(".ed-days a");
    const tray = this.root.tray.contains(under) && under.closest("[data-tray]");
    this.over(tab);
    this.root.tray.classList.toggle("over", Boolean(tray));
    const at = tab || tray ? null : this.root.board.at(x, y);
    this.target = tab ? { day: tab.dataset.day } : tray ? { tray: true } : null;
    if (!at) return this.carry.hide();
    const start = this.root.board.snap(at.minute - this.up(), this.root.step);
    this.carry.to(at.column, start, at.minute);
  }

  // How many minutes above the pointer the entry begins.
  up() {
    if (this.card.dataset.talk) return 0;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const top = this.root.board.y(Number(this.card.dataset.s));
    return this.root.board.minute(top + this.grab / rem) - Number(this.card.dataset.s);
  }

  over(tab) {
    if (tab === this.tab) return;
    this.tab?.classList.remove("over");
    clearTimeout(this.linger);
    this.tab = tab;
    if (!tab) return;
    tab.classList.add("over");
    this.linger = setTimeout(() => this.root.showDay(tab.dataset.day), LINGER);
  }

  drop() {
    this.end();
    if (this.target?.tray) return this.carry.toTray();
    if (this.target?.day) return this.carry.toDay(this.target.day);
    this.carry.drop();
  }

  cancel() {
    this.end();
    this.carry.cancel();
  }

  end() {
    this.over(null);
    this.root.tray.classList.remove("over");
    this.ghost.remove();
  }
}

// The lower edge of an entry.
class Stretch {
  constructor(root, card) {
    this.root = root;
    this.card = card;
  }

  begin() {
    this.carry = this.root.lift(this.card);
    this.carry.stay();
  }

  move(x, y) {
    const at = this.root.board.at(x, y);
    if (!at) return;
    const { start } = this.root.board.place(this.card);
    this.carry.lengthen(Math.max(this.root.board.snap(at.minute, this.root.step) - start, this.root.step));
  }

  drop() { this.carry.drop(); }
  cancel() { this.carry.cancel(); }
}

// Free time, from where the pointer went down to where it is.
class Draw {
  constructor(root) { this.root = root; }

  begin(x, y) {
    this.from = this.root.board.at(x, y);
    this.mark = this.root.marker();
    this.move(x, y);
  }

  move(x, y) {
    const [board, step] = [this.root.board, this.root.step];
    const at = board.at(x, y);
    if (!at || !this.from) return;
    const [one, other] = [this.from.minute, at.minute].sort((a, b) => a - b);
    this.start = board.snap(one, step);
    this.minutes = Math.max(board.snap(other, step) - this.start, step);
    board.set(this.mark, { start: this.start, minutes: this.minutes, column: this.from.column });
    this.mark.textContent = this.root.said("new", { start: board.clock(this.start), end: board.clock(this.start + this.minutes) });
  }

  drop() {
    this.mark.remove();
    if (this.start !== undefined) this.root.create(this.start, this.minutes, this.from.column);
  }

  cancel() { this.mark.remove(); }
}

function bold(link) {
  const words = document.createElement("b");
  words.dir = "auto";
  words.textContent = link.textContent;
  return words;
}
