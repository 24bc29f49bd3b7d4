"""What a matching is made of. Nothing here asks the database; see `loading`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from abstracts.committee import Place

Pair = tuple[int, int]
"""Ids of an abstract and of a reviewer."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An abstract that needs `wanted` reviewers.

    `given` are those who have it now; of these `kept` keep it whatever the matching finds, because they began a review
    or because it was asked for.
    """

    id: int
    wanted: int
    tracks: frozenset[int] = frozenset()
    topics: tuple[str, ...] = ()
    given: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()

    @property
    def lacking(self) -> int:
        """How many reviewers are to be found."""
        return max(0, self.wanted - len(self.kept))


@dataclass(frozen=True, slots=True)
class Reviewer:
    """`limit` is the most they take of this call, None without an end. `knows` says how well, from 1 to 3."""

    id: int
    place: Place
    limit: int | None = None
    knows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """Wishes are by pair; `conflicts` holds for each reviewer the abstracts they must not see."""

    papers: tuple[Paper, ...]
    reviewers: tuple[Reviewer, ...]
    wishes: Mapping[Pair, str] = field(default_factory=dict)
    conflicts: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def conflict(self, paper: int, reviewer: int) -> bool:
        return paper in self.conflicts.get(reviewer, ())

    def loads(self) -> dict[int, int]:
        """How many abstracts each reviewer has in any case."""
        return loads_of((paper.id, one) for paper in self.papers for one in paper.kept)

    def eligible(self, paper: Paper) -> Iterator[Reviewer]:
        """Reviewers of its tracks, whatever else speaks against them."""
        return (one for one in self.reviewers if one.place.covers(paper.tracks))


def loads_of(pairs: Iterable[Pair]) -> dict[int, int]:
    """How many abstracts each reviewer has."""
    loads: dict[int, int] = {}
    for _paper, reviewer in pairs:
        loads[reviewer] = loads.get(reviewer, 0) + 1
    return loads
