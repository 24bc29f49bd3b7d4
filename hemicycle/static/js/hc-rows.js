// Rows of a table to choose: all on the page, a stretch with Shift, and how many are chosen said before the act.
class Rows extends HTMLElement {
  connectedCallback() {
    this.all = this.querySelector("[data-all]");
    this.all.hidden = false;
    this.button = this.querySelector("[data-counts]");
    if (this.button) this.button.dataset.plain = this.button.textContent;
    this.addEventListener("click", (event) => event.target.matches("tbody input[type=checkbox]") && this.stretch(event));
    this.addEventListener("change", (event) => this.changed(event.target));
    this.count();
  }

  get boxes() {
    return [...this.querySelectorAll("tbody input[type=checkbox]")];
  }

  stretch(event) {
    const boxes = this.boxes;
    const here = boxes.indexOf(event.target);
    if (event.shiftKey && this.last !== undefined) {
      const [from, to] = [Math.min(here, this.last), Math.max(here, this.last)];
      for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
      this.count();
    }
    this.last = here;
  }

  changed(target) {
    if (target === this.all) for (const box of this.boxes) box.checked = target.checked;
    this.count();
  }

  count() {
    const chosen = this.boxes.filter((box) => box.checked);
    const n = chosen.length;
    this.all.checked = n > 0 && n === this.boxes.length;
    this.all.indeterminate = n > 0 && !this.all.checked;
    if (!this.button) return;
    this.button.disabled = !n;
    this.button.textContent = n ? this.button.dataset.counts.replace("{n}", n) : this.button.dataset.plain;
    const status = this.querySelector("[data-count]");
    status.dataset.plain ??= status.textContent;
    status.textContent = n ? this.dataset.one.replace("{n}", n) : status.dataset.plain;
    this.querySelector("[data-ids]").textContent = chosen.map((box) => `#${box.dataset.number}`).join(", ");
  }
}

customElements.define("hc-rows", Rows);
