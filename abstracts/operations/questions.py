"""What reviewers answer: add, change, order, take away; and the scale of their ratings."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, SmallIntegerField, Value
from django.db.models.functions import Cast, Round
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.models import Call, Question, Rating, Review, Reviewing
from abstracts.operations.turns import lock_abstracts
from abstracts.refusals import BadQuestion, NotOfThisCall, StillUsed
from abstracts.scores import score_of_review
from accounts.models import User
from events.operations import lock_event
from journal.operations import differences, record
from kit.ordering import next_place, put_in_order

MOST_QUESTIONS = 30
LOWEST, HIGHEST = -10, 100
SCORING = {"weight", "counts"}


@transaction.atomic
def add_question(call: Call, *, by: User | None, **values: Any) -> Question:
    """A new last question. Reviews that are there keep their scores: they have no answer to it."""
    event = lock_event(call.event)
    if call.questions.count() >= MOST_QUESTIONS:
        raise BadQuestion(_("A call has at most %(limit)d questions.") % {"limit": MOST_QUESTIONS})
    question = Question(call=call, position=next_place(call.questions), **values)
    _check(question)
    question.save(force_insert=True)
    record(event.logbook, "question.added", by=by, subject=question)
    return question


@transaction.atomic
def edit_question(question: Question, *, by: User | None, **values: Any) -> None:
    """A new weight counts in all reviews at once. Raises StillUsed for another kind of an answered question."""
    event = lock_event(question.call.event)
    question.refresh_from_db()
    changes = differences(question, values)
    if not changes:
        return
    if "kind" in changes and question.ratings.exists():
        raise StillUsed(
            _("“%(question)s” has answers. Add a new question for another kind.") % {"question": question}
        )
    for name in changes:
        setattr(question, name, values[name])
    _check(question)
    question.save(update_fields=list(changes))
    if SCORING & changes.keys():
        _hold_reviews(question.call)
        score_again(question.call)
    record(event.logbook, "question.edited", by=by, subject=question, changes=changes)


@transaction.atomic
def order_questions(call: Call, *, questions: Sequence[Question], by: User | None) -> None:
    """Put the questions in this order; those not named follow in the order they had."""
    event = lock_event(call.event)
    if any(question.call_id != call.pk for question in questions):
        raise NotOfThisCall(_("A question belongs to another call."))
    if changes := put_in_order(call.questions.all(), [question.pk for question in questions]):
        record(event.logbook, "questions.ordered", by=by, subject=call, changes=changes)


@transaction.atomic
def remove_question(question: Question, *, by: User | None) -> None:
    """Raises StillUsed where a reviewer answered it."""
    event = lock_event(question.call.event)
    if count := question.ratings.count():
        sentence = ngettext(
            "“%(question)s” has %(count)d answer. Leave it out of the score instead.",
            "“%(question)s” has %(count)d answers. Leave it out of the score instead.",
            count,
        )
        raise StillUsed(sentence % {"question": question, "count": count})
    name = str(question)
    question.delete()
    record(event.logbook, "question.removed", by=by, subject=name)


@transaction.atomic
def rescale_ratings(call: Call, *, scale_from: int, scale_to: int, by: User | None) -> None:
    """Give the call another scale. Ratings that are there keep their place on it: 3 of 0–5 becomes 6 of 0–10.

    Between two points of a coarser scale the nearest is taken, halves away from zero. Raises BadQuestion.
    """
    event = lock_event(call.event)
    reviewing = Reviewing.objects.select_for_update().get(call=call)
    if not LOWEST <= scale_from < scale_to <= HIGHEST:
        limits = {"lowest": LOWEST, "highest": HIGHEST}
        raise BadQuestion(
            _("The scale goes up from one whole number to another, between %(lowest)d and %(highest)d.")
            % limits
        )
    before = (reviewing.scale_from, reviewing.scale_to)
    if before == (scale_from, scale_to):
        return
    _hold_reviews(call)
    ratio = Decimal(scale_to - scale_from) / Decimal(before[1] - before[0])
    moved = Round(Value(Decimal(scale_from)) + (F("value") - Value(Decimal(before[0]))) * Value(ratio))
    ratings = Rating.objects.filter(question__call=call, question__kind=Question.Kind.RATING)
    ratings.filter(value__isnull=False).update(value=Cast(moved, SmallIntegerField()))
    reviewing.scale_from, reviewing.scale_to = scale_from, scale_to
    reviewing.save(update_fields=["scale_from", "scale_to"])
    score_again(call)
    words = {"scale": ("{}–{}".format(*before), f"{scale_from}–{scale_to}")}
    record(event.logbook, "ratings.rescaled", by=by, subject=call, changes=words)


def _hold_reviews(call: Call) -> None:
    """Nobody writes a review of this call until the transaction ends: who does holds the abstract."""
    lock_abstracts(call.abstracts.values_list("pk", flat=True))


def score_again(call: Call) -> None:
    """Derive the scores of all submitted reviews of the call. For operations, inside their transaction."""
    sent = Review.objects.select_for_update(of=("self",)).filter(
        abstract__call=call, submitted_at__isnull=False
    )
    reviews = list(sent.prefetch_related("ratings__question").order_by("pk"))
    for review in reviews:
        review.score = score_of_review({rating.question: rating.value for rating in review.ratings.all()})
    Review.objects.bulk_update(reviews, ["score"], batch_size=1000)


def _check(question: Question) -> None:
    if not question.title.strip():
        raise BadQuestion(_("A question needs words."))
    if question.weight < 0 or question.weight > HIGHEST:
        raise BadQuestion(_("A weight is between 0 and 100."))
