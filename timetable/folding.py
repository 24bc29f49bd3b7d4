"""Breaks fold: how high the rows of a time grid are (pure).

Time is to scale where something is held; a stretch in which every room pauses shrinks. The rule is that of
the stylesheet: a row stands for `step` minutes, and five minutes are `var(--row)` high.
"""

from collections.abc import Iterable
from typing import NamedTuple

SHORTEST_FOLD = 15  # minutes; shorter pauses stay to scale
FOLDED = 0.4  # rem for five minutes of a folded stretch …
LOWEST, HIGHEST = 1.75, 8.0  # … but a whole stretch keeps within these, in rem


class Stretch(NamedTuple):
    """Minutes from `start` to `end` in which no room is in use."""

    start: int
    end: int


def pauses(busy: Iterable[tuple[int, int]], *, first: int, last: int) -> list[Stretch]:
    """The stretches between `first` and `last` that nothing covers and that are long enough to fold."""
    found = []
    reached = first
    for start, end in sorted(busy):
        if start - reached >= SHORTEST_FOLD:
            found.append(Stretch(reached, start))
        reached = max(reached, end)
    if last - reached >= SHORTEST_FOLD:
        found.append(Stretch(reached, last))
    return found


def row_heights(folds: list[Stretch], *, first: int, last: int, step: int) -> str:
    """The value of grid-template-rows: the heads, then one row for every `step` minutes."""
    parts = ["auto"]
    reached = first
    for fold in folds:
        parts += _rows(fold.start - reached, step, "var(--row)")
        parts += _rows(fold.end - fold.start, step, f"{_folded_height(fold, step):g}rem")
        reached = fold.end
    return " ".join(parts + _rows(last - reached, step, "var(--row)"))


def _rows(minutes: int, step: int, height: str) -> list[str]:
    return [f"repeat({minutes // step},{height})"] if minutes >= step else []


def _folded_height(fold: Stretch, step: int) -> float:
    """How high one row of it is, in rem."""
    fives = (fold.end - fold.start) / 5
    whole = min(max(fives * FOLDED, LOWEST), HIGHEST)
    return round(whole / fives * step / 5, 3)
