"""Calls for abstracts: set up whole, changed in turn, opened and closed at once, never losing what people wrote."""

from datetime import timedelta

import pytest
from django.utils import timezone

from abstracts.models import Call, Field
from abstracts.operations import (
    add_field,
    add_question,
    close_call,
    edit_call,
    edit_field,
    edit_question,
    edit_reviewing,
    open_call,
    order_calls,
    order_fields,
    remove_call,
    remove_field,
    remove_question,
    rescale_ratings,
    set_up_call,
)
from abstracts.operations.calls import AsksForNothing, BadTimes, CallNameTaken
from abstracts.refusals import BadField, BadQuestion, NotOfThisCall, StillUsed
from tests.factories.abstracts import AbstractFactory, CallFactory, QuestionFactory, ReviewFactory
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = pytest.mark.django_db


def test_a_call_is_set_up_whole_with_a_name_and_its_times():
    event = EventFactory(contact_email="chair@meeting.example")
    TrackFactory(event=event)
    ContributionTypeFactory(event=event)
    now = timezone.now()

    call = set_up_call(event, by=None, name="Talks", opens_at=now, closes_at=now + timedelta(days=30))

    assert (list(call.tracks.all()), list(call.types.all())) == ([], [])  # none chosen: all are offered
    assert (call.track_choice, call.tracks_required) == (Call.TrackChoice.ONE, True)
    assert call.questions.count() == 2
    assert call.contact_email == "chair@meeting.example"
    assert call.is_open()
    assert {"submitted", "accepted", "rejected"} <= {
        state for rule in event.letter_rules.all() for state in rule.states
    }


def test_a_call_may_know_its_closing_before_it_is_opened():
    closes_at = timezone.now() + timedelta(days=30)

    call = set_up_call(EventFactory(), by=None, name="Talks", closes_at=closes_at)
    was_open = call.is_open()
    open_call(call, by=None)

    assert (was_open, call.is_open(), call.closes_at) == (False, True, closes_at)


def test_a_second_call_brings_no_second_set_of_letters():
    event = EventFactory()
    set_up_call(event, by=None, name="Talks")
    rules = event.letter_rules.count()

    second = set_up_call(event, by=None, name="Posters")

    assert (event.letter_rules.count(), second.track_choice) == (rules, Call.TrackChoice.NONE)


def test_two_calls_of_an_event_have_two_names():
    call = CallFactory(name="Talks")

    with pytest.raises(CallNameTaken, match="talks"):
        set_up_call(call.event, by=None, name="talks")


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"closes_at": timezone.now() - timedelta(days=400)}, BadTimes),
        ({"grace": timedelta(days=8)}, BadTimes),
        ({"track_choice": Call.TrackChoice.NONE, "tracks_required": True}, AsksForNothing),
    ],
)
def test_a_call_that_could_never_be_is_refused_with_the_reason(values, refusal):
    call = CallFactory()

    with pytest.raises(refusal):
        edit_call(call, by=None, **values)

    call.refresh_from_db()
    assert call.is_open()


def test_a_track_of_another_event_is_not_offered():
    call = CallFactory()

    with pytest.raises(NotOfThisCall):
        edit_call(call, by=None, tracks=[TrackFactory()])


def test_closing_now_ends_the_grace_and_opening_takes_a_closing_away_that_has_passed():
    call = CallFactory(grace=timedelta(hours=2))

    close_call(call, by=None)
    closed = call.is_open()
    open_call(call, by=None)

    assert (closed, call.is_open(), call.closes_at) == (False, True, None)


def test_calls_stand_in_the_order_they_are_put_in():
    event = EventFactory()
    first, second, third = CallFactory.create_batch(3, event=event)

    order_calls(event, calls=[third, first], by=None)

    assert list(event.calls.all()) == [third, first, second]


def test_a_call_that_holds_something_is_not_removed():
    abstract = AbstractFactory()

    with pytest.raises(StillUsed, match="Close it instead"):
        remove_call(abstract.call, by=None)


def test_an_empty_call_is_removed_with_its_fields_and_questions():
    call = CallFactory()
    add_field(call, by=None, title="Needs")
    add_question(call, by=None, title="Good?")

    remove_call(call, by=None)

    assert list(Call.objects.all()) == []


@pytest.mark.parametrize(
    "values",
    [
        {"kind": Field.Kind.CHOICE, "options": []},
        {"kind": Field.Kind.CHOICE, "options": ["one", "one"]},
        {"visibility": Field.Visibility.MANAGERS, "is_required": True},
        {"kind": Field.Kind.NUMBER, "lowest": 3, "highest": 2},
        {"title": "  "},
    ],
)
def test_a_field_that_nobody_could_answer_is_refused(values):
    with pytest.raises(BadField):
        add_field(CallFactory(), by=None, **{"title": "Needs", **values})


def test_what_was_answered_stays_answerable():
    call = CallFactory()
    field = add_field(call, by=None, title="Stage", kind=Field.Kind.CHOICE, options=["large", "small"])
    AbstractFactory(call=call, answers={str(field.pk): "large"})

    with pytest.raises(StillUsed, match="large"):
        edit_field(field, by=None, options=["small"])
    with pytest.raises(StillUsed, match="kind"):
        edit_field(field, by=None, kind=Field.Kind.TEXT)
    with pytest.raises(StillUsed, match="1 answer"):
        remove_field(field, by=None)
    edit_field(field, by=None, options=["large", "middle"])

    field.refresh_from_db()
    assert (field.kind, field.options) == (Field.Kind.CHOICE, ["large", "middle"])


def test_a_field_left_empty_by_everybody_can_go():
    call = CallFactory()
    field, other = (add_field(call, by=None, title=title) for title in ("Needs", "Wishes"))
    AbstractFactory(call=call, answers={str(field.pk): "", str(other.pk): "quiet"})

    remove_field(field, by=None)

    assert list(call.fields.all()) == [other]


def test_fields_stand_in_the_order_they_are_put_in_and_no_other_call_is_touched():
    call, other = CallFactory.create_batch(2)
    first, second = (add_field(call, by=None, title=title) for title in ("A", "B"))
    foreign = add_field(other, by=None, title="C")

    order_fields(call, fields=[second], by=None)
    with pytest.raises(NotOfThisCall):
        order_fields(call, fields=[foreign], by=None)

    assert list(call.fields.all()) == [second, first]


def rated(call, value, *, question=None, weight=1):
    question = question or QuestionFactory(call=call, weight=weight)
    review = ReviewFactory(abstract=AbstractFactory(call=call), score=value)
    review.ratings.create(question=question, value=value)
    return question, review


def test_ratings_keep_their_place_on_a_new_scale():
    call = CallFactory()
    question, low = rated(call, 0)
    _question, middle = rated(call, 3, question=question)
    _question, high = rated(call, 5, question=question)

    rescale_ratings(call, scale_from=-10, scale_to=10, by=None)

    ratings = [review.ratings.get().value for review in (low, middle, high)]
    for review in (low, middle, high):
        review.refresh_from_db()
    assert ratings == [-10, 2, 10]
    assert [review.score for review in (low, middle, high)] == ratings


def test_the_scale_in_the_settings_takes_the_ratings_along():
    call = CallFactory()
    _question, review = rated(call, 5)

    edit_reviewing(call, by=None, scale_to=10, reviews_wanted=2)

    call.reviewing.refresh_from_db()
    assert (review.ratings.get().value, call.reviewing.scale_to, call.reviewing.reviews_wanted) == (10, 10, 2)


@pytest.mark.parametrize(("scale_from", "scale_to"), [(3, 3), (5, 0), (-11, 5), (0, 101)])
def test_a_scale_that_does_not_go_up_is_refused(scale_from, scale_to):
    call = CallFactory()

    with pytest.raises(BadQuestion):
        rescale_ratings(call, scale_from=scale_from, scale_to=scale_to, by=None)


def test_a_new_weight_counts_in_reviews_that_are_there():
    call = CallFactory()
    question, review = rated(call, 4)
    other = QuestionFactory(call=call)
    review.ratings.create(question=other, value=1)

    edit_question(question, by=None, weight=3)
    review.refresh_from_db()
    weighted = review.score
    edit_question(other, by=None, counts=False)
    review.refresh_from_db()

    assert (float(weighted), float(review.score)) == (3.25, 4)


def test_an_answered_question_stays_what_it_is():
    question, _review = rated(CallFactory(), 4)

    with pytest.raises(StillUsed, match="1 answer"):
        remove_question(question, by=None)
    with pytest.raises(StillUsed, match="kind"):
        edit_question(question, by=None, kind="text")
