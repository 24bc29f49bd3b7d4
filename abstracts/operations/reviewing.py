"""Reviews: keep a draft, submit, change, withdraw.

One per reviewer, abstract and track. Whoever writes one holds the abstract, so that it is not decided meanwhile; its
own `revision` is the reviewer's lock against a second tab. The abstract's revision does not move: its author may edit.
"""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.models import OPEN, Abstract, Question, Rating, Review
from abstracts.operations.turns import lock_abstract
from abstracts.refusals import ChangedMeanwhile, NotAReviewer, NotComplete, NotInThisState, NotOfThisCall
from abstracts.reviewing.problems import fits, is_answered, problems_of_review
from abstracts.reviewing.rights import can_review, knows_of, tracks_to_review
from abstracts.reviewing.said import Said
from abstracts.scores import score_of_review
from abstracts.standing import Standing, standing_of
from accounts.models import User
from journal.operations import record
from kit.refusals import Refused
from programme.models import Track

LONGEST_DRAFT = 60_000


class OtherWindow(ChangedMeanwhile):
    """The person changed their review since they opened this form: nobody else can."""

    def __init__(self) -> None:
        Refused.__init__(
            self,
            _(
                "You changed this review in another window. Look at it as it is there, then decide which one stays."
            ),
        )


@transaction.atomic
def save_review_draft(
    abstract: Abstract, said: Said, *, by: User, track: Track | None = None, revision: int | None = None
) -> Review:
    """Keep what was written so far, complete or not; answers that fit no question are left out.

    Raises NotAReviewer, ChangedMeanwhile, NotInThisState (a submitted review is changed as a whole).
    """
    abstract, standing = _held(abstract, by)
    review = _own(abstract, standing, track, revision)
    if review.submitted_at is not None:
        raise NotInThisState(_("It was submitted already. Changes are saved as a whole, with the button."))
    questions = list(abstract.call.questions.all())
    answers = {
        question: value
        for question in questions
        if fits(question, value := said.ratings.get(question.pk), abstract.call.reviewing)
    }
    _write(review, _cut(abstract, said, standing), answers)
    return review


@transaction.atomic
def submit_review(
    abstract: Abstract, said: Said, *, by: User, track: Track | None = None, revision: int | None = None
) -> Review:
    """Hand in the review, or change it; possible until the abstract is decided.

    Raises NotAReviewer, NotComplete, ChangedMeanwhile, NotInThisState, NotOfThisCall.
    """
    abstract, standing = _held(abstract, by)
    review = _own(abstract, standing, track, revision)
    questions = list(abstract.call.questions.all())
    problems = problems_of_review(abstract, said, questions)
    if said.other is not None and not knows_of(standing, said.other):
        problems.append(("other", _("Name the other abstract by its number: one that you can read.")))
    if problems:
        raise NotComplete(problems)
    answers = {
        question: value for question in questions if is_answered(value := said.ratings.get(question.pk))
    }
    is_first = review.submitted_at is None
    review.submitted_at = review.submitted_at or timezone.now()
    review.score = _score(answers)
    _write(review, said, answers)
    record(abstract.logbook, "review.submitted" if is_first else "review.edited", by=by, subject=abstract)
    return review


@transaction.atomic
def withdraw_review(review: Review, *, by: User, revision: int | None = None) -> None:
    """Take it back until the abstract is decided: a draft again, that nobody else reads and no score counts.

    Raises NotAReviewer, ChangedMeanwhile, NotInThisState.
    """
    abstract, _standing = _held(review.abstract, by)
    review = Review.objects.select_for_update().get(pk=review.pk)
    if review.reviewer_id != by.pk:
        raise NotAReviewer(_("Only who wrote a review can withdraw it."))
    _check_revision(review, revision)
    if review.submitted_at is None:
        raise NotInThisState(_("It is a draft already."))
    make_draft(review)
    record(abstract.logbook, "review.withdrawn", by=by, subject=abstract)


def make_draft(review: Review) -> None:
    """A submitted review is a draft again. Whoever calls holds the abstract."""
    review.submitted_at, review.score, review.revision = None, None, review.revision + 1
    review.save(update_fields=["submitted_at", "score", "revision", "updated_at"])


def _held(abstract: Abstract, by: User) -> tuple[Abstract, Standing]:
    """The abstract, locked, and the reviewer's standing as it is now. Raises NotAReviewer, NotInThisState."""
    found = lock_abstract(abstract)
    found.call.reviewing.refresh_from_db()  # an organiser may have changed the scale while we waited
    standing = standing_of(by, found.event)
    if not can_review(standing, found):
        # Whether it is decided, only those hear who may read it.
        if found.state not in OPEN and knows_of(standing, found):
            raise NotInThisState(_("The reviewing of #%(number)d has ended.") % {"number": found.number})
        raise NotAReviewer(_("You do not review this abstract. Ask the organisers if you think you should."))
    return found, standing


def _own(abstract: Abstract, standing: Standing, track: Track | None, revision: int | None) -> Review:
    """The person's review for this track, as it is or new."""
    possible = tracks_to_review(standing, abstract)
    if track is None and len(possible) == 1:
        track = possible[0]
    if (track is None and possible) or (track is not None and track not in possible):
        raise NotOfThisCall(_("Say for which of its tracks you review it."))
    mine = Review.objects.filter(abstract=abstract, reviewer=standing.user)
    review = mine.filter(track=track).first() or Review(
        abstract=abstract, reviewer=standing.user, track=track
    )
    _check_revision(review, revision)
    return review


def _check_revision(review: Review, revision: int | None) -> None:
    if revision is not None and review.revision != revision:
        raise OtherWindow


def _write(review: Review, said: Said, answers: dict[Question, int | str | None]) -> None:
    review.action, review.type, review.other = said.action, said.type, said.other
    review.committee_comment, review.author_comment = said.committee_comment, said.author_comment
    review.revision += 1
    review.save()
    review.tracks.set(said.tracks)
    kept = {question.pk: _as_rating(review, question, value) for question, value in answers.items()}
    review.ratings.exclude(question__in=kept).delete()
    Rating.objects.bulk_create(
        kept.values(),
        update_conflicts=True,
        unique_fields=["review", "question"],
        update_fields=["value", "text"],
    )


def _as_rating(review: Review, question: Question, value: int | str | None) -> Rating:
    if question.kind == Question.Kind.TEXT:
        return Rating(review=review, question=question, text=str(value))
    return Rating(review=review, question=question, value=int(value or 0))


def _cut(abstract: Abstract, said: Said, standing: Standing) -> Said:
    """As much of an unfinished review as can be kept."""
    other = said.other if said.other is not None and knows_of(standing, said.other) else None
    kind = said.type if said.type is not None and said.type.event_id == abstract.event_id else None
    return Said(
        action=said.action if said.action in Review.Action.values else "",
        type=kind,
        tracks=[track for track in said.tracks if track.event_id == abstract.event_id],
        other=other,
        committee_comment=said.committee_comment[:LONGEST_DRAFT],
        author_comment=said.author_comment[:LONGEST_DRAFT],
    )


def _score(answers: dict[Question, int | str | None]) -> Decimal | None:
    return score_of_review(
        {question: value if isinstance(value, int) else None for question, value in answers.items()}
    )
