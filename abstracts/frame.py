"""What the public pages about calls and abstracts share: finding the event, its header, its tabs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from abstracts.models import Call
from abstracts.standing import has_a_place, manages_abstracts
from access.filters import Keyring, keyring_of
from accounts.models import User
from events.models import Category, Event
from events.models.event import EventQuerySet
from events.navigation import crumbs, event_tabs
from events.permissions import can_manage_event, can_see_event
from kit.navigation import Link


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at one event. Authors of abstracts may not see the event: they read its name, dates and place."""

    event: Event
    keyring: Keyring
    runs: bool
    sees_event: bool
    now: datetime = field(default_factory=timezone.now)

    @property
    def base(self) -> str:
        """The event's address, which all its pages lie below."""
        return self.event.get_absolute_url()

    @property
    def calls(self) -> Any:
        """The calls the person sees, in order."""
        return Call.objects.visible_to(self.keyring).filter(event=self.event).select_related("event")


def visit(request: HttpRequest, slug: str) -> Visit:
    """The event at this address, if the person may see it; else the same 404 as for one that is not there."""
    keyring = keyring_of(request.user)
    return _visit(slug, Event.objects.visible_to(keyring), keyring)


def visit_of_author(request: HttpRequest, slug: str) -> Visit:
    """The event around an abstract, whoever sees it. The caller answers 404 to whom the abstract is not."""
    return _visit(slug, Event.objects.filter(deleted_at__isnull=True), keyring_of(request.user))


def _visit(slug: str, events: EventQuerySet, keyring: Keyring) -> Visit:
    found = events.select_related("access", "category__access", "logbook").alias(lower_slug=Lower("slug"))
    event = found.filter(lower_slug=slug.lower()).first()
    if event is None:
        raise Http404
    return Visit(event, keyring, can_manage_event(keyring, event), can_see_event(keyring, event))


def show(
    request: HttpRequest, visit: Visit, tab: str, template: str, /, status: int = 200, **context: Any
) -> HttpResponse:
    """Answer with a page of the event; `tab` is the one it belongs to."""
    everywhere = {
        "event": visit.event,
        "visit": visit,
        "base": visit.base,
        "zone": visit.event.zone,
        "crumbs": _crumbs(visit),
        "tabs": _tabs(visit, current=tab, user=request.user),
    }
    response = render(request, template, everywhere | context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _crumbs(visit: Visit) -> list[Link]:
    if not visit.sees_event:
        return []
    return crumbs(Category.objects.above(visit.event.category).visible_to(visit.keyring))


def _tabs(visit: Visit, *, current: str, user: User | AnonymousUser) -> list[Link]:
    """Those of the event's other pages, and the calls; who reviews, and who chairs, gets to their own from here."""
    if not visit.sees_event:
        return []
    links = event_tabs(visit.event, visit.keyring, current=current)
    if links and has_a_place(user, visit.event):
        links.append(Link(_("My reviews"), reverse("reviewing", args=[visit.event.slug])))
    if links and visit.runs:
        links.append(Link(_("Manage"), reverse("manage-event", args=[visit.event.pk])))
    elif links and manages_abstracts(user, visit.event):
        links.append(Link(_("Manage"), reverse("manage-calls", args=[visit.event.pk])))
    return links
