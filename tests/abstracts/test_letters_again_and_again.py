"""What is done and undone again and again: who was told something wrong hears of it, and nobody is flooded (S78)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from abstracts.desk.rights import Act
from abstracts.models import Abstract, Author, DeskStep, Letter, Reviewing, State
from abstracts.operations import Decision, ask_for_revision, decide, release, take_back, withdraw
from abstracts.operations.desk_acts import Chosen, carry_out
from abstracts.operations.desk_steps import undo_step
from abstracts.operations.inviting import invite, renew_link
from abstracts.operations.letter_limits import MOST_BY_ACTS
from abstracts.operations.undoing_withdrawal import undo_withdrawal, way_back
from abstracts.refusals import TooManyLetters
from notices.models import Notice
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, LetterRuleFactory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moment(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def chair():
    return UserFactory(is_admin=True)


@pytest.fixture
def abstract(call):
    """Its submitter, a co-author and an address for copies hear of a withdrawal."""
    LetterRuleFactory(
        event=call.event,
        states=["withdrawn"],
        recipients=["submitter", "co_authors"],
        copies_to=["office@host.example"],
        reply_to="chairs@host.example",
        subject="Withdrawn",
    )
    abstract = AbstractFactory(call=call, title="Masts", submitter__email="ada@engine.example")
    AuthorFactory(abstract=abstract, email="coco@loom.example", role=Author.Role.CO_AUTHOR)
    return abstract


def sent(of=""):
    return [
        (notice.recipient, notice.subject) for notice in Notice.objects.order_by("pk") if of in notice.subject
    ]


def withdrawn(abstract):
    """Withdrawn by its submitter; the way back."""
    abstract = Abstract.objects.get(pk=abstract.pk)
    way = way_back(abstract)
    withdraw(abstract, by=abstract.submitter)
    return way


def released(abstract, state, by):
    decide(abstract.event, {abstract.pk: None}, Decision(state), by=by)
    release(abstract.event, [abstract.pk], by=by)


def back(abstract, by):
    take_back(abstract.event, {abstract.pk: None}, by=by)


# Withdrawn, and not


def test_who_was_told_of_a_withdrawal_is_told_once_that_it_was_undone(abstract):
    way = withdrawn(abstract)
    Abstract.objects.filter(pk=abstract.pk).update(title="Masts and sails")
    AuthorFactory(abstract=abstract, email="new@loom.example", role=Author.Role.CO_AUTHOR)

    undo_withdrawal(abstract, way, by=abstract.submitter)

    everybody = ["ada@engine.example", "coco@loom.example", "office@host.example"]
    name = f"#{abstract.number} “Masts and sails”"
    assert sent("Withdrawn") == [(email, "Withdrawn") for email in everybody]
    assert sent("not withdrawn") == [(email, f"{name} is not withdrawn") for email in everybody]
    last = Notice.objects.order_by("pk").last()
    assert last.reply_to == "chairs@host.example"
    assert "It is submitted again." in last.body
    assert Letter.objects.filter(state=State.SUBMITTED).count() == len(everybody)


def test_organisers_who_bring_it_back_tell_it_too(abstract, chair):
    withdrawn(abstract)

    back(abstract, chair)

    assert len(sent("not withdrawn")) == 3


def test_where_nobody_was_told_of_the_withdrawal_nobody_is_told_of_its_end(call, chair):
    abstract = AbstractFactory(call=call)

    undo_withdrawal(abstract, withdrawn(abstract), by=abstract.submitter)
    withdrawn(abstract)
    back(abstract, chair)

    assert sent() == []


def test_a_revision_that_is_asked_for_again_is_told_as_such(abstract, chair):
    ask_for_revision(abstract.event, {abstract.pk: None}, comment="Shorter.", until=None, by=chair)

    undo_withdrawal(abstract, withdrawn(abstract), by=abstract.submitter)

    body = Notice.objects.order_by("pk").last().body
    assert ("Its authors are to revise it, as before." in body, "submitted again" in body) == (True, False)


def test_only_the_last_withdrawal_is_corrected(abstract, moment):
    undo_withdrawal(abstract, withdrawn(abstract), by=abstract.submitter)
    moment.shift(timedelta(minutes=5))
    abstract.authors.all().delete()

    undo_withdrawal(abstract, withdrawn(abstract), by=abstract.submitter)

    told = [email for email, _subject in sent("not withdrawn")]
    assert told.count("coco@loom.example") == 1
    assert told.count("ada@engine.example") == 2


def test_a_refused_undoing_writes_to_nobody(abstract):
    way = withdrawn(abstract)
    undo_withdrawal(abstract, way, by=abstract.submitter)
    before = sent()

    with pytest.raises(Exception, match="time to undo is over"):
        undo_withdrawal(abstract, way, by=abstract.submitter)

    assert sent() == before


def test_the_correction_is_in_the_language_of_the_letter(abstract):
    abstract.submitter.language = "fr"
    abstract.submitter.save()

    undo_withdrawal(abstract, withdrawn(abstract), by=abstract.submitter)

    assert [notice.language for notice in Notice.objects.order_by("pk")] == ["fr", "en", "en"] * 2


def test_bringing_back_what_people_were_told_of_is_not_undone_at_the_desk(abstract, call, chair):
    silent = AbstractFactory(call=call)
    withdrawn(abstract)
    Abstract.objects.filter(pk=silent.pk).update(state=State.WITHDRAWN, withdrawn_at=timezone.now())
    seen = {abstract.pk: None, silent.pk: None}

    done = carry_out(call.event, seen, Chosen(Act.TAKE_BACK), by=chair)
    undo_step(done.step, by=chair)

    assert DeskStep.objects.get().before.keys() == {str(silent.pk)}
    states = call.abstracts.order_by("number").values_list("state", flat=True)
    assert list(states) == [State.SUBMITTED, State.WITHDRAWN]


@pytest.mark.case("S78")
def test_withdrawing_and_undoing_without_end_floods_nobody(abstract, moment):
    for _time in range(MOST_BY_ACTS // 2):
        undo_withdrawal(abstract, withdrawn(abstract), by=abstract.submitter)
    with pytest.raises(TooManyLetters, match="Nothing was changed"):
        withdraw(Abstract.objects.get(pk=abstract.pk), by=abstract.submitter)
    within_the_hour = sent()
    moment.shift(timedelta(hours=1, seconds=1))
    withdrawn(abstract)

    each = {email: [one for one, _subject in within_the_hour].count(email) for email, _subject in sent()}
    assert set(each.values()) == {MOST_BY_ACTS}
    assert Abstract.objects.get(pk=abstract.pk).state == State.WITHDRAWN


@pytest.mark.case("S78")
def test_who_withdraws_too_often_is_told_to_wait_and_not_who_else_is_written_to(client, abstract):
    client.force_login(abstract.submitter)
    page = reverse("abstract", args=[abstract.event.slug, abstract.number])
    for _time in range(MOST_BY_ACTS // 2):
        undo_withdrawal(abstract, withdrawn(abstract), by=abstract.submitter)

    client.post(reverse("abstract-withdraw", args=[abstract.event.slug, abstract.number]))
    (message,) = client.get(page).context["messages"]

    assert "within an hour" in str(message)
    assert "office@" not in str(message)
    assert Abstract.objects.get(pk=abstract.pk).state == State.SUBMITTED


# Released, taken back, released


@pytest.fixture
def paper(call):
    LetterRuleFactory(
        event=call.event, states=["accepted", "rejected"], stops=False, subject="{judgment_comment}1"
    )
    LetterRuleFactory(event=call.event, states=["accepted"], subject="2")
    LetterRuleFactory(event=call.event, states=["revision"], subject="Revise")
    return AbstractFactory(call=call)


def subjects():
    return [subject for _recipient, subject in sent()]


def test_a_decision_that_is_released_again_as_it_was_is_told_once(paper, chair):
    for _time in range(10):
        released(paper, State.ACCEPTED, chair)
        back(paper, chair)

    assert subjects() == ["1", "2"]


def test_what_is_decided_otherwise_is_told_and_so_is_what_is_said_otherwise(paper, chair):
    released(paper, State.ACCEPTED, chair)
    back(paper, chair)
    released(paper, State.REJECTED, chair)
    back(paper, chair)
    decide(paper.event, {paper.pk: None}, Decision(State.ACCEPTED, comment="Well done "), by=chair)
    release(paper.event, [paper.pk], by=chair)

    assert subjects() == ["1", "2", "1", "Well done 1", "2"]


def test_after_an_hour_the_same_decision_is_told_again(paper, chair, moment):
    released(paper, State.REJECTED, chair)
    back(paper, chair)
    moment.shift(timedelta(hours=1, seconds=1))
    released(paper, State.REJECTED, chair)

    assert subjects() == ["1", "1"]


@pytest.mark.case("S78")
def test_deciding_to_and_fro_is_refused_when_somebody_had_their_letters_of_the_hour(paper, chair, moment):
    other = AbstractFactory(call=paper.call, submitter=paper.submitter)
    for state in [State.REJECTED, State.ACCEPTED] * 3 + [State.REJECTED]:
        released(paper, state, chair)
        back(paper, chair)
    many = len(subjects())
    decide(paper.event, {paper.pk: None}, Decision(State.ACCEPTED), by=chair)
    with pytest.raises(TooManyLetters, match=f"#{paper.number}"):
        release(paper.event, [paper.pk], by=chair)
    kept = Abstract.objects.get(pk=paper.pk)
    released(other, State.REJECTED, chair)
    moment.shift(timedelta(hours=1, seconds=1))
    release(paper.event, [paper.pk], by=chair)

    assert (kept.is_decided, kept.is_released) == (True, False)
    assert (many, subjects()[many:]) == (MOST_BY_ACTS, ["1", "1", "2"])


@pytest.mark.case("S78")
def test_asking_for_revisions_and_taking_that_back_is_limited_as_well(paper, chair):
    for _time in range(MOST_BY_ACTS):
        ask_for_revision(paper.event, {paper.pk: None}, comment="Shorter.", until=None, by=chair)
        back(paper, chair)
    with pytest.raises(TooManyLetters):
        ask_for_revision(paper.event, {paper.pk: None}, comment="Shorter.", until=None, by=chair)

    assert subjects() == ["Revise"] * MOST_BY_ACTS


@pytest.mark.case("S78")
def test_the_desk_says_why_nothing_more_is_released(client, paper, chair):
    Reviewing.objects.filter(call=paper.call).update(release=Reviewing.Release.AT_ONCE)
    client.force_login(chair)
    act = reverse("desk-act", args=[paper.event.slug])
    for state in [State.REJECTED, State.ACCEPTED] * 3 + [State.REJECTED]:
        decide(paper.event, {paper.pk: None}, Decision(state), by=chair)
        back(paper, chair)
    paper.refresh_from_db()

    answer = client.post(act, {"number": paper.number, "act": "accept", "revision": paper.revision})

    assert answer.status_code == 409
    assert "within an hour" in answer.content.decode()
    assert Abstract.objects.get(pk=paper.pk).state == State.SUBMITTED


def test_a_link_in_wrong_hands_is_void_however_many_letters_were_sent(call, chair):
    LetterRuleFactory(event=call.event, states=["invited"], subject="Invited")
    invited = invite(call, by=chair, name="Guest", email="guest@lab.example")

    for _time in range(MOST_BY_ACTS + 1):
        renew_link(Abstract.objects.get(pk=invited.pk), by=chair)

    assert Abstract.objects.get(pk=invited.pk).link_round == invited.link_round + MOST_BY_ACTS + 1
