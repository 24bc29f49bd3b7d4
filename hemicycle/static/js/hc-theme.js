// Turns the link to the theme's page into a button that switches at once; the server reads the same cookie.
const COOKIE = "hc_theme";
const A_YEAR = 365 * 24 * 3600;
const root = document.documentElement;

class Theme extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    if (!link) return;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = link.className;
    this.button.append(...link.childNodes);
    this.words = { dark: link.dataset.dark, light: link.dataset.light };
    this.button.addEventListener("click", () => this.choose(this.other()));
    link.replaceWith(this.button);
    this.name();
  }

  other() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    return dark ? "light" : "dark";
  }

  choose(theme) {
    const secure = location.protocol === "https:" ? ";secure" : "";
    root.dataset.theme = theme;
    document.cookie = `${COOKIE}=${theme};path=/;max-age=${A_YEAR};samesite=lax${secure}`;
    this.name();
  }

  name() {
    this.button.setAttribute("aria-label", this.words[this.other()]);
  }
}

customElements.define("hc-theme", Theme);
