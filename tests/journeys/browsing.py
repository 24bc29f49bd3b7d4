"""Pages as a person without JavaScript uses them: read the form, change a few fields, send it."""

import re

import tinyhtml5
from django.test import Client
from django.urls import reverse

from notices.models import Notice

PASSWORD = "a long password for one"


def fields_of(form):
    """What a browser would send for the form as it stands."""
    found = {}
    for element in form.iter():
        name = element.get("name")
        if not name or element.get("disabled") is not None:
            continue
        if element.tag == "textarea":
            found[name] = "".join(element.itertext()).removeprefix("\n")
        elif element.tag == "select":
            chosen = [
                one.get("value", "") for one in element.iter("option") if one.get("selected") is not None
            ]
            found[name] = chosen[0] if chosen else element.find(".//option").get("value", "")
        elif element.tag == "input":
            kind = element.get("type", "text")
            if kind in ("checkbox", "radio") and element.get("checked") is None:
                continue
            if kind not in ("file", "submit"):
                found[name] = element.get("value", "on" if kind == "checkbox" else "")
    return found


def send(client, path, **changes):
    """Fill in the form on the page that has these fields, as it stands but for the changes; the answer to it."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    tree = tinyhtml5.parse(page.content.decode(), namespace_html_elements=False)
    forms = [form for form in tree.iter("form") if form.get("method", "").lower() == "post"]
    names = [{one.get("name") for one in form.iter()} for form in forms]
    form = next(form for form, has in zip(forms, names, strict=True) if set(changes) - {"act"} <= has)
    acts = {one.get("value", "") for one in form.iter("button") if one.get("name") == "act"}
    values = {**({"act": acts.pop()} if len(acts) == 1 else {}), **fields_of(form), **changes}
    answer = client.post(form.get("action") or path, values)
    assert answer.status_code == 302, (path, answer.status_code, errors_of(answer))
    return answer


def errors_of(answer):
    """The sentences of a form that was not taken."""
    text = answer.content.decode(errors="replace")
    return re.findall(r'class="[^"]*(?:err|bad|summary)[^"]*"[^>]*>\s*([^<]{3,200})', text)


def mail_to(email):
    """The newest mail owed to the address."""
    return Notice.objects.filter(recipient__iexact=email).latest("pk")


def sign_up(email, *, name):
    """A new person: the form, the mailed link, its button, and signing in."""
    client = Client()
    send(client, reverse("account_signup"), email=email, name=name, password1=PASSWORD)
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail_to(email).body)
    assert link is not None
    page = tinyhtml5.parse(client.get(link[1]).content.decode(), namespace_html_elements=False)
    form = next(one for one in page.iter("form") if "confirm-email" in one.get("action", ""))
    client.post(form.get("action"), fields_of(form))
    if "_auth_user_id" not in client.session:
        send(client, reverse("account_login"), login=email, password=PASSWORD)
    return client
