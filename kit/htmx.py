"""Answering a page or, to htmx, only the part of it that changed."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect


def page_or_part(request: HttpRequest, template: str, *, part: str) -> str:
    """The template to render: the whole page, or the partial beside it (`events/edit.html` → `events/_form.html`)."""
    if not getattr(request, "htmx", False):
        return template
    folder, _, _ = template.rpartition("/")
    return f"{folder}/_{part}.html"


def go_to(request: HttpRequest, place: Model | str) -> HttpResponse:
    """Send the browser on to a thing's page or an address, whether it came by htmx or not."""
    address = place if isinstance(place, str) else place.get_absolute_url()  # type: ignore[attr-defined]
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)
