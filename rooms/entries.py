"""Bookings as calendar entries: pure builders, no queries beyond what they are handed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kit import ical
from kit.addresses import absolute, host
from kit.recurrence import dates_of
from rooms.models import LIVE, Booking, Occurrence, Room, State
from rooms.series import times_of

STATUS: dict[int, ical.Status] = {
    State.PENDING: "TENTATIVE",
    State.ACCEPTED: "CONFIRMED",
    State.CANCELLED: "CANCELLED",
    State.REJECTED: "CANCELLED",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom entries are written. Who may not see details reads that the room is busy, and nothing else.

    Rooms that are `unnamed` (their ids) are not told. With `attendees` an entry is an invitation, and names an
    organizer too (RFC 5546).
    """

    sees_details: bool = True
    unnamed: Collection[int] = ()
    attendees: Sequence[ical.Attendee] = ()


def uid_of(booking: Booking) -> str:
    """The same for all readers, for ever; a series that was split goes on under another one."""
    return f"booking-{booking.key}@{host()}"


def booking_to_ical(
    booking: Booking, dates: Iterable[Occurrence], reader: Reader | None = None
) -> list[ical.Event]:
    """A booking as it is now: one VEVENT, and for a series one more for each date that is not as the rule says.

    `dates` are its dates with `room__location`: all, or those of one room for the calendar of that room; the others,
    and those that are cancelled or rejected, are EXDATEs. When none is alive, it is one entry that is cancelled.
    A date has an entry of its own (RECURRENCE-ID) where it was moved, awaits approval alone, or is longer or shorter
    because the clocks change.
    """
    reader = reader or Reader()
    live = sorted((one for one in dates if one.state in LIVE), key=lambda one: one.starts_at)
    if not live:
        return booking_gone(booking, reader)
    if not booking.is_series:
        return [_entry(booking, live[0], reader, live[0].starts_at, live[0].ends_at)]
    return _series(booking, live, reader)


def booking_gone(booking: Booking, reader: Reader | None = None) -> list[ical.Event]:
    """The booking with all its dates, cancelled: calendars take it away."""
    if booking.is_series:
        rule = _Planned.of(booking)
        starts_at, ends_at = rule.first
        series = rule.as_series()
    else:
        span = times_of(booking).on(booking.first_day, booking.zone).span
        starts_at, ends_at, series = span.starts_at, span.ends_at, {}
    gone = State.CANCELLED
    return [_entry(booking, None, reader or Reader(), starts_at, ends_at, state=gone, **series)]


def dates_gone(
    booking: Booking, dates: Iterable[Occurrence], reader: Reader | None = None
) -> list[ical.Event]:
    """These dates of a series, cancelled, each by its RECURRENCE-ID."""
    return [
        _entry(
            booking,
            one,
            reader or Reader(),
            one.starts_at,
            one.ends_at,
            state=State.CANCELLED,
            recurrence_id=_planned_start(booking, one.date),
        )
        for one in dates
    ]


@dataclass(frozen=True, slots=True)
class _Planned:
    """What calendars make of the rule alone: the same wall times, or the same length, on each of its days.

    Readers do not agree which of the two it is when the clocks change in between (RFC 5545 says the length).
    """

    booking: Booking
    days: Sequence[date]
    """From the first on, those left out too."""
    first: tuple[datetime, datetime]
    """From when to when it is on the first of the days, by the wall clock."""

    @classmethod
    def of(cls, booking: Booking) -> "_Planned":
        times = times_of(booking)
        days = dates_of(times.first_day, times.rule)
        return cls(booking, days, cls._hours(booking, days[0]))

    @staticmethod
    def _hours(booking: Booking, day: date) -> tuple[datetime, datetime]:
        """Where the clocks skip the end, it is as long as it was to be."""
        starts_at = _planned_start(booking, day)
        ends_at = datetime.combine(day + timedelta(days=booking.nights), booking.end, tzinfo=booking.zone)
        if ends_at.astimezone(UTC) <= starts_at.astimezone(UTC):
            ends_at = times_of(booking).on(day, booking.zone).span.ends_at
        return starts_at, ends_at

    def holds(self, one: Occurrence) -> bool:
        """Whether every reader shows that date where and when it is, by the rule alone."""
        start = _planned_start(self.booking, one.date)
        return (
            one.room_id == self.booking.room_id
            and one.state == self.booking.state
            and one.starts_at == start.astimezone(UTC)
            and len({*_lengths(*self.first), *_lengths(start, one.ends_at)}) == 1
        )

    def as_series(self, kept: Collection[date] | None = None) -> dict[str, Any]:
        """The arguments of an entry that repeats; all days that are not kept are left out."""
        gone = [day for day in self.days if kept is not None and day not in kept]
        return {
            "rrule": self.booking.rrule,
            "exdates": [_planned_start(self.booking, day) for day in gone],
            "series_ends_at": self._hours(self.booking, self.days[-1])[1],
        }


def _series(booking: Booking, live: Sequence[Occurrence], reader: Reader) -> list[ical.Event]:
    rule = _Planned.of(booking)
    starts_at, ends_at = rule.first
    kept = {one.date for one in live}
    master = _entry(booking, None, reader, starts_at, ends_at, **rule.as_series(kept))
    others = [
        _entry(
            booking,
            one,
            reader,
            one.starts_at,
            one.ends_at,
            recurrence_id=_planned_start(booking, one.date),
        )
        for one in live
        if not rule.holds(one)
    ]
    return [master, *others]


def _entry(
    booking: Booking,
    one: Occurrence | None,
    reader: Reader,
    starts_at: datetime,
    ends_at: datetime,
    *,
    state: State | None = None,
    **series: Any,
) -> ical.Event:
    """One VEVENT: the booking, or one date of it."""
    room = one.room if one else booking.room
    here = state if state is not None else State(one.state if one else booking.state)
    return ical.event(
        uid=uid_of(booking),
        starts_at=starts_at,
        ends_at=ends_at,
        zone=booking.time_zone,
        sequence=booking.sequence,
        created_at=booking.created_at,
        modified_at=booking.updated_at,
        status=STATUS[here],
        location="" if room.pk in reader.unnamed else _place(room),
        **_told(booking, room, reader),
        **series,
    )


def _told(booking: Booking, room: Room, reader: Reader) -> dict[str, Any]:
    people = {"organizer": organizer(), "attendees": reader.attendees} if reader.attendees else {}
    if not reader.sees_details:
        return {"summary": _("Busy"), **people}
    url = absolute(booking.get_absolute_url())
    for_whom = _("For %(name)s") % {"name": booking.booked_for} if booking.booked_for else ""
    return {
        "summary": booking.purpose or (_("Busy") if room.pk in reader.unnamed else str(room)),
        "description": "\n\n".join(part for part in (for_whom, url) if part),
        "url": url,
        **people,
    }


def organizer() -> tuple[str, str]:
    """Who sends the invitations: the installation itself, always the same, or calendars ignore the next mail."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return name or host(), address


def _place(room: Room) -> str:
    return ", ".join(part for part in (room.full_name, room.location.name) if part)


def _planned_start(booking: Booking, day: date) -> datetime:
    """By the wall clock, even where the clocks skip it: readers look for the time of the rule."""
    return datetime.combine(day, booking.start, tzinfo=booking.zone)


def _lengths(starts_at: datetime, ends_at: datetime) -> tuple[timedelta, timedelta]:
    """How long it is in truth, and by the clocks of the zone of its start."""
    wall_end = ends_at.astimezone(starts_at.tzinfo)
    return ends_at.astimezone(UTC) - starts_at.astimezone(UTC), _naive(wall_end) - _naive(starts_at)


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, fold=0)
