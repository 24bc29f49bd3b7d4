"""Things that overlap stand side by side: which lane each gets (pure)."""

from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """From minute to minute (the end is not part of it), and how many lanes it needs."""

    start: int
    end: int
    needs: int = 1


class Lane(NamedTuple):
    """The first lane of a span, and how many lanes its group of overlapping spans has."""

    first: int
    of: int


def side_by_side(spans: Sequence[Span]) -> list[Lane]:
    """A lane for each span, which are sorted by start; spans that share a moment never share a lane."""
    lanes: list[Lane] = []
    taken_until: list[int] = []
    group: list[int] = []
    group_ends = 0
    for span in spans:
        if span.start >= group_ends:
            lanes.extend(Lane(first, len(taken_until)) for first in group)
            taken_until, group = [], []
        first = _first_free(taken_until, span)
        taken_until[first : first + span.needs] = [span.end] * span.needs
        group.append(first)
        group_ends = max(group_ends, span.end)
    lanes.extend(Lane(first, len(taken_until)) for first in group)
    return lanes


def _first_free(taken_until: list[int], span: Span) -> int:
    """The first place with as many free lanes beside each other as the span needs; beyond the last all are free."""
    for first in range(len(taken_until) + 1):
        if all(end <= span.start for end in taken_until[first : first + span.needs]):
            return first
    return len(taken_until)
