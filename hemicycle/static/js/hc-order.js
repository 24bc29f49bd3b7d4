// A list whose rows are dragged into another order, by mouse or finger; dropping sends the form with the new order. Its
// buttons do the same by keyboard and without this script. Rows carry data-key; the form has a button [data-order].
class Order extends HTMLElement {
  connectedCallback() {
    for (const row of this.rows) row.prepend(this.grip());
    this.addEventListener("pointerdown", this);
    this.addEventListener("pointermove", this);
    this.addEventListener("pointerup", this);
    this.addEventListener("pointercancel", this);
  }

  get rows() {
    return [...this.querySelectorAll("[data-key]")];
  }

  get keys() {
    return this.rows.map((row) => row.dataset.key);
  }

  grip() {
    const grip = document.createElement("span");
    grip.className = "grip faint";
    grip.textContent = "⠿";
    grip.ariaHidden = "true";
    grip.style.touchAction = "none";
    grip.style.cursor = "grab";
    return grip;
  }

  handleEvent(event) {
    if (event.type === "pointerdown") this.take(event);
    else if (!this.row) return;
    else if (event.type === "pointermove") this.carry(event);
    else this.drop(event.type === "pointerup");
  }

  take(event) {
    const grip = event.target.closest(".grip");
    if (!grip || event.button) return;
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    this.row = grip.closest("[data-key]");
    this.before = this.rows;
    this.row.style.opacity = ".5";
  }

  carry(event) {
    const after = this.rows.find((row) => {
      const box = row.getBoundingClientRect();
      return row !== this.row && event.clientY < box.top + box.height / 2;
    });
    if (after) after.before(this.row);
    else this.row.parentElement.append(this.row);
  }

  drop(isMeant) {
    const [row, before] = [this.row, this.before];
    this.row = null;
    row.style.opacity = "";
    if (!isMeant) return row.parentElement.append(...before);
    if (String(before.map((each) => each.dataset.key)) === String(this.keys)) return;
    const form = this.closest("form");
    for (const key of this.keys) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "order", value: key });
      form.append(field);
    }
    form.requestSubmit(form.querySelector("[data-order]"));
  }
}

customElements.define("hc-order", Order);
