"""The day grid as pure layout: columns, lanes, folding, and clocks that change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from kit.moments import wall_to_utc
from tests.clock import at
from timetable.entries import Entry, Place
from timetable.folding import Stretch, pauses, row_heights
from timetable.glance import rail_of
from timetable.grid import lay_out
from timetable.lanes import Lane, Span, side_by_side

keys = count(1)
ROOMS = {name: Place(number, name, number) for number, name in enumerate("ABCDEFGHIJ", 1)}


def entry(start, end, room=None, *, pause=False, session=None, inside=(), poster=False):
    key = next(keys)
    starts_at = at(start) if isinstance(start, str) else start
    ends_at = at(end) if isinstance(end, str) else end
    is_talk = not pause and session is None
    return Entry(
        pk=key,
        parent=None,
        starts_at=starts_at,
        ends_at=ends_at,
        title=f"Entry {key}",
        note="",
        room=ROOMS.get(room),
        session=session,
        talk=key if is_talk else None,
        number=key if is_talk else None,
        track=None,
        hue=None,
        is_poster=poster,
        inside=list(inside),
    )


def laid_out(*entries, zone=UTC):
    return lay_out(entries, zone=ZoneInfo("UTC") if zone is UTC else zone)


def places(grid):
    return {place.entry.pk: (place.column, place.width) for place in grid.placed}


def test_rooms_in_use_are_the_columns_in_their_own_order():
    grid = laid_out(entry("09:00", "10:00", "C"), entry("09:00", "10:00", "A"))

    assert [head.room.name for head in grid.heads] == ["A", "C"]
    assert grid.columns == 2


def test_what_is_held_alone_spans_all_columns():
    plenary, lunch = entry("09:00", "10:00", "A"), entry("12:00", "13:00", pause=True)
    grid = laid_out(plenary, entry("10:00", "11:00", "A"), entry("10:00", "11:00", "B"), lunch)

    assert places(grid)[plenary.pk] == (1, 2)
    assert places(grid)[lunch.pk] == (1, 2)


def test_a_plenary_keeps_to_its_room_when_the_grid_is_wider_than_the_screen():
    plenary = entry("09:00", "10:00", "B")
    grid = laid_out(plenary, *(entry("10:00", "11:00", room) for room in ROOMS))

    assert grid.is_wide
    assert places(grid)[plenary.pk] == (2, 1)


def test_a_day_in_one_room_has_one_column():
    one, other = entry("09:00", "10:00", "A"), entry("10:00", "11:00", "A")
    grid = laid_out(one, other)

    assert [head.room.name for head in grid.heads] == ["A"]
    assert places(grid) == {one.pk: (1, 1), other.pk: (1, 1)}


def test_without_rooms_there_is_one_column():
    grid = laid_out(entry("09:00", "10:00"), entry("10:00", "11:00", pause=True))

    assert grid.columns == 1


def test_what_has_no_room_and_is_not_alone_has_a_column_after_the_rooms():
    tour = entry("09:00", "10:00")
    grid = laid_out(tour, entry("09:00", "10:00", "B"))

    assert [head.room.name if head.room else None for head in grid.heads] == ["B", None]
    assert places(grid)[tour.pk] == (2, 1)


def test_overlapping_talks_of_one_room_stand_side_by_side():
    first, second, later = (
        entry("09:00", "10:00", "A"),
        entry("09:30", "10:30", "A"),
        entry("11:00", "12:00", "A"),
    )
    grid = laid_out(first, second, later, entry("11:00", "12:00", "B"))

    assert places(grid)[first.pk] == (1, 1)
    assert places(grid)[second.pk] == (2, 1)
    assert places(grid)[later.pk] == (1, 2)


def test_nothing_in_the_grid_lies_on_top_of_anything_else():
    entries = [
        entry(f"{9 + n % 3:02}:{n * 7 % 60:02}", f"{10 + n % 3:02}:{n * 11 % 60:02}", "AB"[n % 2])
        for n in range(24)
    ]
    grid = laid_out(*(each for each in entries if each.ends_at >= each.starts_at))

    taken = set()
    for place in grid.placed:
        cells = {
            (minute, column)
            for minute in range(place.start, place.start + place.minutes)
            for column in range(place.column, place.column + place.width)
        }
        assert not cells & taken
        taken |= cells


def test_talks_inside_a_block_share_its_width():
    one, two = entry("09:00", "09:30"), entry("09:00", "09:30")
    block = entry("09:00", "10:00", "A", session=1, inside=[one, two])
    grid = laid_out(block, entry("09:00", "10:00", "B"))

    inside = grid.placed[0].inside
    assert [(place.column, place.width) for place in inside] == [(1, 1), (2, 1)]
    assert grid.columns == 3


def test_a_poster_session_is_a_list_in_one_block():
    posters = [entry("09:00", "10:00") for _ in range(42)]
    block = entry("09:00", "10:00", "A", session=1, inside=posters, poster=True)
    grid = laid_out(block, entry("09:00", "10:00", "B"))

    assert grid.placed[0].listed
    assert grid.columns == 2


@pytest.mark.parametrize(("start", "step"), [("10:05", 5), ("10:07", 1)])
def test_rows_are_five_minutes_unless_the_day_needs_finer_ones(start, step):
    grid = laid_out(entry(start, "11:00", "A"))

    assert grid.step == step
    assert (grid.last - grid.first) % step == 0


def test_what_has_no_length_is_drawn_all_the_same():
    doors = entry("09:00", "09:00", "A")
    grid = laid_out(doors, entry("09:00", "10:00", "A"))

    assert next(place.minutes for place in grid.placed if place.entry is doors) == 10
    assert grid.columns == 2


def test_stretches_in_which_all_rooms_pause_fold():
    assert pauses([(540, 630), (660, 720)], first=540, last=780) == [Stretch(630, 660), Stretch(720, 780)]


def test_short_gaps_stay_to_scale():
    assert pauses([(540, 600), (610, 660)], first=540, last=660) == []


def test_a_room_in_use_keeps_the_others_from_folding():
    grid = laid_out(
        entry("09:00", "12:00", "A"), entry("09:00", "10:00", "B"), entry("10:00", "11:00", "B", pause=True)
    )

    assert grid.rows == "auto repeat(36,var(--row))"


def test_folded_rows_are_lower_and_a_long_night_does_not_fill_the_page():
    rows = row_heights([Stretch(60, 90), Stretch(120, 720)], first=0, last=780, step=5)

    assert rows == (
        "auto repeat(12,var(--row)) repeat(6,0.4rem) repeat(6,var(--row)) repeat(120,0.067rem) repeat(12,var(--row))"
    )


def test_after_midnight_the_grid_goes_on():
    party = entry(at("23:00"), at("02:00", day=date(2027, 3, 16)), "A")
    grid = laid_out(entry("22:00", "23:00", "A"), party)

    assert grid.placed[1].start == 23 * 60
    assert [tick.label for tick in grid.ticks if tick.is_hour] == ["22:00", "23:00", "00:00", "01:00"]


@pytest.mark.parametrize(
    ("night", "hours"),
    [
        (date(2027, 3, 28), ["00:00", "01:00", "03:00", "04:00"]),
        (date(2027, 10, 31), ["00:00", "01:00", "02:00", "02:00", "03:00"]),
    ],
)
def test_the_night_the_clocks_change_is_as_long_as_it_is(night, hours):
    zone = ZoneInfo("Europe/Paris")
    start, _note = wall_to_utc(night, time(0), zone)
    grid = laid_out(entry(start, start + timedelta(hours=len(hours)), "A"), zone=zone)

    assert [tick.label for tick in grid.ticks if tick.is_hour] == hours
    assert grid.placed[0].minutes == 60 * len(hours)


def test_labels_are_those_of_the_zone_of_the_page():
    grid = laid_out(entry("09:00", "11:00", "A"), zone=ZoneInfo("Asia/Kathmandu"))

    assert next(tick.label for tick in grid.ticks if tick.is_hour) == "15:00"


def test_lanes_are_used_again_once_free():
    spans = [Span(0, 10), Span(0, 20), Span(10, 20), Span(30, 40)]

    assert side_by_side(spans) == [Lane(0, 2), Lane(1, 2), Lane(0, 2), Lane(0, 1)]


def test_the_rail_gathers_parallel_talks_and_leaves_pauses_out():
    day = [entry("09:00", "10:00", "A"), entry("09:30", "11:00", "B"), entry("11:00", "11:30", pause=True)]
    rail = rail_of(day, zone=ZoneInfo("UTC"), now=at("09:10"), url="/day")

    assert [(bar.title, bar.note, bar.start, bar.minutes) for bar in rail.bars] == [
        ("2 talks", "2 rooms", 540, 120),
        (day[2].title, "", 660, 30),
    ]
    assert (rail.first, rail.last, rail.now) == (540, 720, 550)


def test_the_minute_of_now_is_none_outside_the_day():
    grid = laid_out(entry("09:00", "11:00", "A"))

    assert grid.minute_of(at("10:07")) == 607
    assert grid.minute_of(datetime(2027, 3, 16, 10, tzinfo=UTC)) is None
