"""What all public pages of an event share: finding it, its header, its tabs, its stars."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from access.filters import Keyring, keyring_of
from events.models import Category, Event
from events.models.event import EventQuerySet
from events.navigation import crumbs, event_tabs
from events.permissions import can_manage_event, can_see_event
from kit.navigation import Link
from programme.models import Contribution
from timetable.models import Slot, Version, settings_of
from timetable.models.slot import SlotQuerySet
from timetable.star_cookie import NAME as STAR_COOKIE
from timetable.star_cookie import forget_stars
from timetable.starred import stars_of
from timetable.versions.latest import latest_version


@dataclass(slots=True)
class Visit:
    """One look at one event: who looks (what they hold, and which talks they starred), and when."""

    event: Event
    keyring: Keyring
    runs: bool
    sees_event: bool
    stars: set[int]
    shows_draft: bool = False
    """They run the event, work in drafts, and asked to see the draft."""
    now: datetime = field(default_factory=timezone.now)

    @property
    def base(self) -> str:
        """The event's address, which all its pages lie below."""
        return self.event.get_absolute_url()

    @property
    def is_running(self) -> bool:
        return self.event.starts_at <= self.now < self.event.ends_at

    @property
    def slots(self) -> SlotQuerySet:
        if self.shows_draft:
            return Slot.objects.open_to(self.keyring).filter(event=self.event)
        return Slot.shown.visible_to(self.keyring).filter(event=self.event)

    @property
    def latest(self) -> Version | None:
        return latest_version(self.event)

    @property
    def talks(self) -> Any:
        return Contribution.objects.visible_to(self.keyring).filter(event=self.event)


def visit(request: HttpRequest, slug: str) -> Visit:
    """The event at this address, if the person may see it; else the same 404 as for one that is not there."""
    keyring = keyring_of(request.user)
    return _visit(request, slug, Event.objects.visible_to(keyring), keyring)


def visit_for_talk(request: HttpRequest, slug: str, *, number: int) -> Visit:
    """The event around a talk the person may see.

    A talk may be open to more people than its event (public, or they are invited to it): they read the name, the
    dates and the place of the event on the talk's page, and get no further.
    """
    keyring = keyring_of(request.user)
    talk = Contribution.objects.visible_to(keyring).filter(number=number, event=OuterRef("pk"))
    return _visit(request, slug, Event.objects.filter(Exists(talk)), keyring)


def _visit(request: HttpRequest, slug: str, events: EventQuerySet, keyring: Keyring) -> Visit:
    found = events.select_related("access", "category__access").alias(lower_slug=Lower("slug"))
    event = found.filter(lower_slug=slug.lower()).first()
    if event is None:
        raise Http404
    runs, sees = can_manage_event(keyring, event), can_see_event(keyring, event)
    asks_for_draft = request.GET.get("version") == "draft"
    shows_draft = asks_for_draft and runs and not settings_of(event).is_live
    return Visit(event, keyring, runs, sees, stars_of(request, event), shows_draft)


def show(request: HttpRequest, visit: Visit, tab: str, template: str, /, **context: Any) -> HttpResponse:
    """Answer with a page of the event; `tab` is the one it belongs to."""
    starred = _starred_count(visit)
    everywhere = {
        "event": visit.event,
        "visit": visit,
        "base": visit.base,
        "crumbs": _crumbs(visit),
        "tabs": _tabs(visit, current=tab, starred=starred),
        "starred_count": starred,
    }
    response = render(request, template, everywhere | context)
    if request.user.is_authenticated and STAR_COOKIE in request.COOKIES:
        forget_stars(response)  # they came along at sign-in
    patch_vary_headers(response, ["HX-Request"])
    return response


def _starred_count(visit: Visit) -> int:
    return visit.talks.filter(number__in=visit.stars).count() if visit.stars else 0


def _crumbs(visit: Visit) -> list[Link]:
    return crumbs(Category.objects.above(visit.event.category).visible_to(visit.keyring))


def _tabs(visit: Visit, *, current: str, starred: int) -> list[Link]:
    """Who sees only a talk of the event has no other page of it."""
    if not visit.sees_event:
        return []
    links = event_tabs(visit.event, visit.keyring, current=current, counts={"my": starred or None})
    if links and visit.runs and current != "overview":  # the overview has a button for it
        links.append(Link(_("Manage"), reverse("manage-event", args=[visit.event.pk])))
    return links
