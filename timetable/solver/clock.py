"""The time that can be used, as a row of equal ticks; sets of ticks are whole numbers, a bit each (pure).

The open hours of the days follow each other, with a closed tick between two days, so that nothing that lasts
runs on over night. With bits, the places that are free for something come out of a few shifts.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Span = tuple[float, float]
"""Seconds since 1970, half open."""
Ticks = int
"""A set of ticks, or of starts: bit n is tick n."""


@dataclass(frozen=True, slots=True)
class Clock:
    """`spans` are the open hours, in order; `firsts` the tick each begins with."""

    spans: tuple[Span, ...]
    firsts: tuple[int, ...]
    step: float
    size: int
    open: Ticks

    def moment(self, tick: int) -> float:
        """When a tick begins, in seconds since 1970."""
        which = bisect_right(self.firsts, tick) - 1
        return self.spans[which][0] + (tick - self.firsts[which]) * self.step

    def taken_by(self, start: float, end: float) -> Ticks:
        """Every tick that a period touches."""
        ticks = 0
        for first, (opens, closes) in zip(self.firsts, self.spans, strict=True):
            since, until = max(start, opens), min(end, closes)
            if since < until:
                low = int((since - opens) // self.step)
                high = -int(-(until - opens) // self.step)
                ticks |= run(first + low, high - low)
        return ticks & self.open

    def inside(self, periods: Iterable[Span]) -> Ticks:
        """Every tick that lies in one of the periods from its beginning to its end."""
        outside = self.open
        for start, end in periods:
            for first, (opens, closes) in zip(self.firsts, self.spans, strict=True):
                since, until = max(start, opens), min(end, closes)
                if since < until:
                    low = -int(-(since - opens) // self.step)
                    high = int((until - opens) // self.step)
                    if low < high:
                        outside &= ~run(first + low, high - low)
        return self.open & ~outside

    def length(self, minutes: float) -> int:
        """How many ticks so many minutes take; at least one."""
        return max(1, -int(-minutes * 60 // self.step))


def clock_of(spans: Sequence[Span], step_minutes: int) -> Clock:
    """The clock of these open hours."""
    step = step_minutes * 60.0
    firsts: list[int] = []
    size, open_ticks = 0, 0
    for opens, closes in spans:
        count = int((closes - opens) // step)
        firsts.append(size)
        open_ticks |= run(size, count)
        size += count + 1
    return Clock(tuple(spans), tuple(firsts), step, size, open_ticks)


def run(first: int, length: int) -> Ticks:
    """So many ticks in a row."""
    return ((1 << length) - 1) << first if length > 0 else 0


def starts_in(free: Ticks, length: int) -> Ticks:
    """The ticks from which `length` free ones follow each other."""
    found, have = free, 1
    while have < length:
        shift = min(have, length - have)
        found &= found >> shift
        have += shift
    return found


def each(ticks: Ticks) -> Iterator[int]:
    """The ticks of a set, in order."""
    while ticks:
        low = ticks & -ticks
        yield low.bit_length() - 1
        ticks ^= low


def runs(ticks: Ticks) -> Iterator[tuple[int, int]]:
    """The ticks of a set as runs: first, and how many."""
    while ticks:
        first = (ticks & -ticks).bit_length() - 1
        rest = ticks >> first
        length = ((rest + 1) & -(rest + 1)).bit_length() - 1
        yield first, length
        ticks &= ~run(first, length)
