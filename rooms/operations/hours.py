"""When rooms may be booked at all: the hours of the week, and closures."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from accounts.models import User
from journal.operations import record
from kit.moments import Span, local
from rooms.models import Closure, Hours, Location, Occurrence, Room
from rooms.models.occurrence import OccurrenceQuerySet
from rooms.operations.clearing import clear, lock_with_bookings
from rooms.operations.turns import lock_rooms
from rooms.times import BadTimes

MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Minutes after midnight of a weekday (0 is Monday) on the clocks of the place; 1440 is the end of the day."""

    weekday: int
    start: int
    end: int

    def __str__(self) -> str:
        return f"{WEEKDAYS_ABBR[self.weekday]} {clock(self.start)}–{clock(self.end)}"


def clock(minutes: int) -> str:
    """Minutes after midnight as a clock shows them: 24:00 is the end of the day."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def stretches_of(place: Location | Room) -> list[Stretch]:
    """The place's own hours, in order."""
    return [Stretch(hours.weekday, hours.start, hours.end) for hours in place.hours.all()]


@transaction.atomic
def set_hours(place: Location | Room, stretches: Iterable[Stretch] | None, *, by: User | None) -> None:
    """The week of a place; those that touch or overlap become one, none at all is the whole week.

    None lets a room follow its location. Bookings that lie outside now stay.
    """
    lock_rooms(_rooms_of(place))
    place.refresh_from_db()
    before = _words(place, stretches_of(place))
    wanted = merged(stretches or ())
    if isinstance(place, Room):
        place.own_hours = stretches is not None
        place.save(update_fields=["own_hours"])
    place.hours.all().delete()
    Hours.objects.bulk_create(
        Hours(**_key(place), weekday=one.weekday, start=one.start, end=one.end) for one in wanted
    )
    after = _words(place, wanted)
    if before != after:
        record(place.logbook, "hours.changed", by=by, subject=place, changes={"hours": (before, after)})


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In order, with those that touch or overlap on a day as one. Raises BadTimes for one that ends too early."""
    whole: list[Stretch] = []
    for one in sorted(stretches):
        if not (0 <= one.weekday <= 6 and 0 <= one.start < one.end <= MINUTES_OF_DAY):
            raise BadTimes(_("Hours end after they start, on the same day."))
        last = whole[-1] if whole else None
        if last and last.weekday == one.weekday and one.start <= last.end:
            whole[-1] = Stretch(last.weekday, last.start, max(last.end, one.end))
        else:
            whole.append(one)
    return whole


def dates_within(place: Location | Room, span: Span) -> OccurrenceQuerySet:
    """Live dates of the place that share a moment with the span: what a closure collides with."""
    within = Occurrence.objects.within(span.starts_at, span.ends_at)
    return within.filter(room__location=place) if isinstance(place, Location) else within.filter(room=place)


@transaction.atomic
def close(
    place: Location | Room,
    span: Span,
    *,
    by: User | None,
    reason: str = "",
    cancelling: Collection[int] = (),
    keeping: Collection[int] = (),
) -> Closure:
    """Close a room, or a location with all its rooms, for a while; `cancelling` and `keeping` decide about the
    dates booked there, by their ids.

    Raises StandsInTheWay when there is a date about which nothing was decided, and BadTimes without any length.
    """
    if not span.length:
        raise BadTimes(_("The end is not after the start."))
    dates = dates_within(place, span)
    lock_with_bookings(_rooms_of(place), dates)
    said = reason or _("The room is closed.")
    gone = clear(dates, cancelling=cancelling, keeping=keeping, reason=said, by=by)
    closure = Closure.objects.create(
        **_key(place), starts_at=span.starts_at, ends_at=span.ends_at, reason=reason
    )
    changes = {"when": ("", _span_words(place, span)), "cancelled": ("", len(gone) or "")}
    record(place.logbook, "closure.added", by=by, subject=closure, changes=changes)
    return closure


@transaction.atomic
def open_again(closure: Closure, *, by: User | None) -> None:
    """Take a closure away; what was cancelled for it stays cancelled."""
    place = closure.room or closure.location
    if place is None:  # the database promises that there is one
        raise ValueError("a closure of no place")
    lock_rooms(_rooms_of(place))
    changes = {"when": (_span_words(place, Span(closure.starts_at, closure.ends_at)), "")}
    record(place.logbook, "closure.removed", by=by, subject=closure, changes=changes)
    closure.delete()


def _rooms_of(place: Location | Room) -> list[int]:
    if isinstance(place, Room):
        return [place.pk]
    return list(Room.objects.filter(location=place).order_by().values_list("pk", flat=True))


def _key(place: Location | Room) -> dict[str, Location | Room]:
    return {"room": place} if isinstance(place, Room) else {"location": place}


def _words(place: Location | Room, stretches: Iterable[Stretch]) -> str:
    if isinstance(place, Room) and not place.own_hours:
        return _("as the location")
    return ", ".join(map(str, stretches)) or _("the whole week")


def _span_words(place: Location | Room, span: Span) -> str:
    first, last = (local(moment, place.zone) for moment in (span.starts_at, span.ends_at))
    return f"{_stamp(first)} – {_stamp(last)}"


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
