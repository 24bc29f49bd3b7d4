"""The front page of an event: what it is, what is on, how to get there."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from events.front import parts_of
from events.models import Event, EventPerson, EventRole
from kit.addresses import absolute
from kit.moments import day_of
from kit.plain import title_in_words
from kit.swift import swift
from timetable.about import event_as_json_ld
from timetable.agenda import numbers_of
from timetable.cards import list_card
from timetable.current import Current, current
from timetable.days import day_to_show, days_of
from timetable.entries import Entry, in_brief, leaves
from timetable.faces import Face, Painter
from timetable.frame import Visit, show, visit
from timetable.glance import rail_of
from timetable.hanging import hanging_of
from timetable.looks import AGENDAS, Look
from timetable.markup import Writer
from timetable.models import settings_of
from timetable.models.settings import View
from timetable.reading import beginnings, entries_by_day, entries_of_day, seen_sessions
from timetable.stamps import moving_stamp

MOST_LATER = 12


@dataclass(slots=True)
class Shown:
    """A talk as `ui/now_next.html` shows it."""

    title: str
    url: str
    room: str
    note: str
    hue: int | None
    starts_at: datetime
    ends_at: datetime
    starred: bool
    star_action: str
    star_key: str


@swift(moving_stamp)
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """A conference shows a day at a glance; a lecture or meeting its whole agenda."""
    here = visit(request, slug)
    days = days_of(beginnings(here), here.event)
    day = day_to_show(days, "", event=here.event, now=here.now)
    is_conference = here.event.kind == Event.Kind.CONFERENCE
    programme = _one_day(here, days, day) if is_conference else {"agenda": _agenda(here)}
    is_public = here.event.access.is_open and not here.event.is_draft
    context = {
        **programme,
        **_people(here),
        "parts": parts_of(here.event, request.user),
        "manage_url": _manage_url(here),
        "feed_url": absolute(f"{here.base}{'timetable' if days else 'event'}.ics"),
        "json_ld": event_as_json_ld(here.event) if is_public else "",
    }
    return show(request, here, "overview", "timetable/overview.html", **context)


@require_safe
def now_and_next(request: HttpRequest, slug: str) -> HttpResponse:
    """Only what is on and what comes; an open overview asks for it every minute."""
    here = visit(request, slug)
    today = day_of(here.now, here.event.zone, here.event.day_change)
    return render(request, "ui/now_next.html", _now_and_next(here, entries_of_day(here, today))[0])


def _one_day(here: Visit, days: list[date], day: date | None) -> dict[str, Any]:
    if day is None:
        return {}
    entries = entries_of_day(here, day)
    is_today = here.is_running and day == day_of(here.now, here.event.zone, here.event.day_change)
    day_url = f"{here.base}timetable/?day={day.isoformat()}"
    context: dict[str, Any] = {
        "day": day,
        "day_number": days.index(day) + 1,
        "day_count": len(days),
        "day_url": day_url,
        "is_today": is_today,
        "rail": rail_of(entries, zone=here.event.zone, now=here.now, url=day_url),
    }
    later = in_brief(entries)
    if is_today:
        live, state = _now_and_next(here, entries)
        context |= {"live": live}
        later = state.later
    rows = [list_card(entry, zone=here.event.zone) for entry in later[:MOST_LATER]]
    return context | {
        "later": Writer(here.base).rows(rows) if rows else "",
        "has_more": len(later) > MOST_LATER,
    }


def _now_and_next(here: Visit, entries: list[Entry]) -> tuple[dict[str, Any], Current]:
    state = current(in_brief(entries), now=here.now)
    live = {
        "now": [_shown(entry, here) for entry in state.on],
        "next": [_shown(entry, here) for entry in state.following],
        "next_at": state.following_at,
        "zone": here.event.zone,
        "refresh_url": f"{here.base}now/",
    }
    return live, state


def _shown(entry: Entry, here: Visit) -> Shown:
    url = f"{here.base}talks/{entry.number}/" if entry.number else f"{here.base}timetable/"
    return Shown(
        title=title_in_words(entry.title),
        url=url,
        room=entry.room.name if entry.room else "",
        note=entry.people or entry.note,
        hue=entry.hue,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        starred=entry.starred,
        star_action=f"{url}star/" if entry.number else "",
        star_key=f"star-{entry.pk}",
    )


def _agenda(here: Visit) -> list[Face]:
    """All days of a meeting or lecture, with what hangs on its talks; numbered where the organisers chose so."""
    programme = entries_by_day(here)
    chosen = settings_of(here.event).view
    view = chosen if chosen in AGENDAS else View.AGENDA
    entries = [entry for each in programme.values() for entry in each]
    hanging = hanging_of([leaf.talk for leaf in leaves(entries) if leaf.talk], with_abstracts=False)
    numbers = numbers_of(entries) if view == View.NUMBERED else {}
    sessions = {pk: session.number for pk, session in seen_sessions(here).items()}
    look = Look(view=view, usual=view, detail="", is_all=True)
    painter = Painter(look, Writer(here.base, sessions=sessions), here.event.zone, here.now, numbers, hanging)
    return [painter.face(day, entries) for day, entries in programme.items()]


def _people(here: Visit) -> dict[str, list[EventPerson]]:
    roles = list(here.event.roles.select_related("person").defer("person__email", "person__biography"))
    return {
        "chairs": [role.person for role in roles if role.role == EventRole.Role.CHAIR],
        "contacts": [role.person for role in roles if role.role == EventRole.Role.CONTACT],
    }


def _manage_url(here: Visit) -> str:
    return reverse("manage-event", args=[here.event.pk]) if here.runs else ""
