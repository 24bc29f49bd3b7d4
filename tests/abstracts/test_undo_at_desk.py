"""Acts at the desk are undone, on one abstract and on many: each gets back what it held."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from abstracts.desk.rights import Act
from abstracts.models import Abstract, DeskStep, Reviewing, State
from abstracts.operations import Decision, ask_for_revision, decide, release
from abstracts.operations.desk_acts import Chosen, carry_out
from abstracts.operations.desk_steps import LONGEST, undo_step
from abstracts.refusals import NotInThisState
from notices.models import Notice
from tests.factories.abstracts import AbstractFactory, CallFactory, LetterRuleFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

HELD = [
    *("pk", "state", "decided_by", "decided_at", "decision_comment", "released_at", "accepted_track"),
    *("accepted_type", "merged_into", "merge_people", "duplicate_of", "revision_asked_at", "revision_until"),
    *("revision_comment", "withdrawn_at", "contribution"),
]


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def chair(client):
    chair = UserFactory(is_admin=True)
    client.force_login(chair)
    return chair


def held(call):
    return list(call.abstracts.order_by("pk").values_list(*HELD))


def states(call):
    return list(call.abstracts.order_by("number").values_list("state", flat=True))


def bulk(client, call, act, **data):
    """Both steps, on all abstracts; the answer to the second, without following it."""
    address = reverse("desk-bulk", args=[call.event.slug])
    first = client.post(address, {"act": act, "every": "1"})
    return client.post(address, {"act": act, "sure": "1", "seen": first.context["bulk"].seen, **data})


def undo_of(answer):
    """The address that the toast offers."""
    return [message.extra_tags for message in get_messages(answer.wsgi_request)][-1]


def one_of_each(call, chair):
    """Submitted; a revision asked for; rejected; a duplicate; withdrawn; and accepted and released."""
    track = TrackFactory(event=call.event)
    abstracts = AbstractFactory.create_batch(6, call=call, tracks=[track])
    until = timezone.now() + timedelta(days=3)
    keys = [{one.pk: None} for one in abstracts]
    ask_for_revision(call.event, keys[1], comment="Shorter.", until=until, by=chair)
    decide(call.event, keys[2], Decision(State.REJECTED, comment="No."), by=chair)
    decide(call.event, keys[3], Decision(State.DUPLICATE, other=abstracts[0]), by=None)
    Abstract.objects.filter(pk=abstracts[4].pk).update(state="withdrawn", withdrawn_at=timezone.now())
    decide(call.event, keys[5], Decision(State.ACCEPTED), by=chair)
    release(call.event, keys[5], by=chair)
    return abstracts


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.REJECT, Act.TAKE_BACK])
def test_an_act_on_many_is_undone_by_its_toast_and_each_holds_what_it_held(client, call, chair, act):
    one_of_each(call, chair)
    before = held(call)

    done = bulk(client, call, act.value, comment="Together.")
    after = held(call)
    client.post(undo_of(done))

    assert after != before
    assert held(call) == before


def test_moving_many_is_undone(client, call, chair):
    here, there = TrackFactory.create_batch(2, event=call.event)
    one, both = AbstractFactory(call=call, tracks=[here]), AbstractFactory(call=call, tracks=[here, there])

    done = bulk(client, call, "move", tracks=[there.pk])
    moved = [list(abstract.reviewed_for.all()) for abstract in (one, both)]
    client.post(undo_of(done))

    assert moved == [[there], [there]]
    assert [set(abstract.reviewed_for.all()) for abstract in (one, both)] == [{here}, {here, there}]


def test_a_decision_on_one_that_was_to_be_revised_is_undone_to_what_it_was(client, call, chair):
    abstract = AbstractFactory(call=call)
    ask_for_revision(call.event, {abstract.pk: None}, comment="Shorter.", until=None, by=chair)
    abstract.refresh_from_db()
    before = held(call)
    act = reverse("desk-act", args=[call.event.slug])

    done = client.post(act, {"number": abstract.number, "act": "reject", "revision": abstract.revision})
    rejected = states(call)
    client.post(undo_of(done))

    assert (rejected, held(call)) == (["rejected"], before)


def test_what_was_changed_since_stays_and_the_rest_goes_back(client, call, chair):
    one, _two = AbstractFactory.create_batch(2, call=call)
    done = bulk(client, call, "accept")
    release(call.event, [one.pk], by=chair)

    answer = client.post(undo_of(done), follow=True)

    assert states(call) == ["accepted", "submitted"]
    assert "1 was changed since and stays" in answer.content.decode()


@pytest.mark.parametrize("rule", ["revise", "at_once"])
def test_what_authors_were_told_at_once_offers_no_undo(client, call, chair, rule):
    AbstractFactory(call=call)
    LetterRuleFactory(event=call.event, states=["accepted", "revision"])
    if rule == "at_once":
        Reviewing.objects.filter(call=call).update(release=Reviewing.Release.AT_ONCE)

    revision = {"until_0": "2099-01-31", "until_1": "12:00", "comment": "Shorten it."}

    done = bulk(client, call, "revise", **revision) if rule == "revise" else bulk(client, call, "accept")

    assert Notice.objects.count() == 1
    assert (undo_of(done), DeskStep.objects.count()) == ("", 0)


def acted(call, by):
    (abstract,) = AbstractFactory.create_batch(1, call=call)
    return carry_out(call.event, {abstract.pk: None}, Chosen(Act.REJECT), by=by).step


def test_nobody_undoes_the_act_of_somebody_else(client, call, chair):
    step = acted(call, UserFactory(is_admin=True))

    answer = client.post(reverse("desk-undo", args=[call.event.slug, step.pk]))

    assert (answer.status_code, states(call)) == (404, ["rejected"])
    with pytest.raises(NotInThisState):
        undo_step(step, by=chair)


def test_an_act_is_undone_once_and_for_a_day(call, chair, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    once, late = acted(call, chair), acted(call, chair)
    undo_step(once, by=chair)

    with pytest.raises(NotInThisState):
        undo_step(once, by=chair)
    time_machine.shift(LONGEST + timedelta(seconds=1))
    with pytest.raises(NotInThisState):
        undo_step(late, by=chair)
    acted(call, chair)

    assert not DeskStep.objects.filter(pk__in=[once.pk, late.pk]).exists()


def test_a_convener_undoes_what_they_may_do_and_nothing_after_they_left(call):
    Reviewing.objects.filter(call=call).update(conveners_decide=True, conveners_change_tracks=True)
    track, other = TrackFactory.create_batch(2, event=call.event)
    member = TeamMemberFactory(event=call.event, track=track, duty="convener")
    one, two = AbstractFactory.create_batch(2, call=call, tracks=[track])

    moved = carry_out(call.event, {one.pk: None}, Chosen(Act.MOVE, tracks=(other,)), by=member.user)
    undo_step(moved.step, by=member.user)
    rejected = carry_out(call.event, {two.pk: None}, Chosen(Act.REJECT), by=member.user)
    member.delete()
    with pytest.raises(NotInThisState):
        undo_step(rejected.step, by=member.user)

    assert list(one.reviewed_for.all()) == [track]
    assert states(call) == ["submitted", "rejected"]


def test_a_track_that_is_gone_is_not_given_back(call, chair):
    track = TrackFactory(event=call.event)
    abstract = AbstractFactory(call=call, tracks=[track])
    decide(call.event, {abstract.pk: None}, Decision(State.ACCEPTED), by=chair)
    step = carry_out(call.event, {abstract.pk: None}, Chosen(Act.TAKE_BACK), by=chair).step
    track.delete()

    undo_step(step, by=chair)

    abstract.refresh_from_db()
    assert (abstract.state, abstract.accepted_track) == (State.ACCEPTED, None)


def test_it_takes_as_many_queries_for_three_as_for_one(call, chair, django_assert_num_queries):
    steps = []
    for count in (1, 3):
        keys = {one.pk: None for one in AbstractFactory.create_batch(count, call=call)}
        steps.append(carry_out(call.event, keys, Chosen(Act.REJECT), by=chair).step)
    undo_step(acted(call, chair), by=chair)

    for step in steps:
        with django_assert_num_queries(17):
            undo_step(step, by=chair)


def test_programs_undo_what_they_did_to_many(client, call, chair):
    abstracts = AbstractFactory.create_batch(2, call=call)
    given = {"event": call.event.slug, "act": "reject", "abstracts": [{"id": one.pk} for one in abstracts]}

    done = client.post("/api/v1/desk/many/", given, content_type="application/json").json()
    undo = {"event": call.event.slug, "undo": done["undo"]}
    undone = client.post("/api/v1/desk/undo/", undo, content_type="application/json")
    again = client.post("/api/v1/desk/undo/", undo, content_type="application/json")

    assert (undone.json(), again.status_code) == ({"undone": 2, "left": 0}, 409)
    assert states(call) == ["submitted", "submitted"]
