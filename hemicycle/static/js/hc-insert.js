// Placeholders that are put into the field one wrote in last, at the cursor. Without this script they are there to be read.
class Insert extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("[name=body]");
    for (const code of this.querySelectorAll("[data-insert]")) code.replaceWith(this.button(code.textContent));
    this.addEventListener("focusin", (event) => {
      if (event.target.matches("[name=subject], [name=body]")) this.field = event.target;
    });
  }

  button(text) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn quiet code";
    button.textContent = text;
    button.addEventListener("click", () => this.insert(text));
    return button;
  }

  insert(text) {
    const { field } = this;
    field.focus();
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("hc-insert", Insert);
