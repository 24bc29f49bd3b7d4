// The reading sheet with one's own review: keeps the draft while one writes, J and K walk through what waits. Keys
// count only while the focus is in it, and never in a field.
const QUIET_FOR = 2000;

class Review extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this);
    this.form = this.querySelector("form[data-draft]");
    if (!this.form) return;
    this.status = this.form.querySelector("[data-saved]");
    this.form.addEventListener("input", () => this.later());
    this.form.addEventListener("submit", (event) => this.leaving(event));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  handleEvent(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
    const way = this.querySelector(`a[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!way) return;
    event.preventDefault();
    way.click();
  }

  later() {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), QUIET_FOR);
  }

  // One at a time: each draft names the revision that the one before was answered with.
  save() {
    if (this.saving) return this.later();
    this.saving = this.send().finally(() => {
      this.saving = null;
    });
    return this.saving;
  }

  async send() {
    let answer;
    try {
      answer = await fetch(this.form.dataset.draft, {
        method: "POST",
        body: new FormData(this.form),
        headers: { Accept: "application/json" },
      });
    } catch {
      return this.later(); // offline for a moment: the text stays, and is sent again
    }
    const said = await answer.json().catch(() => ({ detail: this.form.dataset.failed }));
    if (answer.ok) this.form.elements.revision.value = said.revision;
    else this.stopped = true;
    this.status.textContent = answer.ok ? said.saved : said.detail || this.form.dataset.failed;
  }

  async leaving(event) {
    clearTimeout(this.timer);
    if (!this.saving) return;
    event.preventDefault();
    const button = event.submitter;
    await this.saving;
    this.form.requestSubmit(button);
  }
}

customElements.define("hc-review", Review);
