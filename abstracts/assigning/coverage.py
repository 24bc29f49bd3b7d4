"""Which abstracts stay without enough reviewers, and why."""

from dataclasses import dataclass
from typing import Any, Self

from django.db.models import TextChoices

from abstracts.assigning.cost import Rules
from abstracts.assigning.facts import Facts, Paper
from abstracts.assigning.matching import Matching


class Cause(TextChoices):
    """Why no more reviewers were found; the sentences are in `words`."""

    NO_TRACK = "no_track"
    NOBODY = "nobody"
    FEW = "few"
    CONFLICTS = "conflicts"
    LIMITS = "limits"


@dataclass(frozen=True, slots=True)
class Lack:
    """An abstract that needs `count` more reviewers. `able` reviewers could take it, `conflicted` may not."""

    paper: int
    count: int
    cause: Cause
    able: int = 0
    conflicted: int = 0

    def as_json(self) -> list[Any]:
        return [self.paper, self.count, self.cause.value, self.able, self.conflicted]

    @classmethod
    def from_json(cls, values: list[Any]) -> Self:
        paper, count, cause, able, conflicted = values
        return cls(int(paper), int(count), Cause(cause), int(able), int(conflicted))


def lacks_of(facts: Facts, matching: Matching, rules: Rules) -> list[Lack]:
    """One for each abstract that lacks reviewers, the worst first."""
    papers = {paper.id: paper for paper in facts.papers}
    found = [_lack(facts, papers[key], count, rules) for key, count in matching.lacking.items()]
    return sorted(found, key=lambda lack: (-lack.count, lack.paper))


def _lack(facts: Facts, paper: Paper, count: int, rules: Rules) -> Lack:
    eligible = [*facts.reviewers] if rules.others_help else list(facts.eligible(paper))
    able = [one for one in eligible if not facts.conflict(paper.id, one.id)]
    conflicted = len(eligible) - len(able)
    if not eligible:
        cause = Cause.NOBODY if paper.tracks else Cause.NO_TRACK
    elif len(eligible) < paper.wanted:
        cause = Cause.FEW
    elif len(able) < paper.wanted:
        cause = Cause.CONFLICTS
    else:
        cause = Cause.LIMITS
    return Lack(paper.id, count, cause, able=len(able), conflicted=conflicted)
