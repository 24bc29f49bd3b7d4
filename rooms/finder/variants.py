"""Other times near those wanted: a little earlier or later, or a little shorter."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time

from rooms.times import MINUTES_OF_DAY, Times

SHIFTS = (15, 30, 45, 60, 90, 120)
SHORTEST_SHARE = 4
"""A quarter at most is cut off (Indico)."""
MORNING, EVENING = 7 * 60, 21 * 60
"""Outside of these nobody is sent who did not ask for it (Indico PR 5371 proposed 23:00 to 24:00)."""
MOST_CUTS = 4


@dataclass(frozen=True, slots=True)
class Variant:
    """`shift` minutes later (earlier where negative) or `cut` minutes shorter."""

    times: Times
    shift: int = 0
    cut: int = 0

    @property
    def cost(self) -> float:
        """Indico's: a shift counts five times as much as what is cut off."""
        return abs(self.shift) + 0.2 * self.cut


def variants(times: Times) -> list[Variant]:
    """The nearest first. None for bookings overnight: they are not moved within a day."""
    if times.nights:
        return []
    start = times.start.hour * 60 + times.start.minute
    found = [
        Variant(_at(times, start + shift, times.minutes), shift) for shift in _shifts(start, times.minutes)
    ]
    for cut in _cuts(times.minutes):
        found.append(Variant(_at(times, start, times.minutes - cut), cut=cut))
        found.append(Variant(_at(times, start + cut, times.minutes - cut), cut=cut))
    return sorted(found, key=lambda one: one.cost)


def is_daytime(starts: datetime, minutes: int) -> bool:
    """Whether so many minutes from that local time on lie between morning and evening of one day."""
    start = starts.hour * 60 + starts.minute
    return start >= MORNING and start + minutes <= EVENING


def _shifts(start: int, minutes: int) -> Iterator[int]:
    first, last = min(MORNING, start), max(EVENING, start + minutes)
    for shift in SHIFTS:
        for way in (-shift, shift):
            if first <= start + way and start + way + minutes <= last:
                yield way


def _cuts(minutes: int) -> list[int]:
    step = 5 if minutes <= 60 else 15
    return list(range(step, minutes // SHORTEST_SHARE + 1, step))[:MOST_CUTS]


def _at(times: Times, start: int, minutes: int) -> Times:
    end = start + minutes
    return replace(times, start=_clock(start), end=_clock(end))


def _clock(minute: int) -> time:
    """Midnight as an end would be the next day; it never comes here, EVENING and the wish itself end before."""
    return time(min(minute, MINUTES_OF_DAY - 1) // 60, min(minute, MINUTES_OF_DAY - 1) % 60)
