"""Time is told by real moments; walls and their clocks are only how people see it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import moments
from kit.moments import ImpossibleSpan, Span, UnknownZone

PARIS = ZoneInfo("Europe/Paris")
TOKYO = ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOMENTS = st.builds(
    datetime.fromtimestamp, st.integers(1_577_836_800, 1_893_456_000), st.sampled_from([UTC, PARIS, TOKYO])
)
SPANS = st.builds(
    lambda start, length: Span(start, start.astimezone(UTC) + length),
    MOMENTS,
    st.timedeltas(timedelta(0), timedelta(days=3)),
)


def test_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(ImpossibleSpan, match="before the start"):
        Span(NOON, NOON - HOUR)


def test_a_span_of_naive_moments_is_a_bug():
    with pytest.raises(ValueError, match="time zone"):
        Span(NOON.replace(tzinfo=None), NOON.replace(tzinfo=None))


def test_touching_is_not_overlapping():
    assert not Span(NOON, NOON + HOUR).overlaps(Span(NOON + HOUR, NOON + 2 * HOUR))
    assert Span(NOON, NOON + 2 * HOUR).overlaps(Span(NOON + HOUR, NOON + 3 * HOUR))


def test_a_span_without_length_is_allowed_and_holds_nothing():
    instant = Span(NOON, NOON)

    assert instant.length == timedelta(0)
    assert not instant.covers(NOON)
    assert not instant.overlaps(Span(NOON - HOUR, NOON + HOUR))


@given(SPANS, SPANS)
def test_overlapping_is_mutual_and_means_a_shared_moment(one, other):
    shared = max(one.starts_at.astimezone(UTC), other.starts_at.astimezone(UTC))

    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(other) == (one.covers(shared) and other.covers(shared))


@given(SPANS)
def test_a_span_overlaps_itself_exactly_if_it_has_length(span):
    assert span.overlaps(span) == bool(span.length)


@pytest.mark.case("R28")
def test_the_length_of_a_night_counts_the_hour_that_comes_twice():
    night = Span(datetime(2026, 10, 25, 1, tzinfo=PARIS), datetime(2026, 10, 25, 4, tzinfo=PARIS))

    assert night.length == 4 * HOUR


def test_a_zone_is_known_by_its_name():
    assert moments.zone("Europe/Paris") == PARIS


@pytest.mark.parametrize(
    "name",
    ["Europe/Nowhere", "", "../../etc/passwd", "/etc/localtime", "Factory", "localtime", "\x00", "x" * 999],
)
def test_an_unknown_zone_is_refused(name):
    with pytest.raises(UnknownZone, match="no time zone"):
        moments.zone(name)


def test_zones_to_choose_from_are_cities_in_order():
    names = [name for name, _label in moments.zone_choices()]

    assert names[0] == "UTC"
    assert names[1:] == sorted(names[1:])
    assert {"Europe/Paris", "America/New_York"} < set(names)
    assert not {"EST", "GMT+0", "US/Eastern", "localtime", "posixrules"} & set(names)
    assert ("America/New_York", "America/New York") in moments.zone_choices()


def test_an_ordinary_time_on_the_wall_has_one_moment():
    assert moments.wall_to_utc(date(2026, 7, 1), time(9, 30), PARIS) == (
        datetime(2026, 7, 1, 7, 30, tzinfo=UTC),
        None,
    )


@pytest.mark.case("R28")
def test_a_time_that_does_not_exist_moves_forward_with_a_note():
    moment, note = moments.wall_to_utc(date(2026, 3, 29), time(2, 30), PARIS)

    assert moment == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert note == "The clocks go forward that night: 02:30 does not exist and became 03:30."


@pytest.mark.case("R28")
def test_a_time_that_comes_twice_means_the_first_with_a_note():
    moment, note = moments.wall_to_utc(date(2026, 10, 25), time(2, 30), PARIS)

    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert note == "The clocks go back that night: 02:30 comes twice, and the first one is meant."


@given(MOMENTS)
def test_wall_times_lead_back_to_their_moment(moment):
    shown = moments.local(moment, PARIS)

    back, note = moments.wall_to_utc(shown.date(), shown.time(), PARIS)

    assert back == moment.astimezone(UTC) - (HOUR if shown.fold else timedelta(0))
    assert (note is None) or "twice" in note


def test_a_talk_after_midnight_belongs_to_the_day_before():
    late = datetime(2026, 2, 2, 1, tzinfo=PARIS)

    assert moments.day_of(late, PARIS) == date(2026, 2, 2)
    assert moments.day_of(late, PARIS, time(4)) == date(2026, 2, 1)
    assert moments.day_of(late.replace(hour=4), PARIS, time(4)) == date(2026, 2, 2)


@pytest.mark.case("R28")
def test_days_have_23_or_25_hours_when_clocks_change():
    assert moments.day_bounds(date(2026, 3, 29), PARIS).length == 23 * HOUR
    assert moments.day_bounds(date(2026, 10, 25), PARIS).length == 25 * HOUR
    assert moments.day_bounds(date(2026, 7, 1), PARIS, time(6)).length == 24 * HOUR


@given(MOMENTS, st.sampled_from([time(0), time(2, 30), time(6), time(23, 59)]))
def test_every_moment_lies_in_its_day(moment, day_change):
    day = moments.day_of(moment, PARIS, day_change)

    assert moments.day_bounds(day, PARIS, day_change).covers(moment)


@pytest.mark.parametrize(
    ("there", "words"),
    [
        ("Asia/Tokyo", "+8 h"),
        ("Europe/Rome", ""),
        ("America/St_Johns", "−4:30 h"),
        ("Asia/Kolkata", "+4:30 h"),
        ("UTC", "−1 h"),
    ],
)
def test_the_distance_of_two_zones_in_words(there, words):
    assert moments.offset_words(ZoneInfo(there), here=PARIS, at=NOON) == words


def test_a_naive_moment_has_no_local_time():
    with pytest.raises(ValueError, match="time zone"):
        moments.local(NOON.replace(tzinfo=None), PARIS)
