// Loads the elements that this page uses, and those that htmx brings in later. The page works without any of them.
const known = JSON.parse(document.querySelector('script[type="importmap"]').textContent).imports;

function load(root) {
  for (const name of Object.keys(known)) {
    if (!customElements.get(name) && (root.localName === name || root.querySelector(name))) import(name);
  }
}

load(document);
document.addEventListener("htmx:load", (event) => load(event.detail.elt));

// A menu closes when the person turns elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(except)) menu.open = false;
}

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.activeElement.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
