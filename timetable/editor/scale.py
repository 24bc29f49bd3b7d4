"""Time on the board: minutes of a day downwards to scale, stretches in which everybody pauses folded (pure).

Minutes are of real time since `zero`, the midnight with which the day begins, as in `timetable.grid`; heights are rem.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kit.moments import local
from timetable.folding import FOLDED, HIGHEST, LOWEST, SHORTEST_FOLD, Stretch, pauses

HOUR = 60
REM = 0.204
"""Height of a minute: twenty of them hold two lines of a title and one below."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From minute `first` to minute `last`; `bends` are the points (minute, rem) between which it is even."""

    zero: datetime
    zone: ZoneInfo
    bends: tuple[tuple[int, float], ...]
    folds: tuple[Stretch, ...] = ()

    @property
    def first(self) -> int:
        return self.bends[0][0]

    @property
    def last(self) -> int:
        return self.bends[-1][0]

    @property
    def height(self) -> float:
        return self.bends[-1][1]

    def y(self, minute: int) -> float:
        """How far down a minute lies; what is outside lies at the edge."""
        index = min(max(bisect_right(self.bends, (minute, float("inf"))), 1), len(self.bends) - 1)
        (since, top), (until, bottom) = self.bends[index - 1], self.bends[index]
        part = min(max((minute - since) / (until - since), 0), 1)
        return round(top + part * (bottom - top), 3)

    def minute(self, moment: datetime) -> int:
        return minutes_since(self.zero, moment)

    def clock(self, minute: int) -> str:
        """What the clocks show at a minute, also in a night in which they change."""
        return datetime.fromtimestamp(self.zero.timestamp() + minute * 60, self.zone).strftime("%H:%M")

    def hours(self) -> list["Hour"]:
        """The marks on the ruler: each half hour by the clocks, but none inside a fold."""
        marks = []
        for minute in range(self.first, self.last, 15):
            label = self.clock(minute)
            if label.endswith((":00", ":30")) and not any(
                since < minute < until for since, until in self.folds
            ):
                marks.append(Hour(self.y(minute), label, is_hour=label.endswith(":00")))
        return marks

    @property
    def shift(self) -> tuple[int, int] | None:
        """The minute at which the clocks change while the board is open, and by how many minutes."""
        start = self.zero.timestamp()
        before = _offset(start + self.first * 60, self.zone)
        for minute in range(self.first, self.last + 1, 15):
            change = _offset(start + minute * 60, self.zone) - before
            if change:
                return minute, int(change // timedelta(minutes=1))
        return None


@dataclass(frozen=True, slots=True)
class Hour:
    """A mark on the ruler, `y` rem down."""

    y: float
    label: str
    is_hour: bool


def midnight(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last midnight in the zone before the moment."""
    return local(moment, zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def minutes_since(zero: datetime, moment: datetime) -> int:
    """Real minutes; subtraction within one zone would count those on the clocks."""
    return int((moment.timestamp() - zero.timestamp()) // 60)


def scale_of(
    zero: datetime,
    zone: ZoneInfo,
    *,
    first: int,
    last: int,
    busy: Iterable[tuple[int, int]],
    breaks: Iterable[tuple[int, int]],
) -> Scale:
    """Folded is where breaks are and nothing else is: free time stays as high as it is long, to drop into."""
    folds = [
        Stretch(max(since, quiet.start), min(until, quiet.end))
        for quiet in pauses(busy, first=first, last=last)
        for since, until in _merged(breaks)
        if min(until, quiet.end) - max(since, quiet.start) >= SHORTEST_FOLD
    ]
    bends, reached, height = [(first, 0.0)], first, 0.0
    for fold in folds:
        if fold.start > reached:
            height += (fold.start - reached) * REM
            bends.append((fold.start, round(height, 3)))
        height += min(max((fold.end - fold.start) / 5 * FOLDED, LOWEST), HIGHEST)
        bends.append((fold.end, round(height, 3)))
        reached = fold.end
    if last > reached:
        bends.append((last, round(height + (last - reached) * REM, 3)))
    return Scale(zero, zone, tuple(bends), tuple(folds))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for since, until in sorted(spans):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found


def _offset(stamp: float, zone: ZoneInfo) -> timedelta:
    return datetime.fromtimestamp(stamp, zone).utcoffset() or timedelta(0)
