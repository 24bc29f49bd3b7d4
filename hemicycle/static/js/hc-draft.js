// Around the form of an abstract: keeps what one types, as the draft or beside what was submitted, counts as the server
// counts, and arranges the rows of people without loading the page anew. Without it the form's buttons do all of that.
import { isAnswered, takeFreshToken } from "fresh-token";

const QUIET_FOR = 2000;
const AGAIN_AFTER = 15000;
// What a browser still sends for a page that is closed: 64 KB.
const SENT_IN_LEAVING = 60000;
// What Python takes for white space, which is not quite what \s takes.
const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const WORDS = new RegExp(`[^${BLANK}]+`, "g");
const EDGES = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");

const words = (text) => (text.match(WORDS) ?? []).length;
const characters = (text) => [...text.replaceAll("\r\n", "\n").replace(EDGES, "")].length;

// A box without a value of its own has "on" for one, whether it is ticked or not.
const isTyped = (field) => {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue;
};

class Draft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.saved = this.querySelector("[data-saved]");
    this.conflict = this.querySelector("[data-conflict]");
    this.form.addEventListener("input", (event) => this.typed(event));
    this.form.addEventListener("change", (event) => this.typed(event));
    this.form.addEventListener("submit", (event) => this.sending(event));
    document.addEventListener("visibilitychange", this);
    document.addEventListener("click", this);
    addEventListener("pageshow", this);
    this.count();
    // What was typed while this script was on its way is kept, too.
    const typed = [...this.form.elements].find(isTyped);
    if (typed) this.typed({ target: typed });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this);
    document.removeEventListener("click", this);
    removeEventListener("pageshow", this);
  }

  // Whoever closes the page, or goes to another one, loses nothing, unless it is thrown away; who comes back with
  // “Back” goes on as before.
  handleEvent(event) {
    if (event.type === "pageshow") this.leaving = false;
    else if (event.type === "click") {
      if (!event.target.closest?.("[data-leave]")) return;
      this.leaving = true;
      clearTimeout(this.timer);
    } else if (document.visibilityState === "hidden" && this.dirty) {
      clearTimeout(this.timer);
      this.save();
    }
  }

  typed(event) {
    this.count();
    if (!this.dataset.draft || event.target.type === "file") return;
    this.dirty = true;
    if (!this.stopped) this.say(this.dataset.unsaved);
    this.later(QUIET_FOR);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  count() {
    const line = this.querySelector("[data-count]");
    const text = this.form.elements.text?.value ?? "";
    for (const [name, found] of [["words", words(text)], ["characters", characters(text)]]) {
      const place = line.querySelector(`[data-${name}]`);
      const limit = Number(line.getAttribute(`data-limit-${name}`)) || Infinity;
      place.textContent = found;
      place.classList.toggle("over", found > limit);
    }
  }

  values() {
    const values = new FormData(this.form);
    values.delete("files");
    values.delete("act");
    return values;
  }

  async save() {
    if (this.stopped || this.leaving) return;
    if (this.under) return this.later(QUIET_FOR);
    this.under = this.send();
    await this.under;
    this.under = null;
  }

  async send() {
    this.dirty = false;
    try {
      const body = this.values();
      const size = [...body.values()].reduce((sum, value) => sum + 100 + 3 * value.length, 0);
      const answer = await fetch(this.dataset.draft, { method: "POST", body, keepalive: size < SENT_IN_LEAVING });
      this.lost = !isAnswered(answer);
      if (this.lost) {
        this.dirty = true;
        if (await this.renewed()) return this.send();
        this.say(this.dataset.lost, true);
        return this.later(AGAIN_AFTER);
      }
      const told = await answer.json();
      if (answer.ok) this.kept(told);
      else if (told.theirs) this.differ(told);
      else this.say(told.detail, true);
    } catch {
      this.say(this.dataset.failed, true);
      this.dirty = true;
      this.later(AGAIN_AFTER);
    }
  }

  // Once for each loss: a token that is not taken either is no reason to ask for ever.
  async renewed() {
    this.isRenewed = !this.isRenewed && (await takeFreshToken(this.form, "hc-draft"));
    return this.isRenewed;
  }

  kept(told) {
    this.isRenewed = false;
    this.form.elements.revision.value = told.revision;
    if (this.dataset.draft !== told.draft) {
      this.dataset.draft = told.draft;
      this.form.action = told.edit;
      history.replaceState(null, "", told.edit);
      const preview = this.querySelector("hc-markdown");
      if (preview) preview.dataset.preview = told.preview;
    }
    if (!this.dirty) this.say(told.said);
  }

  // Two windows: neither text is lost until the person chooses.
  differ(told) {
    this.stopped = true;
    this.say("");
    const sentence = Object.assign(document.createElement("p"), { textContent: this.dataset.other });
    const title = Object.assign(document.createElement("p"), { className: "serif", dir: "auto", textContent: told.theirs.title });
    const text = Object.assign(document.createElement("textarea"), { readOnly: true, rows: 5, dir: "auto", value: told.theirs.text });
    text.setAttribute("aria-label", this.dataset.theirs);
    const row = Object.assign(document.createElement("p"), { className: "row" });
    row.append(
      this.button(this.dataset.mine, () => {
        this.form.elements.revision.value = told.theirs.revision;
        this.go();
      }),
      this.button(this.dataset.theirs, () => {
        this.leaving = true;
        location.assign(this.form.action);
      }),
    );
    const box = document.createElement("div");
    box.className = "stack close";
    box.append(sentence, title, text, row);
    this.conflict.replaceChildren(box);
    this.conflict.hidden = false;
    this.conflict.scrollIntoView({ block: "nearest" });
  }

  go() {
    this.conflict.hidden = true;
    this.stopped = false;
    this.save();
  }

  button(label, act) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: label });
    button.addEventListener("click", act);
    return button;
  }

  say(sentence, isBad = false) {
    if (!this.saved) return;
    this.saved.textContent = sentence;
    this.saved.classList.toggle("bad", isBad);
  }

  async sending(event) {
    const act = event.submitter?.value ?? "";
    if (!act.startsWith("people-")) {
      clearTimeout(this.timer);
      if (!this.under && !this.lost) {
        this.leaving = true;
        return;
      }
      event.preventDefault(); // the draft that is on its way has a newer number than the form; or nobody is signed in
      await this.under;
      if (this.lost) await this.save();
      if (this.lost) return;
      this.leaving = true;
      return this.form.requestSubmit(event.submitter);
    }
    event.preventDefault();
    const values = new FormData(this.form, event.submitter);
    values.delete("files");
    const answer = await fetch(this.form.action, { method: "POST", body: values }).catch(() => null);
    if (!answer?.ok) return this.say(answer ? this.dataset.lost : this.dataset.undone, true);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [old, fresh] = [this.querySelector("#people"), page.querySelector("#people")];
    const before = old.querySelectorAll("[role=group]").length;
    old.replaceWith(document.adoptNode(fresh));
    this.focusAfter(act, before);
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Where the person goes on: at the row that moved, or in the one that came.
  focusAfter(act, before) {
    const rows = [...this.querySelectorAll("#people [role=group]")];
    const [, name, place] = act.match(/^people-(\w+)-?(\d*)$/) ?? [];
    const at = Number(place) + (name === "up" ? -1 : name === "down" ? 1 : 0);
    if (name === "up" || name === "down") {
      const button = rows[at]?.querySelector(`#people-${name}-${at}:not([disabled])`) ?? rows[at]?.querySelector("button:not([disabled])");
      button?.focus();
    } else if (name === "place") [...(rows[at]?.querySelectorAll("hc-combobox input[type=text]") ?? [])].at(-1)?.focus();
    else if (rows.length > before) rows[before].querySelector("input").focus();
    else rows[Math.min(at || 0, rows.length - 1)]?.querySelector("input").focus();
  }
}

customElements.define("hc-draft", Draft);
