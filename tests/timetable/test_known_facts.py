"""What the editor keeps of an event's facts is always what they are."""

import pytest

from access.models import Grant
from access.operations import grant
from programme.models import Contribution, Session, SessionConvener, Track
from programme.operations import PartDraft, set_parts
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, CreditFactory, SessionFactory, TrackFactory
from tests.factories.rooms import RoomFactory
from tests.factories.timetable import SlotFactory, StarFactory
from timetable.conflicts import Checker, facts_of
from timetable.editor.known import known_checker, known_facts
from timetable.models import Availability, TimetableSettings
from timetable.plan import plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(organiser):
    made = EventFactory(starts_at=at("08:00"), ends_at=at("17:00"))
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    track = TrackFactory(event=made)
    session = SessionFactory(event=made)
    talk = ContributionFactory(event=made, track=track, session=session)
    CreditFactory(contribution=talk, person__event=made)
    SlotFactory(event=made, contribution=talk)
    EventRoomFactory(event=made)
    return made


def _person(event):
    """Somebody who does not speak yet."""
    return EventPersonFactory(event=event)


CHANGES = {
    "a talk is renamed": lambda event: event.contributions.update(title="Other"),
    "a talk expects more people": lambda event: event.contributions.update(expected_audience=7),
    "somebody speaks too": lambda event: CreditFactory(
        contribution=event.contributions.get(), person__event=event
    ),
    "a credit is answered": lambda event: event.contributions.get().credits.update(
        answer="declined", answered_at=at("08:00")
    ),
    "a part has a speaker": lambda event: set_parts(
        event.contributions.get(), [PartDraft("Part", speakers=(_person(event),))], by=None
    ),
    "a session is renamed": lambda event: Session.objects.update(title="Other"),
    "a session has a convener": lambda event: SessionConvener.objects.create(
        session=event.sessions.get(), person=_person(event)
    ),
    "a track is renamed": lambda event: Track.objects.update(name="Other"),
    "a person is renamed": lambda event: event.people.update(name="Other"),
    "a room grows": lambda event: event.rooms.update(capacity=7),
    "somebody can not come": lambda event: Availability.objects.create(
        event=event, person=_person(event), starts_at=at("09:00"), ends_at=at("10:00")
    ),
    "the rules change": lambda event: TimetableSettings.objects.create(event=event, change_minutes=15),
    "a talk is starred": lambda event: StarFactory(
        user=UserFactory(), contribution=Contribution.objects.get(event=event)
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_what_is_kept_is_noticed(event, change):
    before = known_facts(event)
    CHANGES[change](event)

    after = known_facts(event)

    assert after == facts_of(event)
    assert after != before


def test_they_are_read_once_while_nothing_changes(event, django_assert_num_queries):
    before = known_facts(event)

    with django_assert_num_queries(1):
        after = known_facts(event)

    assert after is before


@pytest.mark.parametrize("change", CHANGES)
def test_conflicts_are_those_of_the_facts_and_the_plan_as_they_are(event, change):
    SlotFactory(event=event, contribution=event.contributions.get())
    known_checker(event, plan_of(event))
    CHANGES[change](event)
    SlotFactory(event=event, contribution=event.contributions.get(), room=event.rooms.get())

    found = known_checker(event, plan_of(event))

    whole = Checker(facts_of(event), plan_of(event)).conflicts
    assert whole
    assert [each.sentence() for each in found.conflicts] == [each.sentence() for each in whole]


def test_of_rooms_in_the_house_nothing_is_kept(event):
    event.rooms.update(bookable=RoomFactory())
    before = known_facts(event)

    assert known_facts(event) is not before
