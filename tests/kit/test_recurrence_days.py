"""The days of a series are those its rule names, in order, and never more work than a second."""

from calendar import monthrange
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kit.moments import local, wall_to_utc
from kit.recurrence import BadRule, Rule, dates_of, monthly_like, parse_rule

ZURICH = ZoneInfo("Europe/Zurich")
TUESDAY = date(2026, 3, 10)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
WEEKDAYS = st.sets(st.integers(0, 6), max_size=7).map(tuple)
KINDS = st.one_of(
    st.fixed_dictionaries({"freq": st.just("DAILY"), "weekdays": WEEKDAYS}),
    st.fixed_dictionaries(
        {"freq": st.just("WEEKLY"), "weekdays": WEEKDAYS, "week_start": st.integers(0, 6)},
    ),
    st.fixed_dictionaries(
        {
            "freq": st.just("MONTHLY"),
            "month_day": st.none() | st.integers(1, 31) | st.integers(-31, -1),
        }
    ),
    st.fixed_dictionaries(
        {
            "freq": st.just("MONTHLY"),
            "weekdays": st.integers(0, 6).map(lambda day: (day,)),
            "position": st.sampled_from([1, 2, 3, 4, 5, -1]),
        }
    ),
)
ENDS = st.fixed_dictionaries({"until": DAYS}) | st.fixed_dictionaries({"count": st.integers(1, 60)})
INTERVALS = st.integers(1, 4) | st.integers(1, 99)
RULES = st.builds(lambda kind, end, interval: Rule(**kind, **end, interval=interval), KINDS, ENDS, INTERVALS)


def names(rule, day, first_day):
    """Whether the rule names that day, said again from RFC 5545 without counting along."""
    if rule.freq == "DAILY":
        on = not rule.weekdays or day.weekday() in rule.weekdays
        return on and (day - first_day).days % rule.interval == 0
    if rule.freq == "WEEKLY":
        weeks = (week_of(day, rule.week_start) - week_of(first_day, rule.week_start)).days // 7
        return day.weekday() in (rule.weekdays or (first_day.weekday(),)) and weeks % rule.interval == 0
    months = (day.year - first_day.year) * 12 + day.month - first_day.month
    return months % rule.interval == 0 and lies_in_its_month(rule, day, first_day)


def lies_in_its_month(rule, day, first_day):
    length = monthrange(day.year, day.month)[1]
    if rule.position is None:
        return (rule.month_day or first_day.day) in {day.day, day.day - length - 1}
    position = -1 if rule.position == -1 and day.day + 7 > length else (day.day - 1) // 7 + 1
    return day.weekday() == rule.weekdays[0] and position == rule.position


def week_of(day, week_start):
    return day - timedelta(days=(day.weekday() - week_start) % 7)


def all_named(rule, first_day):
    """Every day of the ten years after the first that the rule names, up to its end."""
    end = rule.until or first_day.replace(year=first_day.year + 10, day=min(first_day.day, 28))
    days = (first_day + timedelta(days=n) for n in range((end - first_day).days + 1))
    return [day for day in days if names(rule, day, first_day)][: rule.count]


def expanded(first_day, rule):
    try:
        return dates_of(first_day, rule)
    except BadRule:
        assume(False)


@given(DAYS, RULES)
@example(date(2026, 3, 9), parse_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU;COUNT=5"))
@example(date(2026, 1, 31), parse_rule("FREQ=MONTHLY;COUNT=12"))
@example(date(2026, 1, 1), parse_rule("FREQ=MONTHLY;BYDAY=5FR;COUNT=12"))
@example(date(2024, 2, 29), parse_rule("FREQ=MONTHLY;INTERVAL=12;COUNT=2"))
def test_the_days_are_exactly_those_the_rule_names(first_day, rule):
    days = expanded(first_day, rule)

    assert days == all_named(rule, first_day)


@given(DAYS, RULES)
def test_what_is_refused_has_no_day_too_many_or_spans_too_long(first_day, rule):
    try:
        days = dates_of(first_day, rule)
    except BadRule:
        named = all_named(rule, first_day)
        over = rule.until is not None and rule.until.year - first_day.year >= 10
        assert not named or len(named) > 1000 or over or (rule.count or 0) > len(named)
    else:
        assert days


@given(RULES)
def test_a_rule_that_is_written_is_read_the_same(rule):
    assert parse_rule(rule.text()) == rule


@given(DAYS, RULES)
def test_another_reader_of_the_text_finds_the_same_days(first_day, rule):
    days = expanded(first_day, rule)

    moments = rrulestr(rule.text(), dtstart=datetime.combine(first_day, time.min), cache=False)

    assert [moment.date() for moment in moments] == days


@given(DAYS, RULES)
def test_a_series_counted_from_its_first_date_is_the_same_series(first_day, rule):
    days = expanded(first_day, rule)

    assert dates_of(days[0], rule) == days  # so a calendar may say that it starts on its first date


@given(DAYS, RULES, st.data())
def test_exceptions_are_taken_away_after_counting(first_day, rule, data):
    days = expanded(first_day, rule)
    gone = data.draw(st.sets(st.sampled_from(days), max_size=len(days) - 1))

    assert dates_of(first_day, rule, exdates=gone) == [day for day in days if day not in gone]


def test_without_a_rule_it_comes_once():
    assert dates_of(TUESDAY, None) == [TUESDAY]


def test_a_first_day_the_rule_does_not_name_is_not_part_of_the_series():
    monday = date(2026, 3, 9)

    assert dates_of(monday, parse_rule("FREQ=WEEKLY;BYDAY=TU;COUNT=2")) == [TUESDAY, date(2026, 3, 17)]


def test_months_without_the_day_are_left_out():
    days = dates_of(date(2026, 1, 31), parse_rule("FREQ=MONTHLY;COUNT=3"))

    assert days == [date(2026, 1, 31), date(2026, 3, 31), date(2026, 5, 31)]


def test_a_fifth_weekday_comes_only_in_months_that_have_one():
    days = dates_of(date(2026, 1, 1), parse_rule("FREQ=MONTHLY;BYDAY=5FR;COUNT=3"))

    assert days == [date(2026, 1, 30), date(2026, 5, 29), date(2026, 7, 31)]


def test_monthly_like_a_fifth_weekday_comes_every_month():
    friday = date(2026, 1, 30)

    days = dates_of(friday, monthly_like(friday, by="weekday", count=3))

    assert days == [friday, date(2026, 2, 27), date(2026, 3, 27)]


def test_exceptions_that_hit_nothing_mean_nothing():
    rule = parse_rule("FREQ=WEEKLY;COUNT=2")

    assert dates_of(TUESDAY, rule, exdates=[date(2026, 3, 11)]) == [TUESDAY, date(2026, 3, 17)]


@pytest.mark.parametrize(
    ("first_day", "text", "sentence"),
    [
        (TUESDAY, "FREQ=DAILY;UNTIL=20360310", "at most 1,000 dates"),
        (TUESDAY, "FREQ=DAILY;UNTIL=20360311", "at most 10 years"),
        (TUESDAY, "FREQ=WEEKLY;COUNT=1000", "at most 10 years"),
        (date(2028, 2, 29), "FREQ=WEEKLY;INTERVAL=4;UNTIL=20380301", "at most 10 years"),
        (TUESDAY, "FREQ=DAILY;UNTIL=20260309", "ends before its first day"),
        (TUESDAY, "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260312", "No date is left"),
        (date(2026, 2, 1), "FREQ=MONTHLY;INTERVAL=12;BYDAY=5SA;COUNT=2", "No date is left"),
        (date(2026, 2, 1), "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;COUNT=2", "never names a day"),
        (date(2026, 2, 1), "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=-30;UNTIL=20280101", "never names a day"),
        (TUESDAY, "FREQ=DAILY;INTERVAL=7;BYDAY=MO;COUNT=2", "never names a day"),
        (date(1, 1, 1), "FREQ=DAILY;COUNT=2", "year 1 is too far away"),
        (date(9999, 12, 31), "FREQ=DAILY;COUNT=2", "year 9999 is too far away"),
    ],
)
def test_a_series_without_days_or_with_too_many_is_refused(first_day, text, sentence):
    with pytest.raises(BadRule, match=sentence):
        dates_of(first_day, parse_rule(text))


def test_ten_years_to_the_day_are_allowed():
    assert dates_of(TUESDAY, parse_rule("FREQ=MONTHLY;UNTIL=20360310"))[-1] == date(2036, 3, 10)


def test_a_series_of_which_every_date_is_excepted_is_refused():
    with pytest.raises(BadRule, match="No date is left"):
        dates_of(TUESDAY, None, exdates=[TUESDAY])


def test_a_series_longer_than_the_caller_takes_is_refused():
    rule = parse_rule("FREQ=DAILY;COUNT=11")

    assert len(dates_of(TUESDAY, rule, most=11)) == 11
    with pytest.raises(BadRule, match="at most 10 dates"):
        dates_of(TUESDAY, rule, most=10)


@pytest.mark.parametrize("interval", [7, *range(12, 99, 12), 98, 99])
def test_a_rule_that_hardly_ever_or_never_names_a_day_is_answered_within_a_second(interval):
    kinds = [
        *({"freq": "MONTHLY", "month_day": day} for day in (28, 29, 30, 31, -28, -29, -30, -31)),
        *({"freq": "MONTHLY", "weekdays": (day,), "position": 5} for day in range(7)),
        *({"freq": "DAILY", "weekdays": (day,)} for day in range(7)),
    ]
    ends = [{"count": 1000}, {"until": date(2036, 2, 1)}]
    starts = [date(2026, 2, 1), date(2027, 2, 28), date(2028, 2, 29), date(2026, 4, 1)]
    slowest = 0.0

    for kind, end, first_day in ((kind, end, day) for kind in kinds for end in ends for day in starts):
        began = process_time()
        with suppress(BadRule):
            dates_of(first_day, Rule(**kind, **end, interval=interval))
        slowest = max(slowest, process_time() - began)

    assert slowest < 1


@pytest.mark.case("R28")
def test_a_weekly_series_keeps_its_time_on_the_wall_over_both_changes_of_the_clocks():
    days = dates_of(date(2026, 3, 3), parse_rule("FREQ=WEEKLY;UNTIL=20261231"))

    moments = [wall_to_utc(day, time(9), ZURICH)[0] for day in days]

    assert len(moments) == 44
    assert {moment.astimezone(UTC).hour for moment in moments} == {7, 8}
    assert {local(moment, ZURICH).time() for moment in moments} == {time(9)}
    assert [local(moment, ZURICH).date() for moment in moments] == days
