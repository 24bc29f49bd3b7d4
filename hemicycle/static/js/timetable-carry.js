// What is picked up, by pointer or by key: where it came from, where it would go, and the act that takes it there.
export class Carried {
  constructor(root, cards, anchor) {
    this.root = root;
    this.board = root.board;
    this.home = this.board.day;
    this.talk = anchor.dataset.talk ?? null;
    this.anchor = anchor;
    this.cards = this.talk ? [] : cards;
    this.items = this.cards.map((card) => ({ card, key: card.dataset.entry, rev: card.dataset.rev, kind: card.dataset.kind, from: this.board.place(card) }));
    this.first = this.items.find((item) => item.card === anchor);
    this.minutes = Number(anchor.dataset.d);
    this.column = this.first ? this.first.from.column : 0;
    this.start = this.first ? this.first.from.start : null;
    this.isMoved = false;
    this.title = (anchor.querySelector("a") ?? anchor).textContent.trim();
    this.mark = root.marker();
    this.mark.hidden = true;
    for (const card of this.cards) card.classList.add("lifted");
    if (this.talk) anchor.classList.add("lifted");
    this.look();
  }

  has(key) { return this.items.some((item) => item.key === String(key)); }
  late() { this.isLate = true; }
  get isAway() { return this.board.day !== this.home; }
  get isStretch() { return this.first && this.minutes !== this.first.from.minutes; }
  get spans() { return this.first?.from.column === null; }

  // The day changed while it is held.
  arrived() {
    for (const card of this.cards) card.classList.toggle("elsewhere", this.isAway);
    this.column = this.spans ? null : Math.min(this.column, this.board.rooms.length - 1);
    this.look();
    if (this.start !== null) this.show();
  }

  to(column, start, pointer = start) {
    this.column = this.spans ? null : Math.min(Math.max(column, 0), this.board.rooms.length - 1);
    this.start = Math.min(Math.max(start, this.board.first), this.board.last - 5);
    this.pointer = pointer;
    this.show();
  }

  lengthen(minutes) {
    this.minutes = Math.min(Math.max(minutes, 1), 1440);
    this.show();
  }

  stay() { this.show(); }

  hide() {
    this.mark.hidden = true;
    this.isShown = false;
    this.root.wire.hush();
  }

  get block() {
    if (this.first?.kind === "block" || this.spans) return null;
    const held = new Set(this.items.map((item) => item.key));
    return this.board.blockAt(this.column, this.pointer ?? this.start, held);
  }

  show() {
    const state = `${this.board.day} ${this.column} ${this.start} ${this.minutes} ${this.block?.dataset.entry}`;
    this.mark.hidden = false;
    this.isShown = true;
    if (state === this.state) return;
    this.state = state;
    this.board.set(this.mark, this);
    this.mark.className = "ed-drop";
    this.mark.textContent = this.root.said("drop", { start: this.board.clock(this.start), end: this.board.clock(this.start + this.minutes) });
    if (this.isUnmoved) return this.root.wire.hush();
    this.root.wire.ask(this.fields, (found) => this.foresee(found));
  }

  foresee({ look, said, titles }) {
    if (look) this.mark.classList.add(look);
    for (const words of titles) {
      const line = document.createElement("span");
      line.textContent = words;
      this.mark.append(line);
    }
    if (this.byKey) this.root.say(said.join(" ") || this.root.words.clean);
  }

  get isUnmoved() {
    if (this.talk || this.isAway || this.isStretch) return false;
    const { start, column, parent } = this.first.from;
    return start === this.start && column === this.column && (parent ?? null) === (Number(this.block?.dataset.entry) || null);
  }

  // Where each of them goes: as far as the one that leads, and as many columns.
  get moves() {
    const held = new Set(this.items.map((item) => item.key));
    const [later, over] = [this.start - this.first.from.start, this.spans ? 0 : this.column - this.first.from.column];
    return this.items.filter((item) => !held.has(String(item.from.parent))).map((item) => {
      const { from } = item;
      const start = from.start + later;
      if (from.column === null) return [item, start, null, null];
      const column = Math.min(Math.max(from.column + over, 0), this.board.rooms.length - 1);
      const strip = item.kind === "block" ? null : item === this.first ? this.block : this.board.blockAt(column, start, held);
      const room = strip && from.room === null ? null : this.board.rooms[column][0];
      return [item, start, room, strip?.dataset.entry ?? null];
    });
  }

  get fields() {
    const parent = this.block;
    if (this.talk) {
      const room = parent ? null : this.board.rooms[this.column][0];
      return [["act", "schedule-at"], ["talk", this.talk], ["starts_at", this.board.moment(this.start)], ["room", room ?? ""], ["parent", parent?.dataset.entry ?? ""]];
    }
    if (this.isStretch && this.items.length === 1 && this.start === this.first.from.start) {
      return [["act", "resize"], ["entry", this.first.key], ["rev", this.first.rev], ["minutes", this.minutes]];
    }
    const fields = this.moves.flatMap(([item, start, room, block]) => [["entry", item.key], ["rev", item.rev], ["starts_at", this.board.moment(start)], ["room", room ?? ""], ["parent", block ?? ""]]);
    return [["act", "move"], ...fields];
  }

  words() {
    const { root, board, start, minutes } = this;
    const said = { start: board.clock(start), end: board.clock(start + minutes), room: board.roomName(this.column, root.words), number: this.items.length };
    if (this.items.length > 1) return root.said("several", said);
    const block = this.block?.querySelector("a");
    if (block) return root.said("inBlock", { ...said, block: block.textContent });
    return this.isAway ? root.said("atDay", { ...said, day: root.dayName() }) : root.said("at", said);
  }

  drop() {
    if (!this.isShown || this.start === null || this.isUnmoved) return this.cancel();
    const fields = this.fields;
    for (const { card, from } of this.items) {
      const later = this.start - this.first.from.start;
      card.classList.add("saving");
      if (!this.isAway && !from.parent) this.board.set(card, { start: from.start + later, minutes: this.isStretch ? this.minutes : from.minutes, column: from.column === null ? null : from.column + this.column - this.first.from.column });
    }
    this.send(fields);
  }

  toTray() {
    if (this.talk) return this.cancel();
    this.send([["act", "unschedule"], ...this.each()]);
  }

  toDay(day) {
    if (this.talk || day === this.home) return this.cancel();
    this.send([["act", "move-day"], ["to_day", day], ...this.each()]);
  }

  each() { return this.items.flatMap((item) => [["entry", item.key], ["rev", item.rev]]); }

  send(fields) {
    const key = this.talk ?? this.first.key;
    this.end();
    this.root.wire.act(fields).then(() => this.byKey && this.root.focusOn(key), () => {});
  }

  cancel() {
    const moved = this.isAway || this.isLate;
    this.end();
    if (moved) this.root.showDay(this.home);
    if (this.byKey) this.root.say(this.root.words.cancelled);
  }

  end() {
    this.root.wire.hush();
    this.root.unshade();
    this.mark.remove();
    for (const card of [...this.cards, this.anchor]) card.classList.remove("lifted", "elsewhere");
    if (this.root.held === this) this.root.held = null;
  }

  // When the people of what is held are not there.
  look() {
    this.root.unshade();
    const named = this.talk ? [["talk", this.talk]] : this.items.map((item) => ["entry", item.key]);
    this.root.wire.askOnce([...named, ["look", "1"]], (found) => this.root.held === this && this.root.shade(found.away));
  }
}
