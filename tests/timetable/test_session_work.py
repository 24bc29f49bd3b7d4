"""Coordinators and conveners work on their session, by two switches, and never touch anything else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from access.models import AccessList, Grant
from access.operations import grant
from notices.models import Notice
from programme.duties import COORDINATE
from programme.models import Contribution
from programme.operations import protect
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory
from tests.factories.programme import (
    ContributionFactory,
    CreditFactory,
    SessionConvenerFactory,
    SessionFactory,
)
from tests.factories.timetable import BlockFactory, SlotFactory
from timetable.models import Slot, Step
from timetable.operations import edit_slot
from timetable.operations.session_work import edit_talk, move_talk, place_talk, within_session
from timetable.operations.settings import edit_settings
from timetable.permissions import can_coordinate, can_edit_talks_of, can_place_blocks_of, coordinated_by
from timetable.plan import plan_of
from timetable.refusals import NotOfThisSession, OutsideTheBlock, OutsideTheEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(organiser):
    made = EventFactory(starts_at=at("08:00"), ends_at=at("17:00"), is_draft=True)
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made


@pytest.fixture
def session(event):
    return SessionFactory(event=event, title="Lenses")


@pytest.fixture
def block(session):
    room = EventRoomFactory(event=session.event, name="Red")
    return BlockFactory(event=session.event, session=session, starts_at=at("09:00"), room=room)


@pytest.fixture
def talks(session, block):
    """Two talks of 20 minutes in the block of an hour."""
    made = [
        ContributionFactory(event=session.event, session=session, title=title) for title in ("One", "Two")
    ]
    for talk, clock in zip(made, ("09:00", "09:20"), strict=True):
        SlotFactory(
            event=session.event, contribution=talk, parent=block, starts_at=at(clock), room=block.room
        )
    return made


@pytest.fixture
def foreign(event, block):
    """Another session in the same room, right after."""
    other = SessionFactory(event=event, title="Mirrors")
    after = BlockFactory(event=event, session=other, starts_at=at("10:00"), room=block.room)
    talk = ContributionFactory(event=event, session=other, title="Theirs")
    SlotFactory(event=event, contribution=talk, parent=after, starts_at=at("10:00"), room=block.room)
    return after


@pytest.fixture
def coordinator(session):
    protect(session, mode=AccessList.Mode.INHERITING, by=None)
    user = UserFactory(name="Cora")
    grant(session.access, to=user, permission=COORDINATE)
    return user


@pytest.fixture
def member(client, coordinator):
    client.force_login(coordinator)
    return client


def page(name, session, query=""):
    return reverse(name, args=[session.event_id, session.number]) + query


def switch(event, **values):
    edit_settings(event, by=None, **{f"coordinators_edit_{name}": value for name, value in values.items()})


def times(parent):
    return [(slot.label, f"{slot.starts_at:%H:%M}") for slot in parent.children.order_by("starts_at")]


def test_both_the_duty_and_the_switch_are_needed(event, session, coordinator, stranger):
    before = can_coordinate(coordinator, session), can_edit_talks_of(coordinator, session)
    switch(event, talks=True)

    assert before == (True, False)
    assert can_edit_talks_of(coordinator, session)
    assert not can_place_blocks_of(coordinator, session)
    assert not can_coordinate(stranger, session)
    assert not can_edit_talks_of(stranger, session)


def test_a_convener_with_an_account_coordinates_the_session(event, session, stranger):
    SessionConvenerFactory(session=session, person=EventPersonFactory(event=event, user=stranger))

    assert list(coordinated_by(stranger)) == [session]


def test_a_duty_on_the_list_of_the_event_makes_nobody_a_coordinator(event, session, stranger):
    grant(event.access, to=stranger, permission=COORDINATE)

    assert not can_coordinate(stranger, session)


def test_who_runs_the_session_needs_no_switch(session, coordinator, stranger):
    grant(session.access, to=stranger, permission=Grant.MANAGE)

    assert can_edit_talks_of(stranger, session)
    assert can_place_blocks_of(stranger, session)


def test_an_organiser_names_a_coordinator_who_is_told_where(client, organiser, session, stranger):
    client.force_login(organiser)
    protection = page("manage-session-protection", session)
    client.post(protection, {"act": "own"})

    client.post(protection, {"act": "give", "to": stranger.email, "permission": COORDINATE})
    session.refresh_from_db()
    shown = client.get(protection).content.decode()

    assert not can_coordinate(stranger, session)  # the address was never proven
    assert Notice.objects.filter(body__contains=page("session-timetable", session)).exists()
    assert "coordinate it" in shown


def test_the_page_is_there_for_those_who_work_on_the_session_only(
    client, organiser, session, coordinator, stranger
):
    address = page("session-timetable", session)

    assert client.get(address).status_code == 302
    for person, status in ((stranger, 404), (coordinator, 200), (organiser, 200)):
        client.force_login(person)
        assert client.get(address).status_code == status


def test_without_switches_coordinators_look_on(member, session, talks):
    shown = member.get(page("session-timetable", session)).content.decode()
    slot = talks[0].slots.get()

    assert "One" in shown
    assert 'name="up"' not in shown
    assert "have not opened it for changes" in shown
    assert member.post(page("session-timetable", session), {"out": slot.pk}).status_code == 403
    for name in ("session-block", "session-place", "session-talk"):
        assert member.get(page(name, session, f"?talk={talks[0].number}")).status_code == 403


def test_with_the_switch_for_talks_they_order_edit_place_and_take_out(member, event, session, block, talks):
    switch(event, talks=True)
    one, two = (talk.slots.get() for talk in talks)
    here = page("session-timetable", session)

    member.post(here, {"down": one.pk})
    assert times(block) == [("Two", "09:00"), ("One", "09:20")]
    member.post(here + "?act=undo")
    assert times(block) == [("One", "09:00"), ("Two", "09:20")]
    member.post(
        page("session-talk", session, f"?talk={talks[1].number}"),
        {"title": "Second", "abstract": "", "minutes": 30},
    )
    assert Slot.objects.get(pk=two.pk).minutes == 30
    member.post(here, {"out": one.pk})
    assert times(block) == [("Second", "09:20")]
    answer = member.post(
        page("session-place", session), {"contribution": talks[0].pk, "parent": block.pk, "clock": "09:00"}
    )
    assert answer.status_code == 302
    assert times(block) == [("One", "09:00"), ("Second", "09:20")]
    assert member.post(here, {"remove": block.pk}).status_code == 403
    assert member.get(page("session-block", session)).status_code == 403


def test_a_talk_without_a_start_comes_after_what_is_there(member, event, session, block, talks):
    switch(event, talks=True)
    third = ContributionFactory(event=event, session=session, title="Three")

    member.post(page("session-place", session), {"contribution": third.pk, "parent": block.pk})

    assert times(block)[-1] == ("Three", "09:40")


def test_without_the_switch_for_blocks_no_talk_makes_a_block_longer(
    event, session, block, talks, coordinator
):
    switch(event, talks=True)
    third = ContributionFactory(event=event, session=session, minutes=30)
    shared = {"session": session, "by": coordinator, "may_grow": False}

    with pytest.raises(OutsideTheBlock):
        place_talk(third, block, **shared)
    with pytest.raises(OutsideTheBlock):
        edit_talk(talks[1], minutes=50, **shared)

    block.refresh_from_db()
    assert block.minutes == 60
    assert not third.slots.exists()
    assert Contribution.objects.get(pk=talks[1].pk).minutes == 20


def test_with_the_switch_for_blocks_they_add_move_resize_and_take_out(member, event, session, block, talks):
    switch(event, blocks=True)
    new = page("session-block", session)
    typed = {"day": DAY.isoformat(), "clock": "13:00", "minutes": 60}

    member.post(new, typed)
    added = session.slots.exclude(pk=block.pk).get()
    member.post(new + f"?entry={added.pk}", {**typed, "minutes": 90, "revision": added.revision})
    member.post(new + f"?entry={block.pk}", {**typed, "clock": "15:00", "room": block.room_id})

    added.refresh_from_db()
    block.refresh_from_db()
    assert (added.starts_at, added.minutes) == (at("13:00"), 90)
    assert times(block) == [("One", "15:00"), ("Two", "15:20")]
    member.post(page("session-timetable", session), {"remove": added.pk})
    assert not Slot.objects.filter(pk=added.pk).exists()
    assert member.get(page("session-place", session)).status_code == 403


def test_a_block_that_holds_something_is_not_taken_out(member, event, session, block, talks):
    switch(event, blocks=True)

    member.post(page("session-timetable", session), {"remove": block.pk})

    assert Slot.objects.filter(pk=block.pk).exists()


def test_what_somebody_changed_meanwhile_is_not_overwritten(member, event, session, block):
    switch(event, blocks=True)
    typed = {"day": DAY.isoformat(), "clock": "13:00", "minutes": 60, "revision": block.revision}
    Slot.objects.filter(pk=block.pk).update(starts_at=at("09:10"))

    answer = member.post(page("session-block", session, f"?entry={block.pk}"), typed)

    assert "Somebody else changed" in answer.content.decode()
    assert Slot.objects.get(pk=block.pk).starts_at == at("09:10")


def test_nobody_makes_the_event_longer_from_within_a_session(member, event, session, block):
    switch(event, blocks=True)

    answer = member.post(
        page("session-block", session), {"day": DAY.isoformat(), "clock": "16:30", "minutes": 60}
    )
    event.refresh_from_db()

    assert "only its organisers change" in answer.content.decode()
    assert event.ends_at == at("17:00")
    assert session.slots.count() == 1


def test_entries_and_talks_of_others_are_not_there(member, event, session, block, foreign):
    switch(event, talks=True, blocks=True)
    theirs = foreign.children.get()
    here = page("session-timetable", session)
    before = plan_of(event)

    assert member.get(page("session-block", session, f"?entry={foreign.pk}")).status_code == 404
    assert member.get(page("session-place", session, f"?entry={theirs.pk}")).status_code == 404
    assert member.get(page("session-talk", session, f"?talk={theirs.contribution.number}")).status_code == 404
    for act, key in (("up", theirs.pk), ("out", theirs.pk), ("remove", foreign.pk)):
        assert member.post(here, {act: key}).status_code == 404
    member.post(page("session-place", session), {"contribution": theirs.contribution_id, "parent": block.pk})
    assert plan_of(event) == before
    assert "Mirrors" not in member.get(here).content.decode()


def test_operations_refuse_blocks_and_talks_of_others(event, session, block, talks, foreign, coordinator):
    shared = {"session": session, "by": coordinator, "may_grow": True}
    own, theirs = talks[0].slots.get(), foreign.children.get()

    with pytest.raises(NotOfThisSession):
        move_talk(own, parent=foreign, **shared)
    with pytest.raises(NotOfThisSession):
        move_talk(theirs, starts_at=at("10:20"), **shared)
    with pytest.raises(NotOfThisSession):
        place_talk(theirs.contribution, block, **shared)
    with pytest.raises(NotOfThisSession):
        edit_talk(theirs.contribution, title="Ours", **shared)

    assert not Step.objects.exists()


def test_an_act_that_would_change_more_than_the_session_is_taken_back(session, block, foreign, coordinator):
    """Should an operation ever take foreign entries along, as Indico's does, nothing happens."""

    def shorten_both():
        with within_session(session, by=coordinator, may_grow=True):
            edit_slot(block, minutes=50, by=coordinator)
            edit_slot(foreign, minutes=50, by=coordinator)

    with pytest.raises(NotOfThisSession):
        shorten_both()

    assert list(Slot.objects.filter(ends_at__in=[at("09:50"), at("10:50")])) == []
    assert not Step.objects.exists()


def test_an_act_that_would_make_the_event_longer_is_taken_back(event, session, block, coordinator):
    with pytest.raises(OutsideTheEvent), within_session(session, by=coordinator, may_grow=True):
        edit_slot(block, starts_at=at("16:30"), by=coordinator)

    event.refresh_from_db()
    assert event.ends_at == at("17:00")


def test_the_last_act_elsewhere_is_not_undone_from_a_session(member, event, session, foreign, coordinator):
    switch(event, talks=True, blocks=True)
    edit_slot(foreign, minutes=30, by=coordinator)

    member.post(page("session-timetable", session, "?act=undo"))

    foreign.refresh_from_db()
    assert foreign.minutes == 30


def test_what_a_talk_keeps_to_a_few_coordinators_do_not_see(member, event, session, block, talks):
    switch(event, talks=True, blocks=True)
    secret = ContributionFactory(event=event, session=session, title="CANARY", minutes=10)
    SlotFactory(event=event, contribution=secret, parent=block, starts_at=at("09:50"), minutes=10)
    protect(secret, mode=AccessList.Mode.RESTRICTED, by=None)
    here = page("session-timetable", session)

    shown = member.get(here).content.decode()
    stepped = member.post(here, {"down": talks[1].slots.get().pk}, follow=True).content.decode()
    typed = {"day": DAY.isoformat(), "clock": "09:00", "minutes": 40, "room": block.room_id}
    shorter = member.post(page("session-block", session, f"?entry={block.pk}"), typed).content.decode()

    assert "1 more entry, which only the organisers see." in shown
    assert "CANARY" not in shown + stepped + shorter
    assert "would no longer fit" in shorter
    assert times(block)[1] == ("Two", "09:20")


def test_rooms_that_hold_only_what_is_hidden_are_not_offered(member, event, session, block):
    switch(event, blocks=True)
    hidden = SessionFactory(event=event)
    protect(hidden, mode=AccessList.Mode.RESTRICTED, by=None)
    BlockFactory(event=event, session=hidden, room=EventRoomFactory(event=event, name="CANARY"))
    EventRoomFactory(event=event, name="Empty room")

    shown = member.get(page("session-block", session)).content.decode()

    assert "Empty room" in shown
    assert "Red" in shown
    assert "CANARY" not in shown


def test_my_events_leads_to_my_sessions(member, session, stranger, client):
    link = page("session-timetable", session)
    session.event.starts_at = at("08:00") + timedelta(days=3650)
    session.event.ends_at = session.event.starts_at + timedelta(hours=1)
    session.event.save()

    mine = member.get(reverse("my-events")).content.decode()
    client.force_login(stranger)

    assert link in mine
    assert link not in client.get(reverse("my-events")).content.decode()


def test_the_page_asks_as_often_for_three_blocks_as_for_one(
    member, event, session, block, talks, django_assert_num_queries, django_assert_max_num_queries
):
    switch(event, talks=True, blocks=True)
    CreditFactory(contribution=ContributionFactory(event=event, session=session))
    CreditFactory(contribution=talks[0])
    here = page("session-timetable", session)
    member.get(here)
    with django_assert_max_num_queries(60) as counted:
        member.get(here)
    for clock in ("11:00", "13:00"):
        more = BlockFactory(event=event, session=session, starts_at=at(clock), room=block.room)
        talk = ContributionFactory(event=event, session=session)
        SlotFactory(event=event, contribution=talk, parent=more, starts_at=at(clock))
        CreditFactory(contribution=talk)
        CreditFactory(contribution=ContributionFactory(event=event, session=session))

    with django_assert_num_queries(len(counted)):
        member.get(here)
