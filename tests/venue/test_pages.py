"""The pages on which those who run an event see to its rooms."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.models import AccessList
from rooms.models import Booking, Occurrence, State
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.events import CategoryFactory, EventRoomFactory
from tests.factories.rooms import BookingFactory, RoomFactory
from tests.factories.timetable import BlockFactory, SlotFactory
from tests.venue.world import booked, each_day, of_slots, whole
from venue.models import EventBooking, VenueSettings

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def browser(organiser):
    client = Client()
    client.force_login(organiser)
    return client


def page(event, rest="") -> str:
    return f"/manage/e/{event.pk}/room-bookings/{rest}"


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_is_booked_and_what_is_not(browser, event, organiser):
    column = EventRoomFactory(event=event, name="Red hall", bookable=RoomFactory(name="Aula"))
    slot = SlotFactory(event=event, room=column, contribution__title="On knots")
    SlotFactory(event=event, room=column, starts_at=at("12:00"), contribution__title="On sails")
    booked(event, column.bookable, of_slots(event, slot), by=organiser)

    shown = text(browser.get(page(event)))

    assert "Red hall" in shown
    assert "Aula" in shown
    assert shown.index("On knots") < shown.index("Booked") < shown.index("On sails")
    assert "Not booked" in shown
    assert "Book the day" in shown


def test_its_queries_do_not_grow_with_what_it_lists(browser, event, organiser):
    def add(number: int) -> None:
        for n in range(number):
            column = EventRoomFactory(event=event, bookable=RoomFactory())
            slot = SlotFactory(event=event, room=column, starts_at=at("10:00", day=DAY + timedelta(days=n)))
            booked(event, column.bookable, of_slots(event, slot), by=organiser)
            BookingFactory(booked_for=organiser)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            text(browser.get(page(event)))
        return len(captured)

    add(1)
    queries()
    few = queries()
    add(3)

    assert queries() == few


def test_a_room_is_chosen_and_booked(browser, event):
    room = RoomFactory(name="Aula")
    taken = BookingFactory(room=RoomFactory(name="Cellar")).room

    shown = text(browser.get(page(event, "book/")))
    assert shown.index("Book Aula") < shown.index("Book Cellar")
    assert "Not free" in shown

    answer = browser.post(page(event, "book/"), {"bookable": room.pk}, follow=True)

    assert "Booked Aula" in text(answer)
    assert Occurrence.objects.filter(room=room).count() == 1
    assert Occurrence.objects.filter(room=taken).count() == 1


def test_the_events_own_room_leads_and_the_nearest_in_size_follow(browser, event):
    own = RoomFactory(name="Own", capacity=200)
    EventRoomFactory(event=event, bookable=own, capacity=40)
    for name, capacity in (("Huge", 300), ("Tiny", 5), ("Right", 45)):
        RoomFactory(name=name, capacity=capacity)

    shown = text(browser.get(page(event, f"book/?room={event.rooms.get().pk}")))

    places = [shown.index(f"Book {name}") for name in ("Own", "Right", "Tiny", "Huge")]
    assert places == sorted(places)


def test_a_stale_choice_offers_other_rooms_and_loses_nothing(browser, event):
    event.ends_at = at("11:00", day=NEXT)
    event.save()
    room = RoomFactory(name="Aula")
    other = RoomFactory(name="Cellar")
    BookingFactory(room=room, first_day=NEXT)

    shown = text(browser.post(page(event, "book/?what=each"), {"bookable": room.pk}))
    assert f"Take {other.full_name} then" in shown
    assert "Leave it out" in shown
    assert not EventBooking.objects.exists()

    values = {"bookable": room.pk, "choice-2027-03-16": other.pk}
    browser.post(page(event, "book/?what=each"), values)

    assert [link.occurrence.room for link in event.room_bookings.with_dates()] == [room, other]


def test_rooms_one_may_not_see_are_neither_offered_nor_named(browser, event):
    hidden = RoomFactory(name="Zibeline", mode=AccessList.Mode.RESTRICTED)
    EventRoomFactory(event=event, name="Red hall", bookable=hidden)

    assert "Zibeline" not in text(browser.get(page(event)))
    assert "Zibeline" not in text(browser.get(page(event, "book/")))
    assert "Zibeline" not in text(browser.get(f"/manage/e/{event.pk}/rooms/?room={event.rooms.get().pk}"))
    assert "Zibeline" not in text(browser.get(f"/manage/e/{event.pk}/rooms/suggestions/?q=zib"))
    assert browser.post(page(event, "book/"), {"bookable": hidden.pk}).status_code == 404


def test_the_rooms_of_an_event_are_named_by_choosing_or_typing(browser, event):
    room = RoomFactory(name="Aula Magna")
    assert f'data-value="{room.pk}"' in text(browser.get(f"/manage/e/{event.pk}/rooms/suggestions/?q=magna"))

    browser.post(
        f"/manage/e/{event.pk}/rooms/", {"act": "save", "name": "Main", "bookable-text": "aula magna"}
    )

    assert event.rooms.get().bookable == room
    twice = browser.post(
        f"/manage/e/{event.pk}/rooms/", {"act": "save", "name": "Again", "bookable": room.pk}
    )
    assert "Another room of the event is that bookable room already." in text(twice)


def test_the_state_stands_beside_the_rooms_and_in_the_timetable(browser, event, organiser):
    column = EventRoomFactory(event=event, bookable=RoomFactory())
    block = BlockFactory(event=event, room=column)
    SlotFactory(event=event, parent=block, starts_at=at("10:20"))

    assert "Not booked" in text(browser.get(f"/manage/e/{event.pk}/timetable/"))
    assert "Not booked" in text(browser.get(f"/manage/e/{event.pk}/rooms/"))

    booked(event, column.bookable, of_slots(event, block), by=organiser)

    assert "Booked" in text(browser.get(f"/manage/e/{event.pk}/timetable/?entry={block.pk}"))
    assert "Booked" in text(browser.get(f"/manage/e/{event.pk}/timetable/entries/{block.pk}/"))
    assert "Booked" not in text(Client().get(f"/e/{event.slug}/timetable/"))


def test_a_form_that_can_not_be_followed_leads_to_the_preview_and_the_choice(browser, event, organiser):
    event.starts_at, event.ends_at = at("09:00"), at("18:00")
    event.save()
    column = EventRoomFactory(event=event, bookable=RoomFactory(name="Aula"))
    slot = SlotFactory(event=event, room=column)
    booked(event, column.bookable, of_slots(event, slot), by=organiser)
    other = RoomFactory(name="Cellar")
    BookingFactory(room=column.bookable, start=time(14), end=time(15))
    typed = {"day": "2027-03-15", "clock": "14:10", "minutes": 20, "room": column.pk}

    refused = browser.post(f"/manage/e/{event.pk}/timetable/entries/{slot.pk}/", typed)
    assert "1 room booking can not follow, so nothing has moved. Aula is taken." in text(refused)
    address = text(refused).split(f'href="{page(event, "move/")}')[1].split('"')[0].replace("&amp;", "&")
    preview = page(event, "move/") + address
    shown = text(browser.get(preview))
    assert "Can not follow" in shown
    assert f"Take {other.full_name}" in shown

    link = event.room_bookings.get()
    browser.post(preview, {f"decision-{link.pk}": other.pk})

    slot.refresh_from_db()
    date = Occurrence.objects.get(event_link=link)
    assert (slot.starts_at, date.starts_at, date.room) == (at("14:10"), at("14:10"), other)


def test_the_whole_event_is_moved_from_the_page(browser, event, organiser):
    room = RoomFactory()
    booked(event, room, whole(event), by=organiser)
    address = page(event, "move/?all=1&starts_0=2027-03-22&starts_1=09:00")

    shown = text(browser.get(address))
    assert "Every booking can follow. Nothing has moved yet." in shown
    browser.post(address)

    event.refresh_from_db()
    later = DAY + timedelta(days=7)
    assert event.starts_at == at("09:00", day=later)
    assert Occurrence.objects.get().starts_at == at("09:00", day=later)


@pytest.mark.parametrize(
    "rest",
    ["book/?what=day", "book/?what=slot&slot=999", "book/?room=999", "book/?what=nonsense", "move/?slot=999"],
)
def test_what_the_event_does_not_have_is_not_found(browser, event, rest):
    assert browser.get(page(event, rest)).status_code == 404


def test_moments_that_are_none_are_not_found(browser, event):
    assert browser.get(page(event, "move/?starts=tomorrow")).status_code == 404


def test_an_event_is_created_and_goes_on_to_its_room(organiser):
    category = CategoryFactory(anyone_may_create=True)
    client = Client()
    client.force_login(organiser)
    values = {
        "kind": "meeting",
        "title": "Regatta",
        "starts_0": "2027-03-20",
        "starts_1": "10:00",
        "ends_0": "2027-03-20",
        "ends_1": "11:00",
        "time_zone": "UTC",
        "category": category.pk,
        "mode": "inheriting",
        "then": "book-event-room",
    }
    assert "Create it and book a room" in text(client.get("/manage/e/new/"))

    answer = client.post("/manage/e/new/", values)

    assert answer["Location"].endswith("/room-bookings/book/")


def test_links_are_made_and_taken_away_and_dates_given_back(browser, event, organiser):
    date = BookingFactory(booked_for=organiser).occurrences.get()
    assert "Bookings that may be for it" in text(browser.get(page(event)))

    browser.post(page(event, "link/"), {"date": date.pk})
    link = event.room_bookings.get()
    browser.post(page(event, f"{link.pk}/unlink/"))
    assert not event.room_bookings.exists()

    browser.post(page(event, "link/"), {"date": date.pk})
    browser.post(page(event, f"{event.room_bookings.get().pk}/cancel/"))
    assert Booking.objects.get().state == State.CANCELLED


def test_a_link_of_another_event_is_not_found(browser, event, organiser):
    foreign = EventBooking.objects.none()
    other = BookingFactory().occurrences.get()
    assert not foreign.exists()

    assert browser.post(page(event, f"{other.pk + 1000}/unlink/")).status_code == 404


def test_administrators_say_which_events_book_rooms(browser, event):
    admin = Client()
    admin.force_login(UserFactory(is_admin=True))
    assert browser.get("/manage/rooms-for-events/").status_code == 404
    assert event.category.title in text(admin.get("/manage/rooms-for-events/"))

    admin.post("/manage/rooms-for-events/", {"excluded": [event.category.pk]})

    assert list(VenueSettings.objects.get().excluded_categories.all()) == [event.category]
    assert "do not book rooms" in text(browser.get(page(event)))
    assert browser.post(page(event, "book/"), {"bookable": RoomFactory().pk}).status_code == 404


def test_what_is_over_or_booked_is_not_asked_for_again(browser, event, organiser, time_machine):
    event.ends_at = at("11:00", day=DAY + timedelta(days=3))
    event.save()
    room = RoomFactory(name="Aula")
    booked(event, room, each_day(event)[1:2], by=organiser)
    time_machine.move_to(at("20:00"), tick=False)

    browser.post(page(event, f"book/?what=each&room={event.rooms.get().pk}"), {"bookable": room.pk})

    days = [link.day for link in event.room_bookings.with_dates()]
    assert days == [DAY + timedelta(days=n) for n in (1, 2, 3)]


@pytest.mark.case("S32")
@pytest.mark.parametrize(
    ("zone", "moment"), [("Europe/Zurich", "0001-01-01T00:00"), ("America/Los_Angeles", "9999-12-31T23:59")]
)
@pytest.mark.parametrize(
    "rest", ["book/?also={day}", "move/?starts={moment}", "move/?all=1&starts={moment}-12:00"]
)
def test_days_out_of_reach_are_no_error_of_ours(browser, event, rest, zone, moment):
    event.time_zone = zone
    event.starts_at, event.ends_at = at("04:00"), at("23:30")
    event.save()

    answer = browser.get(page(event, rest.format(day=moment[:10], moment=moment)))

    assert answer.status_code in (200, 404)
