"""Usage with the names of what was used: rooms, buildings, months, and their sum."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rooms.availability.usage import Usage, usage
from rooms.models import Room
from rooms.models.room import RoomQuerySet
from rooms.statistics.asked import Asked


@dataclass(frozen=True, slots=True)
class Figure:
    """What was booked of what could be, in minutes. `room_id` is 0 for what is more than a room."""

    name: str
    place: str
    booked: int
    bookable: int
    bookings: int
    cancellations: int
    no_shows: int
    room_id: int = 0
    key: date | None = None

    @property
    def share(self) -> float | None:
        """Booked over bookable; None where nothing could be booked."""
        return self.booked / self.bookable if self.bookable else None

    @property
    def wanted(self) -> int:
        """How often it was asked for and given, whatever came of it."""
        return self.bookings + self.cancellations + self.no_shows

    @property
    def said(self) -> str:
        """ "12 of 40 hours"."""
        return hours_words(self.booked, self.bookable)


@dataclass(frozen=True, slots=True)
class Figures:
    """`rooms` by location and number; `buildings` too; `months` only where there are several."""

    rooms: list[Figure]
    buildings: list[Figure]
    months: list[Figure]
    total: Figure

    @property
    def unused(self) -> int:
        """Rooms nobody booked at all."""
        return sum(1 for figure in self.rooms if not figure.booked)


def hours_words(booked: int, bookable: int) -> str:
    """Hours of hours; never a share in hundredths, which says more than a few hours know."""
    if not bookable and not booked:
        return _("never open")
    return _("{booked} of {bookable} hours").format(booked=hours(booked), bookable=hours(bookable))


def hours(minutes: int) -> str:
    """Whole hours, or tenths of one below ten: "7.5", "1 240" with thin spaces."""
    value = minutes / 60
    text = f"{value:,.1f}" if value < 10 and minutes % 60 else f"{value:,.0f}"
    return text.replace(",", "\u202f")


def figures_of(rooms: RoomQuerySet, asked: Asked) -> Figures:
    """Those of the rooms, in a number of queries that does not depend on how many there are."""
    named = {room.pk: room for room in _ordered(rooms)}
    used = {one.key: one for one in usage(list(named), asked.first, asked.last, by="room")}
    found = [_of_room(room, used[room.pk]) for room in named.values() if room.pk in used]
    several = (asked.first.year, asked.first.month) != (asked.last.year, asked.last.month)
    months = usage(list(named), asked.first, asked.last, by="month") if several else []
    return Figures(
        rooms=found,
        buildings=_by_building(named, found),
        months=[_of_month(one) for one in months],
        total=_sum(_("All of them"), "", found),
    )


def sorted_by(figures: Sequence[Figure], sort: str) -> list[Figure]:
    """The order asked for; rooms that never open are last where shares are compared."""
    if sort == "least":
        return sorted(figures, key=lambda one: (one.share is None, one.share or 0))
    if sort == "most":
        return sorted(figures, key=lambda one: (one.share is None, -(one.share or 0)))
    if sort == "wanted":
        return sorted(figures, key=lambda one: -one.wanted)
    if sort == "no_shows":
        return sorted(figures, key=lambda one: -one.no_shows)
    return list(figures)


def _ordered(rooms: RoomQuerySet) -> RoomQuerySet:
    # What their names are made of; the sets of ranges of a room take longer to read than all the rest.
    named = rooms.select_related("location").only(
        *("site", "building", "floor", "number", "name", "location__name", "location__name_format")
    )
    return named.order_by("location__name", "building", "floor", "number", "pk")


def _of_room(room: Room, used: Usage) -> Figure:
    counts = (used.booked, used.bookable, used.bookings, used.cancellations, used.no_shows)
    return Figure(room.full_name, room.location.name, *counts, room_id=room.pk)


def _of_month(used: Usage) -> Figure:
    assert isinstance(used.key, date)  # noqa: S101 (asked for by month)
    counts = (used.booked, used.bookable, used.bookings, used.cancellations, used.no_shows)
    return Figure(date_format(used.key, "F Y"), "", *counts, key=used.key)


def short_month(day: date) -> str:
    """ "Nov 26", for below a drawing."""
    return f"{MONTHS_3[day.month]} {day:%y}".capitalize()


def _by_building(rooms: dict[int, Room], figures: Iterable[Figure]) -> list[Figure]:
    parts: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        room = rooms[figure.room_id]
        parts[room.location.name, room.building].append(figure)
    return [
        _sum(building or _("Without a building"), location, some)
        for (location, building), some in parts.items()
    ]


def _sum(name: str, place: str, figures: Sequence[Figure]) -> Figure:
    return Figure(
        name,
        place,
        booked=sum(one.booked for one in figures),
        bookable=sum(one.bookable for one in figures),
        bookings=sum(one.bookings for one in figures),
        cancellations=sum(one.cancellations for one in figures),
        no_shows=sum(one.no_shows for one in figures),
    )
