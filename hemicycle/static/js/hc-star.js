// Stars of visitors who are signed out: talk numbers in the cookie of the event's path.
const NAME = "hc_stars";
const A_YEAR = 365 * 24 * 3600;

export function starred() {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${NAME}=`));
  return new Set(found ? found.slice(NAME.length + 1).split(".").filter(Boolean) : []);
}

function keep(stars, path) {
  const secure = location.protocol === "https:" ? ";secure" : "";
  const age = stars.size ? A_YEAR : 0;
  document.cookie = `${NAME}=${[...stars].join(".")};path=${path};max-age=${age};samesite=lax${secure}`;
}

class Star extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.toggle());
    this.redraw = () => this.draw();
    document.addEventListener("hc-stars", this.redraw);
    this.draw();
  }

  disconnectedCallback() {
    document.removeEventListener("hc-stars", this.redraw);
  }

  toggle() {
    const stars = starred();
    if (!stars.delete(this.dataset.talk)) stars.add(this.dataset.talk);
    keep(stars, this.dataset.path);
    document.dispatchEvent(new CustomEvent("hc-stars", { detail: { stars: [...stars] } }));
  }

  draw() {
    const mine = starred().has(this.dataset.talk);
    this.button.setAttribute("aria-pressed", mine);
    this.closest(".slot")?.classList.toggle("mine", mine);
  }
}

customElements.define("hc-star", Star);
