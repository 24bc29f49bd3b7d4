"""A recurrence rule is read as RFC 5545 means it, said in words, or refused with a sentence."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from kit.recurrence import BadRule, Rule, monthly_like, parse_rule, words

ZURICH = ZoneInfo("Europe/Zurich")
HONOLULU = ZoneInfo("Pacific/Honolulu")
TUESDAY = date(2026, 3, 10)
MONDAY, THURSDAY, SUNDAY = 0, 3, 6


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=DAILY;COUNT=3", Rule("DAILY", count=3)),
        ("RRULE:FREQ=DAILY;COUNT=3", Rule("DAILY", count=3)),
        ("  rrule:count=3;freq=daily;  ", Rule("DAILY", count=3)),
        ("FREQ=DAILY;BYDAY=TH,MO,MO;COUNT=3", Rule("DAILY", weekdays=(MONDAY, THURSDAY), count=3)),
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20260608", Rule("WEEKLY", 2, until=date(2026, 6, 8))),
        ("FREQ=MONTHLY;BYDAY=2TH;COUNT=3", Rule("MONTHLY", weekdays=(THURSDAY,), position=2, count=3)),
        ("FREQ=MONTHLY;BYDAY=+2TH;COUNT=3", Rule("MONTHLY", weekdays=(THURSDAY,), position=2, count=3)),
        (
            "FREQ=MONTHLY;BYDAY=TH;BYSETPOS=-1;COUNT=3",
            Rule("MONTHLY", weekdays=(THURSDAY,), position=-1, count=3),
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", Rule("MONTHLY", month_day=-1, count=3)),
        ("FREQ=MONTHLY;COUNT=3", Rule("MONTHLY", count=3)),
    ],
)
def test_a_rule_is_read_however_it_is_written(text, rule):
    assert parse_rule(text) == rule


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Rule("DAILY", count=3), "FREQ=DAILY;COUNT=3"),
        (
            Rule("WEEKLY", 2, (THURSDAY, MONDAY), until=date(2026, 6, 8), week_start=SUNDAY),
            "FREQ=WEEKLY;UNTIL=20260608;INTERVAL=2;BYDAY=MO,TH;WKST=SU",
        ),
        (Rule("MONTHLY", weekdays=(THURSDAY,), position=-1, count=3), "FREQ=MONTHLY;COUNT=3;BYDAY=-1TH"),
        (Rule("MONTHLY", month_day=-1, count=3), "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1"),
    ],
)
def test_a_rule_is_written_in_one_order(rule, text):
    assert rule.text() == text


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=3;WKST=SU",
        "FREQ=DAILY;INTERVAL=2;BYDAY=MO;COUNT=3;WKST=SU",
        "FREQ=MONTHLY;BYDAY=1MO;COUNT=3;WKST=SU",
    ],
)
def test_the_first_day_of_the_week_is_kept_only_where_it_decides_something(text):
    assert parse_rule(text) == parse_rule(text.replace("SU", "MO"))


def test_the_first_day_of_the_week_decides_which_weeks_are_skipped():
    assert parse_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=3;WKST=SU").week_start == SUNDAY


@pytest.mark.parametrize(
    ("until", "zone", "clock", "day"),
    [
        ("20260608", None, None, date(2026, 6, 8)),
        ("20260608", ZURICH, time(9), date(2026, 6, 8)),
        ("20260608T120000", ZURICH, time(9), date(2026, 6, 8)),
        ("20260608T085959", ZURICH, time(9), date(2026, 6, 7)),
        ("20260608T090000", ZURICH, time(9), date(2026, 6, 8)),
        ("20260608T070000Z", ZURICH, time(9), date(2026, 6, 8)),
        ("20260608T065959Z", ZURICH, time(9), date(2026, 6, 7)),
        ("20260607T220000Z", ZURICH, None, date(2026, 6, 8)),
        ("20260608T080000Z", HONOLULU, None, date(2026, 6, 7)),
        ("20260607T230000Z", None, None, date(2026, 6, 7)),
        ("20260608T000000Z", None, time(9), date(2026, 6, 7)),
    ],
)
def test_the_end_is_the_last_day_on_which_it_may_still_start(until, zone, clock, day):
    assert parse_rule(f"FREQ=DAILY;UNTIL={until}", zone=zone, clock=clock).until == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("FREQ=DAILY", "say until when, or how often"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20260608", "not both"),
        ("FREQ=DAILY;COUNT=1000000000", "at most 1,000 dates"),
        ("FREQ=DAILY;COUNT=" + "9" * 400, "at most 1,000 dates"),
        ("FREQ=DAILY;COUNT=1001", "at most 1,000 dates"),
        ("FREQ=DAILY;COUNT=0", "at most 1,000 dates"),
        ("FREQ=DAILY;COUNT=-1", "at most 1,000 dates"),
        ("FREQ=DAILY;COUNT=3;INTERVAL=0", "every 1 to 99"),
        ("FREQ=DAILY;COUNT=3;INTERVAL=-1", "every 1 to 99"),
        ("FREQ=DAILY;COUNT=3;INTERVAL=100", "every 1 to 99"),
        ("FREQ=SECONDLY;COUNT=3", "FREQ=SECONDLY is not possible"),
        ("FREQ=MINUTELY;COUNT=3", "FREQ=MINUTELY is not possible"),
        ("FREQ=HOURLY;COUNT=3", "FREQ=HOURLY is not possible"),
        ("FREQ=YEARLY;COUNT=3", "FREQ=YEARLY is not possible"),
        ("FREQ=" + "X" * 60 + ";COUNT=3", "FREQ=" + "X" * 40 + "… is not possible"),
        ("COUNT=3", "does not say how often"),
        ("FREQ=DAILY;COUNT=3;BYHOUR=9", "BYHOUR"),
        ("FREQ=DAILY;COUNT=3;BYMINUTE=0", "BYMINUTE"),
        ("FREQ=DAILY;COUNT=3;BYSECOND=0", "BYSECOND"),
        ("FREQ=DAILY;COUNT=3;BYYEARDAY=1", "BYYEARDAY"),
        ("FREQ=DAILY;COUNT=3;BYWEEKNO=1", "BYWEEKNO"),
        ("FREQ=DAILY;COUNT=3;BYMONTH=1", "BYMONTH"),
        ("FREQ=DAILY;COUNT=3;BYEASTER=0", "BYEASTER"),
        ("RSCALE=GREGORIAN;FREQ=DAILY;COUNT=3", "RSCALE"),
        ("FREQ=DAILY;COUNT=3;SKIP=FORWARD", "SKIP"),
        ("FREQ=DAILY;COUNT=3;X-MINE=1", "X-MINE"),
        ("FREQ=DAILY;COUNT=3;COUNT=4", "COUNT is there twice"),
        ("FREQ=DAILY;COUNT=", "“COUNT=” is not part"),
        ("FREQ=DAILY;COUNT", "“COUNT” is not part"),
        ("FREQ=DAILY;;COUNT=3", "“” is not part"),
        ("", "“” is not part"),
        ("RRULE:", "“” is not part"),
        ("every week", "“EVERY WEEK” is not part"),
        ("FREQ=DAILY;COUNT=3\nEXDATE=20260608", "COUNT=3\nEXDATE=20260608 is not possible"),
        ("FREQ=DAILY;COUNT=٣", "COUNT=٣ is not possible"),
        ("FREQ=DAILY;COUNT=3.5", "COUNT=3.5 is not possible"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=XX", "BYDAY=XX is not possible"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=MO,,TH", "BYDAY=MO,,TH is not possible"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=2MO", "choose monthly"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=0MO", "choose monthly"),
        ("FREQ=WEEKLY;COUNT=3;BYMONTHDAY=3", "choose monthly"),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=MO;BYSETPOS=1", "BYSETPOS is possible in monthly rules"),
        ("FREQ=WEEKLY;COUNT=3;WKST=1", "WKST=1 is not possible"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=TU", "on one day of the month, or on one weekday"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=1SU,-1SU", "BYDAY=1SU,-1SU is not possible"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=SU,1MO", "BYDAY=SU,1MO is not possible"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=6SU", "1st to the 5th"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=0SU", "1st to the 5th"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=-2SU", "1st to the 5th"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=SU,MO;BYSETPOS=1", "BYSETPOS is possible in monthly rules"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=1SU;BYSETPOS=1", "BYSETPOS is possible in monthly rules"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=SU;BYSETPOS=1,3", "BYSETPOS=1,3 is not possible"),
        ("FREQ=MONTHLY;COUNT=3;BYSETPOS=1", "BYSETPOS needs one weekday"),
        ("FREQ=MONTHLY;COUNT=3;BYDAY=2TU;BYMONTHDAY=13", "on one day of the month, or on one weekday"),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=1,15", "BYMONTHDAY=1,15 is not possible"),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=0", "days 1 to 31"),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=32", "days 1 to 31"),
        ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-32", "days 1 to 31"),
        ("FREQ=DAILY;UNTIL=tomorrow", "UNTIL=TOMORROW is not possible"),
        ("FREQ=DAILY;UNTIL=20261301", "UNTIL=20261301 is not possible"),
        ("FREQ=DAILY;UNTIL=20260229", "UNTIL=20260229 is not possible"),
        ("FREQ=DAILY;UNTIL=20260608T250000Z", "UNTIL=20260608T250000Z is not possible"),
        ("FREQ=DAILY;UNTIL=00000101", "year 0 is too far away"),
        ("FREQ=DAILY;UNTIL=99991231T235959Z", "year 9999 is too far away"),
        ("FREQ=DAILY;COUNT=3;" + "X" * 482, "at most 500 characters"),
        ("FREQ=DAILY;COUNT=3;BYDAY=" + "MO," * 1_000_000, "at most 500 characters"),
    ],
)
def test_a_rule_we_do_not_follow_is_refused_by_name(text, sentence):
    with pytest.raises(BadRule) as refusal:
        parse_rule(text, zone=HONOLULU, clock=time(9))

    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    "parts",
    [
        {"freq": "weekly", "count": 1},
        {"freq": "WEEKLY", "weekdays": (7,), "count": 1},
        {"freq": "WEEKLY", "week_start": -1, "count": 1},
        {"freq": "DAILY", "position": 1, "count": 1},
        {"freq": "MONTHLY", "position": 1, "count": 1},
        {"freq": "DAILY", "until": date(2201, 1, 1)},
    ],
)
def test_a_rule_made_by_hand_keeps_to_the_same_bounds(parts):
    with pytest.raises(BadRule):
        Rule(**parts)


@pytest.mark.parametrize(
    ("first_day", "position"),
    [(1, 1), (7, 1), (8, 2), (14, 2), (15, 3), (21, 3), (22, 4), (28, 4), (29, -1), (31, -1)],
)
def test_monthly_by_weekday_takes_the_fifth_for_the_last(first_day, position):
    first = date(2026, 3, first_day)

    assert monthly_like(first, by="weekday", count=2) == Rule(
        "MONTHLY", weekdays=(first.weekday(),), position=position, count=2
    )


def test_monthly_by_date_keeps_the_date():
    assert monthly_like(date(2026, 3, 31), interval=2, by="date", until=date(2026, 12, 31)) == Rule(
        "MONTHLY", 2, month_day=31, until=date(2026, 12, 31)
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("FREQ=DAILY;UNTIL=20260608", "Every day until Mon 8 June"),
        ("FREQ=DAILY;UNTIL=20270101", "Every day until Fri 1 January 2027"),
        ("FREQ=DAILY;COUNT=1", "Every day, 1 time"),
        ("FREQ=DAILY;INTERVAL=3;COUNT=10", "Every 3 days, 10 times"),
        ("FREQ=DAILY;INTERVAL=3;BYDAY=MO;COUNT=10", "Every 3 days if it is a Monday, 10 times"),
        ("FREQ=DAILY;INTERVAL=3;BYDAY=MO,TH;COUNT=9", "Every 3 days if it is a Monday or Thursday, 9 times"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=10", "Every day from Monday to Friday, 10 times"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=10", "Every day, 10 times"),
        ("FREQ=WEEKLY;COUNT=10", "Every Tuesday, 10 times"),
        ("FREQ=WEEKLY;BYDAY=TH,MO;COUNT=10", "Every Monday and Thursday, 10 times"),
        ("FREQ=WEEKLY;BYDAY=FR,WE,MO;COUNT=10", "Every Monday, Wednesday and Friday, 10 times"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=10", "Every day from Monday to Friday, 10 times"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=10", "Every 2 weeks on Tuesday, 10 times"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=10", "Every 2 weeks on Monday and Thursday, 10 times"),
        ("FREQ=MONTHLY;COUNT=10", "Every month on day 10, 10 times"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=10", "Every month on day 31, 10 times"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=10", "Every month on the last day, 10 times"),
        ("FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=10", "Every month on day 3 from the end, 10 times"),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=10", "Every month on the 2nd Tuesday, 10 times"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR;COUNT=10", "Every 3 months on the last Friday, 10 times"),
    ],
)
def test_a_rule_is_said_in_words(text, said):
    assert words(parse_rule(text), TUESDAY) == said


def test_the_weekdays_are_said_in_the_language_of_the_reader():
    with translation.override("fr"):
        assert "mardi" in words(parse_rule("FREQ=WEEKLY;COUNT=10"), TUESDAY).lower()
