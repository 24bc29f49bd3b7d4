// A text field with suggestions from the server (ARIA combobox with a listbox popup, manual selection).
const WAIT = 200;
let count = 0;

class Combobox extends HTMLElement {
  connectedCallback() {
    [this.text, this.value] = this.querySelectorAll("input");
    if (!this.dataset.source || this.list) return;
    this.list = document.createElement("ul");
    this.list.id = `choices-${++count}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.text.labels[0]?.textContent.trim() ?? "");
    this.append(this.list);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(attributes)) this.text.setAttribute(name, value);
    this.text.setAttribute("aria-controls", this.list.id);
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.choose(event.target.closest("[role=option]"));
    });
  }

  typed() {
    this.value.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    this.asked?.abort();
    this.asked = new AbortController();
    const address = new URL(this.dataset.source, location.href);
    address.searchParams.set("q", this.text.value);
    try {
      const answer = await fetch(address, { signal: this.asked.signal, headers: { "HX-Request": "true" } });
      if (answer.ok) this.offer(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  offer(rows) {
    this.list.innerHTML = rows;
    this.options = [...this.list.querySelectorAll("[role=option]")];
    this.options.forEach((option, index) => (option.id = `${this.list.id}-${index}`));
    if (!this.options.length) {
      const nothing = document.createElement("li");
      nothing.className = "none";
      nothing.setAttribute("role", "option");
      nothing.setAttribute("aria-disabled", "true");
      nothing.textContent = this.dataset.none;
      this.list.replaceChildren(nothing);
    }
    this.list.hidden = false;
    this.text.setAttribute("aria-expanded", "true");
    this.point(-1);
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (this.list.hidden) this.ask();
      else this.point((this.at + steps[event.key] + this.options.length) % this.options.length);
    } else if (event.key === "Enter" && !this.list.hidden && this.options[this.at]) {
      event.preventDefault();
      this.choose(this.options[this.at]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  point(index) {
    this.at = index;
    this.options.forEach((option, place) => option.setAttribute("aria-selected", place === index));
    const option = this.options[index];
    this.text.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    if (!option || option.ariaDisabled === "true") return;
    this.text.value = option.dataset.text ?? option.textContent.trim();
    this.value.value = option.dataset.value;
    this.close();
    this.value.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.text.setAttribute("aria-expanded", "false");
    this.text.removeAttribute("aria-activedescendant");
  }
}

customElements.define("hc-combobox", Combobox);
