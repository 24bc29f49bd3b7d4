"""How a day of a room is laid out: pure, without rows or pages."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from psycopg.types.multirange import Int4Multirange
from psycopg.types.range import Int4Range

from rooms.availability.timeline import Bar, Kind
from rooms.calendar.asked import Asked, asked_in, next_to, period_of
from rooms.calendar.axis import axis_of, day_in
from rooms.calendar.lanes import Gap, lane_of
from rooms.calendar.plan_time import plan_time
from rooms.calendar.told import Told
from rooms.models import Room, State

ZURICH = ZoneInfo("Europe/Zurich")
MONDAY = date(2027, 3, 15)
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
ALWAYS = Int4Multirange([Int4Range(0, 10080)])


def room(week=ALWAYS, **fields):
    return Room(pk=1, number="1", open_week=week, **fields)


def moment(clock, day=MONDAY, zone=UTC):
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zone).astimezone(UTC)


def bar(start, end, *, state=State.ACCEPTED, kind=Kind.BOOKING, day=MONDAY, days=0, booking=7, zone=UTC):
    ends_at = moment(end, day + timedelta(days=days), zone)
    if kind in (Kind.CLOSURE, Kind.BLOCKING):
        return Bar(1, None, None, moment(start, day, zone), ends_at, None, kind, 3)
    return Bar(1, booking, booking, moment(start, day, zone), ends_at, state, kind)


def lane(*bars, told=(), place=None, day=MONDAY, zone=UTC, **options):
    about = {key: Told(key, "Seminar", "Ada", is_own=False) for key in told}
    return lane_of(place or room(), day_in(zone, day), bars, about, books=True, **options)


def shape(laid):
    return [(piece.what, piece.start, piece.minutes) for piece in laid.pieces]


def test_a_booking_stands_at_its_minutes_and_the_rest_of_the_day_is_free():
    laid = lane(bar("10:00", "11:00"))

    assert shape(laid) == [("busy", 600, 60)]
    assert laid.gaps == (Gap(0, 600), Gap(660, 780))


def test_nights_and_long_bookings_are_clipped_to_the_day():
    night = bar("22:00", "06:00", day=MONDAY - timedelta(days=1), days=1)
    long = bar("20:00", "09:00", days=3)

    laid = lane(night, long)

    assert shape(laid) == [("busy", 0, 360), ("busy", 1200, 240)]


def test_what_only_touches_the_day_is_not_in_it():
    laid = lane(bar("22:00", "00:00", day=MONDAY - timedelta(days=1), days=1))

    assert shape(laid) == []


@pytest.mark.parametrize(
    ("day", "minutes", "change"), [(SPRING, 1380, (120, 60)), (AUTUMN, 1500, (180, -60))]
)
def test_days_on_which_clocks_change_have_other_lengths(day, minutes, change):
    here = day_in(ZURICH, day)

    assert here.minutes == minutes
    assert here.change == change
    assert here.clock(here.minute_of(time(9))) == "09:00"


def test_ordinary_days_have_no_change_of_clocks():
    assert day_in(ZURICH, MONDAY).change is None


@pytest.mark.parametrize(
    ("day", "hours"),
    [(SPRING, ["00", "01", "03", "04"]), (AUTUMN, ["00", "01", "02", "02"])],
)
def test_the_ruler_shows_the_hours_that_the_clocks_show(day, hours):
    axis = axis_of(day_in(ZURICH, day), [], all_hours=True)

    assert [label for _minute, label in axis.hours][:4] == hours
    assert axis.hours[-1][1] == "24"


def test_bookings_on_days_of_other_lengths_stand_at_real_minutes():
    laid = lane(bar("01:00", "09:00", day=SPRING, zone=ZURICH), day=SPRING, zone=ZURICH)

    assert shape(laid) == [("busy", 60, 420)]


def test_the_ruler_widens_to_what_is_booked_and_no_further():
    day = day_in(UTC, MONDAY)

    assert [
        (axis.first, axis.last) for axis in (axis_of(day, []), axis_of(day, [(390, 450), (1205, 1210)]))
    ] == [
        (420, 1200),
        (360, 1260),
    ]


def test_outside_its_hours_a_room_is_shut_and_not_offered():
    week = Int4Multirange([Int4Range(480, 1080)])

    laid = lane(place=room(week))

    assert shape(laid) == [("shut", 0, 480), ("shut", 1080, 360)]
    assert laid.gaps == (Gap(480, 600),)


def test_who_may_override_is_offered_all_hours_and_closures():
    closure = bar("09:00", "12:00", kind=Kind.CLOSURE)
    week = Int4Multirange([Int4Range(480, 1080)])

    assert lane(closure, place=room(week)).gaps == (Gap(480, 60), Gap(720, 360))
    assert lane(closure, place=room(week), overrides=True).gaps == (Gap(0, 1440),)


def test_blocked_time_is_offered_to_those_who_pass_only():
    blocking = bar("09:00", "12:00", kind=Kind.BLOCKING)

    assert lane(blocking).gaps == (Gap(0, 540), Gap(720, 720))
    assert lane(blocking, passing=[3]).gaps == (Gap(0, 1440),)


def test_time_to_set_up_and_clear_is_kept_around_a_booking():
    laid = lane(bar("10:00", "11:00"), place=room(buffer_before=10, buffer_after=20))

    assert laid.gaps == (Gap(0, 570), Gap(690, 750))


def test_time_that_is_over_and_short_gaps_are_not_offered():
    laid = lane(bar("10:00", "11:00"), bar("11:20", "12:00"), now=moment("09:10"))

    assert laid.gaps == (Gap(555, 45), Gap(720, 720))


def test_requests_do_not_take_a_room_and_show_to_those_who_may_know():
    request = bar("10:00", "11:00", state=State.PENDING)

    assert shape(lane(request, told=[7])) == [("ask", 600, 60)]
    assert shape(lane(request)) == []
    assert lane(request, told=[7]).gaps == (Gap(0, 1440),)


def test_requests_that_overlap_share_the_height():
    asked = [
        bar("10:00", "12:00", state=State.PENDING, booking=1),
        bar("11:00", "13:00", state=State.PENDING, booking=2),
        bar("12:00", "14:00", state=State.PENDING, booking=3),
        bar("15:00", "16:00", booking=4),
    ]

    laid = lane(*asked, told=[1, 2, 3, 4])

    assert [(piece.level, piece.levels) for piece in laid.pieces] == [(0, 2), (1, 2), (0, 2), (0, 1)]


def test_without_a_right_to_book_nothing_is_offered():
    laid = lane_of(room(), day_in(UTC, MONDAY), [], {})

    assert laid.gaps == ()


def test_periods_are_the_day_the_week_from_monday_and_the_month():
    days = [period_of(view, date(2028, 2, 16)) for view in ("day", "week", "month")]

    assert [(period.first.day, period.last.day) for period in days] == [(16, 16), (14, 20), (1, 29)]
    assert next_to("month", days[2]) == (date(2028, 1, 1), date(2028, 3, 1))
    assert next_to("week", days[1]) == (date(2028, 2, 7), date(2028, 2, 21))


@pytest.mark.parametrize("text", ["yesterday", "2027-02-30", "0001-01-01", "9999-12-31", "2027-03-15T10:00"])
def test_days_that_are_none_are_today_and_a_sentence(text):
    asked = asked_in(QueryDict(f"date={text}"))

    assert asked.day is None
    assert text in asked.problem


def test_what_makes_no_sense_in_the_address_is_no_choice():
    query = "view=year&location=x&room=-1&capacity=many&show=some&equipment=1&equipment=two&text=%00 a  b "

    assert asked_in(QueryDict(query)) == Asked(equipment=(1,), words="a b")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", ("2027-03-15", "10:00", "11:00")),
        ("date=2027-04-01&from=14:00&to=16:30", ("2027-04-01", "14:00", "16:30")),
        ("at=2027-04-01T14:00&minutes=90", ("2027-04-01", "14:00", "15:30")),
        ("from=14:00", ("2027-03-15", "14:00", "15:00")),
    ],
)
def test_a_plan_is_asked_for_a_time_or_shows_the_hour_to_come(query, said):
    asked = plan_time(QueryDict(query), now=datetime(2027, 3, 15, 10, 7, tzinfo=ZURICH))

    assert (asked.query["date"], asked.query["from"], asked.query["to"]) == said
    assert asked.problem == ""


@pytest.mark.parametrize(
    "query", ["at=soon", "date=2027-02-30", "from=16:00&to=15:00", "at=0001-01-01T00:00"]
)
def test_times_a_plan_can_not_show_say_so(query):
    asked = plan_time(QueryDict(query), now=datetime(2027, 3, 15, 10, 7, tzinfo=ZURICH))

    assert asked.problem
    assert asked.query["from"] == "10:07"


def test_the_hour_to_come_may_end_tomorrow():
    asked = plan_time(QueryDict(""), now=datetime(2027, 3, 15, 23, 20, tzinfo=ZURICH))

    assert asked.query == {"date": "2027-03-15", "from": "23:15", "to": "00:15", "nights": "1"}
