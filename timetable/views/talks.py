"""The talks of an event: the list, and the page of one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from kit.htmx import page_or_part
from kit.keys import is_key
from kit.moments import day_of
from kit.swift import swift
from programme.asides import parts_of
from programme.citation import citation_of
from programme.models import Contribution, Credit, Link, Session, Subcontribution
from timetable.clocks import clock_for
from timetable.entries import Place, speakers_of
from timetable.filters import LONGEST_SEARCH
from timetable.frame import Visit, show, visit, visit_for_talk
from timetable.models import Slot
from timetable.stamps import event_stamp, talks_stamp

TALKS_A_PAGE = 100
ORDERS = {"time": ("first_slot", "number"), "title": ("title", "number"), "number": ("number",)}


@dataclass(slots=True)
class Choice:
    """One option of a filter."""

    pk: int
    label: str
    is_chosen: bool


@dataclass(slots=True)
class Row:
    """One talk of the list."""

    talk: Contribution
    people: str
    is_starred: bool


@dataclass(frozen=True, slots=True)
class Showing:
    """When and where a talk is given."""

    starts_at: datetime
    ends_at: datetime
    room: Place | None
    day: date
    """The day of the programme it belongs to."""
    lasting: int
    """What its anchor in the timetable is called by."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A talk before or after another."""

    number: int
    title: str


@swift(talks_stamp, parameters=("page", "sort", "track", "type", "session"))
@require_safe
def contributions(request: HttpRequest, slug: str) -> HttpResponse:
    """All talks the reader may see, scheduled or not."""
    here = visit(request, slug)
    chosen = {name: request.GET.get(name, "") for name in ("track", "type", "session")}
    order = request.GET.get("sort", "")
    order = order if order in ORDERS else "time"
    found = _sorted(_matching(here, request, chosen), order, here=here)
    page = Paginator(found, TALKS_A_PAGE).get_page(request.GET.get("page"))
    talks = list(page.object_list)
    speakers = speakers_of(talk.pk for talk in talks)
    rows = [Row(talk, ", ".join(speakers[talk.pk]), talk.number in here.stars) for talk in talks]
    template = page_or_part(request, "timetable/contributions.html", part="talks")
    context = {"page": page, "rows": rows, "order": order, "words": _words(request)}
    return show(request, here, "talks", template, **context, **_choices(here, chosen))


@swift(event_stamp, parameters=("tz",))
@require_safe
def contribution(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One talk: what it is, who speaks, when and where."""
    here = visit_for_talk(request, slug, number=number)
    talk = get_object_or_404(_whole(here.talks), number=number)
    talk.event = here.event
    slots = _showings(talk)
    before, after = _neighbours(here, talk, slots[0]) if slots else (None, None)
    at = slots[0].starts_at if slots else here.event.starts_at
    context = {
        "talk": talk,
        "slots": slots,
        "clock": clock_for(request, here.event, at=at),
        "is_starred": talk.number in here.stars,
        "session": _shown_session(talk, here),
        "before": before,
        "after": after,
        "citation": citation_of(talk, on=slots[0].day if slots else None),
        "bibtex_url": reverse("contribution-bibtex", args=[here.event.slug, number]),
        "parts": parts_of(talk),
    }
    return show(request, here, "talks", "timetable/contribution.html", **context)


def _matching(here: Visit, request: HttpRequest, chosen: dict[str, str]) -> Any:
    """Those chosen. Nobody finds out by a session they may not see which talks are in it."""
    talks = here.talks
    for name, value in chosen.items():
        if is_key(value):
            talks = talks.filter(**{name: int(value)})
    if is_key(chosen["session"]):
        talks = talks.filter(session__in=Session.objects.visible_to(here.keyring))
    return talks.about(_words(request))


def _words(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]


def _sorted(talks: Any, order: str, *, here: Visit) -> Any:
    """With the first slot of each; abstracts stay in the database."""
    slots = Slot.shown.visible_to(here.keyring).filter(contribution=OuterRef("pk")).order_by("starts_at")
    first = {
        "first_slot": Subquery(slots.values("starts_at")[:1]),
        "room_name": Subquery(slots.values("room__name")[:1]),
    }
    light = talks.defer("abstract", "description").select_related("track", "type")
    return light.annotate(**first).order_by(*ORDERS[order])


def _choices(here: Visit, chosen: dict[str, str]) -> dict[str, list[Choice]]:
    """The tracks, types and sessions of talks the reader sees; those of hidden talks alone are not listed."""
    rows = here.talks.order_by().values_list(
        "track", "track__position", "track__name", "type", "type__name", "session", "session__title"
    )
    kinds: dict[str, set[tuple[int, str, int]]] = {"track": set(), "type": set(), "session": set()}
    for track, position, track_name, kind, kind_name, session, title in rows.distinct():
        for name, pk, rank, label in (
            ("track", track, position, track_name),
            ("type", kind, 0, kind_name),
            ("session", session, 0, title),
        ):
            if pk:
                kinds[name].add((rank, label, pk))
    sessions = set(
        Session.objects.visible_to(here.keyring).filter(event=here.event).values_list("pk", flat=True)
    )
    kinds["session"] = {choice for choice in kinds["session"] if choice[2] in sessions}
    return {
        f"{name}_choices": [Choice(pk, label, chosen[name] == str(pk)) for _rank, label, pk in sorted(found)]
        for name, found in kinds.items()
    }


def _whole(talks: Any) -> Any:
    """With everything the page shows, in a fixed number of queries."""
    credits = Prefetch("credits", Credit.objects.select_related("person").order_by("position", "pk"))
    parts = Prefetch("parts", Subcontribution.objects.prefetch_related("people"))
    links = Prefetch("links", Link.objects.order_by("position", "pk"))
    return talks.select_related("track", "type", "session").prefetch_related(credits, parts, links)


def _shown_session(talk: Contribution, here: Visit) -> Session | None:
    """Its session, if the reader may see that too."""
    if talk.session_id is None:
        return None
    return Session.objects.visible_to(here.keyring).filter(pk=talk.session_id).first()


def _showings(talk: Contribution) -> list[Showing]:
    """All times of a talk. Who may see the talk may know when it is, so nothing more is asked."""
    slots = Slot.shown.filter(contribution=talk).select_related("room", "parent__room")
    event = talk.event
    return [
        Showing(
            slot.starts_at,
            slot.ends_at,
            _place(slot),
            day=day_of(slot.starts_at, event.zone, event.day_change),
            lasting=slot.lasting_id,
        )
        for slot in slots.order_by("starts_at", "pk")
    ]


def _place(slot: Slot) -> Place | None:
    """Its own room, or that of its block."""
    room = slot.room or (slot.parent.room if slot.parent else None)
    return Place(room.position, room.name, room.pk, room.capacity, room.description) if room else None


def _neighbours(here: Visit, talk: Contribution, slot: Showing) -> tuple[Neighbour | None, Neighbour | None]:
    """The talks before and after this one in the same room, as far as the reader sees them."""
    if slot.room is None:
        return None, None
    there = Slot.shown.filter(room=slot.room.pk, contribution__in=here.talks).exclude(contribution=talk)
    rows = there.order_by("starts_at", "pk").values_list(
        "starts_at", "contribution__number", "contribution__title"
    )
    before, after = None, None
    for starts_at, number, title in rows:
        if starts_at < slot.starts_at:
            before = Neighbour(number, title)
        elif starts_at > slot.starts_at and after is None:
            after = Neighbour(number, title)
    return before, after
