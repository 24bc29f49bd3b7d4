"""Bookings to come, one after the other."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User
from kit.keys import is_key
from kit.moments import local
from rooms.calendar.asked import LAST_YEAR, Asked
from rooms.calendar.narrowing import room_says, rooms_in_place
from rooms.calendar.told import Told, told_of
from rooms.models import LIVE, OVER, Booking, Occurrence, State
from rooms.models.occurrence import LONG, OccurrenceQuerySet
from rooms.models.room import RoomQuerySet

MOST = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LAST = (datetime(LAST_YEAR, 12, 31, tzinfo=UTC) - EPOCH) // MICROSECOND


@dataclass(frozen=True, slots=True)
class Entry:
    occurrence: Occurrence
    told: Told | None

    @property
    def is_over(self) -> bool:
        return self.occurrence.state in OVER


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Entries by the day on which they begin on the clocks of their rooms; `later` is where the next ones begin."""

    days: list[tuple[date, list[Entry]]]
    later: str = ""


def upcoming(
    seen: RoomQuerySet, asked: Asked, starting: datetime, *, after: str, by: User | AnonymousUser
) -> Upcoming:
    """Bookings that end after a moment, in the rooms that match; `after` is the `later` of the list before this one.

    Of what was cancelled or rejected, and of requests, only those whose details the person may know are told of.
    """
    dates = _matching(rooms_in_place(seen, asked, by=by), asked, by=by)
    if mark := _mark(after):
        dates = dates.filter(Q(starts_at__gt=mark[0]) | Q(starts_at=mark[0], pk__gt=mark[1]))
        starting = max(starting, mark[0])
    first = _first(dates, starting, asked, by=by)
    rows = first[:MOST]
    told = told_of((row.booking_id for row in rows), to=by)
    shown = [
        Entry(row, told.get(row.booking_id))
        for row in rows
        if row.state == State.ACCEPTED or row.booking_id in told
    ]
    days = groupby(shown, key=lambda entry: _day(entry.occurrence))
    later = _later(rows[-1]) if len(first) > MOST else ""
    return Upcoming([(day, list(entries)) for day, entries in days], later)


def _matching(rooms: RoomQuerySet, asked: Asked, *, by: User | AnonymousUser) -> OccurrenceQuerySet:
    dates = Occurrence.objects.filter(room__in=rooms.order_by())
    if asked.mine:
        dates = dates.of(by)
    for word in asked.words.split():
        told = Booking.objects.visible_to(by).filter(
            Q(purpose__icontains=word) | Q(booked_for__name__icontains=word)
        )
        dates = dates.filter(Q(room__in=rooms.filter(room_says(word)).order_by()) | Q(booking__in=told))
    return dates


def _first(
    dates: OccurrenceQuerySet, starting: datetime, asked: Asked, *, by: User | AnonymousUser
) -> list[Occurrence]:
    """The first of them and one more. Short dates and the few long ones each have an index of their own."""
    states = LIVE if asked.requests else (State.ACCEPTED,)
    live = dates.filter(state__in=states, ends_at__gt=starting)
    parts = [live.filter(is_long=False, starts_at__gt=starting - LONG), live.filter(is_long=True)]
    if asked.over:
        told = Booking.objects.visible_to(by)
        parts.append(dates.filter(state__in=OVER, starts_at__gte=starting, booking__in=told))
    rows = [
        row
        for part in parts
        for row in part.select_related("room__location").order_by("starts_at", "pk")[: MOST + 1]
    ]
    return sorted(rows, key=lambda row: (row.starts_at, row.pk))[: MOST + 1]


def _day(occurrence: Occurrence) -> date:
    return local(occurrence.starts_at, occurrence.room.zone).date()


def _later(last: Occurrence) -> str:
    return f"{(last.starts_at - EPOCH) // MICROSECOND}-{last.pk}"


def _mark(after: str) -> tuple[datetime, int] | None:
    """Where the list before this one ended; None where the address says nothing of the kind."""
    moment, _dash, key = after.partition("-")
    if not is_key(moment) or not is_key(key) or int(moment) > LAST:
        return None
    return EPOCH + int(moment) * MICROSECOND, int(key)
