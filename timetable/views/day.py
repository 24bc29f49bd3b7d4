"""The timetable: one day, as a grid of rooms or as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kit.htmx import page_or_part
from kit.swift import swift
from kit.words import clock_words, zone_words
from timetable.cards import grid_cards, list_by_time
from timetable.clocks import Clock, clock_for
from timetable.days import day_to_show, days_of
from timetable.entries import Entry, Place, Strand, leaves
from timetable.filters import filters_of, narrow
from timetable.frame import Visit, show, visit
from timetable.grid import Grid, lay_out
from timetable.markup import Writer
from timetable.reading import beginnings, entries_of_day, session_pages
from timetable.stamps import timetable_stamp
from timetable.starred import overlaps

FEW_TRACKS = 12
"""So many tracks stand as chips in a row; more of them fold into a menu."""


@dataclass(frozen=True)
class DayTab:
    day: date
    address: str
    is_current: bool


@swift(timetable_stamp, parameters=("day", "tz", "view", "track", "room"))
@require_safe
def timetable(request: HttpRequest, slug: str) -> HttpResponse:
    """One day of the programme; asked by htmx, only the part below the event's header."""
    here = visit(request, slug)
    days = days_of(beginnings(here), here.event)
    day = day_to_show(days, request.GET.get("day", ""), event=here.event, now=here.now)
    clock = clock_for(request, here.event, at=here.now if here.is_running else here.event.starts_at)
    filters = filters_of(request)
    everything = entries_of_day(here, day)
    shown = narrow(everything, filters)
    context = {
        "days": [DayTab(each, _address(request, day=each), each == day) for each in days],
        "day": day,
        "filters": filters,
        "is_list": request.GET.get("view") == "list",
        "tracks": _tracks(everything),
        "few_tracks": FEW_TRACKS,
        "rooms": _rooms(everything),
        "overlaps": overlaps(leaves(everything)),
        **_view(request, shown, clock=clock, here=here),
    }
    template = page_or_part(request, "timetable/timetable.html", part="day")
    return show(request, here, "timetable", template, clock=clock, **context)


def _view(request: HttpRequest, shown: list[Entry], *, clock: Clock, here: Visit) -> dict[str, Any]:
    """The grid, or the list; only one of the two is made."""
    if not shown:
        return {}
    writer = Writer(here.base, sessions=session_pages(here))
    if request.GET.get("view") == "list":
        hours = list_by_time(leaves(shown), zone=clock.zone, now=here.now)
        return {"hours": [(hour, writer.rows(hour.cards)) for hour in hours]}
    grid = lay_out(shown, zone=clock.zone)
    return {
        "grid": grid,
        "cards": writer.grid(grid_cards(grid, zone=clock.zone, now=here.now)),
        "zone_label": zone_words(shown[0].starts_at, zone=clock.zone),
        "now_at": _now_at(grid, here),
        "now_clock": clock_words(here.now, zone=clock.zone),
    }


def _now_at(grid: Grid, here: Visit) -> tuple[int, int] | None:
    """The row of this minute and the minutes beyond its start; None when it is not in the grid."""
    minute = grid.minute_of(here.now)
    return None if minute is None else (minute - minute % grid.step, minute % grid.step)


def _tracks(entries: Sequence[Entry]) -> list[Strand]:
    """The tracks of what the reader sees that day."""
    return sorted({leaf.track for entry in entries for leaf in (entry, *entry.inside) if leaf.track})


def _rooms(entries: Sequence[Entry]) -> list[Place]:
    return sorted({leaf.room for entry in entries for leaf in (entry, *entry.inside) if leaf.room})


def _address(request: HttpRequest, *, day: date) -> str:
    query = request.GET.copy()
    query["day"] = day.isoformat()
    return f"?{query.urlencode()}"
