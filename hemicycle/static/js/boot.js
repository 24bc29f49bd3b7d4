// Loads the elements that this page uses, and those that htmx brings in later. The page works without any of them.
const known = JSON.parse(document.querySelector('script[type="importmap"]').textContent).imports;

function load(root) {
  for (const name of Object.keys(known)) {
    if (!customElements.get(name) && (root.localName === name || root.querySelector(name))) import(name);
  }
}

load(document);
document.addEventListener("htmx:load", (event) => load(event.detail.elt));

// On narrow screens the tab of this page may stand out of sight.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const list = tab.closest(".tabs");
  const [seen, its] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
  if (its.right > seen.right) list.scrollLeft += its.right - seen.right + 24;
  else if (its.left < seen.left) list.scrollLeft -= seen.left - its.left + 24;
}

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
