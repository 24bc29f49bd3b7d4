"""The abstracts at the desk as light rows: filtered, in order, with what their reviews say together.

Three queries, however many there are. Reviews count only for those whom the person leads; of others nothing is told.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from abstracts.desk.answers import answered_so
from abstracts.desk.asked import NONE, Asked, Order, Stage
from abstracts.desk.frame import CallFacts, Frame
from abstracts.desk.said import said_at
from abstracts.models import DECIDED, Abstract, AbstractQuerySet, Author, Review, State
from abstracts.reading import IS_BLIND, led_by, open_to
from abstracts.review_states import Proposed, overall_state
from abstracts.scores import NO_SCORE, Score
from abstracts.standing import Standing
from kit.keys import is_key

FIELDS = (
    *("pk", "number", "title", "state", "call", "type", "topics", "revision", "submitted_at"),
    *("released_at", "accepted_track", "accepted_type", "contribution"),
)
SPREAD_OF_SCALE = 0.25
"""Scores that spread over more than this share of the scale are a disagreement."""


@dataclass(slots=True)
class Row:
    """One abstract. `state` is what this person is told; `score`, `reviewing` and `reviews` only where they lead."""

    pk: int
    number: int
    title: str
    state: str
    call: int
    type: int | None
    topics: list[str]
    revision: int
    submitted_at: datetime
    released_at: datetime | None
    accepted_track: int | None
    accepted_type: int | None
    contribution: int | None
    tracks: tuple[int, ...] = ()
    leads: bool = False
    decides: bool = False
    score: Score = NO_SCORE
    reviews: int = 0
    reviewing: str = ""
    disagree: bool = False

    @property
    def state_words(self) -> str:
        return str(State(self.state).label)

    @property
    def is_done(self) -> bool:
        return self.state in DECIDED or self.state == State.WITHDRAWN

    @property
    def waits_for_release(self) -> bool:
        return self.state in DECIDED and self.released_at is None


@dataclass(frozen=True, slots=True)
class Found:
    """`rows` are what was asked for; `total` and `done` count the same in every state."""

    rows: list[Row]
    total: int
    done: int


def find(standing: Standing, asked: Asked, frame: Frame) -> Found:
    """Everything open to the person that is like this. Three queries, one less while no review changes."""
    rows = [row for row in _rows(standing, asked, frame) if _fits(row, asked)]
    shown = [row for row in rows if _in_stage(row, asked.stage)]
    return Found(in_order(shown, asked.order), len(rows), sum(row.is_done for row in rows))


def in_order(rows: list[Row], order: str) -> list[Row]:
    """Those without a score come last, and numbers decide among equals."""
    keys: dict[str, Any] = {
        Order.SCORE: lambda row: _falling(row.score.mean),
        Order.NORMALISED: lambda row: _falling(row.score.normalised),
        Order.SPREAD: lambda row: _falling(row.score.spread),
        Order.TITLE: lambda row: row.title.casefold(),
        Order.DATE: lambda row: -row.submitted_at.timestamp(),
    }
    rows.sort(key=lambda row: row.number)
    if order in keys:
        rows.sort(key=keys[order])
    return rows


def narrowed(standing: Standing, asked: Asked) -> AbstractQuerySet:
    """What the database filters: call, type, topic, an answer, and words."""
    found = open_to(standing)
    if asked.call:
        found = found.filter(call=asked.call)
    if asked.type:
        found = found.filter(type=None) if asked.type == NONE else found.filter(type=int(asked.type))
    if asked.topic:
        found = found.filter(topics__contains=[asked.topic])
    if asked.answer:
        found = found.filter(answered_so(standing, asked.answer))
    if asked.words:
        found = found.filter(_holding(standing, asked))
    return found


def _holding(standing: Standing, asked: Asked) -> Q:
    words = asked.words
    wanted = Q(title__icontains=words) | Q(text__icontains=words)
    number = words.removeprefix("#")
    if is_key(number):
        wanted |= Q(number=min(int(number), 2**31 - 1))
    people = Author.objects.filter(abstract=OuterRef("pk")).filter(
        Q(name__icontains=words) | Q(email__iexact=words) | Q(affiliations__name__icontains=words)
    )
    return wanted | Q(names_shown(standing, asked), Exists(people) | Q(code__iexact=words))


def names_shown(standing: Standing, asked: Asked) -> Q:
    """Abstracts whose authors this page names: a search must not tell what the page would not."""
    if not asked.shows_authors:
        return ~IS_BLIND
    if standing.is_manager:
        return ~Q(pk__in=[])
    led = Q(pk__in=led_by(standing).values("pk"), call__reviewing__conveners_see_authors=True)
    return ~IS_BLIND | led


def _rows(standing: Standing, asked: Asked, frame: Frame) -> list[Row]:
    rows = [Row(*values) for values in narrowed(standing, asked).order_by().values_list(*FIELDS)]
    tracks: dict[int, list[int]] = defaultdict(list)
    links = Abstract.reviewed_for.through.objects.filter(abstract__event=standing.event)
    for abstract, track in links.order_by("pk").values_list("abstract", "track"):
        tracks[abstract].append(track)
    for row in rows:
        row.tracks = tuple(tracks[row.pk])
        row.leads = (
            standing.is_manager or standing.convenes_all or not standing.convened.isdisjoint(row.tracks)
        )
        row.decides = standing.is_manager or (row.leads and frame.calls[row.call].conveners_decide)
        if not row.leads and row.state in DECIDED and row.released_at is None:
            row.state = State.SUBMITTED
            row.accepted_track = row.accepted_type = None
    _add_reviews(rows, standing, frame)
    return rows


def _add_reviews(rows: Iterable[Row], standing: Standing, frame: Frame) -> None:
    scores, proposed = said_at(standing, frame.stamp)
    for row in rows:
        if row.leads:
            _add(row, scores.get(row.pk, NO_SCORE), proposed.get(row.pk, []), frame.calls[row.call])


def _add(row: Row, score: Score, proposed: list[Proposed], call: CallFacts) -> None:
    row.score, row.reviews = score, len(proposed)
    row.reviewing = overall_state(row.tracks, proposed)
    actions = {one.action for one in proposed}
    width = (call.scale_to - call.scale_from) * SPREAD_OF_SCALE
    row.disagree = {Review.Action.ACCEPT, Review.Action.REJECT} <= actions or (score.spread or 0) > width


def _fits(row: Row, asked: Asked) -> bool:
    if asked.track and not (not row.tracks if asked.track == NONE else int(asked.track) in row.tracks):
        return False
    if asked.reviewing and row.reviewing != asked.reviewing:
        return False
    if asked.disagree and not row.disagree:
        return False
    if asked.fewest is not None and not (row.leads and row.reviews >= asked.fewest):
        return False
    if asked.most is not None and not (row.leads and row.reviews <= asked.most):
        return False
    return _in_range(row.score.mean, asked.low, asked.high)


def _in_range(mean: float | None, low: float | None, high: float | None) -> bool:
    if low is None and high is None:
        return True
    return mean is not None and (low is None or mean >= low) and (high is None or mean <= high)


def _in_stage(row: Row, stage: str) -> bool:
    if stage == Stage.ALL:
        return True
    if stage == Stage.OPEN:
        return row.state == State.SUBMITTED
    if stage == Stage.UNRELEASED:
        return row.waits_for_release
    return row.state == stage


def _falling(value: float | None) -> tuple[bool, float]:
    return value is None, -(value or 0.0)
