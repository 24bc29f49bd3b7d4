// The desk by keyboard: J and K go through the queue, letters choose a decision, Ctrl+Enter sends it. Keys count only
// while the focus is in the desk and not in a field; the single letters can be switched off, which this browser keeps.
const OFF = "desk-letters-off";
const CHOICES = { a: "accept", v: "revise", m: "move", g: "merge", d: "duplicate", r: "reject" };

class Desk extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("[data-decide]");
    this.addEventListener("keydown", this);
    const choice = this.querySelector("[data-switch]");
    if (choice) {
      choice.closest("[hidden]").hidden = false;
      choice.checked = !localStorage.getItem(OFF);
      choice.addEventListener("change", () => (choice.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
    }
    const [list, current] = [this.querySelector(".pin"), this.querySelector(".queue [aria-current]")];
    if (list && current) list.scrollTop = current.offsetTop - list.clientHeight / 2;
    if (document.activeElement === document.body) this.querySelector("#sheet")?.focus({ preventScroll: true });
  }

  handleEvent(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && this.form) {
      event.preventDefault();
      return this.form.requestSubmit(this.form.querySelector("button.main"));
    }
    const typing = event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(OFF)) return;
    const key = event.key.toLowerCase();
    const done = key === "j" || key === "k" ? this.go(key) : this.choose(CHOICES[key]);
    if (done) event.preventDefault();
  }

  go(key) {
    const link = this.querySelector(`[data-go=${key}]`);
    link?.click();
    return Boolean(link);
  }

  choose(act) {
    const choice = act && this.querySelector(`#act-${act}`);
    if (!choice) return false;
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }
}

customElements.define("hc-desk", Desk);
