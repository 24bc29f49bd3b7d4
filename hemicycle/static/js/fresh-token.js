// Whoever was signed out, and is signed in again from another window, has another token: it stands in a fresh form.

// Fetch the page of the form, and give its token to all forms of this one. False where nobody is signed in there, or
// the form is gone.
export async function takeFreshToken(form, holder) {
  const address = form.getAttribute("action") || location.href; // `form.action` is a field, where one has that name
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector(`${holder} [name=csrfmiddlewaretoken]`);
  if (!fresh) return false;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh.value;
  return true;
}

// By the view itself, and not by the page for signing in, which was asked in its place.
export const isAnswered = (answer) =>
  !answer.redirected && Boolean(answer.headers.get("Content-Type")?.startsWith("application/json"));
