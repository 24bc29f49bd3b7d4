// Loads the elements that this page uses, and those that htmx brings in later. The page works without any of them.
const known = JSON.parse(document.querySelector('script[type="importmap"]').textContent).imports;

function load(root) {
  for (const name of Object.keys(known)) {
    if (!customElements.get(name) && (root.localName === name || root.querySelector(name))) import(name);
  }
}

load(document);
document.addEventListener("htmx:load", (event) => load(event.detail.elt));
