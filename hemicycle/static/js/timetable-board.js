// What stands on the board and where: minutes and rem, columns and rooms. The server says it in the frame; geometry on
// the screen comes from the browser, so zoom and right-to-left need no special case.
const number = (element, name) => Number(element.style.getPropertyValue(name));

export class Board {
  constructor(root) {
    this.root = root;
    this.cards = root.querySelector("#ed-cards");
    this.box = root.querySelector(".ed-box");
    this.read();
  }

  // After the frame was written anew.
  read() {
    const data = this.root.querySelector("#ed-frame [data-frame]");
    Object.assign(this, JSON.parse(data.dataset.frame));
    const board = this.root.querySelector(".ed-board");
    board.style.setProperty("--cols", data.dataset.cols);
    board.style.setProperty("--high", this.bends.at(-1)[1]);
    this.box.classList.toggle("wide", this.rooms.length > 6);
  }

  get first() { return this.bends[0][0]; }
  get last() { return this.bends.at(-1)[0]; }
  get isList() { return getComputedStyle(this.cards).display === "grid"; }

  y(minute) {
    const at = this.bends.findIndex(([until]) => until > minute);
    const index = at < 0 ? this.bends.length - 1 : Math.max(at, 1);
    const [[since, top], [until, bottom]] = [this.bends[index - 1], this.bends[index]];
    const part = Math.min(Math.max((minute - since) / (until - since), 0), 1);
    return top + part * (bottom - top);
  }

  minute(rem) {
    const at = this.bends.findIndex(([, bottom]) => bottom > rem);
    const index = at < 0 ? this.bends.length - 1 : Math.max(at, 1);
    const [[since, top], [until, bottom]] = [this.bends[index - 1], this.bends[index]];
    return since + ((rem - top) / (bottom - top)) * (until - since);
  }

  // The column and the exact minute under a point of the screen; null outside.
  at(x, y) {
    const box = this.cards.getBoundingClientRect();
    if (x < box.left - 4 || x > box.right + 4 || y < box.top - 24 || y > box.bottom + 24) return null;
    const rtl = getComputedStyle(this.cards).direction === "rtl";
    const part = (rtl ? box.right - x : x - box.left) / box.width;
    const column = Math.min(Math.max(Math.floor(part * this.rooms.length), 0), this.rooms.length - 1);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return { column, minute: this.minute((y - box.top) / rem) };
  }

  snap(minute, step) {
    const shifted = this.shift && minute >= this.shift[0] ? this.shift[1] : 0;
    return Math.round((minute + shifted) / step) * step - shifted;
  }

  // What the clocks show at a minute, which is one of real time.
  clock(minute) {
    const shown = this.shift && minute >= this.shift[0] ? minute + this.shift[1] : minute;
    const two = (part) => String(part).padStart(2, "0");
    return `${two(Math.floor(shown / 60) % 24)}:${two(((shown % 60) + 60) % 60)}`;
  }

  moment(minute) { return new Date((this.zero + minute * 60) * 1000).toISOString(); }

  card(key) { return this.root.querySelector(`#ed-cards [data-entry="${key}"]`); }

  // Where an entry stands: minutes, column, block.
  place(card) {
    const parent = Number(card.dataset.parent) || null;
    return {
      start: Number(card.dataset.s),
      minutes: Number(card.dataset.d),
      column: card.classList.contains("span") ? null : this.columnOf(card),
      parent,
      room: Number(card.dataset.room) || null,
    };
  }

  columnOf(card) {
    const standing = card.closest("#ed-cards > li");
    return Math.min(Math.floor(number(standing, "--x") + 0.001), this.rooms.length - 1);
  }

  // The block that would hold what is dropped here, if it is something blocks hold.
  blockAt(column, minute, except) {
    const found = [...this.cards.querySelectorAll(":scope > .strip")].filter((strip) => {
      const start = Number(strip.dataset.s);
      const inside = start <= minute && minute < start + Number(strip.dataset.d);
      return inside && this.columnOf(strip) === column && !except.has(strip.dataset.entry);
    });
    return found.at(-1) ?? null;
  }

  roomName(column, words) {
    if (column === null) return words.allRooms;
    return this.rooms[column][1] || words.noRoom;
  }

  set(element, { start, minutes, column }) {
    const wide = column === null ? this.rooms.length : 1;
    const top = this.y(start);
    element.style.setProperty("--x", column ?? 0);
    element.style.setProperty("--k", wide);
    element.style.setProperty("--y", top.toFixed(3));
    element.style.setProperty("--b", Math.max(this.y(start + Math.max(minutes, 10)) - top, 0.5).toFixed(3));
  }
}
