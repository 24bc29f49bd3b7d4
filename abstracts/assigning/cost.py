"""What it costs to give an abstract to a reviewer: the lower, the better they fit. Whole numbers make exact sums."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from abstracts.assigning.facts import Facts, Paper, Reviewer
from abstracts.models import Bid

WISH = {Bid.Wish.EAGER: 0, Bid.Wish.WILLING: 20, "": 40, Bid.Wish.RELUCTANT: 120}
"""Nothing said is between "could" and "rather not"."""
TOPIC = 10
"""For each step of knowledge that lacks from an expert's, of the topic they know best."""
MOST_KNOWN = 3
NO_TOPIC = 15
"""Where the abstract names no topic, so that no reviewer is preferred."""
WHOLE_EVENT = 5
"""Reviewers of the whole event are needed everywhere: those of the track come first by a little."""
OTHER_TRACK = 400
"""A reviewer of other tracks only steps in where nobody of its own is left."""
STAYS = 15
"""What it is worth that a reviewer keeps what they have."""
DEAREST = 120 + TOPIC * MOST_KNOWN + OTHER_TRACK

EVENNESS = {"wishes": 1, "both": 6, "even": 150}
"""What each further abstract of a reviewer costs more than the one before: from "wishes count" to "shares are even"."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What was asked of a matching. `balance` is one of EVENNESS.

    `keep`: what is given stays given; otherwise only what was begun to be reviewed. `others_help`: reviewers of other
    tracks step in.
    """

    balance: str = "both"
    keep: bool = True
    others_help: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        return cls(**{name: values[name] for name in ("balance", "keep", "others_help") if name in values})


@dataclass(frozen=True, slots=True)
class Fit:
    """How a reviewer fits an abstract, for people to read: see `words`."""

    wish: str = ""
    topic: str = ""
    known: int = 0
    elsewhere: bool = False

    def as_json(self) -> list[Any]:
        return [self.wish, self.topic, self.known, int(self.elsewhere)]

    @classmethod
    def from_json(cls, values: list[Any]) -> Self:
        wish, topic, known, elsewhere = values
        return cls(str(wish), str(topic), int(known), bool(elsewhere))


def fit_of(facts: Facts, paper: Paper, reviewer: Reviewer) -> Fit:
    topic = max(paper.topics, key=lambda name: reviewer.knows.get(name, 0), default="")
    known = reviewer.knows.get(topic, 0)
    return Fit(
        wish=facts.wishes.get((paper.id, reviewer.id), ""),
        topic=topic if known else "",
        known=known,
        elsewhere=not reviewer.place.covers(paper.tracks),
    )


def cost_of(facts: Facts, paper: Paper, reviewer: Reviewer) -> int:
    """From 0 to DEAREST."""
    fit = fit_of(facts, paper, reviewer)
    cost = WISH[fit.wish] + (TOPIC * (MOST_KNOWN - fit.known) if paper.topics else NO_TOPIC)
    if fit.elsewhere:
        cost += OTHER_TRACK
    elif reviewer.place.tracks.isdisjoint(paper.tracks):
        cost += WHOLE_EVENT
    return max(0, cost - (STAYS if reviewer.id in paper.given else 0))
