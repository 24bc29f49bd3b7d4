"""The rooms of a search as rows: how each stands, its day on the ruler, and what to do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kit.icons import SHAPES
from kit.moments import day_bounds
from rooms.availability.timeline import Bar, bars
from rooms.finder.asked import Asked
from rooms.finder.filters import Counts, chosen
from rooms.finder.offer import Asker
from rooms.finder.rails import RailBar, Ruler, bars_of_day, busy_words, details, ruler
from rooms.finder.ranking import ranked
from rooms.finder.standing import Kind, Standing, standings
from rooms.finder.stock import Stock
from rooms.models import Feature, Room

ASK_ICONS = {Kind.FREE: "check", Kind.ON_REQUEST: "clock", Kind.PARTLY: "repeat"}


@dataclass(frozen=True, slots=True)
class Row:
    """One room of the list. `ask` is the icon on the wanted time, "" where it can not be had that day."""

    standing: Standing
    features: Sequence[Feature]
    bars: Sequence[RailBar]
    is_chosen: bool
    ask: str

    @property
    def room(self) -> Room:
        return self.standing.candidate.room

    @property
    def is_favourite(self) -> bool:
        return self.standing.candidate.is_favourite

    @property
    def is_havable(self) -> bool:
        return self.standing.kind <= Kind.PARTLY

    @property
    def is_free(self) -> bool:
        return self.standing.kind is Kind.FREE

    @property
    def chip(self) -> str:
        one = self.standing
        match one.kind:
            case Kind.CLOSED:
                return _("Not bookable")
            case Kind.TAKEN:
                return _("Closed") if one.is_shut else _("Busy")
            case Kind.ON_REQUEST:
                return _("Needs approval")
        if one.total == 1:
            return _("Free")
        return _("Free {free} of {all}").format(free=one.free, all=one.total)

    @property
    def chip_class(self) -> str:
        return {Kind.FREE: "ok", Kind.ON_REQUEST: "warn", Kind.PARTLY: "warn"}.get(self.standing.kind, "")

    @property
    def act(self) -> str:
        if not self.is_havable:
            return _("See why")
        return _("Choose") if self.standing.books else _("Request")

    @property
    def label(self) -> str:
        return busy_words(self.room, self.bars)


@dataclass(frozen=True, slots=True)
class Results:
    """`rows` are those shown of `total`; `all` the standing of every room the person sees; `near` those for which
    suggestions are looked for: those shown, or when none is free on every date, those that are not.
    """

    rows: Sequence[Row]
    total: int
    counts: Counts
    all: Mapping[int, Standing]
    near: Sequence[Standing]
    ruler: Ruler
    days: Sequence[date]
    place: int = 0

    @property
    def day(self) -> date:
        """The date the rulers show."""
        return self.days[self.place]

    @property
    def left(self) -> int:
        """How many more rooms there are."""
        return self.total - len(self.rows)


def search(asked: Asked, stock: Stock, asker: Asker) -> Results:
    """All that the list shows, in a fixed number of queries. Raises BadRule."""
    every = standings(stock, asked.times, rights=asker.rights, settings=asker.settings, now=asker.now)
    left, counts = chosen(every.values(), asked.filters)
    shown = ranked(left, asked.sort, asked.filters)[: asked.show]
    near = shown
    if not left and asked.filters.free:
        others, _counts = chosen(every.values(), replace(asked.filters, free=False))
        near = ranked(others, asked.sort, asked.filters)[: asked.show]
    days = asked.times.days()
    place = min(asked.place, len(days) - 1)
    scale = ruler(asked.times)
    rows = _rows(shown, asked, stock, asker, scale=scale, day=days[place], place=place)
    return Results(rows, len(left), counts, every, near, scale, days, place)


def _rows(
    shown: Sequence[Standing],
    asked: Asked,
    stock: Stock,
    asker: Asker,
    *,
    scale: Ruler,
    day: date,
    place: int,
) -> list[Row]:
    found = _bars_of(shown, day, asker)
    known = details({bar.booking_id for row in found.values() for bar in row if bar.booking_id}, asker.user)
    return [
        Row(
            one,
            [stock.features[key] for key in sorted(one.candidate.features) if key in stock.features],
            scale.cut(bars_of_day(found[one.candidate.room.pk], day, one.candidate.room.zone, known)),
            one.candidate.room.pk == asked.room,
            "" if place in one.conflicts else ASK_ICONS.get(one.kind, ""),
        )
        for one in shown
    ]


def _bars_of(shown: Sequence[Standing], day: date, asker: Asker) -> dict[int, list[Bar]]:
    """What holds the shown rooms that day: one query for each zone among them."""
    by_zone: dict[str, list[int]] = {}
    for one in shown:
        room = one.candidate.room
        by_zone.setdefault(room.location.time_zone, []).append(room.pk)
    found: dict[int, list[Bar]] = {}
    for zone, keys in by_zone.items():
        span = day_bounds(day, ZoneInfo(zone))
        found |= bars(keys, span.starts_at, span.ends_at, requests=asker.rights.user_id is not None)
    return found


def has_icon(feature: Feature) -> bool:
    return feature.icon in SHAPES


def days_around(results: Results) -> tuple[int | None, int | None]:
    """The places of the dates before and after the shown one."""
    place = results.place
    return (place - 1 if place else None, place + 1 if place + 1 < len(results.days) else None)
