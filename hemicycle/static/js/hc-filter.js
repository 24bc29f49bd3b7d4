// A search box over a long list of boxes to tick. What is ticked stays in sight; nothing is sent. Without this script
// the list is the whole list, and the box does not show.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

class Filter extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("input[type=search]");
    this.said = this.querySelector("[role=status]");
    this.rows = [...this.querySelectorAll("fieldset input[type=checkbox]")].map((tick) => ({ tick, row: tick.closest("label").parentElement, text: plain(tick.closest("label").textContent) }));
    if (this.rows.length <= Number(this.dataset.from ?? 8)) return;
    this.box.closest("[hidden]").hidden = false;
    this.box.addEventListener("input", () => this.narrow());
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }

  narrow() {
    const words = plain(this.box.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { tick, row, text } of this.rows) {
      const fits = words.every((word) => text.includes(word));
      found += fits;
      row.hidden = !fits && !tick.checked;
    }
    this.said.textContent = words.length ? this.said.dataset.words.replace("{n}", found) : "";
  }
}

customElements.define("hc-filter", Filter);
