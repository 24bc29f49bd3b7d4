// Everything by keyboard: the same acts, said in words as they go. Single letters count only while the focus is on an
// entry or a card of the tray.
const TYPING = "input, select, textarea, [contenteditable]";

export class Keys {
  constructor(root) {
    this.root = root;
    root.addEventListener("keydown", (event) => this.press(event));
  }

  press(event) {
    if (event.target.closest(TYPING) || event.target.closest("dialog")) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") return this.take(event, () => this.root.back(event.shiftKey ? "redo" : "undo"));
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "y") return this.take(event, () => this.root.back("redo"));
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const card = event.target.closest("#ed-cards [data-entry], .ed-waiting [data-talk]");
    if (!card) return;
    const held = this.root.held;
    if (held) return this.carry(event, held);
    this.walk(event, card);
  }

  take(event, act) {
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  walk(event, card) {
    const { root } = this;
    const acts = {
      " ": () => this.lift(card),
      "+": () => this.lift(card) && this.longer(root.step),
      "-": () => this.lift(card) && this.longer(-root.step),
      Delete: () => card.dataset.entry && root.unschedule(card),
      Backspace: () => card.dataset.entry && root.unschedule(card),
      Escape: () => root.clear(),
      "/": () => root.search.focus(),
      "?": () => root.keysDialog.showModal(),
      PageUp: () => root.showDayBeside(-1),
      PageDown: () => root.showDayBeside(1),
      ArrowUp: () => this.beside(card, -1, event.shiftKey),
      ArrowDown: () => this.beside(card, 1, event.shiftKey),
      ArrowLeft: () => this.across(card, -1),
      ArrowRight: () => this.across(card, 1),
    };
    if (acts[event.key]) this.take(event, acts[event.key]);
  }

  lift(card) {
    const { root } = this;
    const held = root.lift(card);
    held.byKey = true;
    if (held.start === null) held.to(0, this.freeStart(0));
    else held.stay();
    root.say(root.said("picked", { title: held.title, help: root.words.help }));
    return held;
  }

  // Where a talk of the tray begins its way: after the last entry of the room.
  freeStart(column) {
    const { board } = this.root;
    const ends = [...board.cards.children].filter((card) => !card.matches(".span") && board.columnOf(card) === column).map((card) => Number(card.dataset.s) + Number(card.dataset.d));
    return Math.min(Math.max(board.first, ...ends), board.last - 30);
  }

  carry(event, held) {
    const { root } = this;
    const way = getComputedStyle(root).direction === "rtl" ? -1 : 1;
    const later = (minutes) => this.go(held, held.column, held.start + minutes);
    const acts = {
      ArrowUp: () => later(-(event.shiftKey ? 30 : root.step)),
      ArrowDown: () => later(event.shiftKey ? 30 : root.step),
      ArrowLeft: () => this.go(held, held.column - way, held.start),
      ArrowRight: () => this.go(held, held.column + way, held.start),
      PageUp: () => root.showDayBeside(-1).then(() => root.say(held.words())),
      PageDown: () => root.showDayBeside(1).then(() => root.say(held.words())),
      "+": () => this.longer(root.step),
      "-": () => this.longer(-root.step),
      Enter: () => held.drop(),
      " ": () => held.drop(),
      Escape: () => held.cancel(),
      Delete: () => held.toTray(),
    };
    if (acts[event.key]) this.take(event, acts[event.key]);
    else if (event.key !== "Tab") this.take(event, () => {});
    else held.cancel();
  }

  go(held, column, start) {
    held.to(held.spans ? null : column, start);
    held.mark.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.root.say(held.words());
  }

  longer(minutes) {
    const { held } = this.root;
    if (held.talk || held.items.length > 1) return;
    held.lengthen(held.minutes + minutes);
    this.root.say(this.root.said("length", { minutes: held.minutes, end: this.root.board.clock(held.start + held.minutes) }));
  }

  beside(card, way, choose) {
    const { root } = this;
    const list = card.dataset.talk ? [...card.parentElement.children] : this.column(root.board.columnOf(card), card);
    const next = list[list.indexOf(card) + way];
    if (!next) return;
    if (choose && card.dataset.entry) {
      root.toggle(card, true);
      root.toggle(next, true);
    }
    next.querySelector("a").focus();
  }

  across(card, way) {
    const { board } = this.root;
    if (card.dataset.talk) return;
    const rtl = getComputedStyle(this.root).direction === "rtl" ? -1 : 1;
    const start = Number(card.dataset.s);
    for (let column = board.columnOf(card) + way * rtl; column >= 0 && column < board.rooms.length; column += way * rtl) {
      const near = this.column(column).sort((a, b) => Math.abs(a.dataset.s - start) - Math.abs(b.dataset.s - start))[0];
      if (near) return near.querySelector("a").focus();
    }
  }

  // What stands in a column, in order of time; breaks for all are in each.
  column(number, also) {
    const { board } = this.root;
    return [...board.cards.children].filter((card) => card === also || card.matches(".span") || board.columnOf(card) === number);
  }
}
