// A list to work through by keyboard: J and K move, X chooses, A and R follow the row's own links. The count stands on
// the buttons before the act. Keys count only while the focus is in the list.
class WorkList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this);
    this.addEventListener("change", this);
    for (const button of this.querySelectorAll("[data-counts]")) button.dataset.plain = button.textContent;
    this.count();
    const first = this.rows[0];
    if (first) first.tabIndex = 0;
  }

  get rows() {
    return [...this.querySelectorAll("[data-task]")];
  }

  handleEvent(event) {
    if (event.type === "change") return this.count();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), textarea")) return;
    const row = event.target.closest("[data-task]");
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") this.move(row, key === "j" ? 1 : -1);
    else if (row && key === "x") row.querySelector("input[type=checkbox]").click();
    else if (row && (key === "a" || key === "r")) row.querySelector(`[data-key=${key}]`)?.click();
    else return;
    event.preventDefault();
  }

  move(row, step) {
    const rows = this.rows;
    const next = rows[Math.min(Math.max((row ? rows.indexOf(row) : -1) + step, 0), rows.length - 1)];
    for (const other of rows) other.tabIndex = other === next ? 0 : -1;
    next?.focus();
  }

  count() {
    const n = this.querySelectorAll("[data-task] input[type=checkbox]:checked").length;
    for (const button of this.querySelectorAll("[data-counts]")) {
      button.textContent = n ? button.dataset.counts.replace("{n}", n) : button.dataset.plain;
      button.disabled = !n;
    }
  }
}

customElements.define("hc-worklist", WorkList);
