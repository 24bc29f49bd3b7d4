"""The management pages of the timetable and of the list of talks."""

from datetime import date, time

import pytest
from django.urls import reverse

from access.models import Grant
from access.operations import grant
from programme.operations import delete_contribution, withdraw_contribution
from tests.clock import at
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import (
    ContributionFactory,
    ContributionTypeFactory,
    CreditFactory,
    SessionFactory,
    TrackFactory,
)
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from timetable.models import Slot

pytestmark = pytest.mark.django_db

PAGES = ["manage-event", "manage-talks", "manage-timetable", "manage-slot-new"]


@pytest.fixture
def event(organiser):
    """A day in Paris from 9:00 to 18:00 (UTC+1), run by the organiser."""
    made = EventFactory(starts_at=at("08:00"), ends_at=at("17:00"), time_zone="Europe/Paris")
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made


@pytest.fixture
def member(client, organiser):
    client.force_login(organiser)
    return client


def shown(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_those_who_run_the_event(client, organiser, stranger, event, page):
    address = reverse(page, args=[event.pk])
    assert client.get(address).status_code == 302
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(organiser)
    assert client.get(address).status_code == 200


def test_a_talk_is_scheduled_at_wall_time(member, event):
    talk, room = ContributionFactory(event=event, minutes=25), EventRoomFactory(event=event)
    new = reverse("manage-slot-new", args=[event.pk])
    assert f'value="{talk.pk}" selected' in shown(member.get(new, {"talk": talk.number}))

    answer = member.post(
        new, {"contribution": talk.pk, "day": "2027-03-15", "clock": "10:00", "room": room.pk}
    )

    slot = Slot.objects.get()
    assert answer.url == reverse("manage-timetable", args=[event.pk]) + "?day=2027-03-15"
    assert (slot.starts_at, slot.minutes, slot.room) == (at("09:00"), 25, room)


def test_what_else_changed_is_said(member, event):
    new = reverse("manage-slot-new", args=[event.pk]) + "?kind=break"
    form = {"title": "Party", "day": "2027-03-15", "clock": "17:30", "minutes": 120}
    page = shown(member.post(new, form, follow=True))
    assert "The event now ends on" in page
    event.refresh_from_db()
    assert event.ends_at == at("18:30")


def test_refusals_stand_in_the_form_with_what_was_typed(member, event):
    new = reverse("manage-slot-new", args=[event.pk]) + "?kind=break"
    page = shown(member.post(new, {"title": "Lunch", "day": "2027-04-01", "clock": "12:00", "minutes": 60}))
    assert "The event is not held on" in page
    assert 'value="Lunch"' in page
    for day, minutes in (("9999-12-31", 60), ("2027-03-15", 10**6), ("soon", 60), ("0001-01-01", 60)):
        form = {"title": "Lunch", "day": day, "clock": "23:59", "minutes": minutes}
        assert 'id="errors"' in shown(member.post(new, form))
    assert not Slot.objects.exists()


def test_a_time_the_clocks_skip_is_moved_and_said(member, organiser):
    event = EventFactory(
        starts_at=at("00:00", day=date(2027, 3, 27)),
        ends_at=at("22:00", day=date(2027, 3, 28)),
        time_zone="Europe/Paris",
    )
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    new = reverse("manage-slot-new", args=[event.pk]) + "?kind=break"
    page = shown(
        member.post(
            new, {"title": "Night", "day": "2027-03-28", "clock": "02:30", "minutes": 30}, follow=True
        )
    )
    assert "02:30 does not exist and became 03:30" in page
    assert Slot.objects.get().starts_at == at("01:30", day=date(2027, 3, 28))


def test_a_time_before_the_day_change_is_in_the_night_after(member, event):
    event.day_change = time(4)
    event.save(update_fields=["day_change"])
    new = reverse("manage-slot-new", args=[event.pk]) + "?kind=break"
    member.post(new, {"title": "Party", "day": "2027-03-15", "clock": "01:00", "minutes": 30})
    slot = Slot.objects.get()
    assert slot.starts_at == at("00:00", day=date(2027, 3, 16))
    assert slot.day == date(2027, 3, 15)


def test_an_untouched_start_keeps_its_exact_moment(member, event):
    """Half past two comes twice when the clocks go back: the form shows both alike."""
    second = at("01:30", day=date(2027, 10, 31))
    night = EventFactory(
        starts_at=at("00:00", day=date(2027, 10, 31)), ends_at=at("20:00", day=date(2027, 10, 31))
    )
    night.time_zone = "Europe/Paris"
    night.save(update_fields=["time_zone"])
    grant(night.access, to=event.access.grants.get().user, permission=Grant.MANAGE)
    slot = BreakFactory(event=night, starts_at=second)
    form = {"title": "Later", "day": "2027-10-31", "clock": "02:30", "minutes": 20}
    member.post(reverse("manage-slot", args=[night.pk, slot.pk]), form)
    slot.refresh_from_db()
    assert (slot.title, slot.starts_at) == ("Later", second)


def test_a_block_is_moved_and_taken_out_with_what_it_holds(member, event):
    block = BlockFactory(event=event)
    talk = SlotFactory(event=event, parent=block)
    here = reverse("manage-slot", args=[event.pk, block.pk])
    assert "Take it and the 1 entry in it out" in shown(member.get(here))
    member.post(here, {"day": "2027-03-15", "clock": "14:00", "minutes": 60})
    talk.refresh_from_db()
    assert talk.starts_at == at("13:00")
    member.post(reverse("manage-slot-remove", args=[event.pk, block.pk]))
    assert not Slot.objects.exists()


@pytest.mark.case("S3", "S13")
def test_slots_and_things_of_another_event_are_not_found(member, event):
    theirs = SlotFactory()
    for name in ("manage-slot", "manage-slot-remove"):
        assert member.post(reverse(name, args=[event.pk, theirs.pk])).status_code == 404
        assert member.post(reverse(name, args=[theirs.event.pk, theirs.pk])).status_code == 404
    new = reverse("manage-slot-new", args=[event.pk])
    mine, when = ContributionFactory(event=event), {"day": "2027-03-15", "clock": "10:00"}
    member.post(new, {"contribution": theirs.contribution.pk, **when})
    member.post(new, {"contribution": mine.pk, "room": EventRoomFactory().pk, **when})
    member.post(new, {"contribution": mine.pk, "parent": BlockFactory().pk, **when})
    member.post(f"{new}?kind=session", {"session": SessionFactory().pk, "minutes": 60, **when})
    assert not Slot.objects.filter(event=event).exists()
    assert theirs.contribution.title not in shown(member.get(new))
    assert theirs.contribution.title not in shown(member.get(reverse("manage-talks", args=[event.pk])))


def test_the_list_of_talks_is_searched_filtered_sorted_and_counted(member, event):
    track, session = TrackFactory(event=event), SessionFactory(event=event)
    stars = ContributionFactory(event=event, title="Stars", track=track)
    seas = ContributionFactory(event=event, title="Seas", session=session)
    gone = ContributionFactory(event=event, title="Moons")
    CreditFactory(contribution=seas, person__name="Grace Hopper")
    SlotFactory(event=event, contribution=stars)
    withdraw_contribution(gone, by=None)
    delete_contribution(ContributionFactory(event=event, title="Comets"), by=None)
    here = reverse("manage-talks", args=[event.pk])

    def titles(**query):
        page = shown(member.get(here, query))
        return [title for title in ("Stars", "Seas", "Moons", "Comets") if f">{title}</a>" in page]

    assert titles() == ["Stars", "Seas", "Moons"]
    assert titles(q="hopper") == ["Seas"]
    assert titles(track=track.pk) == ["Stars"]
    assert titles(track="none") == ["Seas", "Moons"]
    assert titles(session=session.number) == ["Seas"]
    assert titles(state="scheduled") == ["Stars"]
    assert titles(state="unscheduled") == ["Seas"]
    assert titles(state="speakerless") == ["Stars"]
    assert titles(state="withdrawn") == ["Moons"]
    for nonsense in (
        {"track": "x"},
        {"sort": "; drop"},
        {"q": "a\x00"},
        {"page": "x"},
        {"session": "9" * 30},
    ):
        member.get(here, nonsense)
    for sort in ("title", "track", "start"):
        assert titles(sort=sort) == ["Stars", "Seas", "Moons"]


def test_several_talks_are_changed_after_saying_which(member, event):
    track = TrackFactory(event=event, name="Astronomy")
    talks = ContributionFactory.create_batch(3, event=event)
    here = reverse("manage-talks-assign", args=[event.pk])
    form = {"talk": [talks[0].number, talks[2].number], "give": f"track-{track.pk}"}

    page = shown(member.post(here, form))
    assert "Change 2 talks" in page
    assert talks[0].title in page
    assert talks[1].title not in page
    assert not track.contributions.exists()

    member.post(here, {**form, "confirmed": "1"})
    assert set(track.contributions.all()) == {talks[0], talks[2]}
    member.post(f"{here}?track=none", {"every": "1", "give": "track-none"})
    member.post(here, {"talk": talks[0].number, "give": "track-none", "confirmed": "1"})
    assert set(track.contributions.all()) == {talks[2]}
    for give in (f"track-{TrackFactory().pk}", f"type-{ContributionTypeFactory().pk}", "event-1", ""):
        assert member.post(here, {**form, "give": give, "confirmed": "1"}).status_code == 302
    assert set(track.contributions.all()) == {talks[2]}


def test_the_overview_says_what_is_next(member, event):
    page = shown(member.get(reverse("manage-event", args=[event.pk])))
    assert "Add the first talk" in page
    talk = ContributionFactory(event=event)
    SlotFactory(event=event, contribution=talk, starts_at=at("06:00"))
    ContributionFactory(event=event)
    page = shown(member.get(reverse("manage-event", args=[event.pk])))
    assert "Move 1 entry that lies outside" in page
    assert "Schedule 1 talk" in page
    assert "Find speakers for 2 talks" in page
    assert "The event is published" in page


@pytest.mark.parametrize("page", ["manage-event", "manage-talks", "manage-timetable"])
def test_queries_do_not_grow_with_rows(member, event, page, django_assert_max_num_queries):
    def add():
        block = BlockFactory(event=event, room=EventRoomFactory(event=event))
        talk = SlotFactory(event=event, parent=block).contribution
        SlotFactory(event=event)
        CreditFactory(contribution=talk)
        ContributionFactory(event=event, track=TrackFactory(event=event), session=SessionFactory(event=event))

    add()
    with django_assert_max_num_queries(40) as few:
        shown(member.get(reverse(page, args=[event.pk])))
    for _ in range(2):
        add()
    with django_assert_max_num_queries(len(few)):
        shown(member.get(reverse(page, args=[event.pk])))
