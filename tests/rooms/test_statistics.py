"""Statistics show those who decide about rooms how much they are used; tables to take home tell no secrets."""

import io
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from access.operations import grant
from kit.recurrence import Rule
from rooms.models import Hours, Room, RoomSettings, State
from rooms.operations.settings import room_settings
from rooms.statistics.asked import asked_in
from rooms.statistics.dates import are_more_than
from rooms.statistics.drawings import hours_of_week, tenths
from rooms.statistics.figures import hours_words
from rooms.statistics.of_room import used_lately
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = pytest.mark.django_db
CLOSED = {"first_day": DAY, "start": time(13), "end": time(14)}


@pytest.fixture
def keeper(time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    return UserFactory()


@pytest.fixture
def aula(keeper):
    """Open eight hours on Mondays to Fridays."""
    room = RoomFactory(name="Aula", owner=keeper, location=LocationFactory(name="House"), own_hours=True)
    for weekday in range(5):
        Hours.objects.create(room=room, weekday=weekday, start=9 * 60, end=17 * 60)
    return room


def asked(**query):
    return {"period": "custom", "from": DAY.isoformat(), "to": DAY.isoformat(), **query}


def shown(client, name="room-statistics", **query):
    return client.get(reverse(name), asked(**query)).content.decode()


def table(client, name, **query):
    """The lines of a download without the mark at its start."""
    text = client.get(reverse(name), asked(**query)).getvalue().decode("utf-8-sig")
    return text.splitlines()


def days(**query):
    found = asked_in(query, today=date(2027, 3, 17))
    return found.first.isoformat(), found.last.isoformat(), found.problem


def test_a_room_says_its_hours_of_its_opening_hours(client, keeper, aula):
    BookingFactory(room=aula)
    BookingFactory(room=aula, **CLOSED, state=State.CANCELLED)
    client.force_login(keeper)

    page = client.get(reverse("room-statistics"), asked())

    (figure,) = page.context["figures"].rooms
    assert (figure.said, figure.bookings, figure.cancellations, figure.no_shows) == ("1 of 8 hours", 1, 1, 0)
    assert "1 of 8 hours" in page.content.decode()
    assert "%" not in page.context["least_drawing"]


def test_buildings_are_the_sums_of_their_rooms_and_months_come_when_there_are_several(client, keeper, aula):
    annexe = RoomFactory(owner=keeper, location=aula.location, building="41")
    BookingFactory(room=annexe)
    BookingFactory(room=aula)
    client.force_login(keeper)

    figures = client.get(reverse("room-statistics"), asked()).context["figures"]
    quarter = client.get(reverse("room-statistics"), {"period": "quarter"}).context["figures"]

    assert [(one.name, one.said) for one in figures.buildings] == [
        ("40", "1 of 8 hours"),
        ("41", "1 of 24 hours"),
    ]
    assert figures.total.said == "2 of 32 hours"
    assert figures.months == []
    assert len(quarter.months) == 3
    assert sum(one.booked for one in quarter.months) == quarter.total.booked == 120


def test_only_those_who_decide_about_rooms_see_statistics_and_only_of_these(client, keeper, aula):
    RoomFactory(name="Elsewhere")
    moderator, stranger = UserFactory(), UserFactory()
    grant(aula.access, to=moderator, permission=aula.MODERATE)

    client.force_login(moderator)
    assert [one.name for one in client.get(reverse("room-statistics")).context["figures"].rooms] == [
        aula.full_name
    ]
    client.force_login(UserFactory(is_admin=True))
    assert len(client.get(reverse("room-statistics")).context["figures"].rooms) == 2
    client.force_login(stranger)
    assert client.get(reverse("room-statistics")).status_code == 404


def test_rooms_come_in_the_order_asked_for(client, keeper, aula):
    busy = RoomFactory(name="Busy", owner=keeper, location=aula.location)
    for hour in range(8, 18):
        BookingFactory(room=busy, start=time(hour), end=time(hour + 1))
    BookingFactory(room=aula, start=time(9), end=time(17))
    client.force_login(keeper)

    def order(sort):
        return [
            one.name.split()[-1]
            for one in client.get(reverse("room-statistics"), asked(sort=sort)).context["page"]
        ]

    assert order("most") == ["Aula", "Busy"]
    assert order("least") == ["Busy", "Aula"]
    assert order("wanted") == ["Busy", "Aula"]


def test_a_place_narrows_the_figures_and_one_that_is_not_there_says_so(client, keeper, aula):
    RoomFactory(owner=keeper, building="41")
    client.force_login(keeper)

    assert "Aula" in shown(client, building="40")
    assert "Aula" not in shown(client, building="41")
    assert "No room of yours is there." in shown(client, building="99")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ("2027-03-01", "2027-03-31", "")),
        ({"period": "quarter", "from": "2027-05-15"}, ("2027-04-01", "2027-06-30", "")),
        ({"period": "year", "from": "2028-02-29"}, ("2028-01-01", "2028-12-31", "")),
        ({"period": "custom", "from": "2027-01-05", "to": "2027-01-06"}, ("2027-01-05", "2027-01-06", "")),
        ({"period": "custom", "from": "2027-05-05"}, ("2027-05-05", "2027-05-05", "")),
        (
            {"period": "custom", "from": "2027-01-06", "to": "2027-01-05"},
            ("2027-01-05", "2027-01-06", "The first day was after the last; they changed places."),
        ),
        (
            {"from": "tomorrow"},
            ("2027-03-01", "2027-03-31", "“tomorrow” is no day. Write it as 2027-03-30."),
        ),
        (
            {"from": "0001-01-01"},
            ("2027-03-01", "2027-03-31", "“0001-01-01” is no day. Write it as 2027-03-30."),
        ),
        (
            {"period": "custom", "from": "1990-01-01", "to": "2100-01-01"},
            ("1990-01-01", "1993-01-02", "At most three years at once; the last day was moved."),
        ),
    ],
)
def test_periods_are_whole_months_quarters_and_years(query, expected):
    assert days(**query) == expected


def test_the_first_and_last_year_have_no_way_out():
    assert asked_in({"from": "1980-01-05"}, today=DAY).earlier is None
    assert asked_in({"from": "2200-12-05"}, today=DAY).later is None


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        ((0, 0), "never open"),
        ((90, 480), "1.5 of 8 hours"),
        ((60, 0), "1 of 0 hours"),
        ((720 * 60, 1240 * 60), "720 of 1\u202f240 hours"),
    ],
)
def test_hours_are_said_of_hours(minutes, words):
    assert hours_words(*minutes) == words


def test_the_week_by_hours_shows_open_hours_only_and_never_a_share_in_hundredths(client, keeper, aula):
    BookingFactory(room=aula)
    client.force_login(keeper)

    page = client.get(reverse("room-statistics-hours"), asked())

    week = page.context["hours"]
    assert week.heads == [f"{hour:02}:00" for hour in range(9, 17)]
    assert week.rows[DAY.weekday()][1] == ["0", "10", *["0"] * 6]
    assert week.rows[6][1] == [""] * 8
    assert "10 of every 10 hours" in week.drawing
    assert "%" not in week.drawing


def test_the_week_by_hours_of_rooms_that_never_open_is_none():
    assert hours_of_week([[None] * 24] * 7) is None


def test_a_little_is_more_than_nothing():
    assert [tenths(share) for share in (0, 0.01, 0.04, 0.06, 0.5, 1)] == ["0", "<1", "<1", "1", "5", "10"]


def test_figures_are_taken_home_as_numbers_and_no_name_runs_as_a_formula(client, keeper, aula):
    aula.name = "=HYPERLINK(1)"
    aula.number = "@1"
    aula.location.name_format = "{number}"
    aula.save()
    aula.location.save()
    BookingFactory(room=aula)
    client.force_login(keeper)

    assert table(client, "room-statistics-table", by="room") == [
        '"Room","Location","Booked hours","Bookable hours","Bookings","Cancellations","No-shows"',
        '"\'@1 =HYPERLINK(1)","House",1.0,8.0,1,0,0',
    ]
    assert table(client, "room-statistics-table", by="building")[1] == '"40","House",1.0,8.0,1,0,0'
    book = load_workbook(
        io.BytesIO(client.get(reverse("room-statistics-table"), asked(by="room", format="xlsx")).content)
    )
    assert [cell.value for cell in book.active[2]][1:4] == ["House", 1, 8]


def test_dates_are_exported_with_the_words_of_those_one_may_read(client, aula):
    BookingFactory(room=aula, purpose="Choir", booked_for=UserFactory(name="Ada"))
    BookingFactory(room=aula, purpose="Secret", **CLOSED, is_private=True)
    BookingFactory(room=RoomFactory(), purpose="Other room")
    client.force_login(UserFactory())

    lines = table(client, "room-dates", room=aula.pk)

    assert len(lines) == 3
    assert '"Ada","Choir","2027-03-15T10:00:00","2027-03-15T11:00:00","Booked"' in lines[1]
    assert '"","","2027-03-15T13:00:00"' in lines[2]


def test_dates_are_blank_where_the_settings_hide_details_but_not_to_those_who_decide(client, keeper, aula):
    room_settings()
    RoomSettings.objects.update(hide_booking_details=True)
    BookingFactory(room=aula, purpose="Choir")

    client.force_login(UserFactory())
    assert "Choir" not in "".join(table(client, "room-dates"))
    client.force_login(keeper)
    assert "Choir" in "".join(table(client, "room-dates"))


def test_dates_of_a_room_are_those_of_its_own_days(client, keeper):
    far = RoomFactory(owner=keeper, location=LocationFactory(time_zone="Pacific/Auckland"))
    BookingFactory(room=far, start=time(1), end=time(2))
    BookingFactory(room=far, first_day=DAY + timedelta(days=1), start=time(0), end=time(1))
    client.force_login(keeper)

    lines = table(client, "room-dates", mine="1")

    assert len(lines) == 2
    assert '"2027-03-15T01:00:00","2027-03-15T02:00:00"' in lines[1]


def test_dates_of_more_than_a_year_are_not_exported_at_once(client, keeper, aula):
    client.force_login(keeper)

    answer = client.get(reverse("room-dates"), {"period": "custom", "from": "2026-01-01", "to": "2027-12-31"})

    assert answer.status_code == 302


def test_a_table_of_too_many_dates_is_not_begun(aula):
    BookingFactory(room=aula, rule=Rule("DAILY", count=3))
    rooms = Room.objects.all()

    asked_for = [are_more_than(most, rooms, DAY, DAY + timedelta(days=2)) for most in (2, 3)]

    assert asked_for == [True, False]


def test_statistics_take_the_same_number_of_queries_for_one_room_and_three(
    client, keeper, aula, django_assert_max_num_queries
):
    client.force_login(keeper)
    counts = []
    for rooms in (1, 3):
        while keeper.rooms_owned.count() < rooms:
            room = RoomFactory(owner=keeper, building=f"B{keeper.rooms_owned.count()}")
            BookingFactory(room=room, rule=Rule("DAILY", count=3))
        with django_assert_max_num_queries(40) as queries:
            client.get(reverse("room-statistics"), {"period": "year"})
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_room_says_how_much_it_was_used_lately(aula):
    BookingFactory(room=aula, first_day=DAY - timedelta(days=1))
    BookingFactory(room=aula, first_day=DAY - timedelta(days=20))
    BookingFactory(room=aula)

    found = used_lately(aula.pk, today=DAY)

    assert [(one.days, one.bookings) for one in found] == [(7, 1), (30, 2), (365, 2)]
    assert found[0].said == "1 of 40 hours"
