"""How much the rooms of those who decide about them are used; and the dates of rooms as a table, for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from kit.htmx import page_or_part
from kit.keys import is_key
from kit.toasts import say
from kit.words import today_in
from rooms.availability.usage import heat
from rooms.calendar.places import Site, sites_of
from rooms.models import Room
from rooms.models.room import RoomQuerySet
from rooms.navigation import rooms_tabs
from rooms.operations.settings import room_settings
from rooms.rights import rights_of
from rooms.statistics import dates, tables
from rooms.statistics.asked import PERIODS, SORTS, Asked, asked_in
from rooms.statistics.drawings import figure_bars, hours_of_week, months_line, wanted_bars
from rooms.statistics.figures import Figures, figures_of, sorted_by
from rooms.views.downloads import table_download, wants_workbook
from rooms.views.gate import shows_rooms

ON_A_PAGE = 50
SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The rooms in use the reader decides about, and of these what the address narrows them to."""

    sites: list[Site]
    asked: Asked
    rooms: RoomQuerySet
    today: date


@login_required
@shows_rooms
@require_safe
def room_statistics(request: MemberRequest) -> HttpResponse:
    """`?period=month|quarter|year|custom&from=&to=`, `?location=`, `?building=`, the rooms by `?sort=`."""
    chosen = _chosen(request)
    figures = figures_of(chosen.rooms, chosen.asked)
    page = Paginator(sorted_by(figures.rooms, chosen.asked.sort), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": rooms_tabs(request.user, current="room-statistics"),
        "asked": chosen.asked,
        "today": chosen.today,
        "zone": chosen.sites[0].zone,
        "sites": chosen.sites,
        "buildings": _buildings(chosen),
        "periods": PERIODS.items(),
        "sorts": SORTS.items(),
        "figures": figures,
        "page": page,
        **_drawings(figures, places=len(chosen.sites) > 1),
    }
    return render(request, "rooms/statistics.html", context)


@login_required
@shows_rooms
@require_safe
def statistics_hours(request: MemberRequest) -> HttpResponse:
    """How full the same rooms are by weekday and hour; its own page, for it reads every date."""
    chosen = _chosen(request)
    room_ids = list(chosen.rooms.values_list("pk", flat=True))
    context = {
        "tabs": rooms_tabs(request.user, current="room-statistics"),
        "asked": chosen.asked,
        "zone": chosen.sites[0].zone,
        "hours": hours_of_week(heat(room_ids, chosen.asked.first, chosen.asked.last)),
    }
    template = page_or_part(request, "rooms/statistics_hours.html", part="statistics_hours")
    return render(request, template, context)


@login_required
@shows_rooms
@require_safe
def statistics_table(request: MemberRequest) -> HttpResponse | StreamingHttpResponse:
    """The figures `?by=room|building|month` as a table, `?format=csv|xlsx`."""
    chosen = _chosen(request)
    by = request.GET.get("by", "")
    by = by if by in tables.TABLES else "room"
    found = tables.rows(figures_of(chosen.rooms, chosen.asked), by)
    name = f"{_('Statistics')} {chosen.asked.first} {chosen.asked.last}"
    return table_download(request, tables.headings(by), list(found), name=name)


@login_required
@shows_rooms
@require_safe
def room_dates(request: MemberRequest) -> HttpResponse | StreamingHttpResponse:
    """Dates of the rooms one sees as a table: `?room=` again and again, or `?location=` and `?building=`; `?mine=1`
    for those one decides about.
    """
    seen = Room.objects.visible_to(request.user)
    if request.GET.get("mine"):
        seen = seen.filter(pk__in=Room.objects.moderated_by(request.user))
    asked = asked_in(request.GET, today=_today(sites_of(seen)))
    rooms = _narrowed(seen, asked)
    if keys := [int(key) for key in request.GET.getlist("room") if is_key(key)]:
        rooms = rooms.filter(pk__in=keys)
    if (asked.last - asked.first).days >= dates.MOST_DAYS:
        return _too_much(request, _("At most a year of dates at once. Choose fewer days."))
    most = dates.MOST_IN_A_WORKBOOK if wants_workbook(request) else dates.MOST_ROWS
    if dates.are_more_than(most, rooms, asked.first, asked.last):
        return _too_much(request, _("That is too much for one table. Take fewer days or rooms."))
    found = dates.rows(
        rooms, asked.first, asked.last, rights=rights_of(request.user), settings=room_settings()
    )
    name = f"{_('Bookings')} {asked.first} {asked.last}"
    return table_download(request, dates.headings(), found, name=name)


def _too_much(request: HttpRequest, sentence: str) -> HttpResponse:
    say(request, sentence)
    return redirect("room-calendar")


def _chosen(request: MemberRequest) -> _Chosen:
    mine = Room.objects.moderated_by(request.user).in_use()
    sites = sites_of(mine)
    if not sites:
        raise Http404
    today = _today(sites)
    asked = asked_in(request.GET, today=today)
    return _Chosen(sites, asked, _narrowed(mine, asked), today)


def _today(sites: Sequence[Site]) -> date:
    return today_in(sites[0].zone if sites else "UTC")


def _narrowed(rooms: RoomQuerySet, asked: Asked) -> RoomQuerySet:
    if asked.location:
        rooms = rooms.filter(location=asked.location)
    return rooms.filter(building=asked.building) if asked.building else rooms


def _buildings(chosen: _Chosen) -> list[str]:
    sites = [site for site in chosen.sites if chosen.asked.location in (0, site.pk)]
    return sorted({building for site in sites for building in site.buildings})


def _drawings(figures: Figures, *, places: bool) -> dict[str, object]:
    least = sorted_by(figures.rooms, "least")[:SHOWN]
    wanted = [one for one in sorted_by(figures.rooms, "wanted")[:SHOWN] if one.wanted]
    return {
        "months_drawing": months_line(figures.months, title=_("Booked hours by month")),
        "buildings_drawing": figure_bars(
            sorted_by(figures.buildings, "most"),
            title=_("How much of each building was booked"),
            places=places,
        ),
        "least_drawing": figure_bars(least, title=_("The rooms used least"), places=places),
        "wanted_drawing": wanted_bars(wanted, title=_("The rooms booked most often"), places=places)
        if wanted
        else "",
    }
