"""What the address of a search means: defaults, series, and wrong values that cost only themselves."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict

from kit.recurrence import Rule
from rooms.forms.find import FindForm, pinned, shifted
from rooms.times import Times

NOW = datetime(2027, 3, 15, 9, 10, tzinfo=ZoneInfo("Europe/Zurich"))  # a Monday
MONDAY = date(2027, 3, 15)
TUESDAY = date(2027, 4, 6)


def form_of(query: str, now: datetime = NOW) -> FindForm:
    return FindForm(QueryDict(query), zone_now=now)


def times_of(query: str, now: datetime = NOW) -> Times:
    return form_of(query, now).asked().times


@pytest.mark.parametrize(
    ("query", "now", "meant"),
    [
        ("", NOW, Times(MONDAY, time(9, 30), time(10, 30))),
        ("", NOW.replace(minute=30), Times(MONDAY, time(10), time(11))),
        ("", NOW.replace(hour=22, minute=40), Times(date(2027, 3, 16), time(9), time(10))),
        ("date=2027-04-06", NOW, Times(TUESDAY, time(9), time(10))),
        ("from=13:00", NOW, Times(MONDAY, time(13), time(14))),
        ("from=23:30", NOW, Times(MONDAY, time(23, 30), time(23, 59))),
        ("date=2027-04-06&from=10:30&to=12:00", NOW, Times(TUESDAY, time(10, 30), time(12))),
        ("date=2027-04-06&from=22:00&to=06:00&nights=1", NOW, Times(TUESDAY, time(22), time(6), 1)),
    ],
)
def test_what_is_left_open_is_the_next_half_hour_for_an_hour(query, now, meant):
    assert times_of(query, now) == meant


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ("repeat=never&until=2027-05-01&count=3", None),
        ("repeat=daily&count=5", Rule("DAILY", count=5)),
        (
            "repeat=weekdays&until=2027-04-16",
            Rule("WEEKLY", weekdays=(0, 1, 2, 3, 4), until=date(2027, 4, 16)),
        ),
        ("repeat=weekly&until=2027-06-08", Rule("WEEKLY", weekdays=(1,), until=date(2027, 6, 8))),
        ("repeat=weekly&on=1&on=3&every=2&count=8", Rule("WEEKLY", 2, weekdays=(1, 3), count=8)),
        ("repeat=monthly&count=6", Rule("MONTHLY", month_day=6, count=6)),
        ("repeat=monthly_weekday&every=3&count=4", Rule("MONTHLY", 3, weekdays=(1,), position=1, count=4)),
        ("repeat=weekly", Rule("WEEKLY", weekdays=(1,), until=date(2027, 6, 8))),
    ],
)
def test_series_of_every_kind(query, rule):
    assert times_of(f"date=2027-04-06&{query}").rule == rule


@pytest.mark.parametrize(
    ("query", "field", "meant"),
    [
        ("date=2027-02-30", "date", Times(MONDAY, time(9, 30), time(10, 30))),
        ("date=tomorrow&from=10:00", "date", Times(MONDAY, time(10), time(11))),
        ("from=25:00", "start", Times(MONDAY, time(9, 30), time(10, 30))),
        ("from=12:00&to=11:00", "end", Times(MONDAY, time(12), time(13))),
        ("nights=-1&from=12:00", "nights", Times(MONDAY, time(12), time(13))),
        ("nights=999&from=12:00", "nights", Times(MONDAY, time(12), time(13))),
        ("repeat=hourly&from=12:00", "repeat", Times(MONDAY, time(12), time(13))),
        ("repeat=weekly&until=2020-01-01&from=12:00", "repeat", Times(MONDAY, time(12), time(13))),
        ("repeat=daily&count=1000000000&from=12:00&until=2027-03-15", "count", None),
        ("date=9999-12-31&repeat=never&from=12:00", "date", Times(MONDAY, time(12), time(13))),
        ("people=many&from=12:00", "people", Times(MONDAY, time(12), time(13))),
    ],
)
def test_a_wrong_value_gets_its_sentence_and_the_rest_still_counts(query, field, meant):
    form = form_of(query)

    times = form.asked().times

    assert field in form.errors
    assert meant is None or times == meant
    assert times.minutes > 0


def test_what_is_no_number_is_no_choice():
    filters = form_of("equipment=1&equipment=x&feature=²&location=0x1&building=40").asked().filters

    assert (filters.equipment, filters.features, filters.location) == ({1, 0}, {0}, None)
    assert filters.buildings == {"40"}


def test_the_address_that_is_handed_on_says_day_and_times_and_nothing_empty():
    form = form_of("from=&to=&repeat=never&until=2027-05-01&count=&q=&building=40&people=5")

    query = pinned(form.query, form.asked())

    assert query.dict() == {
        "date": "2027-03-15",
        "from": "09:30",
        "to": "10:30",
        "building": "40",
        "people": "5",
    }
    assert QueryDict(shifted(query, room=7, start=time(11), people=None)[1:]).dict() == {
        "date": "2027-03-15",
        "from": "11:00",
        "to": "10:30",
        "building": "40",
        "room": "7",
    }
