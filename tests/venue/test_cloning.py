"""An event is cloned on many dates, and its rooms are booked on all of them."""

from datetime import date, datetime, time, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.models import AccessList, Grant
from access.operations import grant
from events.cloning import WallShift
from events.models import Event
from events.operations import publish_event
from kit.moments import local, wall_to_utc
from rooms.models import Occurrence, State
from rooms.outlook import Choice
from tests.clock import DAY, at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import CategoryFactory, EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.factories.timetable import BlockFactory, SlotFactory
from tests.venue.world import booked, each_day, of_days, of_slots, whole
from venue.clone_plan import plan_clones
from venue.models import EventBooking
from venue.operations.cloning import clone_on_dates, take_clones_back
from venue.operations.settings import exclude_categories

pytestmark = pytest.mark.django_db
WEEKS = [at("10:00", day=DAY + timedelta(days=7 * n)) for n in (1, 2, 3)]


@pytest.fixture(autouse=True)
def may_create(event, organiser):
    GrantFactory(access_list=event.category.access, user=organiser, permission="create")


@pytest.fixture
def browser(organiser):
    client = Client()
    client.force_login(organiser)
    return client


def shifts(event, starts) -> list:
    return [WallShift.to(event, moment) for moment in starts]


def clones(event, starts, by, **options) -> list:
    return clone_on_dates(event, shifts(event, starts), by=by, with_rooms=True, **options)


def plans(event, starts, by) -> list:
    return plan_clones(event, shifts(event, starts), by=by, parts=[], with_rooms=True)


def held(room) -> list:
    live = Occurrence.objects.live().filter(room=room).order_by("starts_at")
    return [(date.starts_at, date.ends_at) for date in live]


def hour(starts_at) -> tuple:
    return starts_at, starts_at + timedelta(hours=1)


def test_the_rooms_of_an_event_are_booked_on_all_dates(event, organiser):
    room = RoomFactory(name="Aula")
    booked(event, room, whole(event), by=organiser)

    made = clones(event, WEEKS, organiser)

    assert held(room) == [hour(at("10:00")), *(hour(moment) for moment in WEEKS)]
    assert [EventBooking.objects.get(event=one.event).scope for one in made] == ["event"] * 3
    assert [one.event.rooms.get().bookable for one in made] == [room] * 3


def test_without_bookings_the_rooms_of_the_event_that_are_in_the_house_are_booked(event, organiser):
    room = RoomFactory()
    EventRoomFactory(event=event, bookable=room)
    EventRoomFactory(event=event)

    clones(event, WEEKS[:1], organiser)

    assert held(room) == [hour(WEEKS[0])]


def test_a_room_that_needs_approval_is_asked_for(event, organiser):
    EventRoomFactory(event=event, bookable=RoomFactory(needs_approval=True))

    [made] = clones(event, WEEKS[:1], organiser)

    assert [booking.state for booking in made.bookings] == [State.PENDING]


def test_days_and_entries_of_the_timetable_keep_what_they_are_booked_for(event, organiser):
    red, blue = (EventRoomFactory(event=event, bookable=RoomFactory()) for _n in range(2))
    SlotFactory(event=event, room=red, starts_at=at("10:00"))
    SlotFactory(event=event, room=red, starts_at=at("10:40"))
    block = BlockFactory(event=event, room=blue)
    booked(event, red.bookable, of_days(event, red), by=organiser)
    booked(event, blue.bookable, of_slots(event, block), by=organiser)

    [made] = clones(event, WEEKS[:1], organiser, parts=["rooms", "sessions", "talks", "timetable"])

    links = made.event.room_bookings.order_by("scope")
    assert [(link.scope, link.day, link.room.event) for link in links] == [
        ("day", DAY + timedelta(days=7), made.event),
        ("slot", None, made.event),
    ]
    assert links[1].slot.session.event == made.event
    assert held(red.bookable)[1] == (WEEKS[0], WEEKS[0] + timedelta(hours=1))


def test_without_its_timetable_a_room_is_booked_for_each_day(event, organiser):
    event.ends_at = at("11:00", day=DAY + timedelta(days=1))
    event.save()
    column = EventRoomFactory(event=event, bookable=RoomFactory())
    booked(event, column.bookable, of_slots(event, SlotFactory(event=event, room=column)), by=organiser)

    clones(event, WEEKS[:1], organiser, parts=["rooms"])

    assert held(column.bookable)[1:] == [hour(WEEKS[0]), hour(WEEKS[0] + timedelta(days=1))]


def test_each_day_of_a_long_event_moves_with_it(event, organiser):
    event.ends_at = at("11:00", day=DAY + timedelta(days=1))
    event.save()
    room = RoomFactory()
    booked(event, room, each_day(event), by=organiser)

    [made] = clones(event, WEEKS[:1], organiser)

    assert sorted(made.event.room_bookings.values_list("day", flat=True)) == [
        DAY + timedelta(days=7),
        DAY + timedelta(days=8),
    ]


def test_wall_times_hold_over_a_change_of_the_clocks_for_the_rooms_too(organiser):
    zurich = ZoneInfo("Europe/Zurich")
    start = wall_to_utc(date(2027, 3, 20), time(9), zurich)[0]
    event = EventFactory(time_zone="Europe/Zurich", starts_at=start, ends_at=start + timedelta(hours=1))
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    room = RoomFactory(location=LocationFactory(time_zone="Europe/Zurich"))
    booked(event, room, whole(event), by=organiser)

    later = [wall_to_utc(date(2027, 3, 27) + timedelta(days=n), time(9), zurich)[0] for n in (0, 7)]
    clones(event, later, organiser)

    shown = [local(starts_at, zurich).time() for starts_at, _ends_at in held(room)]
    assert shown == [time(9)] * 3


def test_a_date_whose_room_is_taken_is_not_cloned_and_says_so(event, organiser):
    room = RoomFactory(name="Aula")
    booked(event, room, whole(event), by=organiser)
    BookingFactory(room=room, first_day=WEEKS[1].date())

    made = clones(event, WEEKS, organiser)

    assert [bool(one.event) for one in made] == [True, False, True]
    assert made[1].refusal == "Aula is taken. Choose another room or another time."
    assert Event.objects.filter(title=event.title).count() == 3


def test_for_such_a_date_another_room_is_taken_or_none(event, organiser):
    room, other = RoomFactory(), RoomFactory()
    booked(event, room, whole(event), by=organiser)
    for moment in WEEKS[:2]:
        BookingFactory(room=room, first_day=moment.date())
    choices = {
        (WEEKS[0].date(), str(room.pk)): Choice(room=other),
        (WEEKS[1].date(), str(room.pk)): Choice(skip=True),
    }

    made = clones(event, WEEKS, organiser, choices=choices)

    assert [len(one.bookings) for one in made] == [1, 0, 1]
    assert held(other) == [hour(WEEKS[0])]


def test_the_plan_says_what_the_act_would_find(event, organiser):
    room, other = RoomFactory(name="Aula"), RoomFactory()
    booked(event, room, whole(event), by=organiser)
    BookingFactory(room=room, first_day=WEEKS[1].date())

    found = plans(event, WEEKS, organiser)

    assert [[then.why for then in plan.rooms] for plan in found] == [[""], ["Aula is taken."], [""]]
    assert found[1].rooms[0].others == (other,)


def test_clones_that_would_take_a_room_from_each_other_are_told_before(event, organiser):
    event.ends_at = at("10:00", day=DAY + timedelta(days=2))
    event.save()
    booked(event, RoomFactory(name="Aula"), whole(event), by=organiser)
    starts = [WEEKS[0], WEEKS[0] + timedelta(days=1)]

    found = plans(event, starts, organiser)

    assert [[then.why for then in plan.rooms] for plan in found] == [
        [""],
        ["Aula is wanted by another of these dates at that time."],
    ]


def test_a_room_the_person_may_not_book_names_the_rule(event, organiser):
    room = RoomFactory(name="Aula")
    booked(event, room, whole(event), by=organiser)
    room.open_to_all = False
    room.save()

    [plan] = plans(event, WEEKS[:1], organiser)

    assert plan.rooms[0].why.startswith("Only some people may book Aula.")


def test_queries_of_the_plan_do_not_grow_with_dates(event, organiser):
    booked(event, RoomFactory(), whole(event), by=organiser)

    def queries(starts) -> int:
        with CaptureQueriesContext(connection) as captured:
            plans(event, starts, organiser)
        return len(captured)

    queries(WEEKS)
    assert queries(WEEKS[:1]) == queries(WEEKS)


def test_taking_clones_back_frees_their_rooms_and_spares_what_was_published(event, organiser):
    room = RoomFactory()
    booked(event, room, whole(event), by=organiser)
    made = [one.event for one in clones(event, WEEKS, organiser)]
    publish_event(made[0], by=organiser)

    gone = take_clones_back(made, by=organiser)

    assert gone == 2
    assert held(room) == [hour(at("10:00")), hour(WEEKS[0])]


# The page


def page(event, **asked) -> str:
    return f"/manage/e/{event.pk}/clone/?{urlencode(asked, doseq=True)}"


def weekly(event, **more) -> str:
    asked = {"when": "repeat", "day": "2027-03-22", "clock": "10:00", "repeat": "weekly", "count": 3}
    return page(event, category=event.category_id, **(asked | more))


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_the_page_lists_parts_with_counts_and_dates_with_rooms(browser, event, organiser):
    room = RoomFactory(name="Aula")
    booked(event, room, whole(event), by=organiser)
    BookingFactory(room=room, first_day=WEEKS[1].date())
    ContributionFactory.create_batch(4, event=event)

    first = text(browser.get(page(event)))
    shown = text(browser.get(weekly(event, rooms="on", parts=["links", "rooms"])))

    assert 'Talks <span class="count num">4</span>' in first
    assert "3 dates" in shown
    assert "Every Monday, 3 times" in shown
    assert "1 room can not be had" in shown
    assert "“Talks” comes along" in shown
    assert f'name="room-2027-03-29-{room.pk}"' in shown
    assert "Make 3 clones and book their rooms" in shown


def test_posting_makes_the_clones_and_undo_takes_them_back(browser, event, organiser):
    room = RoomFactory(name="Aula")
    booked(event, room, whole(event), by=organiser)

    answer = browser.post(weekly(event, rooms="on", parts=["rooms"]))
    told = text(browser.get(answer.url))

    assert "3 clones" in told
    assert len(held(room)) == 4
    assert told.count("Aula") >= 3

    token = parse_qs(urlsplit(answer.url).query)["made"][0]
    browser.post(f"/manage/e/{event.pk}/clone/undo/?{urlencode({'made': token})}")

    assert len(held(room)) == 1
    assert Event.objects.alive().filter(title=event.title).count() == 1


def test_nothing_is_made_while_a_conflict_is_undecided(browser, event, organiser):
    room, other = RoomFactory(name="Aula"), RoomFactory(name="Salon")
    booked(event, room, whole(event), by=organiser)
    BookingFactory(room=room, first_day=WEEKS[1].date())
    address = weekly(event, rooms="on", parts=["rooms"])

    refused = text(browser.post(address), 422)
    browser.post(address, {f"room-2027-03-29-{room.pk}": other.pk})

    assert "1 room can not be had, so nothing was cloned" in refused
    assert "Take Salon" in refused or f'<option value="{other.pk}">' in refused
    assert held(other) == [hour(WEEKS[1])]
    assert Event.objects.filter(title=event.title).count() == 4


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"when": "days", "days": "2027-02-30"}, "“2027-02-30” is not a date"),
        ({"when": "days", "days": ""}, "Say at least one date."),
        ({"when": "once", "day": ""}, "Choose a day."),
        ({"count": "", "until": ""}, "A series needs an end"),
        ({"count": 101}, "A series has at most 100 dates"),
        ({"clock": "25:00"}, "Enter a valid time."),
    ],
)
def test_what_can_not_be_meant_is_said_at_its_place(browser, event, asked, said):
    assert said in text(browser.get(weekly(event, **asked)), 422)


def test_dates_are_typed_in_any_order_and_once_each(browser, event):
    shown = text(browser.get(weekly(event, when="days", days="2027-05-10, 2027-05-03\n2027-05-10")))

    assert "2 dates" in shown
    assert shown.index("3 May") < shown.index("10 May")


def test_a_time_that_does_not_exist_is_said_beside_its_date(browser, event):
    event.time_zone = "Europe/Zurich"
    event.save()

    shown = text(browser.get(weekly(event, when="once", day="2027-03-28", clock="02:30")))

    assert "02:30 does not exist and became 03:30" in shown


def test_who_may_not_create_in_a_category_can_not_clone_into_it(browser, event):
    elsewhere = CategoryFactory()

    assert browser.get(weekly(event) + f"&category={elsewhere.pk}").status_code == 422
    browser.post(weekly(event).replace(f"category={event.category_id}", f"category={elsewhere.pk}"))

    assert Event.objects.filter(title=event.title).count() == 1


def test_events_of_a_category_that_books_no_rooms_are_cloned_without(browser, event, organiser):
    room = RoomFactory()
    booked(event, room, whole(event), by=organiser)
    exclude_categories([event.category], by=UserFactory(is_admin=True))

    browser.post(weekly(event, rooms="on"))

    assert Event.objects.filter(title=event.title).count() == 4
    assert len(held(room)) == 1


def test_the_report_is_for_those_who_run_the_event_and_only_with_its_own_address(browser, event):
    answer = browser.post(weekly(event))
    other = Client()
    other.force_login(UserFactory())

    assert other.get(answer.url).status_code == 404
    assert browser.get(f"/manage/e/{event.pk}/clone/done/?made=nonsense").status_code == 404


def test_undo_takes_nothing_back_that_the_person_does_not_run(browser, event, organiser):
    answer = browser.post(weekly(event))
    made = Event.objects.filter(title=event.title).exclude(pk=event.pk)
    Grant.objects.filter(access_list__in=made.values("access"), user=organiser).delete()

    browser.post(answer.url.replace("/done/", "/undo/"))

    assert made.alive().count() == 3


def test_a_hidden_room_is_no_choice(browser, event, organiser):
    room, hidden = RoomFactory(), RoomFactory(mode=AccessList.Mode.RESTRICTED)
    booked(event, room, whole(event), by=organiser)
    BookingFactory(room=room, first_day=WEEKS[1].date())

    answer = browser.post(weekly(event, rooms="on"), {f"room-2027-03-29-{room.pk}": hidden.pk})

    assert answer.status_code == 422
    assert datetime.fromisoformat("2027-03-29T10:00:00+00:00") == WEEKS[1]
