"""What happens to an abstract between its first draft and the programme."""

import pytest
from django.db import IntegrityError, transaction

from abstracts.completeness import problems_among
from abstracts.models import Abstract, Author, State
from abstracts.operations import (
    Decision,
    decide,
    edit_abstract,
    release,
    save_draft,
    start_draft,
    submit,
    take_back,
    withdraw,
)
from abstracts.reading import decidable_by, open_to
from abstracts.refusals import BadOther, CallIsClosed, ChangedMeanwhile, NotComplete
from abstracts.standing import standing_of
from abstracts.written import Place, Writer, Written
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

ADA = Writer("Ada Lovelace", "ada@engine.example", speaks=True, affiliations=(Place("Analytical Society"),))
WHOLE = Written(title="Notes on an engine", text="It weaves patterns.", people=(ADA,))


def test_a_draft_becomes_a_submission_and_an_accepted_one_a_contribution_once():
    call, chair, submitter = CallFactory(), UserFactory(is_admin=True), UserFactory()

    draft = save_draft(start_draft(call, by=submitter), WHOLE)
    sent = submit(draft, by=submitter, consents=True)
    for _time in range(2):
        decide(call.event, {sent.pk: None}, Decision(State.ACCEPTED, comment="Well done."), by=chair)
        release(call.event, [sent.pk], by=chair)
        first = Abstract.objects.get().contribution
        take_back(call.event, {sent.pk: None}, by=chair)

    assert list(call.event.contributions.values_list("title", "abstract")) == [
        ("Notes on an engine", "It weaves patterns.")
    ]
    assert first == call.event.contributions.get()
    assert [str(person) for person in first.speakers] == ["Ada Lovelace"]
    assert [person.affiliation for person in first.authors] == ["Analytical Society"]


def test_what_is_incomplete_stays_a_draft_and_every_problem_is_named():
    call = CallFactory(most_words=2, most_characters=5)
    draft = save_draft(start_draft(call, by=UserFactory()), Written(text="three words here"))

    with pytest.raises(NotComplete) as refused:
        submit(draft, by=draft.submitter, consents=True)

    assert [name for name, _sentence in refused.value.problems] == ["title", "text", "text", "people"]
    draft.refresh_from_db()
    assert (draft.state, draft.text) == (State.DRAFT, "three words here")


def test_not_even_a_draft_names_somebody_twice_or_for_nothing():
    idle = Writer("", "idle@engine.example", role=Author.Role.NONE)

    found = list(problems_among([ADA, idle, Writer("A. Lovelace", "ADA@engine.example")]))

    assert found == ["idle@engine.example neither writes nor speaks.", "ADA@engine.example is named twice."]
    assert list(problems_among([ADA, Writer("Bob"), Writer("Cleo")])) == []


def test_after_the_closing_the_draft_is_kept_and_says_whom_to_ask():
    call = CallFactory(contact_email="chair@meeting.example")
    draft = save_draft(start_draft(call, by=UserFactory()), WHOLE)
    type(call).objects.update(closes_at=call.opens_at + (call.closes_at - call.opens_at) / 100)

    with pytest.raises(CallIsClosed, match=r"chair@meeting\.example"):
        submit(draft, by=draft.submitter, consents=True)

    draft.refresh_from_db()
    assert (draft.state, draft.title) == (State.DRAFT, "Notes on an engine")


def test_withdrawing_deletes_the_contribution_and_accepting_again_brings_it_back():
    abstract, chair = AbstractFactory(), UserFactory(is_admin=True)
    decide(abstract.event, {abstract.pk: None}, Decision(State.ACCEPTED), by=chair)
    release(abstract.event, [abstract.pk], by=chair)

    withdraw(abstract, by=chair)
    gone = abstract.event.contributions.get().deleted_at
    take_back(abstract.event, {abstract.pk: None}, by=chair)
    decide(abstract.event, {abstract.pk: None}, Decision(State.ACCEPTED), by=chair)
    release(abstract.event, [abstract.pk], by=chair)

    assert gone is not None
    assert abstract.event.contributions.get().deleted_at is None


def test_two_people_who_decide_at_once_notice():
    abstract, chair = AbstractFactory(), UserFactory(is_admin=True)
    seen = {abstract.pk: abstract.revision}
    decide(abstract.event, seen, Decision(State.REJECTED), by=chair)

    with pytest.raises(ChangedMeanwhile):
        decide(abstract.event, seen, Decision(State.ACCEPTED), by=chair)

    abstract.refresh_from_db()
    assert abstract.state == State.REJECTED


def test_nothing_is_merged_into_itself_or_in_a_circle_whatever_the_code_does():
    call, chair = CallFactory(), UserFactory(is_admin=True)
    one, two, three = AbstractFactory.create_batch(3, call=call)
    decide(call.event, {one.pk: None}, Decision(State.MERGED, other=two), by=chair)
    decide(call.event, {two.pk: None}, Decision(State.DUPLICATE, other=three), by=chair)
    one.refresh_from_db()

    with pytest.raises(BadOther, match="circle"):
        decide(call.event, {three.pk: None}, Decision(State.MERGED, other=one), by=chair)
    with pytest.raises(BadOther, match="itself"):
        decide(call.event, {three.pk: None}, Decision(State.MERGED, other=three), by=chair)
    with pytest.raises(IntegrityError, match="itself"), transaction.atomic():
        Abstract.objects.filter(pk=three.pk).update(
            state=State.MERGED, merged_into=one, decided_at=three.submitted_at
        )


def test_authors_learn_of_a_decision_when_it_is_released():
    abstract, chair = AbstractFactory(), UserFactory(is_admin=True)

    decide(abstract.event, {abstract.pk: None}, Decision(State.REJECTED), by=chair)
    abstract.refresh_from_db()
    before = abstract.shown_state
    release(abstract.event, [abstract.pk], by=chair)
    abstract.refresh_from_db()

    assert (before, abstract.shown_state) == (State.SUBMITTED, State.REJECTED)


def test_a_change_to_an_author_list_keeps_what_the_others_confirmed():
    author = AuthorFactory(name="Ada", email="ada@engine.example")
    Author.objects.filter(pk=author.pk).update(answer="confirmed", answered_at=author.abstract.submitted_at)

    edit_abstract(
        author.abstract,
        Written(title="New", text="Text", people=(Writer("Bob"), Writer("Ada", "ada@engine.example"))),
        by=None,
    )

    assert list(author.abstract.authors.values_list("name", "answer")) == [("Bob", ""), ("Ada", "confirmed")]


def test_reviewers_see_their_track_conveners_decide_where_they_may_and_authors_nothing_of_their_own():
    call = CallFactory()
    track, other = TrackFactory(event=call.event), TrackFactory(event=call.event)
    mine, theirs = AbstractFactory(call=call, tracks=[track]), AbstractFactory(call=call, tracks=[other])
    reviewer = TeamMemberFactory(event=call.event, track=track).user
    convener = TeamMemberFactory(event=call.event, track=track, duty="convener").user
    author = TeamMemberFactory(event=call.event).user
    AuthorFactory(abstract=mine, user=author)
    admin = UserFactory(is_admin=True)
    AuthorFactory(abstract=theirs, user=admin)

    def seen(user):
        return list(open_to(standing_of(user, call.event)))

    assert (seen(reviewer), seen(convener), seen(author), seen(admin), seen(UserFactory())) == (
        [mine],
        [mine],
        [theirs],
        [mine],
        [],
    )
    assert list(decidable_by(standing_of(convener, call.event))) == []
    call.reviewing.conveners_decide = True
    call.reviewing.save()
    assert list(decidable_by(standing_of(convener, call.event))) == [mine]
