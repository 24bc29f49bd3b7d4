// Offers the reader's own zone beside the page's, and re-labels every <time datetime>. The server's labels stay at hand.
const CLOCK = /(\d\d:\d\d)$/;
const CHOICE = "hc-times";
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const language = document.documentElement.lang;

function offset(zone, moment) {
  const part = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(moment)
    .find(({ type }) => type === "timeZoneName").value;
  const [, sign, hours, minutes] = part.match(/GMT(?:([+-])(\d\d):(\d\d))?/);
  return hours ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

function difference(minutes) {
  const size = Math.abs(minutes);
  const rest = size % 60 ? `:${String(size % 60).padStart(2, "0")}` : "";
  return `${minutes < 0 ? "\u2212" : "+"}${Math.floor(size / 60)}${rest} h`;
}

function said(moment, before, shift) {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: own, hour: "2-digit", minute: "2-digit" }).format(moment);
  if (before.length > 5) {
    const day = { timeZone: own, weekday: "short", day: "numeric", month: "long" };
    return `${new Intl.DateTimeFormat(language, day).format(moment)}, ${clock}`;
  }
  const [hours, minutes] = before.split(":").map(Number);
  const minute = hours * 60 + minutes + shift;
  if (minute >= 0 && minute < 1440) return clock;
  return `${clock} ${new Intl.DateTimeFormat(language, { timeZone: own, weekday: "short" }).format(moment)}`;
}

class Times extends HTMLElement {
  connectedCallback() {
    const seg = this.querySelector(".seg");
    const sample = document.querySelector("main time[datetime]");
    if (!sample || seg.children.length !== 1) return;
    const moment = Date.parse(sample.dateTime);
    const shift = offset(own, moment) - offset(this.dataset.zone, moment);
    if (!shift) return;
    this.home = seg.firstElementChild;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.textContent = `${own.split("/").pop().replaceAll("_", " ")}, ${difference(shift)}`;
    this.button.addEventListener("click", () => this.choose(true));
    this.home.addEventListener("click", (event) => {
      event.preventDefault();
      this.choose(false);
    });
    seg.append(this.button);
    this.relabel = (event) => this.label(event.detail.elt);
    document.addEventListener("htmx:load", this.relabel);
    this.choose(sessionStorage.getItem(CHOICE) === own);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:load", this.relabel);
  }

  choose(away) {
    this.away = away;
    if (away) sessionStorage.setItem(CHOICE, own);
    else sessionStorage.removeItem(CHOICE);
    this.button.setAttribute("aria-pressed", away);
    if (away) this.home.removeAttribute("aria-current");
    else this.home.setAttribute("aria-current", "true");
    this.label(document);
  }

  label(root) {
    for (const time of root.querySelectorAll("time[datetime]")) {
      time.dataset.said ??= time.textContent;
      if (!CLOCK.test(time.dataset.said)) continue;
      const moment = Date.parse(time.dateTime);
      const shift = offset(own, moment) - offset(this.dataset.zone, moment);
      time.textContent = this.away ? said(moment, time.dataset.said, shift) : time.dataset.said;
    }
  }
}

customElements.define("hc-times", Times);
