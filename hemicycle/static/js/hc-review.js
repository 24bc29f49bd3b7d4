// The reading sheet with one's own review: keeps the draft while one writes, J and K walk through what waits. Keys
// count only while the focus is in it, and never in a field.
import { isAnswered, takeFreshToken } from "fresh-token";

const QUIET_FOR = 2000;
const AGAIN_AFTER = 15000;
// What a browser still sends for a page that is closed: 64 KB.
const SENT_IN_LEAVING = 60000;

class Review extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this);
    this.form = this.querySelector("form[data-draft]");
    if (!this.form) return;
    this.status = this.form.querySelector("[data-saved]");
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => this.leaving(event));
    document.addEventListener("visibilitychange", this);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent(event) {
    if (event.type === "visibilitychange") return this.hidden();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
    const way = this.querySelector(`a[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!way) return;
    event.preventDefault();
    way.click();
  }

  typed() {
    this.dirty = true;
    if (!this.stopped) this.status.textContent = this.form.dataset.unsaved;
    this.later();
  }

  // Whoever closes the page, or goes to another one, loses nothing.
  hidden() {
    if (document.visibilityState !== "hidden" || !this.dirty || this.stopped || this.left) return;
    clearTimeout(this.timer);
    this.save();
  }

  later(wait = QUIET_FOR) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), wait);
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
    this.dirty = false;
    let answer;
    try {
      const body = new FormData(this.form);
      const size = [...body.values()].reduce((sum, value) => sum + 100 + 3 * value.length, 0);
      const headers = { Accept: "application/json" };
      answer = await fetch(this.form.dataset.draft, { method: "POST", body, headers, keepalive: size < SENT_IN_LEAVING });
    } catch {
      // offline for a moment: the text stays, and is sent again
      this.dirty = true;
      this.status.textContent = this.form.dataset.offline;
      return this.later();
    }
    this.lost = !isAnswered(answer);
    if (this.lost) {
      this.dirty = true;
      this.isRenewed = !this.isRenewed && (await takeFreshToken(this.form, "hc-review"));
      if (this.isRenewed) return this.send();
      this.status.textContent = this.form.dataset.failed;
      return this.later(AGAIN_AFTER);
    }
    this.isRenewed = false;
    const said = await answer.json();
    if (answer.ok) this.form.elements.revision.value = said.revision;
    else this.stopped = true;
    if (!answer.ok || !this.dirty) this.status.textContent = answer.ok ? said.saved : said.detail || this.form.dataset.failed;
  }

  async leaving(event) {
    clearTimeout(this.timer);
    this.left = true;
    if (!this.saving && !this.lost) return;
    event.preventDefault();
    const button = event.submitter;
    await this.saving;
    if (this.lost) await this.save();
    this.left = !this.lost;
    if (this.lost) return; // nobody is signed in: what stands here stays
    this.form.requestSubmit(button);
  }
}

customElements.define("hc-review", Review);
