"""The timetable: one day, all of them or a week; by room, by track, as a list or as an agenda."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kit.htmx import page_or_part
from kit.moments import day_of
from kit.swift import swift
from kit.words import clock_words, zone_words
from timetable.agenda import Hanging, numbers_of
from timetable.clocks import Clock, clock_for
from timetable.days import day_to_show, days_of
from timetable.entries import Entry, Place, Strand, leaves
from timetable.faces import Painter
from timetable.filters import Filters, filters_of, narrow
from timetable.frame import Visit, show, visit
from timetable.hanging import abouts_of, hanging_of
from timetable.looks import ALL_DAYS, Look, detail_choices, look_of, usual_view, view_choices
from timetable.markup import Writer
from timetable.models import settings_of
from timetable.models.settings import View
from timetable.reading import Named, beginnings, entries_by_day, entries_of_day, seen_sessions
from timetable.stamps import timetable_stamp
from timetable.starred import overlaps
from timetable.week import week_of

FEW_TRACKS = 12
"""So many tracks stand as chips in a row; more of them fold into a menu."""
PARAMETERS = ("day", "tz", "view", "detail", "track", "room", "session", "type")

Programme = Mapping[date, Sequence[Entry]]


@dataclass(frozen=True)
class DayTab:
    """`day` is None for all days together."""

    day: date | None
    address: str
    is_current: bool


@swift(timetable_stamp, parameters=PARAMETERS)
@require_safe
def timetable(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as the address says; asked by htmx, only the part below the event's header."""
    here = visit(request, slug)
    look = look_of(request.GET, usual=usual_view(settings_of(here.event).view, kind=here.event.kind))
    days = days_of(beginnings(here), here.event)
    day = day_to_show(days, request.GET.get("day", ""), event=here.event, now=here.now)
    clock = clock_for(request, here.event, at=here.now if here.is_running else here.event.starts_at)
    filters = filters_of(request)
    sessions = seen_sessions(here)
    everything, numbers = _read(here, look, day)
    shown = _narrowed(everything, filters, sessions)
    choices = _choices(here, _flat(everything), sessions)
    context = {
        "days": _tabs(request, days, day, look),
        "day": day,
        "looks": look,
        "views": view_choices(look, has_tracks=bool(choices["tracks"]), has_days=len(days) > 1),
        "details": detail_choices(look),
        "filters": filters,
        "overlaps": overlaps(leaves(_flat(everything))),
        "now_clock": clock_words(here.now, zone=clock.zone),
        **choices,
        **_shown(here, look, shown, clock=clock, numbers=numbers, sessions=sessions),
    }
    context["now_url"] = _now_url(request, here, days, context.pop("arranged"))
    template = page_or_part(request, "timetable/timetable.html", part="day")
    return show(request, here, "timetable", template, clock=clock, **context)


def _read(here: Visit, look: Look, day: date | None) -> tuple[Programme, dict[int, str]]:
    """The days to show, and the numbers of the agenda, which count from the first day on."""
    if day is None:
        return {}, {}
    is_numbered = look.view == View.NUMBERED
    if not (is_numbered or look.is_all or look.is_week):
        return {day: entries_of_day(here, day)}, {}
    programme = entries_by_day(here)
    numbers = numbers_of(_flat(programme)) if is_numbered else {}
    if look.is_all or look.is_week:
        return programme, numbers
    return {day: programme.get(day, [])}, numbers


def _narrowed(programme: Programme, filters: Filters, sessions: Mapping[int, Named]) -> Programme:
    """What matches. Nobody finds out by a session they may not see which talks are in it."""
    if not filters:
        return programme
    if filters.session and filters.session not in sessions:
        return {}
    day_of_entry = {entry.pk: day for day, entries in programme.items() for entry in entries}
    found: dict[date, list[Entry]] = {day: [] for day in programme}
    for entry in narrow(_flat(programme), filters):
        found[day_of_entry[entry.pk]].append(entry)
    return found


def _shown(
    here: Visit,
    look: Look,
    programme: Programme,
    *,
    clock: Clock,
    numbers: Mapping[int, str],
    sessions: Mapping[int, Named],
) -> dict[str, Any]:
    """The faces of the days, or the week; only what was asked for is made."""
    writer = Writer(here.base, sessions={pk: session.number for pk, session in sessions.items()})
    painter = Painter(look, writer, clock.zone, here.now, numbers, _hanging(look, _flat(programme)))
    arranged = {day: painter.arranged(entries) for day, entries in programme.items() if entries}
    if not arranged:
        return {"arranged": {}}
    if look.is_week:
        first = next(iter(arranged.values()))[0].starts_at
        return {
            "arranged": arranged,
            "week": week_of(arranged, zone=clock.zone, page_of=writer.page_of),
            "day_view": View.GRID if look.usual == View.WEEK else "",
            "zone_label": zone_words(first, zone=clock.zone),
        }
    faces = [painter.face(day, entries) for day, entries in arranged.items()]
    return {"arranged": arranged, "faces": faces}


def _hanging(look: Look, entries: Sequence[Entry]) -> dict[int, Hanging]:
    """What hangs on the talks, for the views that show it."""
    talks = [leaf.talk for leaf in leaves(entries) if leaf.talk]
    if look.is_agenda and not look.is_compact:
        return hanging_of(talks, with_abstracts=look.is_full)
    if look.is_full:
        return {talk: Hanging(about=about) for talk, about in abouts_of(talks).items()}
    return {}


def _flat(programme: Programme) -> list[Entry]:
    return [entry for entries in programme.values() for entry in entries]


def _choices(here: Visit, entries: Sequence[Entry], sessions: Mapping[int, Named]) -> dict[str, Any]:
    """What can be filtered by: only what occurs among what the reader sees on these days."""
    seen = [each for entry in entries for each in (entry, *entry.inside)]
    kinds = {each.kind for each in seen if each.kind}
    within = {each.within for each in seen if each.within}
    types = here.event.contribution_types.filter(pk__in=kinds).order_by("name", "pk")
    rooms: set[Place] = {each.room for each in seen if each.room}
    tracks: set[Strand] = {each.track for each in seen if each.track}
    return {
        "tracks": sorted(tracks),
        "few_tracks": FEW_TRACKS,
        "rooms": sorted(rooms),
        "types": list(types.values_list("pk", "name")),
        "sessions": [(pk, session.title) for pk, session in sessions.items() if pk in within],
    }


def _tabs(request: HttpRequest, days: Iterable[date], day: date | None, look: Look) -> list[DayTab]:
    """The days, and all of them; from a week one goes to the usual view of a day."""
    days = list(days)
    one = not (look.is_all or look.is_week)
    tabs = [DayTab(each, _address(request, each.isoformat(), look), one and each == day) for each in days]
    if len(days) > 1:
        tabs.append(DayTab(None, _address(request, ALL_DAYS, look), look.is_all and not look.is_week))
    return tabs


def _address(request: HttpRequest, day: str, look: Look) -> str:
    query = request.GET.copy()
    query["day"] = day
    if look.is_week:
        query.pop("view", None)
        if look.usual == View.WEEK:
            query["view"] = View.GRID
    return f"?{query.urlencode()}"


def _now_url(request: HttpRequest, here: Visit, days: Sequence[date], arranged: Programme) -> str:
    """Where what is on now stands, or what comes next; "" when today has nothing more."""
    today = day_of(here.now, here.event.zone, here.event.day_change)
    if not here.is_running or today not in days:
        return ""
    if today not in arranged:
        query = request.GET.copy()
        query["day"] = today.isoformat()
        return f"?{query.urlencode()}"
    left = [leaf for leaf in leaves(arranged[today]) if leaf.ends_at > here.now and not leaf.is_pause]
    return f"#e{left[0].lasting}" if left else ""
