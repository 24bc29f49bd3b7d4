"""Days of rooms on a ruler: what holds them, in minutes after midnight on their own clocks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from kit.moments import local
from rooms.availability.timeline import Bar, Kind
from rooms.models import Booking, State
from rooms.times import MINUTES_OF_DAY, Times

FIRST, LAST = 8 * 60, 18 * 60
"""What a ruler shows at least."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What the reader may know of a booking."""

    purpose: str
    person: str

    @property
    def words(self) -> str:
        return ", ".join(part for part in (self.purpose, self.person) if part)


@dataclass(frozen=True, slots=True)
class RailBar:
    """`kind` is "busy", "request", "closed" or "blocked"; without `url` the reader may not know more."""

    start: int
    minutes: int
    title: str
    url: str = ""
    kind: str = "busy"
    short: str = ""
    """What fits on the bar itself."""

    @property
    def end(self) -> int:
        return self.start + self.minutes

    @property
    def times(self) -> str:
        return f"{clock(self.start)}–{clock(self.end)}"


@dataclass(frozen=True, slots=True)
class Ruler:
    """From which minute to which, with labels of the hours; `wish_start` and `wish_minutes` are what is asked for."""

    first: int
    last: int
    hours: Sequence[tuple[int, str]] = field(default=())
    wish_start: int = 0
    wish_minutes: int = 0

    def cut(self, bars: Iterable[RailBar]) -> list[RailBar]:
        """What of the bars lies on it."""
        return [
            replace(bar, start=start, minutes=end - start)
            for bar in bars
            if (start := max(bar.start, self.first)) < (end := min(bar.end, self.last))
        ]


def ruler(times: Times | None = None, bars: Iterable[RailBar] = ()) -> Ruler:
    """A ruler of working hours, longer where the wish or a bar needs it."""
    first, last, start, minutes = FIRST, LAST, 0, 0
    if times is not None:
        start = times.start.hour * 60 + times.start.minute
        minutes = min(times.minutes, MINUTES_OF_DAY - start)
        first, last = min(first, start), max(last, start + minutes)
    for bar in bars:
        first, last = min(first, bar.start), max(last, bar.end)
    first, last = first // 60 * 60, -(-last // 60) * 60
    hours = [(minute, f"{minute // 60:02}") for minute in range(first, last + 1, 60)]
    return Ruler(first, last, hours, start, minutes)


def bars_of_day(bars: Iterable[Bar], day: date, zone: ZoneInfo, known: Mapping[int, Detail]) -> list[RailBar]:
    """The bars of one room that touch the day, cut at its ends; what the reader may not know is just busy, and
    requests they may not know of are not there.
    """
    drawn = []
    for bar in bars:
        start = _minute(bar.starts_at, day, zone)
        end = _minute(bar.ends_at, day, zone)
        detail = known.get(bar.booking_id or 0)
        if start < end and (detail or bar.state != State.PENDING):
            url = reverse("booking", args=[bar.booking_id]) if detail else ""
            title = _title(bar, detail)
            short = (detail.purpose or detail.person) if detail else title
            drawn.append(RailBar(start, end - start, title, url, _kind(bar), short))
    return drawn


def details(bookings: Collection[int], user: User | AnonymousUser) -> dict[int, Detail]:
    """What the person may know of these bookings: one query. The others are not in it."""
    if not bookings:
        return {}
    rows = Booking.objects.filter(pk__in=bookings).visible_to(user)
    found = rows.order_by().values_list("pk", "purpose", "booked_for__name")
    return {pk: Detail(purpose, name or "") for pk, purpose, name in found}


def busy_words(room: object, bars: Iterable[RailBar]) -> str:
    """The ruler of a room in a sentence, for who does not see it."""
    stretches = [
        _("{start} to {end}").format(start=clock(bar.start), end=clock(bar.end))
        for bar in bars
        if bar.kind != "request"
    ]
    if not stretches:
        return _("{room}: free all day").format(room=room)
    return _("{room}: busy {times}").format(room=room, times="; ".join(stretches))


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _minute(moment: datetime, day: date, zone: ZoneInfo) -> int:
    """Minutes after midnight as the clocks show it, not before the day or after it."""
    wall = local(moment, zone)
    if wall.date() < day:
        return 0
    if wall.date() > day:
        return MINUTES_OF_DAY
    return wall.hour * 60 + wall.minute


def _kind(bar: Bar) -> str:
    if bar.state == State.PENDING:
        return "request"
    return {Kind.CLOSURE: "closed", Kind.BLOCKING: "blocked"}.get(bar.kind, "busy")


def _title(bar: Bar, detail: Detail | None) -> str:
    if detail is not None and detail.words:
        return detail.words
    if bar.kind is Kind.CLOSURE:
        return _("Closed")
    if bar.kind is Kind.BLOCKING:
        return _("Kept free for others")
    return _("Request") if bar.state == State.PENDING else _("Busy")


def week_of(day: date) -> list[date]:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(7)]
