"""What a reviewer says of an abstract: the values of a form or a request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from abstracts.models import Abstract
from programme.models import ContributionType, Track


@dataclass(frozen=True, slots=True)
class Said:
    """`action` is one of Review.Action, or empty in a draft.

    `type` goes with accepting, `tracks` with moving to another track, `other` with merging and duplicates. `ratings`
    are by the id of the question: a number, yes or no as 1 or 0, or words.
    """

    action: str = ""
    type: ContributionType | None = None
    tracks: Sequence[Track] = ()
    other: Abstract | None = None
    committee_comment: str = ""
    author_comment: str = ""
    ratings: Mapping[int, int | str | None] = field(default_factory=dict)
