"""Where rooms can not be used on a day, and why: closed, not available, given to somebody else, or not booked.

Who books rooms is on a floor above; it appends to ROOM_TIMES when it is loaded (compare `timetable.standing`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.models import Event
from kit.moments import Span
from timetable.conflicts import Facts, Period, RoomFacts
from timetable.editor.board import Head, Shade
from timetable.editor.scale import Scale


@dataclass(frozen=True, slots=True)
class RoomTime:
    """A stretch in which a room of the event can not be used; `words` say why."""

    room: int
    span: Span
    words: str


ROOM_TIMES: list[Callable[[Event, Span], Sequence[RoomTime]]] = []


def shades_of(event: Event, facts: Facts, heads: Sequence[Head], scale: Scale, span: Span) -> list[Shade]:
    """What is shaded between the first and the last minute of the board."""
    columns = {head.room: number for number, head in enumerate(heads)}
    zero = scale.zero.timestamp()
    shades = []
    day = (zero + scale.first * 60, zero + scale.last * 60)
    for room in facts.rooms.values():
        for since, until, words in _shut(room, day):
            shades.append(
                Shade(columns[room.id], int((since - zero) // 60), int((until - zero) // 60), words)
            )
    for time in (time for ask in ROOM_TIMES for time in ask(event, span)):
        start = max(scale.minute(time.span.starts_at), scale.first)
        until = min(scale.minute(time.span.ends_at), scale.last)
        if time.room in columns and start < until:
            shades.append(Shade(columns[time.room], start, until, time.words))
    return shades


def away(periods: Iterable[Period], start: float, end: float) -> list[Period]:
    """What lies between the periods (merged, in order), from start to end."""
    found = []
    reached = start
    for since, until in periods:
        if since > reached:
            found.append((reached, min(since, end)))
        reached = max(reached, until)
        if reached >= end:
            break
    if reached < end:
        found.append((reached, end))
    return [(since, until) for since, until in found if since < until]


def _shut(room: RoomFacts, day: Period) -> list[tuple[float, float, str]]:
    start, end = day
    found: list[tuple[float, float, str]] = []
    if room.available:
        found += [(*gap, _("Not available")) for gap in away(room.available, start, end)]
    if room.open is not None:
        found += [(*gap, _("Closed")) for gap in away(room.open, start, end)]
    for since, until, reason in room.closures:
        if since < end and until > start:
            words = _("Closed: %(reason)s") % {"reason": reason} if reason else _("Closed")
            found.append((max(since, start), min(until, end), words))
    return found
