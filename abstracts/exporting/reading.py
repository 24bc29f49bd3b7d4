"""Submissions as one person may take them home: read in pieces, with what is hidden from them left out.

Whoever leads an abstract reads its scores, reviews and decision; others are told of a decision once it is released.
Names are left out of every row whose authors the person must not learn, and so is all that would tell them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Prefetch

from abstracts.models import DECIDED, Abstract, AbstractQuerySet, Field, Question, Rating, Review, State
from abstracts.operations.people import as_written
from abstracts.reading import hides_authors, leads, names_reviewers, open_to, reviews_open_to
from abstracts.scores import NO_SCORE, Score, scores_of
from abstracts.standing import Standing
from abstracts.written import Writer
from events.models import Event

AT_ONCE = 200


@dataclass(slots=True)
class Line:
    """One submission. `people` are None where the person must not learn them; `leads`: whether they read its scores."""

    abstract: Abstract
    state: State
    leads: bool
    is_manager: bool
    people: list[Writer] | None
    score: Score = NO_SCORE
    other: int | None = None
    """The number of the one it was merged into or duplicates, if they may read that."""
    reviews: list["ReviewLine"] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    """By the title of the field."""

    @property
    def is_decision_told(self) -> bool:
        return self.state in DECIDED

    @property
    def code(self) -> str:
        """What another system called it, which may tell who wrote it."""
        return "" if self.people is None else self.abstract.code


@dataclass(slots=True)
class ReviewLine:
    """A review the person may read. `reviewer` is a name, or "Reviewer 2"."""

    number: int
    code: str
    title: str
    reviewer: str
    track: str
    action: str
    type: str
    score: float | None
    ratings: dict[str, int | bool | str | None]
    committee_comment: str
    author_comment: str
    submitted_at: datetime | None


@dataclass(slots=True)
class Export:
    """What one person may read of these submissions; `wanted` None is all that is open to them."""

    standing: Standing
    wanted: Iterable[int] | None = None
    with_reviews: bool = False
    scores: dict[int, Score] = field(default_factory=dict)
    _readable: dict[int, int] = field(default_factory=dict)
    """Numbers of the others that abstracts of this piece name, as far as the person may read them."""

    @property
    def event(self) -> Event:
        return self.standing.event

    @property
    def abstracts(self) -> AbstractQuerySet:
        found = open_to(self.standing)
        return found if self.wanted is None else found.filter(pk__in=list(self.wanted))

    def names_somebody(self) -> bool:
        """Whether any row names its authors to this person; else the columns are left out."""
        if self.standing.is_manager:
            return True
        rows = self.abstracts.select_related("call__reviewing").prefetch_related("reviewed_for")
        return any(not hides_authors(self.standing, one) for one in rows.iterator(chunk_size=AT_ONCE))

    def fields(self) -> list[Field]:
        """The fields of the calls whose answers the person may read, in order."""
        found = (
            Field.objects.filter(call__event=self.event)
            .select_related("call")
            .order_by("call", "position", "pk")
        )
        if self.standing.is_manager:
            return list(found)
        shown = found.exclude(visibility=Field.Visibility.MANAGERS)
        return list(shown if self.standing.is_convener else shown.filter(reviewers_see=True))

    def lines(self) -> Iterator[Line]:
        """By number, a piece after the other: eight queries for each two hundred."""
        keys = iter(list(self.abstracts.order_by("number").values_list("pk", flat=True)))
        led = list(self.event.calls.all()) if self.standing.is_manager or self.standing.is_convener else []
        for call in led:
            self.scores |= scores_of(call, leaving_out=self.standing.barred)
        fields = {str(one.pk): one for one in self.fields()}
        while piece := list(islice(keys, AT_ONCE)):
            yield from self._piece(piece, fields)

    def _piece(self, keys: list[int], fields: dict[str, Field]) -> Iterator[Line]:
        rows = Abstract.objects.filter(pk__in=keys).order_by("number")
        rows = rows.select_related(
            "call__reviewing", "type", "accepted_track", "accepted_type", "accepted_session", "merged_into",
            "duplicate_of", "contribution",
        )  # fmt: skip
        rows = rows.prefetch_related("authors__affiliations", "submitted_for", "reviewed_for", "files")
        abstracts = list(rows)
        named = (one.merged_into_id or one.duplicate_of_id for one in abstracts)
        others = {key for key in named if key is not None}
        if others:
            self._readable = dict(open_to(self.standing).filter(pk__in=others).values_list("pk", "number"))
        reviews = self._reviews(abstracts) if self.with_reviews else {}
        for abstract in abstracts:
            abstract.event = self.event
            yield self._line(abstract, fields, reviews.get(abstract.pk, []))

    def _line(self, abstract: Abstract, fields: dict[str, Field], reviews: list[ReviewLine]) -> Line:
        does_lead = leads(self.standing, abstract)
        hidden = hides_authors(self.standing, abstract)
        other = abstract.merged_into_id or abstract.duplicate_of_id
        return Line(
            abstract,
            state=State(abstract.state) if does_lead else abstract.shown_state,
            leads=does_lead,
            is_manager=self.standing.is_manager,
            people=None if hidden else [as_written(author) for author in abstract.authors.all()],
            score=self.scores.get(abstract.pk, NO_SCORE) if does_lead else NO_SCORE,
            other=self._readable.get(other or 0),
            reviews=reviews,
            answers={
                fields[key].title: value
                for key, value in abstract.answers.items()
                if key in fields
                and value not in (None, "")
                and fields[key].call_id == abstract.call_id
                # What reviewers do not see may tell who wrote it, so the desk hides it with the names, too.
                and (fields[key].reviewers_see or not hidden)
            },
        )

    def _reviews(self, abstracts: list[Abstract]) -> dict[int, list[ReviewLine]]:
        """Those the person may read. Numbers of reviewers are by all reviews, drafts too, as on the pages."""
        known = {abstract.pk: abstract for abstract in abstracts}
        shown = reviews_open_to(self.standing).filter(abstract__in=known)
        every = Review.objects.filter(abstract__in=known).order_by("pk")
        numbers: dict[int, dict[int, int]] = {}
        for key, reviewer in every.values_list("abstract", "reviewer"):
            of_this = numbers.setdefault(key, {})
            of_this.setdefault(reviewer, len(of_this) + 1)
        found: dict[int, list[ReviewLine]] = {}
        whole = shown.select_related("reviewer", "track", "type").prefetch_related(
            Prefetch("ratings__question")
        )
        for review in whole.order_by("abstract__number", "pk"):
            abstract = known[review.abstract_id]
            code = "" if hides_authors(self.standing, abstract) else abstract.code
            line = _review_line(review, abstract, self._named(review, abstract, numbers), code=code)
            found.setdefault(abstract.pk, []).append(line)
        return found

    def _named(self, review: Review, abstract: Abstract, numbers: dict[int, dict[int, int]]) -> str:
        user = self.standing.user
        if names_reviewers(self.standing, abstract) or (user is not None and review.reviewer_id == user.pk):
            return str(review.reviewer)
        return f"Reviewer {numbers[abstract.pk][review.reviewer_id]}"


def _review_line(review: Review, abstract: Abstract, reviewer: str, *, code: str) -> ReviewLine:
    return ReviewLine(
        number=abstract.number,
        code=code,
        title=abstract.title,
        reviewer=reviewer,
        track=str(review.track or ""),
        action=review.action,
        type=str(review.type or ""),
        score=float(review.score) if review.score is not None else None,
        ratings={str(one.question): _rated(one) for one in review.ratings.all()},
        committee_comment=review.committee_comment,
        author_comment=review.author_comment,
        submitted_at=review.submitted_at,
    )


def _rated(rating: Rating) -> int | bool | str | None:
    """Yes and no as such, like the answers to fields."""
    if rating.question.kind == Question.Kind.YES_NO and rating.value is not None:
        return bool(rating.value)
    return rating.text or rating.value
