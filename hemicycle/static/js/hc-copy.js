// A button that copies the address which is otherwise shown to be selected.
class Copy extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return;
    const code = this.querySelector("code");
    const button = this.querySelector("button");
    code.hidden = true;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      this.dispatchEvent(new CustomEvent("hc-toast", { bubbles: true, detail: { text: this.dataset.done } }));
    });
  }
}

customElements.define("hc-copy", Copy);
