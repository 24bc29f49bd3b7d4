"""What mails say of bookings: where, and when on the clocks of the room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.recurrence import words
from kit.words import clock_words, date_words, day_words, moment_words, today_in, zone_words
from rooms.models import Booking, Occurrence, Room, State
from rooms.series import times_of

MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Letter:
    """A booking and the dates a mail is about; all words are in the language that is active when they are asked for.

    The dates come in order, with `room__location`. `waiting` is how many others of it still await approval.
    """

    booking: Booking
    dates: Sequence[Occurrence]
    is_whole: bool = True
    waiting: int = 0
    left_out: Sequence[date] = field(default=())

    room: Room = field(init=False)
    """That of all the dates, or the booking's where they are in several."""

    def __post_init__(self) -> None:
        rooms = {one.room_id: one.room for one in self.dates}
        room = next(iter(rooms.values())) if len(rooms) == 1 else self.booking.room
        object.__setattr__(self, "room", room)

    @property
    def place(self) -> str:
        return f"{self.room.full_name}, {self.room.location}"

    @property
    def purpose(self) -> str:
        return " ".join(self.booking.purpose.split())

    @property
    def number(self) -> int:
        return len(self.dates)

    @property
    def short(self) -> str:
        """For a subject: the date, or how many from when on."""
        first = self.dates[0]
        if len(self.dates) == 1:
            return when_words(first)
        day = date_words(first.starts_at, zone=first.room.zone)
        said = ngettext("%(number)d date from %(day)s", "%(number)d dates from %(day)s", len(self.dates))
        return said % {"number": len(self.dates), "day": day}

    @property
    def rule(self) -> str:
        """How often, for a series as a whole."""
        rule = times_of(self.booking).rule
        return words(rule, self.booking.first_day) if rule and self.is_whole else ""

    @property
    def lines(self) -> list[str]:
        """The first of the dates, one a line; one in another room than the others says so."""
        return [self._line(one) for one in self.dates[:MOST_LINES]]

    @property
    def more(self) -> int:
        """How many dates are not among the lines."""
        return max(0, len(self.dates) - MOST_LINES)

    @property
    def gaps(self) -> str:
        """The days that are not booked although the rule names them, for a series as a whole."""
        if not self.is_whole:
            return ""
        today = today_in(self.room.zone)
        days = [day_words(day, today=today) for day in self.left_out[:MOST_LINES]]
        return ", ".join([*days, "…"] if len(self.left_out) > MOST_LINES else days)

    @property
    def cancel_path(self) -> str:
        """Where the first of its dates is cancelled."""
        return reverse("cancel-occurrence", args=[self.booking.pk, self.dates[0].date.isoformat()])

    def _line(self, one: Occurrence) -> str:
        if one.room_id == self.room.pk:
            return when_words(one)
        return _("%(when)s, in %(room)s") % {"when": when_words(one), "room": one.room}


def letter_about(booking: Booking, rows: Iterable[Occurrence], chosen: Iterable[Occurrence] = ()) -> Letter:
    """About the chosen of the rows of a booking, or about all that are alive, or were."""
    rows = sorted(rows, key=lambda one: one.starts_at)
    keys = {one.pk for one in chosen}
    alive = [one for one in rows if one.state in (State.PENDING, State.ACCEPTED)]
    dates = [one for one in rows if one.pk in keys] if keys else (alive or rows)
    return Letter(
        booking,
        dates,
        is_whole={one.pk for one in dates} >= {one.pk for one in alive},
        waiting=sum(one.state == State.PENDING and one.pk not in keys for one in rows),
        left_out=booking.exdates,
    )


def when_words(one: Occurrence) -> str:
    """ "Tue 6 April, 10:00–11:00 CEST", on the clocks of its room."""
    zone = one.room.zone
    first_zone, last_zone = (zone_words(moment, zone=zone) for moment in (one.starts_at, one.ends_at))
    if one.starts_at.astimezone(zone).date() == one.ends_at.astimezone(zone).date():
        said = {
            "day": date_words(one.starts_at, zone=zone),
            "start": clock_words(one.starts_at, zone=zone),
            "end": clock_words(one.ends_at, zone=zone),
            "zone": first_zone,
        }
        return _("%(day)s, %(start)s–%(end)s %(zone)s") % said
    start, end = (moment_words(moment, zone=zone) for moment in (one.starts_at, one.ends_at))
    if first_zone != last_zone:  # the clocks change in between
        start = f"{start} {first_zone}"
    return _("%(start)s – %(end)s %(zone)s") % {"start": start, "end": end, "zone": last_zone}
