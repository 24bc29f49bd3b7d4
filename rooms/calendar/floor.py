"""Which rooms of a floor can be had at some time, for its plan and the list beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import User
from kit.moments import Span, local
from kit.words import clock_words, moment_words
from rooms.availability.fit import Fit, fits
from rooms.availability.opening import open_spans
from rooms.availability.timeline import Bar, Kind, bars
from rooms.calendar.told import Told, told_of
from rooms.models import Room, State
from rooms.outlook import passed_by
from rooms.rights import Rights
from rooms.times import Times

AHEAD = timedelta(hours=24)
"""How far the plan looks for the end of what it shows."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a room is at that time, in a word for the colour and a sentence for everybody.

    `state` is "free", "ask" (requested by somebody), "mine", "busy", "closed" (or kept free for others), or
    "other" (free, but not the reader's to book). With `asks` the reader can only ask for it.
    """

    room: Room
    state: str
    words: str
    asks: bool = False

    @property
    def may_book(self) -> bool:
        return self.state in ("free", "ask")


def standings(
    rooms: Sequence[Room], times: Times, zone: ZoneInfo, *, rights: Rights, user: User | AnonymousUser
) -> list[Standing]:
    """Each room (of that zone, from `for_rights()`) at that time: as many queries for one as for many."""
    if not rooms:
        return []
    keys = [room.pk for room in rooms]
    span = times.on(times.first_day, zone).span
    passing = passed_by(rights)
    against = fits(times, zone.key, rooms=keys, passing=passing)
    found = bars(keys, span.starts_at, max(span.ends_at, span.starts_at + AHEAD))
    told = told_of((bar.booking_id for its in found.values() for bar in its), to=user)
    return [
        _standing(room, span, against.get(room.pk, Fit(room.pk)), found[room.pk], told, rights, zone)
        for room in rooms
    ]


def _standing(
    room: Room,
    span: Span,
    fit: Fit,
    found: Sequence[Bar],
    told: Mapping[int, Told],
    rights: Rights,
    zone: ZoneInfo,
) -> Standing:
    booked = [bar for bar in found if bar.kind in (Kind.BOOKING, Kind.PART) and bar.state == State.ACCEPTED]
    if fit.taken:
        own = [bar for bar in booked if _is_own(bar, told) and bar.starts_at < span.ends_at]
        if own:
            end = _clock(own[0].ends_at, span, zone)
            return Standing(room, "mine", _("My booking until {clock}").format(clock=end))
        end = _clock(_end_of(booked, span), span, zone)
        return Standing(room, "busy", _("Busy until {clock}").format(clock=end))
    if fit.closed and not rights.overrides(room):
        return Standing(room, "closed", _("Not open then"))
    if fit.blocked and not rights.manages(room):
        return Standing(room, "closed", _("Kept free for others"))
    asks = not rights.books(room)
    until = _free_until(room, booked, found, span, zone)
    if asks and not rights.requests(room):
        return Standing(room, "other", _("Free, but not for you to book"))
    if any(
        bar.state == State.PENDING and bar.booking_id in told and bar.starts_at < span.ends_at
        for bar in found
    ):
        return Standing(room, "ask", _("Asked for by somebody, not given yet"), asks)
    if until is None or until - span.starts_at >= AHEAD:
        return Standing(room, "free", _("Free for a day and more"), asks)
    return Standing(room, "free", _("Free until {clock}").format(clock=_clock(until, span, zone)), asks)


def _is_own(bar: Bar, told: Mapping[int, Told]) -> bool:
    about = told.get(bar.booking_id or 0)
    return about is not None and about.is_own


def _end_of(booked: Iterable[Bar], span: Span) -> datetime:
    """When the bookings that follow each other without a break from the span on are over."""
    until = span.ends_at
    for n, bar in enumerate(booked):
        if bar.starts_at <= (until if n else span.ends_at):
            until = bar.ends_at if n == 0 else max(until, bar.ends_at)
    return until


def _free_until(
    room: Room, booked: Iterable[Bar], found: Iterable[Bar], span: Span, zone: ZoneInfo
) -> datetime | None:
    """When the room stops being free, if it does so within the time looked at."""
    ends = [bar.starts_at for bar in booked]
    ends += [bar.starts_at for bar in found if bar.kind in (Kind.CLOSURE, Kind.BLOCKING)]
    first = local(span.starts_at, zone).date()
    opened = open_spans(room.open_week, first, first + timedelta(days=1), zone)
    ends += [stretch.ends_at for stretch in opened]
    later = [end for end in ends if end >= span.ends_at]
    return min(later, default=None)


def _clock(moment: datetime, span: Span, zone: ZoneInfo) -> str:
    """The clock time, with the day when it is another one than that of the span's start."""
    if local(moment, zone).date() == local(span.starts_at, zone).date():
        return clock_words(moment, zone=zone)
    return moment_words(moment, zone=zone)
