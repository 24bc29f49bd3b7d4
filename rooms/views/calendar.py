"""The calendar of the rooms: a day, a week or a month of many rooms, or a list of what is to come."""

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kit.htmx import page_or_part
from kit.moments import day_bounds
from kit.moments import zone as zone_of
from kit.words import clock_words, today_in, zone_words
from rooms.calendar.asked import Asked, Period, asked_in, next_to, period_of
from rooms.calendar.cells import CellWriter
from rooms.calendar.day import Section, sections_of
from rooms.calendar.markup import Writer
from rooms.calendar.month import month_of
from rooms.calendar.narrowing import rooms_asked_for
from rooms.calendar.places import Site, equipment_of, sites_of
from rooms.calendar.upcoming import upcoming
from rooms.calendar.week import week_of
from rooms.models import Room
from rooms.navigation import rooms_tabs
from rooms.rights import Rights, rights_of
from rooms.views.gate import shows_rooms

ROOMS_A_PAGE = 60


@require_safe
@shows_rooms
def room_calendar(request: HttpRequest) -> HttpResponse:
    """`?view=day|week|month|list&date=…` and what narrows it, see `Asked`; asked by htmx, only the calendar."""
    rights = rights_of(request.user)
    asked = asked_in(request.GET)
    seen = Room.objects.visible_to(request.user)
    sites = sites_of(seen)
    today = today_in(_zone(sites, asked))
    day = asked.day or today
    period = period_of(asked.view, day)
    before, after = next_to(asked.view, period)
    context: dict[str, Any] = {
        "tabs": rooms_tabs(request.user, current="room-calendar"),
        "asked": asked,
        "sites": sites,
        "equipment": equipment_of(seen),
        "buildings": sorted({building for site in _chosen(sites, asked) for building in site.buildings}),
        "floors": _floors(sites, asked),
        "day": day,
        "today": today,
        "period": period,
        "before": before,
        "after": after,
        "base": reverse("room-calendar").removesuffix("calendar/"),
    }
    if asked.view == "list":
        context |= _list(request, asked, sites, day=day, today=today)
    else:
        found = rooms_asked_for(seen, asked, period, sites, by=request.user).for_rights()
        page = Paginator(found, ROOMS_A_PAGE).get_page(request.GET.get("page"))
        show = {"day": _day, "week": _week, "month": _month}[asked.view]
        context |= {"page": page, **show(request, asked, page, period=period, rights=rights, today=today)}
    return render(request, page_or_part(request, "rooms/calendar.html", part="calendar"), context)


def _day(
    request: HttpRequest, asked: Asked, page: Page, *, period: Period, rights: Rights, today: date
) -> dict[str, Any]:
    now = timezone.now()
    rooms = list(page)
    sections = sections_of(
        rooms,
        period.first,
        rights=rights,
        user=request.user,
        now=now,
        requests=asked.requests,
        all_hours=asked.all_hours,
    )
    asks = frozenset(room.pk for room in rooms if rights.requests(room) and not rights.books(room))
    writer = Writer(reverse("room-calendar").removesuffix("calendar/"), today=today, asks=asks)
    zones = {section.location.time_zone for section in sections}
    return {
        "sections": [
            {
                "location": section.location,
                "axis": section.axis,
                "rows": writer.rows(section.lanes, section.axis),
                "zone_label": zone_words(
                    section.axis.day.starts_at + timedelta(hours=12), zone=section.location.zone
                ),
                "here": section.axis.day.minute(now) if _shows(section, now) else None,
                "now_clock": clock_words(now, zone=section.location.zone),
            }
            for section in sections
        ],
        "one_room": len(rooms) == 1,
        "several_zones": len(zones) > 1,
        "may_book": any(lane.gaps for section in sections for lane in section.lanes),
    }


def _week(
    request: HttpRequest, asked: Asked, page: Page, *, period: Period, rights: Rights, today: date
) -> dict[str, Any]:
    rows = week_of(list(page), period, user=request.user, requests=asked.requests, all_hours=asked.all_hours)
    return {"rows": _writer(page, period, today).weeks(rows)}


def _month(
    request: HttpRequest, asked: Asked, page: Page, *, period: Period, rights: Rights, today: date
) -> dict[str, Any]:
    rows = month_of(list(page), period)
    return {"rows": _writer(page, period, today).months(rows), "offset": period.first.weekday() + 1}


def _writer(page: Page, period: Period, today: date) -> CellWriter:
    base = reverse("room-calendar").removesuffix("calendar/")
    places = len({room.location_id for room in page}) > 1
    return CellWriter(base, days=period.days, today=today, places=places)


def _list(request: HttpRequest, asked: Asked, sites: list[Site], *, day: date, today: date) -> dict[str, Any]:
    """From now on, or from the beginning of a chosen day."""
    zone = _zone(sites, asked)
    start = timezone.now() if day == today else day_bounds(day, zone_of(zone)).starts_at
    seen = Room.objects.visible_to(request.user)
    return {
        "upcoming": upcoming(seen, asked, start, after=request.GET.get("after", ""), by=request.user),
        "several_zones": len({site.time_zone for site in sites}) > 1,
    }


def _zone(sites: list[Site], asked: Asked) -> str:
    """The clock by which it is today: that of the chosen location, else of the first."""
    return next((site.time_zone for site in _chosen(sites, asked)), "UTC")


def _chosen(sites: list[Site], asked: Asked) -> list[Site]:
    return [site for site in sites if site.pk == asked.location] or sites


def _floors(sites: list[Site], asked: Asked) -> list[str]:
    """The floors of the chosen building; without one there is nothing to choose."""
    if not asked.building:
        return []
    pairs = (pair for site in _chosen(sites, asked) for pair in site.floors)
    wanted = asked.building.casefold()
    return sorted({floor for building, floor in pairs if floor and building.casefold() == wanted})


def _shows(section: Section, now: Any) -> bool:
    axis = section.axis
    return axis.day.holds(now) and axis.first <= axis.day.minute(now) <= axis.last
