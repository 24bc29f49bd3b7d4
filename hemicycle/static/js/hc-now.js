// Keeps the mark of a ruler (.mark) or of a time grid (.here) at the present minute, and tells the page of each new one.
const MINUTE = 60_000;

function clock(minute) {
  const two = (number) => String(number % 24).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${String(minute % 60).padStart(2, "0")}`;
}

class Now extends HTMLElement {
  connectedCallback() {
    this.midnight = Date.parse(this.dataset.midnight);
    this.timer = setInterval(() => this.tick(), MINUTE);
    this.place();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tick() {
    if (document.hidden) return;
    this.place();
    document.body.dispatchEvent(new CustomEvent("hc-minute"));
  }

  place() {
    if (Number.isNaN(this.midnight)) return;
    const minute = Math.floor((Date.now() - this.midnight) / MINUTE);
    const inside = minute >= Number(this.dataset.first) && minute <= Number(this.dataset.last);
    const here = this.querySelector(".here");
    const mark = here ?? this.querySelector(":scope > .mark") ?? (inside ? this.newMark() : null);
    if (!mark) return;
    mark.hidden = !inside;
    const step = here ? Number(this.dataset.step) : 1;  // a row of the grid stands for that many minutes
    mark.style.setProperty("--s", minute - (minute % step));
    if (here) mark.style.setProperty("--m", minute % step);
    mark.querySelector("b").textContent = clock(minute);
  }

  newMark() {
    if (!this.classList.contains("rail")) return null;
    const mark = document.createElement("span");
    mark.className = "mark";
    mark.append(document.createElement("b"));
    this.append(mark);
    return mark;
  }
}

customElements.define("hc-now", Now);
