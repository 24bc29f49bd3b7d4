// Between the board and the server: acts one after the other, answers put in place, what others do asked for.
const EVERY = 3000;
const SHORT = 250;
const FIXES = 600;

export class Wire {
  constructor(root, board) {
    this.root = root;
    this.board = board;
    this.token = root.dataset.token;
    this.words = JSON.parse(root.dataset.words);
    this.queue = Promise.resolve();
    this.timer = setInterval(() => this.poll(), EVERY);
    document.addEventListener("visibilitychange", () => this.poll());
  }

  stop() {
    clearInterval(this.timer);
    clearTimeout(this.fixing);
  }

  // The address of the page's state, for acts and polls.
  view(more = {}) {
    const query = new URLSearchParams(location.search);
    query.set("day", this.board.day);
    const tray = this.root.querySelector(".ed-search");
    for (const [name, value] of new FormData(tray)) if (name !== "day" && value) query.set(name, value);
    for (const [name, value] of Object.entries(more)) value === null ? query.delete(name) : query.set(name, value);
    return query;
  }

  has() {
    const cards = [...this.board.cards.children].map((card) => `${card.dataset.entry}:${card.dataset.v}`);
    const parts = [...document.querySelectorAll("[data-part]")].map((part) => `${part.dataset.part}:${part.dataset.v}`);
    return { cards: cards.join(","), parts: parts.join(","), since: this.token };
  }

  // Acts wait for each other: each is made with what the one before left.
  act(fields, more) {
    const done = this.queue.then(() => this.post(fields, more));
    this.queue = done.catch(() => {});
    return done;
  }

  async post(fields, more = {}) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    for (const [name, value] of Object.entries(this.has())) body.append(name, value);
    this.tell(this.words.saving);
    let answer;
    try {
      answer = await this.fetch(`${this.root.dataset.acts}?${this.view(more)}`, { method: "POST", body });
    } catch (problem) {
      this.tell("");
      this.root.fail(this.words.failed);
      this.refresh();
      throw problem;
    }
    const found = await answer.json();
    this.tell(this.words.saved.replace("{time}", this.now()));
    if (found.token) this.apply(found);
    else if (found.parts) this.parts(found.parts);
    if (answer.status === 409) return this.root.clash(found, fields, more);
    if (!answer.ok) return this.root.refused(found);
    this.root.done(found);
    return found;
  }

  // What a drop would bring; only the newest question is answered.
  ask(fields, then) {
    clearTimeout(this.asking);
    this.asking = setTimeout(async () => {
      const mine = (this.question = {});
      const body = new FormData();
      for (const [name, value] of [...fields, ["dry_run", "1"]]) body.append(name, value);
      try {
        const answer = await this.fetch(`${this.root.dataset.acts}?${this.view()}`, { method: "POST", body });
        if (answer.ok && mine === this.question) then(await answer.json());
      } catch { /* It is only a preview. */ }
    }, SHORT);
  }

  // A question of its own, at once.
  async askOnce(fields, then) {
    const body = new FormData();
    for (const [name, value] of [...fields, ["dry_run", "1"]]) body.append(name, value);
    try {
      const answer = await this.fetch(`${this.root.dataset.acts}?${this.view()}`, { method: "POST", body });
      if (answer.ok) then(await answer.json());
    } catch { /* Nothing is shaded then. */ }
  }

  hush() {
    clearTimeout(this.asking);
    this.question = null;
  }

  async poll() {
    if (document.hidden || this.root.isBusy || this.polling) return;
    this.polling = true;
    try {
      const answer = await this.fetch(`${this.root.dataset.changes}?${this.view({ since: this.token })}`);
      if (answer.status === 200 && !this.root.isBusy) this.apply(await answer.json());
    } catch { /* The next one may come through. */ } finally {
      this.polling = false;
    }
  }

  // The board as the server has it, of the day it shows or of another.
  async refresh(day = this.board.day) {
    const answer = await this.fetch(`${this.root.dataset.changes}?${this.view({ since: "", day })}`);
    if (answer.ok) this.apply(await answer.json());
  }

  async fetch(address, options = {}) {
    const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"];
    const headers = { "X-Editor": "1", "X-CSRFToken": token, Accept: "application/json" };
    const answer = await fetch(address, { ...options, headers, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 404) location.reload();  // signed out, or no right any more
    if (answer.status >= 500) throw new Error(answer.statusText);
    return answer;
  }

  apply(found) {
    const focused = document.activeElement?.closest?.("[data-entry], [data-talk]");
    const before = focused && (focused.dataset.entry ?? focused.dataset.talk);
    this.token = found.token;
    this.parts(found.parts);
    const dragged = this.root.held;
    for (const [key, html] of Object.entries(found.cards)) this.write(key, html, dragged);
    if (found.order) this.order(found.order, dragged);
    this.root.querySelector("[data-tray-count]").textContent = found.tray;
    this.root.renewed(found);
    if (before && !document.activeElement?.closest?.("[data-entry], [data-talk]")) this.root.focusOn(before);
  }

  parts(parts) {
    for (const [name, [version, html]] of Object.entries(parts)) {
      const part = document.querySelector(`[data-part="${name}"]`);
      part.innerHTML = html;
      part.dataset.v = version;
      if (name === "frame") this.board.read();
      window.htmx?.process(part);
    }
    if (parts.chosen && this.root.sheet?.open) this.root.showSheet();
    if (parts.conflicts) this.fixLater();
  }

  // What can be done about conflicts takes the server a while, so it is asked for when nothing else goes on.
  fixLater() {
    clearTimeout(this.fixing);
    this.fixing = setTimeout(async () => {
      const part = document.getElementById("ed-conflicts");
      const version = part?.dataset.v;
      if (!part?.querySelector(".note") || this.root.isBusy) return;
      const answer = await fetch(`${location.pathname}?${this.view()}`, { headers: { "HX-Target": "ed-conflicts" } });
      if (answer.ok && part.dataset.v === version && !part.contains(document.activeElement)) part.innerHTML = await answer.text();
    }, FIXES);
  }

  // What one drags is not pulled away: it is written when it is put down.
  write(key, html, dragged) {
    const old = this.board.cards.querySelector(`:scope > [data-entry="${key}"]`);
    if (dragged?.has(key)) return dragged.late(key, html);
    const frame = document.createElement("template");
    frame.innerHTML = html;
    if (old) old.replaceWith(frame.content.firstElementChild);
    else this.board.cards.append(frame.content.firstElementChild);
  }

  order(keys, dragged) {
    const there = new Map([...this.board.cards.children].map((card) => [card.dataset.entry, card]));
    for (const [key, card] of there) if (!keys.includes(key) && !dragged?.has(key)) card.remove();
    let before = null;
    for (const key of keys) {
      const card = there.get(key);
      if (!card) continue;
      if (before ? before.nextElementSibling !== card : this.board.cards.firstElementChild !== card) {
        before ? before.after(card) : this.board.cards.prepend(card);
      }
      before = card;
    }
  }

  tell(words) {
    const place = document.querySelector("#ed-head [data-saved]");
    if (place && words) place.textContent = words;
  }

  now() { return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(); }
}
