// Around a Markdown text area: a toolbar, a preview rendered by the server, a draft kept in this browser.
const QUIET_FOR = 2000;

class Markdown extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea");
    this.preview = this.querySelector(".preview");
    this.tools = this.querySelector("[role=toolbar]");
    this.tools.hidden = false;
    this.tools.addEventListener("click", (event) => this.use(event.target.closest("button")));
    this.area.addEventListener("keydown", (event) => this.shortcut(event));
    this.keepDrafts();
  }

  use(tool) {
    if (!tool) return;
    if (tool.dataset.wrap) this.wrap(tool.dataset.wrap, tool.dataset.wrap);
    else if ("link" in tool.dataset) this.wrap("[", "](https://)");
    else if (tool.dataset.line) this.startLines(tool.dataset.line);
    else this.togglePreview(tool);
  }

  shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const tool = this.tools.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!tool) return;
    event.preventDefault();
    this.use(tool);
  }

  wrap(before, after) {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    this.area.setRangeText(`${before}${value.slice(start, end)}${after}`, start, end, "end");
    this.area.setSelectionRange(start + before.length, end + before.length);
    this.changed();
  }

  startLines(mark) {
    const { selectionEnd: end, value } = this.area;
    const start = value.lastIndexOf("\n", this.area.selectionStart - 1) + 1;
    const lines = value.slice(start, end).split("\n").map((line) => mark + line);
    this.area.setRangeText(lines.join("\n"), start, end, "end");
    this.changed();
  }

  changed() {
    this.area.focus();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async togglePreview(tool) {
    const show = this.preview.hidden;
    tool.setAttribute("aria-pressed", show);
    if (show) {
      const values = { text: this.area.value };
      await window.htmx.ajax("POST", this.dataset.preview, { source: this.preview, target: this.preview, values });
    }
    this.preview.hidden = !show;
    this.area.hidden = show;
  }

  keepDrafts() {
    const key = `draft:${location.pathname}:${this.area.name}`;
    const offer = this.querySelector("[data-draft]");
    const draft = localStorage.getItem(key);
    offer.hidden = !draft || draft === this.area.value;
    offer.querySelector("button").addEventListener("click", () => {
      this.area.value = draft;
      offer.hidden = true;
      this.changed();
    });
    let timer;
    this.area.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => localStorage.setItem(key, this.area.value), QUIET_FOR);
    });
    this.area.form?.addEventListener("submit", () => {
      clearTimeout(timer);
      localStorage.removeItem(key);
    });
  }
}

customElements.define("hc-markdown", Markdown);
