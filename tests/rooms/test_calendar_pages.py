"""The calendar of many rooms: what it shows to whom, in how many queries."""

import gzip
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessList
from access.operations import grant
from kit.moments import day_bounds
from rooms.models import Closure, Equipment, Favourite, Hours, RoomPart, RoomSettings, State
from rooms.operations.blockings import request_blocking
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = pytest.mark.django_db
VIEWS = ("day", "week", "month", "list")


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    room_settings()


@pytest.fixture
def reader(client):
    user = UserFactory(name="Mira Solvang")
    client.force_login(user)
    return user


@pytest.fixture
def page(client):
    def get(**query):
        response = client.get(reverse("room-calendar"), query)
        assert response.status_code == 200
        return response.content.decode()

    return get


def room_at(location=None, **fields):
    return RoomFactory(**({"location": location} if location else {}), **fields)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_names_the_rooms_and_has_one_heading(reader, page, view):
    BookingFactory(room__name="Salle Curie", purpose="Calorimetry")

    text = page(view=view)

    assert "Salle Curie" in text
    assert text.count("<h1") == 1


def test_a_booking_is_a_link_with_its_purpose_and_times(reader, page):
    booking = BookingFactory(purpose="Calorimetry <b>")

    text = page()

    assert f'href="/rooms/bookings/{booking.pk}/"' in text
    assert "Calorimetry &lt;b&gt;" in text
    assert "<small>10:00–11:00</small>" in text


def test_ones_own_bookings_look_like_it(reader, page):
    BookingFactory(booked_for=reader)

    assert '<li class="bar mine"' in page()


@pytest.mark.parametrize("view", VIEWS)
def test_private_bookings_are_busy_time_and_nothing_else(reader, page, view):
    booking = BookingFactory(purpose="Redundancies", booked_for__name="Ada Byron", is_private=True)

    text = page(view=view)

    assert "Redundancies" not in text
    assert "Ada Byron" not in text
    assert f"bookings/{booking.pk}/" not in text
    assert "usy" in text or view == "month"


@pytest.mark.parametrize(
    "query", [{"text": "Redundancies"}, {"text": "Byron"}, {"text": "redun", "view": "list"}]
)
def test_searching_finds_no_room_by_what_the_reader_may_not_know(reader, page, query):
    BookingFactory(
        room__name="Salle Curie", purpose="Redundancies", booked_for__name="Ada Byron", is_private=True
    )

    assert "Salle Curie" not in page(**query)


@pytest.mark.parametrize("words", ["calorim", "byron", "curie", "calorim byron"])
@pytest.mark.parametrize("view", VIEWS)
def test_searching_finds_rooms_by_their_name_and_by_what_is_on_in_them(reader, page, words, view):
    BookingFactory(room__name="Salle Curie", purpose="Calorimetry", booked_for__name="Ada Byron")
    BookingFactory(room__name="Salle Noether", purpose="Algebra")

    text = page(text=words, view=view)

    assert "Salle Curie" in text
    assert "Salle Noether" not in text


@pytest.mark.parametrize("view", VIEWS)
def test_hidden_rooms_leave_no_trace(reader, page, view):
    seen = BookingFactory(room__name="Salle Curie").room
    hidden = RoomFactory(
        mode=AccessList.Mode.RESTRICTED, location=seen.location, name="Vault", building="Bunker", number="B-1"
    )
    hidden.equipment.add(Equipment.objects.create(name="Centrifuge"))
    BookingFactory(room=hidden, purpose="Enrichment")

    for query in ({}, {"text": "Enrichment"}, {"room": hidden.pk}, {"text": "Vault"}):
        text = page(view=view, **query)
        assert not [
            word for word in ("Vault</", "Bunker", "B-1", "Enrichment<", "Centrifuge") if word in text
        ]
        assert f"/rooms/{hidden.pk}/" not in text


def test_a_room_that_is_held_because_of_a_hidden_part_is_busy_and_no_more(reader, page):
    whole = RoomFactory(name="Aula")
    part = RoomFactory(location=whole.location, mode=AccessList.Mode.RESTRICTED, name="Stage")
    RoomPart.objects.create(whole=whole, part=part)
    BookingFactory(room=part, purpose="Rehearsal")

    text = page()

    assert "Busy<small>10:00–11:00</small>" in text
    assert "Rehearsal" not in text
    assert "Stage" not in text


def test_requests_of_others_show_only_where_their_details_do(reader, page):
    RoomSettings.objects.update(hide_booking_details=True)
    request = BookingFactory(state=State.PENDING, purpose="Seminar")

    hidden = page(), page(view="week"), page(view="list")
    grant(request.room.access, to=reader, permission="moderate")
    shown = page()

    assert [text for text in hidden if "Seminar" in text or "bar ask" in text] == []
    assert '<li class="bar ask"' in shown


def test_requests_are_hidden_on_wish(reader, page):
    BookingFactory(state=State.PENDING, booked_for=reader)

    assert "bar ask" in page()
    assert "bar ask" not in page(requests="hide")


def test_strangers_see_busy_time_where_they_see_rooms_at_all(client, page):
    BookingFactory(purpose="Seminar", booked_for__name="Ada Byron")

    assert client.get(reverse("room-calendar")).status_code == 302
    RoomSettings.objects.update(show_to_strangers=True)
    texts = [page(view=view) for view in VIEWS]

    assert [text for text in texts if "Seminar" in text or "Byron" in text or "/book/?" in text] == []
    assert "Busy<small>10:00–11:00</small>" in texts[0]


def test_free_time_is_offered_to_those_who_may_book(reader, page):
    room = BookingFactory().room
    closed = RoomFactory(location=room.location, open_to_all=False)
    ask = RoomFactory(location=room.location, needs_approval=True)

    text = page()

    assert f'href="/rooms/{room.pk}/book/?date=2027-03-15&amp;from=08:00&amp;to=09:00"' in text
    assert f'href="/rooms/{room.pk}/book/?date=2027-03-15&amp;from=11:00&amp;to=12:00"' in text
    assert f"/rooms/{closed.pk}/book/" not in text
    assert f'aria-label="Ask from 08:00: {ask}"' in text


def test_nothing_is_offered_in_the_past(reader, page):
    BookingFactory()

    assert "/book/?" not in page(date="2027-03-14")


def test_closures_blockings_and_opening_hours_show(reader, page, django_user_model):
    owner = UserFactory()
    room = RoomFactory(owner=owner, own_hours=True)
    Hours.objects.create(room=room, weekday=DAY.weekday(), start=9 * 60, end=17 * 60)
    Closure.objects.create(room=room, starts_at=at("12:00"), ends_at=at("13:00"), reason="Painting")
    request_blocking(rooms=[room], first_day=DAY, last_day=DAY, reason="Regatta", by=owner)

    text = page()

    assert [word for word in ("bar shut", "bar closure", "bar blocking") if word not in text] == []
    assert "/book/?" not in text
    assert "Regatta" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"capacity": 50}, {"Large"}),
        ({"building": "41"}, {"Other"}),
        ({"building": "40", "floor": "2"}, {"Upstairs"}),
        ({"favourites": 1}, {"Large"}),
        ({"mine": 1}, {"Busy one"}),
        ({"show": "used"}, {"Busy one"}),
        ({"show": "unused"}, {"Large", "Other", "Upstairs"}),
        ({"equipment": "projector"}, {"Other"}),
    ],
)
def test_filters_keep_the_rooms_that_match(reader, page, query, found):
    place = LocationFactory()
    rooms = {
        "Large": room_at(place, name="Large", capacity=80),
        "Other": room_at(place, name="Other", building="41"),
        "Upstairs": room_at(place, name="Upstairs", floor="2"),
        "Busy one": room_at(place, name="Busy one"),
    }
    projector = Equipment.objects.create(name="Projector")
    rooms["Other"].equipment.add(projector)
    Favourite.objects.create(user=reader, room=rooms["Large"])
    BookingFactory(room=rooms["Busy one"], booked_for=reader)
    if "equipment" in query:
        query = {"equipment": projector.pk}

    for view in ("day", "week", "month"):
        text = page(view=view, **query)
        assert {name for name in rooms if f"<bdi>{name}</bdi>" in text} == found


def test_used_is_judged_by_the_clocks_of_each_room(reader, page):
    tokyo = room_at(LocationFactory(time_zone="Asia/Tokyo"), name="Shibuya")
    lima = room_at(LocationFactory(time_zone="America/Lima"), name="Miraflores")
    for room in (tokyo, lima):
        BookingFactory(room=room, first_day=DAY + timedelta(days=1), start=time(8), end=time(9))

    text = page(show="used", date="2027-03-16")

    assert "Shibuya" in text
    assert "Miraflores" in text
    assert "Each location is shown on its own clocks." in text
    assert "Shibuya" not in page(show="used", date="2027-03-15")


def test_a_night_stands_on_both_days_with_the_day_it_reaches_from(reader, page):
    BookingFactory(start=time(22), end=time(6), nights=1, purpose="Night shift")

    assert "22:00–Tue 16 March 06:00" in page()
    assert "Mon 15 March 22:00–06:00" in page(date="2027-03-16")


def test_the_month_says_how_much_of_a_day_is_booked(reader, page):
    BookingFactory()

    assert "1 booking, 1 of 24 hours" in page(view="month")


def test_the_list_goes_on_where_it_ended_and_loses_none(reader, page):
    room = RoomFactory()
    for number in range(53):
        day, hour = divmod(number, 2)
        BookingFactory(
            room=room,
            first_day=DAY + timedelta(days=day),
            start=time(10 + hour),
            end=time(11 + hour),
            purpose=f"Talk-{number:02}",
        )

    first = page(view="list")
    after = first.split("after=")[1].split('"')[0]
    second = page(view="list", after=after)

    assert [f"Talk-{n:02}" in first for n in range(53)] == [n < 50 for n in range(53)]
    assert [f"Talk-{n:02}" in second for n in range(53)] == [n >= 50 for n in range(53)]
    assert "after=" not in second


def test_the_list_holds_what_is_on_now_and_nights(reader, page):
    BookingFactory(start=time(7), end=time(9), purpose="Running")
    BookingFactory(start=time(6), end=time(7), purpose="Over")
    BookingFactory(first_day=DAY - timedelta(days=2), start=time(9), end=time(12), nights=3, purpose="Long")

    text = page(view="list")

    assert [word in text for word in ("Running", "Over", "Long")] == [True, False, True]


def test_the_list_shows_what_was_cancelled_on_wish_to_those_who_may_know(reader, page):
    BookingFactory(state=State.CANCELLED, purpose="Called off")
    BookingFactory(state=State.REJECTED, purpose="Secret plan", is_private=True)

    assert "Called off" not in page(view="list")
    text = page(view="list", over=1)

    assert "Called off" in text
    assert "Secret plan" not in text
    assert text.count('class="chip bad"') == 1


@pytest.mark.parametrize("after", ["x", "1-", "-1", "99999999999999999-1", "1e5-2", "1-2-3"])
def test_marks_of_the_list_that_are_none_begin_it_anew(reader, page, after):
    BookingFactory(purpose="Seminar")

    assert "Seminar" in page(view="list", after=after)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31", "1980-01-01", "2150-12-31"])
def test_days_of_all_lengths_and_ages_are_shown(reader, page, view, day):
    place = LocationFactory(time_zone="Europe/Zurich")
    room = room_at(place, name="Curie")
    BookingFactory(room=room, first_day=date.fromisoformat(day), start=time(1), end=time(5))

    assert "Curie" in page(view=view, date=day)


@pytest.mark.parametrize("view", VIEWS)
def test_as_many_queries_for_three_rooms_as_for_one(reader, page, view):
    place = LocationFactory()
    BookingFactory(room__location=place)
    page(view=view)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(view=view)
    for _each in range(2):
        room = room_at(place)
        BookingFactory(room=room)
        BookingFactory(room=room, start=time(13), end=time(14), booked_for=reader)

    with CaptureQueriesContext(connection) as many:
        page(view=view)

    assert len(many) == len(few)


def test_rooms_come_sixty_to_a_page(reader, page):
    place = LocationFactory()
    for _each in range(61):
        room_at(place)

    assert [page().count('class="lane-row"'), page(page=2).count('class="lane-row"')] == [60, 1]


def test_a_page_of_60_rooms_and_300_bookings_is_small(reader, page):
    place = LocationFactory()
    for _each in range(60):
        room = room_at(place)
        for hour in (8, 10, 12, 14, 16):
            BookingFactory(room=room, start=time(hour), end=time(hour + 1), booked_for=reader)

    assert len(gzip.compress(page().encode())) < 60_000


def test_part_of_the_page_is_given_to_htmx(client, reader):
    RoomFactory(name="Curie")

    response = client.get(reverse("room-calendar"), headers={"HX-Request": "true"})

    assert response.content.decode().lstrip().startswith('<div id="calendar"')


@pytest.mark.parametrize(("view", "said"), [("week", "closed or kept free for others"), ("month", "closed")])
def test_a_day_that_a_closure_takes_is_not_called_free(reader, page, view, said):
    place = LocationFactory(time_zone="Europe/Zurich")
    room_at(place, name="Curie")
    bounds = day_bounds(date(2027, 3, 17), place.zone)
    Closure.objects.create(location=place, starts_at=bounds.starts_at, ends_at=bounds.ends_at)

    shown = page(view=view, date="2027-03-17")

    assert f"Curie, Wed 17 March: {said}" in shown
    assert "Curie, Thu 18 March: free" in shown
