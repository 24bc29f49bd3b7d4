// The timetable editor. The page works without it: every entry is a link to its form. With it, entries are moved by
// mouse, finger and keyboard, the server answers with what changed, and what others do appears by itself.
import { Board } from "timetable-board";
import { Carried } from "timetable-carry";
import { Drag } from "timetable-drag";
import { Keys } from "timetable-keys";
import { Wire } from "timetable-wire";

class Timetable extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.board = new Board(this);
    this.wire = new Wire(this, this.board);
    this.tray = this.querySelector("[data-tray]");
    this.search = this.querySelector(".ed-search input[type=search]");
    this.sheet = this.querySelector("#ed-sheet");
    this.keysDialog = this.querySelector("#ed-keys");
    this.live = Object.assign(document.createElement("p"), { className: "sr" });
    this.live.setAttribute("role", "status");
    this.append(this.live);
    this.drag = new Drag(this);
    new Keys(this);
    this.addEventListener("click", (event) => this.click(event));
    this.submit = (event) => this.send(event);
    document.addEventListener("submit", this.submit, true);
    this.sheet.addEventListener("close", () => this.querySelector(".ed-side").append(this.chosen));
    this.mark(new URLSearchParams(location.search).get("entry"));
    this.classList.add("ready");
  }

  disconnectedCallback() {
    this.wire.stop();
    document.removeEventListener("submit", this.submit, true);
  }

  get step() { return Number(this.dataset.step); }
  get isBusy() { return Boolean(this.held || this.drag.on || document.querySelector("dialog[open]")); }
  get chosen() { return document.getElementById("ed-chosen"); }
  get several() { return [...this.querySelectorAll("#ed-cards .several")]; }

  said(name, places) { return this.words[name].replace(/\{(\w+)\}/g, (_all, place) => places[place] ?? ""); }

  say(words) {
    this.live.textContent = "";
    requestAnimationFrame(() => { this.live.textContent = words; });
  }

  toast(text, undo = "") {
    for (const old of document.querySelectorAll(".toast[data-editor]")) old.remove();
    document.dispatchEvent(new CustomEvent("hc-toast", { detail: { text, undo } }));
    const made = document.querySelector("hc-toast > .toast:last-child");
    if (made) made.dataset.editor = "";
  }

  // One card, or all that are chosen if it is one of them.
  lift(card) {
    this.held?.cancel();
    const many = this.several;
    const cards = many.includes(card) ? many : [card];
    if (!many.includes(card)) this.clear();
    this.held = new Carried(this, cards, card);
    return this.held;
  }

  marker() {
    const mark = document.createElement("div");
    mark.className = "ed-drop";
    mark.setAttribute("aria-hidden", "true");
    const list = this.board.cards;
    let layer = list.parentElement.querySelector(".ed-layer");
    if (!layer) {
      layer = Object.assign(document.createElement("div"), { className: "ed-layer" });
      list.after(layer);
    }
    layer.append(mark);
    return mark;
  }

  shade(spans) {
    for (const [start, until, words] of spans) {
      const pale = this.marker();
      pale.className = "ed-pale";
      pale.textContent = words;
      this.board.set(pale, { start, minutes: until - start, column: null });
    }
  }

  unshade() { for (const pale of this.querySelectorAll(".ed-pale")) pale.remove(); }

  click(event) {
    const close = event.target.closest("[data-close]");
    if (close) return close.closest("dialog").close();
    if (event.target.closest("[data-keys]")) return this.keysDialog.showModal();
    const answer = event.target.closest("[data-answer]");
    if (answer) return this.settle(answer.dataset.answer);
    const many = event.target.closest("[data-many]");
    if (many) return this.doWithMany(many.dataset.many);
    const link = event.target.closest("a");
    if (!link) return event.target.closest("#ed-cards") && this.clear();
    const card = link.closest("[data-entry], [data-talk]");
    const act = link.dataset.day ? () => this.showDay(link.dataset.day, true)
      : link.dataset.step ? () => this.setStep(link)
      : link.dataset.open ? () => this.open(link.href, true)
      : link.dataset.show ? () => this.show(link)
      : card ? () => this.pick(event, card, link) : null;
    if (!act || (!card && (event.ctrlKey || event.metaKey || event.shiftKey))) return;
    event.preventDefault();
    act();
  }

  pick(event, card, link) {
    if (card.dataset.entry && (event.ctrlKey || event.metaKey || event.shiftKey)) return this.toggle(card);
    this.clear();
    this.open(link.href);
  }

  toggle(card, on) {
    card.classList.toggle("several", on);
    const number = this.several.length;
    const bar = this.querySelector(".ed-several");
    bar.hidden = number < 2;
    bar.querySelector("[data-number]").textContent = this.said("chosen", { number });
    for (const button of bar.querySelectorAll("[data-two]")) button.hidden = number !== 2;
    this.say(this.said("chosen", { number }));
  }

  clear() {
    for (const card of this.several) card.classList.remove("several");
    this.querySelector(".ed-several").hidden = true;
  }

  doWithMany(act) {
    const cards = this.several;
    const fields = cards.flatMap((card) => [["entry", card.dataset.entry], ["rev", card.dataset.rev]]);
    this.clear();
    if (act !== "none") this.wire.act([["act", act], ["pinned", "1"], ...fields]);
  }

  mark(key) {
    for (const card of this.querySelectorAll(".chosen")) card.classList.remove("chosen");
    this.querySelector(`#ed-cards [data-entry="${Number(key)}"]`)?.classList.add("chosen");
  }

  // The form of an entry, a talk or something new, beside the board or over it.
  async open(address, always = false) {
    const query = new URL(address, location).searchParams;
    history.replaceState(null, "", `?${query}`);
    this.mark(query.get("entry"));
    const answer = await fetch(address, { headers: { "HX-Target": "ed-chosen" } });
    this.chosen.innerHTML = await answer.text();
    this.chosen.dataset.v = this.chosen.querySelector("[data-version]")?.dataset.version ?? "";
    if (always || matchMedia("(max-width: 68rem)").matches) this.showSheet();
  }

  showSheet() {
    if (!this.sheet.open) {
      this.sheet.append(this.chosen);
      this.sheet.showModal();
    }
    this.sheet.querySelector("input:not([type=hidden]), select")?.focus();
  }

  create(start, minutes, column) {
    const query = new URLSearchParams(location.search);
    for (const name of ["entry", "talk"]) query.delete(name);
    const room = this.board.rooms[column][0];
    const asked = { day: this.board.day, new: "break", clock: this.board.clock(start), minutes, room: room ?? "" };
    for (const [name, value] of Object.entries(asked)) query.set(name, value);
    this.open(`?${query}`, true);
  }

  async show(link) {
    const query = new URL(link.href).searchParams;
    if (query.get("day") !== this.board.day) await this.showDay(query.get("day"));
    await this.open(link.href);
    this.focusOn(query.get("entry"));
  }

  setStep(link) {
    this.dataset.step = link.dataset.step;
    history.replaceState(null, "", link.href);
    for (const each of link.parentElement.children) each.toggleAttribute("aria-current", each === link);
    link.setAttribute("aria-current", "true");
  }

  async showDay(day, remember = false) {
    const query = new URLSearchParams(location.search);
    query.set("day", day);
    for (const name of ["entry", "talk", "new"]) if (remember) query.delete(name);
    history.replaceState(null, "", `?${query}`);
    await this.wire.refresh(day);
    this.held?.arrived();
    if (!this.held) this.say(this.said("day", { day: this.dayName() }));
  }

  showDayBeside(way) {
    const tabs = [...this.querySelectorAll(".ed-days a")];
    const next = tabs[tabs.findIndex((tab) => tab.dataset.day === this.board.day) + way];
    return next ? this.showDay(next.dataset.day) : Promise.resolve();
  }

  dayName() { return this.querySelector(".ed-days [aria-current]")?.textContent ?? this.board.day; }

  // Forms of acts go by script: those beside the board, undo and redo, and undo of a toast.
  send(event) {
    const button = event.submitter;
    const address = new URL(button?.formAction || event.target.action, location);
    if (address.pathname !== this.dataset.acts) return;
    event.preventDefault();
    event.stopPropagation();
    const fields = [...new FormData(event.target, button)].filter(([name]) => name !== "csrfmiddlewaretoken");
    for (const name of ["act", "which"]) if (address.searchParams.has(name)) fields.push([name, address.searchParams.get(name)]);
    button?.closest(".toast")?.remove();
    this.wire.act(fields).then((found) => found && this.sheet.open && this.sheet.close(), () => {});
  }

  back(act) { this.wire.act([["act", act]]).catch(() => {}); }

  unschedule(card) {
    const cards = this.several.includes(card) ? this.several : [card];
    this.wire.act([["act", "unschedule"], ...cards.flatMap((each) => [["entry", each.dataset.entry], ["rev", each.dataset.rev]])]).catch(() => {});
  }

  done(found) {
    const words = [found.said, ...found.notes].join(". ");
    this.toast(words, found.undo);
    if (found.chosen) this.mark(found.chosen);
  }

  refused(found) {
    if (found.said) {
      this.toast(found.said);
      this.wire.refresh();
    } else this.chosen.querySelector("#errors, [aria-invalid], input")?.focus();
  }

  fail(words) { this.toast(words); }

  // Somebody else was quicker: both states, and nothing lost.
  clash(found, fields, more) {
    const dialog = this.querySelector("#ed-clash");
    for (const name of ["said", "theirs", "yours"]) dialog.querySelector(`[data-${name}]`).textContent = found[name];
    this.pending = { fields: fields.filter(([name]) => name !== "rev"), more };
    if (this.sheet.open) this.sheet.close();
    dialog.showModal();
  }

  settle(answer) {
    this.querySelector("#ed-clash").close();
    if (answer === "mine") this.wire.act(this.pending.fields, this.pending.more).catch(() => {});
    this.pending = null;
  }

  // After cards and parts were written anew.
  renewed({ day, news }) {
    for (const tab of this.querySelectorAll(".ed-days a")) {
      if (tab.dataset.day === day) tab.setAttribute("aria-current", "date");
      else tab.removeAttribute("aria-current");
    }
    this.mark(new URLSearchParams(location.search).get("entry"));
    if (!news.said.length) return;
    for (const key of news.entries) this.board.card(key)?.classList.add("news");
    setTimeout(() => this.querySelectorAll(".news").forEach((card) => card.classList.remove("news")), 4000);
    this.toast(news.said.join(" · "));
  }

  focusOn(key) {
    const card = this.board.card(key) ?? this.querySelector(`[data-talk="${key}"]`);
    card?.querySelector("a").focus({ preventScroll: false });
  }
}

customElements.define("hc-timetable", Timetable);
