// Free time of a room is booked by dragging over it, or by keyboard with a box that moves along the lane. Either ends at
// the form of a booking with that time in its address. Without this script each free stretch is a link.
const HOLD = 300;  // milliseconds a finger rests before it draws; a swipe scrolls
const NEAR = 6;
const number = (element, name) => Number(element.style.getPropertyValue(name));

class RoomDrag extends HTMLElement {
  connectedCallback() {
    this.step = Number(this.dataset.step);
    this.classList.add("ready");
    for (const lane of this.querySelectorAll(".lane[data-book]")) this.prepare(lane);
    this.addEventListener("pointerdown", (event) => this.press(event));
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("focusin", (event) => this.enter(event));
    this.addEventListener("click", (event) => this.dragged && event.preventDefault(), true);
    this.addEventListener("dragstart", (event) => event.preventDefault());
  }

  // One stop of the tab key a room: the box takes the place of the links on free time.
  prepare(lane) {
    const box = document.createElement("div");
    box.className = "pick";
    box.tabIndex = 0;
    box.setAttribute("role", "slider");
    box.setAttribute("aria-label", this.dataset.label.replace("{room}", lane.dataset.room));
    box.setAttribute("aria-description", this.dataset.help);
    const gaps = [...lane.querySelectorAll(".gap")];
    for (const gap of gaps) gap.firstElementChild.tabIndex = -1;
    const start = number(gaps[0], "--s");
    lane.append(box);
    this.place(lane, start, Math.min(60, number(gaps[0], "--d")));
  }

  range(lane) {
    const { first, last } = lane.closest(".lanes").dataset;
    return [Number(first), Number(last)];
  }

  // The clock time of a minute of the day: minutes are real ones, so the clocks may have changed in between.
  clock(lane, minute) {
    const { change, shift } = lane.closest(".lanes").dataset;
    const shown = change !== undefined && minute >= Number(change) ? minute + Number(shift) : minute;
    const two = (part) => String(part).padStart(2, "0");
    return shown >= 1440 ? "23:59" : `${two(Math.floor(shown / 60))}:${two(shown % 60)}`;
  }

  isFree(lane, start, end) {
    return [...lane.querySelectorAll(".gap")].some((gap) => {
      const from = number(gap, "--s");
      return from <= start && end <= from + number(gap, "--d");
    });
  }

  place(lane, start, length) {
    const [first, last] = this.range(lane);
    const box = lane.querySelector(":scope > .pick");
    const long = Math.max(this.step, Math.min(length, last - first));
    const from = Math.max(first, Math.min(start, last - long));
    const free = this.isFree(lane, from, from + long);
    const said = (text) => text.replace("{from}", this.clock(lane, from)).replace("{to}", this.clock(lane, from + long));
    box.style.setProperty("--s", from);
    box.style.setProperty("--d", long);
    box.classList.toggle("taken", !free);
    box.setAttribute("aria-valuemin", first);
    box.setAttribute("aria-valuemax", last);
    box.setAttribute("aria-valuenow", from);
    box.setAttribute("aria-valuetext", said(free ? this.dataset.free : this.dataset.taken));
    box.textContent = said(!free ? this.dataset.taken : "asks" in lane.dataset ? this.dataset.ask : this.dataset.book);
    return box;
  }

  // Where the form of a booking stands for the time in the box.
  go(lane) {
    const box = lane.querySelector(":scope > .pick");
    const [start, length] = [number(box, "--s"), number(box, "--d")];
    if (!this.isFree(lane, start, start + length)) return;
    const [path, query] = lane.dataset.book.split("?");
    const address = new URLSearchParams(query);
    address.set("from", this.clock(lane, start));
    address.set("to", this.clock(lane, start + length));
    location.assign(`${path}?${address}`);
  }

  key(event) {
    const box = event.target.closest(".pick");
    if (!box) return;
    const lane = box.parentElement;
    const [start, length] = [number(box, "--s"), number(box, "--d")];
    const way = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const steps = { ArrowLeft: -way, ArrowRight: way, PageUp: -4, PageDown: 4 }[event.key];
    if (event.key === "Enter" || event.key === " ") this.go(lane);
    else if (event.key === "Home") this.place(lane, this.range(lane)[0], length);
    else if (event.key === "End") this.place(lane, this.range(lane)[1], length);
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") return void this.other(event, lane, start, length);
    else if (!steps) return;
    else if (event.shiftKey) this.place(lane, start, length + steps * this.step);
    else this.place(lane, start + steps * this.step, length);
    event.preventDefault();
  }

  // Up and down: the same time in the next room.
  other(event, lane, start, length) {
    const lanes = [...this.querySelectorAll(".lane[data-book]")];
    const next = lanes[lanes.indexOf(lane) + (event.key === "ArrowUp" ? -1 : 1)];
    event.preventDefault();
    if (!next) return;
    this.place(next, start, length).focus();
  }

  enter(event) {
    if (this.classList.contains("dragging")) return;  // a long press moves the focus
    const box = event.target.closest(".pick");
    for (const each of this.querySelectorAll(".pick.on")) if (each !== box) each.classList.remove("on");
    if (box) box.classList.add("on");
  }

  minute(lane, x) {
    const box = lane.getBoundingClientRect();
    const [first, last] = this.range(lane);
    const part = getComputedStyle(this).direction === "rtl" ? (box.right - x) / box.width : (x - box.left) / box.width;
    const minute = first + part * (last - first);
    return Math.max(first, Math.min(last, Math.floor(minute / this.step) * this.step));
  }

  press(event) {
    const lane = event.target.closest?.(".lane[data-book]");
    if (!lane || event.button || event.target.closest(".bar a")) return;
    const first = this.minute(lane, event.clientX);
    const from = { x: event.clientX, y: event.clientY };
    const touch = event.pointerType === "touch";
    let [drawing, moved] = [false, false];
    const begin = () => {
      drawing = true;
      this.classList.add("dragging");
      this.place(lane, first, this.step).classList.add("on");
    };
    const draw = (x) => {
      const here = this.minute(lane, x);
      this.place(lane, Math.min(first, here), Math.abs(here - first) + this.step);
    };
    const timer = touch ? setTimeout(begin, HOLD) : 0;
    const move = (to) => {
      const swipe = touch && !moved && to.timeStamp - event.timeStamp < HOLD;  // by its own clock: the timer may be late
      if (!drawing && Math.hypot(to.clientX - from.x, to.clientY - from.y) < NEAR) return;
      if (swipe || (touch && !drawing)) return stop();
      if (!drawing) begin();
      moved = true;
      to.preventDefault();
      draw(to.clientX);
    };
    const still = (to) => drawing && to.preventDefault();  // touch-action cannot change within a gesture
    const stop = (to) => {
      clearTimeout(timer);
      for (const [name, act] of acts) removeEventListener(name, act);
      this.classList.remove("dragging");
      if (!drawing) return;
      this.dragged = true;
      setTimeout(() => { this.dragged = false; }, 50);
      const box = lane.querySelector(":scope > .pick");
      if (to?.type === "pointerup" && !box.classList.contains("taken")) this.go(lane);
      else box.classList.remove("on");
    };
    const escape = (pressed) => pressed.key === "Escape" && stop();
    const acts = [["pointermove", move], ["pointerup", stop], ["pointercancel", stop], ["keydown", escape], ["touchmove", still], ["contextmenu", still]];
    for (const [name, act] of acts) addEventListener(name, act, { passive: false });
  }
}

customElements.define("hc-room-drag", RoomDrag);
