"""What the engine knows of an event comes from its rows, in a number of queries that does not grow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programme.models import Credit, SubcontributionSpeaker
from rooms.models import Closure, Equipment, Hours, RoomPart
from tests.clock import DAY, at
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory
from tests.factories.programme import (
    ContributionFactory,
    CreditFactory,
    SessionConvenerFactory,
    SessionFactory,
    SessionTypeFactory,
    SubcontributionFactory,
    TrackFactory,
)
from tests.factories.rooms import RoomFactory
from tests.factories.timetable import BlockFactory, SlotFactory, StarFactory
from timetable.conflicts import PersonFacts, Rules, SessionFacts, Talk, facts_of, open_conflicts
from timetable.models import Availability, TimetableSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(starts_at=at("08:00"), ends_at=at("18:00"))


def seconds(clock):
    return at(clock).timestamp()


def test_a_talk_has_its_speakers_those_of_its_parts_its_stars_and_needs(event, organiser):
    track, session = TrackFactory(event=event), SessionFactory(event=event)
    talk = ContributionFactory(
        event=event, track=track, session=session, expected_audience=80, needs=["Piano"], minutes=45
    )
    speaker = CreditFactory(contribution=talk).person
    part = SubcontributionFactory(contribution=talk)
    partner = EventPersonFactory(event=event)
    SubcontributionSpeaker.objects.create(subcontribution=part, person=partner)
    CreditFactory(contribution=talk, role=Credit.Role.AUTHOR)
    StarFactory(contribution=talk, user=organiser)

    assert facts_of(event).talks == {
        talk.pk: Talk(
            id=talk.pk,
            title=talk.title,
            number=talk.number,
            minutes=45,
            track=track.pk,
            session=session.pk,
            people=(speaker.pk, partner.pk),
            audience=80,
            stars=1,
            needs=("Piano",),
            unanswered=(speaker.pk,),
        )
    }


def test_who_declined_is_not_needed_and_who_confirmed_is_not_waited_for(event):
    talk = ContributionFactory(event=event)
    now = timezone.now()
    confirmed = CreditFactory(contribution=talk, answer=Credit.Answer.CONFIRMED, answered_at=now).person
    declined = CreditFactory(contribution=talk, answer=Credit.Answer.DECLINED, answered_at=now).person

    known = facts_of(event).talks[talk.pk]

    assert (known.people, known.declined, known.unanswered) == ((confirmed.pk,), (declined.pk,), ())


def test_a_session_has_its_conveners_and_may_be_for_posters(event):
    kind = SessionTypeFactory(event=event, is_poster=True)
    session = SessionFactory(event=event, type=kind)
    convener = SessionConvenerFactory(session=session).person

    assert facts_of(event).sessions == {
        session.pk: SessionFacts(session.pk, session.title, None, (convener.pk,), is_poster=True)
    }


def test_availabilities_that_touch_are_one(event):
    person, room = EventPersonFactory(event=event), EventRoomFactory(event=event)
    for start, end in [("09:00", "10:00"), ("10:00", "12:00"), ("14:00", "15:00")]:
        Availability.objects.create(event=event, person=person, starts_at=at(start), ends_at=at(end))
    Availability.objects.create(event=event, room=room, starts_at=at("09:00"), ends_at=at("10:00"))

    known = facts_of(event)

    times = ((seconds("09:00"), seconds("12:00")), (seconds("14:00"), seconds("15:00")))
    assert known.people == {person.pk: PersonFacts(person.pk, person.name, times)}
    assert known.rooms[room.pk].available == ((seconds("09:00"), seconds("10:00")),)


def test_the_rules_are_those_of_the_settings(event):
    assert facts_of(event).rules == Rules()

    TimetableSettings.objects.create(event=event, change_minutes=7, popular_stars=3, keeps_tracks_apart=False)

    assert facts_of(event).rules == Rules(change_minutes=7, popular_stars=3, keeps_tracks_apart=False)


def test_a_room_of_the_house_brings_equipment_seats_hours_and_closures(event):
    room = RoomFactory(capacity=40, own_hours=True)
    Hours.objects.create(room=room, weekday=DAY.weekday(), start=9 * 60, end=17 * 60)
    room.equipment.add(Equipment.objects.create(name="Grand piano"))
    Closure.objects.create(
        location=room.location, starts_at=at("12:00"), ends_at=at("13:00"), reason="Painters"
    )
    here = EventRoomFactory(event=event, bookable=room, equipment=["Beamer"])

    known = facts_of(event).rooms[here.pk]

    assert known.capacity == 40
    assert known.equipment == {"grand piano", "beamer"}
    assert known.open == ((seconds("09:00"), seconds("17:00")),)
    assert known.closures == ((seconds("12:00"), seconds("13:00"), "Painters"),)


def test_seats_at_the_event_go_before_those_of_the_house(event):
    here = EventRoomFactory(event=event, bookable=RoomFactory(capacity=40), capacity=25)

    assert facts_of(event).rooms[here.pk].capacity == 25


def test_a_room_that_consists_of_others_shares_their_space(event):
    hall, left = RoomFactory(), RoomFactory()
    RoomPart.objects.create(whole=hall, part=left)
    whole, part = (EventRoomFactory(event=event, bookable=room) for room in (hall, left))
    for room in (whole, part):
        SlotFactory(event=event, room=room)

    kinds = [each.kind.value for each in open_conflicts(event)]

    assert "room-twice" in kinds


def test_rooms_of_two_buildings_are_far_apart(event):
    near, far = RoomFactory(building="40"), RoomFactory(building="500")
    talks = []
    for room, clock in ((near, "10:00"), (far, "10:25")):
        here = EventRoomFactory(event=event, bookable=room)
        talks.append(SlotFactory(event=event, room=here, starts_at=at(clock)).contribution)
    person = CreditFactory(contribution=talks[0]).person
    CreditFactory(contribution=talks[1], person=person)

    kinds = [each.kind.value for each in open_conflicts(event) if len(each.entries) == 2]

    assert kinds == ["no-time-to-change"]


def test_a_room_of_the_house_that_is_not_booked_is_named(event):
    here = EventRoomFactory(event=event, bookable=RoomFactory())
    slot = SlotFactory(event=event, room=here)

    conflicts = [(each.kind.value, each.severity.value, each.entries) for each in open_conflicts(event)]

    assert conflicts == [("room-not-booked", "warning", (slot.pk,))]


def test_other_events_are_not_read(event):
    talk = SlotFactory(room=None).contribution
    CreditFactory(contribution=talk)
    TrackFactory(event=talk.event)

    known = facts_of(event)

    assert (known.talks, known.people, known.tracks, known.rooms) == ({}, {}, {}, {})


def test_what_is_deleted_clashes_with_nothing(event):
    room = EventRoomFactory(event=event)
    for _number in range(2):
        SlotFactory(event=event, room=room)
    talk = SlotFactory(event=event, room=room).contribution
    talk.deleted_at = timezone.now()
    talk.save()

    assert len(open_conflicts(event)) == 1


def test_many_rows_take_as_many_queries_as_few(event):
    def grow(count):
        for number in range(count):
            room = EventRoomFactory(event=event, bookable=RoomFactory())
            block = BlockFactory(event=event, room=room, starts_at=at("09:30") + timedelta(minutes=number))
            slot = SlotFactory(event=event, parent=block, room=room)
            CreditFactory(contribution=slot.contribution)
            SessionConvenerFactory(session=block.session)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            open_conflicts(event)
        return len(captured)

    grow(1)
    few = queries()
    grow(2)

    assert queries() == few
