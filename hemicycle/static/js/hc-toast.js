// The place where toasts appear: closes them after a while, and shows those that htmx or another element sends.
const SHOWN_FOR = 10_000;

class Toasts extends HTMLElement {
  connectedCallback() {
    this.show = (event) => this.add(event.detail);
    document.addEventListener("hc-toast", this.show);
    for (const toast of this.querySelectorAll(".toast")) this.tend(toast);
  }

  disconnectedCallback() {
    document.removeEventListener("hc-toast", this.show);
  }

  add({ text, undo }) {
    const toast = document.createElement("div");
    const words = document.createElement("span");
    toast.className = "toast";
    words.dir = "auto";
    words.textContent = text;
    toast.append(words);
    if (undo) toast.append(this.undoButton(undo));
    this.append(toast);
    this.tend(toast);
  }

  undoButton(address) {
    const button = document.createElement("button");
    button.className = "btn";
    button.textContent = this.dataset.undo;
    button.setAttribute("form", "act");
    button.setAttribute("formaction", address);
    return button;
  }

  tend(toast) {
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn icon";
    close.setAttribute("aria-label", this.dataset.close);
    close.textContent = "×";
    close.addEventListener("click", () => toast.remove());
    toast.append(close);
    const wait = () => setTimeout(() => toast.remove(), SHOWN_FOR);
    let timer = wait();
    for (const stay of ["mouseenter", "focusin"]) toast.addEventListener(stay, () => clearTimeout(timer));
    for (const leave of ["mouseleave", "focusout"]) toast.addEventListener(leave, () => (timer = wait()));
  }
}

customElements.define("hc-toast", Toasts);
