"""A room is booked for an event, for its days, or for entries of its timetable."""

from datetime import timedelta

import pytest

from access.models import AccessList
from events.operations import edit_event
from rooms.models import Booking, Room, State
from rooms.operations.booking import RoomTaken
from rooms.outlook import Choice
from tests.clock import DAY, at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from tests.venue.world import booked, each_day, kinds, live_spans, of_days, of_slots, spans, whole
from venue.matching import matching_dates
from venue.needs import EventTimes
from venue.operations.booking import book_for_event
from venue.operations.linking import link
from venue.operations.settings import exclude_categories
from venue.refusals import NoRoomsHere, NothingToBook
from venue.standings import Kind

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)


def test_an_event_is_booked_as_a_whole_and_says_so(event, organiser):
    room = RoomFactory(name="Aula")

    [date] = booked(event, room, whole(event), by=organiser)

    booking = date.booking
    assert (date.starts_at, date.ends_at) == (at("10:00"), at("11:00"))
    assert (booking.purpose, booking.link, booking.is_private) == ("Harbour days", f"/e/{event.slug}/", False)
    assert booking.booked_for == organiser
    assert event.rooms.get().bookable == room
    assert kinds(event) == [Kind.BOOKED]


def test_a_room_that_needs_approval_is_asked_for(event, organiser):
    booked(event, RoomFactory(needs_approval=True), whole(event), by=organiser)

    assert Booking.objects.get().state == State.PENDING
    assert kinds(event) == [Kind.ASKED]


def test_nothing_is_booked_until_somebody_does(event):
    EventRoomFactory(event=event, bookable=RoomFactory())
    EventRoomFactory(event=event)

    assert kinds(event) == [Kind.OPEN, Kind.NOWHERE]


def test_an_event_of_many_days_is_one_booking_with_the_hours_of_each_day(event, organiser):
    """Indico #4088: one connected booking, all days, the right hours."""
    event.ends_at = at("17:00", day=DAY + timedelta(days=2))
    event.save()

    dates = booked(event, RoomFactory(), each_day(event), by=organiser)

    assert Booking.objects.count() == 1
    assert spans(dates) == [
        (at("10:00", day=DAY + timedelta(days=n)), at("17:00", day=DAY + timedelta(days=n))) for n in range(3)
    ]
    assert kinds(event) == [Kind.BOOKED] * 3


def test_days_of_the_timetable_are_booked_from_their_first_to_their_last_entry(event, organiser):
    column = EventRoomFactory(event=event)
    last = DAY + timedelta(days=3)
    SlotFactory(event=event, room=column, starts_at=at("10:00"))
    SlotFactory(event=event, room=column, starts_at=at("15:00"), minutes=90)
    SlotFactory(event=event, room=column, starts_at=at("09:00", day=last), minutes=60)

    dates = booked(event, RoomFactory(), of_days(event, column), by=organiser)

    assert Booking.objects.count() == 1
    assert spans(dates) == [
        (at("10:00"), at("16:30")),
        (at("09:00", day=last), at("10:00", day=last)),
    ]
    assert kinds(event) == [Kind.BOOKED] * 3


def test_one_entry_is_booked_and_the_others_are_not(event, organiser):
    column = EventRoomFactory(event=event)
    slot = SlotFactory(event=event, room=column)
    SlotFactory(event=event, room=column, starts_at=at("12:00"))

    booked(event, RoomFactory(), of_slots(event, slot), by=organiser)

    assert kinds(event) == [Kind.BOOKED, Kind.OPEN]


def test_all_blocks_of_a_session_are_booked_though_two_share_a_day(event, organiser):
    column = EventRoomFactory(event=event)
    first = BlockFactory(event=event, room=column, starts_at=at("09:00"))
    second = BlockFactory(event=event, room=column, session=first.session, starts_at=at("14:00"))
    third = BlockFactory(event=event, room=column, session=first.session, starts_at=at("14:00", day=NEXT))

    dates = booked(event, RoomFactory(), of_slots(event, first, second, third), by=organiser)

    assert [date.event_link.slot for date in dates] == [first, second, third]
    assert kinds(event) == [Kind.BOOKED] * 3


def test_what_is_in_a_block_is_in_its_room(event, organiser):
    column = EventRoomFactory(event=event)
    block = BlockFactory(event=event, room=column)
    SlotFactory(event=event, parent=block, starts_at=at("10:20"))

    booked(event, RoomFactory(), of_slots(event, block), by=organiser)

    assert kinds(event) == [Kind.BOOKED, Kind.BOOKED]


def test_somebody_elses_booking_at_that_time_is_a_conflict(event):
    column = EventRoomFactory(event=event, bookable=RoomFactory())
    SlotFactory(event=event, room=column)
    BreakFactory(event=event, room=column, starts_at=at("14:00"))

    BookingFactory(room=column.bookable)

    assert kinds(event) == [Kind.CONFLICT, Kind.OPEN]


def test_somebody_elses_booking_of_a_part_is_a_conflict_too(event):
    whole_room, part = RoomFactory(), RoomFactory()
    whole_room.parts.add(part)
    EventRoomFactory(event=event, bookable=whole_room)

    BookingFactory(room=part)

    assert kinds(event) == [Kind.CONFLICT]


def test_a_day_that_is_taken_goes_to_another_room_by_choice(event, organiser):
    event.ends_at = at("11:00", day=NEXT)
    event.save()
    room = RoomFactory()
    other = RoomFactory(location=room.location)
    BookingFactory(room=room, first_day=NEXT)
    with pytest.raises(RoomTaken) as refusal:
        booked(event, room, each_day(event), by=organiser)
    assert [prospect.day for prospect in refusal.value.conflicts] == [NEXT]

    dates = booked(event, room, each_day(event), by=organiser, choices={NEXT: Choice(room=other)})

    assert [date.room for date in dates] == [room, other]
    assert kinds(event) == [Kind.BOOKED, Kind.BOOKED]


def test_a_room_of_the_event_becomes_the_bookable_room_it_is_called_like(event, organiser):
    column = EventRoomFactory(event=event, name="aula")
    room = RoomFactory(name="Aula")

    booked(event, room, whole(event), by=organiser)

    column.refresh_from_db()
    assert column.bookable == room
    assert event.rooms.count() == 1


@pytest.mark.parametrize(
    ("zone", "house", "start", "end"),
    [
        ("America/New_York", "Europe/Zurich", "15:00", "16:00"),
        ("Europe/Zurich", "America/New_York", "05:00", "06:00"),
        ("Asia/Kolkata", "Europe/London", "10:00", "11:00"),
    ],
)
def test_an_event_in_another_time_zone_books_the_same_moment(event, organiser, zone, house, start, end):
    """Indico #4075: the event's clocks and the room's need not agree."""
    event.time_zone = zone
    event.starts_at, event.ends_at = at("14:00"), at("15:00")
    if zone == "Europe/Zurich":
        event.starts_at, event.ends_at = at("09:00"), at("10:00")
    if zone == "Asia/Kolkata":
        event.starts_at, event.ends_at = at("10:00"), at("11:00")
    event.save()
    room = RoomFactory(location=LocationFactory(time_zone=house))

    [date] = booked(event, room, whole(event), by=organiser)

    assert (date.starts_at, date.ends_at) == (event.starts_at, event.ends_at)
    assert (f"{date.booking.start:%H:%M}", f"{date.booking.end:%H:%M}") == (start, end)
    assert kinds(event) == [Kind.BOOKED]


def test_days_on_both_sides_of_a_clock_change_keep_the_events_hours(event, organiser):
    """Zurich goes to summer time on 28 March 2027; the room is in New York, which went on 14 March."""
    saturday = DAY.replace(day=27)
    event.time_zone = "Europe/Zurich"
    event.starts_at, event.ends_at = at("08:00", day=saturday), at("15:00", day=saturday + timedelta(days=2))
    event.save()
    room = RoomFactory(location=LocationFactory(time_zone="America/New_York"))

    dates = booked(event, room, each_day(event), by=organiser)

    assert spans(dates) == [
        (at("08:00", day=saturday), at("16:00", day=saturday)),
        (at("07:00", day=saturday + timedelta(days=1)), at("15:00", day=saturday + timedelta(days=1))),
        (at("07:00", day=saturday + timedelta(days=2)), at("15:00", day=saturday + timedelta(days=2))),
    ]
    assert kinds(event) == [Kind.BOOKED] * 3


def test_who_overrides_the_hours_of_a_room_does_so_for_an_event(event, organiser):
    """Indico #6422."""
    room = RoomFactory()
    room.own_hours = True
    room.save()
    room.hours.create(weekday=0, start=12 * 60, end=18 * 60)
    with pytest.raises(RoomTaken, match="not open"):
        booked(event, room, whole(event), by=organiser)

    GrantFactory(access_list=room.access, user=organiser, permission=Room.OVERRIDE)
    booked(event, room, whole(event), by=organiser)

    assert kinds(event) == [Kind.BOOKED]


def test_a_room_one_may_not_book_is_refused_for_events_too(event, organiser):
    room = RoomFactory(mode=AccessList.Mode.RESTRICTED)

    with pytest.raises(Exception, match="Only some people may book"):
        booked(event, room, whole(event), by=organiser)

    assert event.rooms.count() == 0


def test_an_event_of_no_length_books_nothing(event, organiser):
    event.ends_at = event.starts_at
    event.save()

    with pytest.raises(NothingToBook):
        booked(event, RoomFactory(), whole(event), by=organiser)


def test_events_of_an_excluded_category_or_below_book_no_rooms(event, organiser):
    exclude_categories([event.category.parent], by=UserFactory(is_admin=True))

    with pytest.raises(NoRoomsHere):
        book_for_event(event, RoomFactory(), whole(event), by=organiser)

    exclude_categories([EventFactory().category], by=UserFactory(is_admin=True))
    assert book_for_event(event, RoomFactory(), whole(event), by=organiser)


def test_the_dates_of_events_still_to_come_are_booked_with_the_first_and_linked_one_by_one(event, organiser):
    """Indico #6046: one booking of all dates, each linked to the event of its day."""
    need = whole(event)[0]
    weeks = [DAY + timedelta(days=7 * n) for n in (1, 2)]
    room = RoomFactory()

    dates = booked(event, room, [need], by=organiser, also=EventTimes(event).on_other_days(need, weeks))

    assert Booking.objects.count() == 1
    assert [date.date for date in dates] == [DAY, *weeks]
    assert [link.occurrence for link in event.room_bookings.all()] == dates[:1]
    clone = EventFactory(starts_at=at("10:00", day=weeks[0]))
    assert matching_dates(clone, [], user=organiser) == [dates[1]]
    link(clone, dates[1], by=organiser)
    assert kinds(clone) == [Kind.BOOKED]
    edit_event(clone, by=organiser, starts_at=at("12:00", day=weeks[0]), ends_at=at("13:00", day=weeks[0]))
    assert spans(dates)[1] == (at("12:00", day=weeks[0]), at("13:00", day=weeks[0]))
    assert len(live_spans(room)) == 3
