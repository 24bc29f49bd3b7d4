// Asks before the page is left while the form around it holds what was typed and not saved. Stands hidden in the form;
// `data-typed` says that the form came back with what was typed.
class Unsaved extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.saved = this.hasAttribute("data-typed") ? null : this.typed;
    this.leaving = (event) => this.typed !== this.saved && event.preventDefault();
    this.form.addEventListener("submit", () => removeEventListener("beforeunload", this.leaving));
    if (this.saved === null) addEventListener("beforeunload", this.leaving);
    else this.form.addEventListener("input", () => addEventListener("beforeunload", this.leaving));
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this.leaving);
  }

  get typed() {
    return new URLSearchParams(new FormData(this.form)).toString();
  }
}

customElements.define("hc-unsaved", Unsaved);
