"""The reading sheet of an abstract for one member of the committee: exactly what that person may see of it.

Pages, the API and lists are all made of this, so that nothing hidden can be forgotten in one of them. Where authors are
hidden, who submitted it is not even fetched.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet

from abstracts.answered import answered
from abstracts.completeness import count_words
from abstracts.models import (
    Abstract,
    AbstractFile,
    AbstractQuerySet,
    AbstractVersion,
    Author,
    Field,
    Question,
    Rating,
    Review,
    Reviewing,
)
from abstracts.reading import hides_authors, is_blind, leads, open_to, reviews_open_to
from abstracts.reviewing.discussion import Names, names_for
from abstracts.standing import Standing
from programme.models import Track

TELLING = ("submitter", "submitter_name", "submitter_email", "invited_by", "note", "code", "link_round")
"""Columns that tell who wrote it, or are for others than the committee."""

MOST_DOTS = 11


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file under the name and with the size that this person may know."""

    file: AbstractFile
    name: str
    size: int
    is_blind: bool


@dataclass(frozen=True, slots=True)
class RatingShown:
    """An answer; a rating also as dots, of which the first `on` are full, where the scale is short enough."""

    question: Question
    value: int | None
    text: str
    dots: range
    on: int

    @classmethod
    def of(cls, rating: Rating, reviewing: Reviewing) -> "RatingShown":
        first, last = reviewing.scale_from, reviewing.scale_to
        # A scale from nought has an empty row for its lowest rating; any other has a dot for it.
        below = 0 if first == 0 else first - 1
        count = last - below if last - below <= MOST_DOTS else 0
        return cls(
            rating.question, rating.value, rating.text, range(1, count + 1), (rating.value or 0) - below
        )


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """A review with the name its reader may know. `other` is the number of the other abstract, if they may read it."""

    review: Review
    by: str
    other: int | None
    ratings: list[RatingShown]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`may_show_authors`: they are hidden only until this person asks for them."""

    abstract: Abstract
    leads: bool
    hides_authors: bool
    tracks: list[Track]
    words: int
    authors: list[Author]
    answers: list[tuple[Field, Any]]
    files: list[FileShown]
    kept_back: int
    """Files the person does not get because they could not be made anonymous."""

    versions: list[AbstractVersion] = field(default_factory=list)
    may_show_authors: bool = False

    @property
    def says_verdict(self) -> bool:
        """Whether the person is told how it was decided."""
        return self.leads or self.abstract.is_released


def without_authors(abstracts: "QuerySet[Any]") -> "QuerySet[Any]":
    """The same, without the columns that tell who wrote them."""
    return abstracts.defer(*TELLING)


def for_reading(abstracts: AbstractQuerySet) -> "QuerySet[Any]":
    """With all that sheets of a list need: as many queries however many they are."""
    return (
        without_authors(abstracts)
        .select_related("call__reviewing", "type", "event", "accepted_type", "accepted_track")
        .prefetch_related("reviewed_for", "files", "call__fields")
    )


def sheet_of(standing: Standing, abstract: Abstract, *, shows_authors: bool = True) -> Sheet:
    """What the person reads of an abstract that one of the doors gave them (with `for_reading`).

    Without `shows_authors` they are hidden while it is blind, also from who may know them, as at the desk.
    """
    known = not hides_authors(standing, abstract)
    hidden = _hides(standing, abstract, shows_authors=shows_authors)
    files = [_shown(file, hidden=hidden) for file in abstract.files.all()]
    return Sheet(
        abstract=abstract,
        leads=leads(standing, abstract),
        hides_authors=hidden,
        tracks=list(abstract.reviewed_for.all()),
        words=count_words(abstract.text),
        authors=[] if hidden else list(abstract.authors.prefetch_related("affiliations")),
        answers=answers_of(standing, abstract),
        files=[file for file in files if file is not None],
        kept_back=sum(file is None for file in files),
        # An earlier text may name somebody whom the present one does not.
        versions=[] if hidden else list(abstract.versions.defer("note", "by")),
        may_show_authors=known and is_blind(abstract),
    )


def answers_of(standing: Standing, abstract: Abstract) -> list[tuple[Field, Any]]:
    """What was answered to the fields of the call that the person sees, in their order."""
    fields = [
        field
        for field in abstract.call.fields.all()
        if standing.is_manager or (field.reviewers_see and field.visibility != Field.Visibility.MANAGERS)
    ]
    return answered(fields, abstract.answers)


def reviews_of(standing: Standing, abstract: Abstract, *, names: Names | None = None) -> list[ReviewShown]:
    """The submitted reviews of it that the person reads, theirs too, in order of submission."""
    found = reviews_open_to(standing).filter(abstract=abstract)
    return shown_reviews(standing, with_all(found), names or names_for(standing, abstract))


def drafts_of(standing: Standing, abstract: Abstract) -> list[ReviewShown]:
    """The person's own reviews of it that are not submitted."""
    mine = Review.objects.filter(abstract=abstract, reviewer=standing.user, submitted_at__isnull=True)
    return own_reviews(standing, with_all(mine))


def own_reviews(standing: Standing, reviews: Iterable[Review]) -> list[ReviewShown]:
    """Reviews that the person wrote."""
    viewer = standing.user.pk if standing.user else None
    return shown_reviews(standing, reviews, Names(viewer, are_named=False, numbers={}))


def shown_reviews(standing: Standing, reviews: Iterable[Review], names: Names) -> list[ReviewShown]:
    """These reviews under the names their reader may know. One query for the abstracts they name."""
    found = list(reviews)
    known = _readable(standing, [review.other_id for review in found if review.other_id])
    return [
        ReviewShown(
            review,
            names.of(review.reviewer),
            known.get(review.other_id or 0),
            [RatingShown.of(rating, review.abstract.call.reviewing) for rating in review.ratings.all()],
        )
        for review in found
    ]


def file_for(standing: Standing, file: AbstractFile, *, shows_authors: bool = True) -> FileShown | None:
    """The file as this person gets it; None where they must not: it could not be made anonymous."""
    return _shown(file, hidden=_hides(standing, file.abstract, shows_authors=shows_authors))


def _hides(standing: Standing, abstract: Abstract, *, shows_authors: bool) -> bool:
    return hides_authors(standing, abstract) or (is_blind(abstract) and not shows_authors)


def _shown(file: AbstractFile, *, hidden: bool) -> FileShown | None:
    if not hidden:
        return FileShown(file, file.name, file.size, is_blind=False)
    return FileShown(file, file.blind_name, file.blind_size, is_blind=True) if file.blind else None


def with_all(reviews: "QuerySet[Review]") -> "QuerySet[Review]":
    """With all that is shown of them."""
    return reviews.select_related("reviewer", "type", "track", "abstract__call__reviewing").prefetch_related(
        "tracks", Prefetch("ratings", Rating.objects.select_related("question"))
    )


def _readable(standing: Standing, keys: Iterable[int]) -> dict[int, int]:
    """The numbers of those of these abstracts that the person may read, by id."""
    wanted = list(keys)
    return dict(open_to(standing).filter(pk__in=wanted).values_list("pk", "number")) if wanted else {}
