"""Screens in the hallway and at the doors: what is on, what comes, in large letters, on their own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kit.keys import key_of
from kit.moments import day_of
from kit.swift import swift
from timetable.days import day_to_show, days_of
from timetable.displaying import pages, screen_of, screens_of
from timetable.entries import Entry, leaves
from timetable.frame import Visit, visit
from timetable.reading import beginnings, entries_of_day
from timetable.stamps import moving_stamp, timetable_stamp


@swift(timetable_stamp, parameters=("page",))
@require_safe
def display(request: HttpRequest, slug: str) -> HttpResponse:
    """All rooms, some at a time: a script turns the pages; without one the browser does, by ?page=."""
    here = visit(request, slug)
    day, held = _day(here)
    found = pages(screens_of(held, now=here.now))
    page = key_of(request.GET.get("page", "")) or 1
    context = {"pages": found, "page": page if page <= len(found) else 1, "day": day}
    return _screen(request, here, "timetable/display.html", **context)


@swift(moving_stamp)
@require_safe
def display_room(request: HttpRequest, slug: str, room: int) -> HttpResponse:
    """One room of the event. A room in which the visitor sees nothing at all is not there for them."""
    here = visit(request, slug)
    found = here.event.rooms.filter(pk=room).first()
    if found is None or not (here.runs or _is_used(here, room)):
        raise Http404
    day, held = _day(here)
    there = [leaf for leaf in held if leaf.room is None or leaf.room.pk == room]
    place = next((leaf.room for leaf in there if leaf.room), None)
    context = {"room": found, "screen": screen_of(there, room=place, now=here.now), "day": day}
    return _screen(request, here, "timetable/display_room.html", **context)


def _day(here: Visit) -> tuple[Any, list[Entry]]:
    """Today, or the day that comes next (or was first), with what is held then."""
    days = days_of(beginnings(here), here.event)
    day = day_to_show(days, "", event=here.event, now=here.now)
    return day, leaves(entries_of_day(here, day))


def _is_used(here: Visit, room: int) -> bool:
    held = here.slots
    return held.filter(room=room).exists() or held.filter(parent__room=room).exists()


def _screen(request: HttpRequest, here: Visit, template: str, /, **context: Any) -> HttpResponse:
    today = day_of(here.now, here.event.zone, here.event.day_change)
    everywhere = {
        "event": here.event,
        "base": here.base,
        "zone": here.event.zone,
        "now": here.now,
        "is_today": context["day"] == today,
    }
    return render(request, template, everywhere | context)
