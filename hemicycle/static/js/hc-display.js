// Turns the pages of a screen that shows more rooms than fit. What is shown stays when the page renews itself.
const TURN = 12_000;
let page = 0;
let timer = 0;

class Display extends HTMLElement {
  connectedCallback() {
    this.pages = [...this.querySelectorAll(":scope > section")];
    this.show(page);
    clearInterval(timer);
    if (this.pages.length > 1) timer = setInterval(() => this.show(page + 1), TURN);
  }

  show(number) {
    page = this.pages.length ? number % this.pages.length : 0;
    this.pages.forEach((section, index) => (section.hidden = index !== page));
    this.nextElementSibling?.querySelectorAll("li").forEach((dot, index) => dot.classList.toggle("here", index === page));
  }
}

customElements.define("hc-display", Display);
