"""The week as pure layout: days as columns by the clocks on the wall, few things side by side, many as one."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tests.clock import DAY, at
from tests.timetable.test_grid import entry
from timetable.week import SHARES, week_of

TUESDAY = date(2027, 3, 16)
BRUSSELS = ZoneInfo("Europe/Brussels")


def laid_out(*days, zone=None):
    named = zip((DAY, TUESDAY), days, strict=False)
    return week_of(dict(named), zone=zone or ZoneInfo("UTC"), page_of=lambda each: f"/{each.pk}/")


def pieces(week, number=0):
    return [(piece.column, piece.width, piece.start, piece.minutes) for piece in week.days[number].pieces]


def test_days_stand_side_by_side_on_one_ruler():
    week = laid_out(
        [entry("09:00", "10:00", "A")],
        [entry(at("09:00", day=TUESDAY), at("10:00", day=TUESDAY), "A")],
    )

    assert pieces(week, 0) == [(1, SHARES, 540, 60)]
    assert pieces(week, 1) == [(SHARES + 1, SHARES, 540, 60)]


def test_up_to_three_things_share_a_day_evenly():
    two = laid_out([entry("09:00", "10:00", "A"), entry("09:00", "10:00", "B")])
    three = laid_out([entry("09:00", "10:00", room) for room in "ABC"])

    assert [place[:2] for place in pieces(two)] == [(1, 3), (4, 3)]
    assert [place[:2] for place in pieces(three)] == [(1, 2), (3, 2), (5, 2)]


def test_more_things_at_once_are_one_entry_that_counts_them():
    week = laid_out([entry("09:00", "10:00", room) for room in "ABCD"])

    (piece,) = week.days[0].pieces
    assert (piece.title, piece.note, piece.page, piece.minutes) == ("4 talks", "4 rooms", "", 60)


def test_a_break_shows_only_where_nothing_else_is_held():
    alone, beside = entry("12:00", "13:00", pause=True), entry("09:30", "09:45", pause=True)
    week = laid_out([entry("09:00", "10:00", "A"), beside, alone])

    assert [piece.entry.pk for piece in week.days[0].pieces if piece.is_pause] == [alone.pk]


def test_nine_oclock_is_one_line_though_the_clocks_change_between_the_days():
    saturday, sunday = date(2027, 3, 27), date(2027, 3, 28)
    nine = {
        day: datetime(day.year, day.month, day.day, 9, tzinfo=BRUSSELS).astimezone(UTC)
        for day in (saturday, sunday)
    }
    week = week_of(
        {day: [entry(start, start.replace(hour=start.hour + 1), "A")] for day, start in nine.items()},
        zone=BRUSSELS,
        page_of=lambda each: "",
    )

    assert [place[2:] for number in (0, 1) for place in pieces(week, number)] == [(540, 60), (540, 60)]


def test_what_is_held_after_midnight_stands_below_its_evening():
    week = laid_out([entry("20:00", "22:00"), entry(at("00:30", day=TUESDAY), at("01:30", day=TUESDAY))])

    assert [place[2:] for place in pieces(week)] == [(1200, 120), (1470, 60)]
    assert week.marks[-1].label == "01:00"


def test_in_a_zone_far_away_a_day_may_begin_on_the_evening_before():
    week = laid_out([entry("02:00", "03:00")], zone=ZoneInfo("America/New_York"))

    assert pieces(week)[0][2:] == (-120, 60)
    assert week.marks[0].label == "22:00"


def test_long_stretches_in_which_nothing_is_held_fold():
    week = laid_out([entry("09:00", "10:00"), entry("20:00", "21:00")])

    assert "rem" in week.rows
    assert [mark.label for mark in week.marks] == ["09:00", "10:00", "20:00"]


def test_what_follows_directly_at_an_odd_minute_does_not_stand_beside():
    week = laid_out([entry("09:07", "09:33"), entry("09:33", "09:50"), entry("09:50", "09:51")])

    assert pieces(week) == [(1, SHARES, 545, 25), (1, SHARES, 570, 20), (1, SHARES, 590, 5)]
