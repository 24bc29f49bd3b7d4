"""One booking of a file, as it was read; what it means for a room is asked later."""

from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from rooms.times import Times


@dataclass(frozen=True, slots=True)
class Line:
    """`number` is its row in the table, or its place among the entries of the calendar.

    `times` reads the wall times for the zone of a room, for a calendar may give moments; it raises Refused.
    `problem` says why the line can not be used at all.
    """

    number: int
    room: str = ""
    purpose: str = ""
    booked_for: str = ""
    uid: str = ""
    times: Callable[[ZoneInfo], Times] | None = None
    problem: str = ""
    notes: tuple[str, ...] = field(default=())
