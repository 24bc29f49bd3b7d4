"""A series happens at its wall time in every reader, also over a change of the clocks, without what was taken out."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from kit import ical
from tests.kit.calendar_readers import (
    ICAL_JS_IS_HERE,
    dates_by_ical_js,
    dates_by_icalendar,
    dates_by_khal,
    lasting,
)

ZURICH = ZoneInfo("Europe/Zurich")
HOUR = timedelta(hours=1)


def wall(day, clock, zone=ZURICH):
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), tzinfo=zone)


def utc(day, clock):
    return wall(day, clock, UTC)


def entry(**changes):
    starts_at = changes.pop("starts_at", wall("2027-03-22", "09:00"))
    return ical.event(
        **{
            "uid": "booking-1@host.example",
            "starts_at": starts_at,
            "ends_at": starts_at + HOUR,
            "zone": "Europe/Zurich",
            "summary": "Seminar",
            "sequence": 1,
            "modified_at": utc("2027-03-01", "12:00"),
            "status": "CONFIRMED",
            **changes,
        }
    )


def lines_of(part, name):
    unfolded = part.text.replace("\r\n ", "").split("\r\n")
    return [line for line in unfolded if line.startswith(name)]


def calendar(*entries):
    return ical.calendar("Room", components=entries, refresh=HOUR)


def seminar():
    """Mondays at nine over the change to summer time; one date is cancelled and one has moved."""
    series = entry(rrule="FREQ=WEEKLY;UNTIL=20270412", exdates=[utc("2027-04-05", "07:00")])
    moved = entry(
        starts_at=wall("2027-04-12", "14:00"),
        recurrence_id=wall("2027-04-12", "09:00"),
        summary="Seminar, later",
    )
    return calendar(series, moved)


SEMINAR = [
    lasting(utc("2027-03-22", "08:00"), minutes=60, summary="Seminar"),
    lasting(utc("2027-03-29", "07:00"), minutes=60, summary="Seminar"),
    lasting(utc("2027-04-12", "12:00"), minutes=60, summary="Seminar, later"),
]


def night_watch():
    """Sundays at half past two, also in the night in which clocks never show it: that date is cancelled."""
    return calendar(
        entry(
            starts_at=wall("2027-03-21", "02:30"),
            rrule="FREQ=WEEKLY;COUNT=3",
            series_ends_at=wall("2027-04-04", "03:30"),
            exdates=[utc("2027-03-28", "01:30")],
        )
    )


NIGHT_WATCH = [
    lasting(utc("2027-03-21", "01:30"), minutes=60, summary="Seminar"),
    lasting(utc("2027-04-04", "00:30"), minutes=60, summary="Seminar"),
]


def cleaning():
    """Saturday evenings to Sunday mornings; the night that is an hour shorter has an entry of its own."""
    series = entry(
        starts_at=wall("2027-03-20", "22:00"),
        ends_at=wall("2027-03-21", "06:00"),
        rrule="FREQ=WEEKLY;UNTIL=20270403",
    )
    short = entry(
        starts_at=wall("2027-03-27", "22:00"),
        ends_at=wall("2027-03-28", "06:00"),
        recurrence_id=wall("2027-03-27", "22:00"),
    )
    return calendar(series, short)


CLEANING = [
    lasting(utc("2027-03-20", "21:00"), minutes=480, summary="Seminar"),
    lasting(utc("2027-03-27", "21:00"), minutes=420, summary="Seminar"),
    lasting(utc("2027-04-03", "20:00"), minutes=480, summary="Seminar"),
]
CASES = pytest.mark.parametrize(
    ("build", "dates"),
    [(seminar, SEMINAR), (night_watch, NIGHT_WATCH), (cleaning, CLEANING)],
    ids=["moved and cancelled", "skipped hour", "overnight"],
)


@pytest.mark.case("R28")
@CASES
def test_icalendar_and_dateutil_find_every_date(build, dates):
    assert dates_by_icalendar(build()) == dates


@pytest.mark.case("R28")
@CASES
def test_khal_finds_every_date(build, dates, tmp_path):
    assert dates_by_khal(build(), tmp_path, first="2027-03-01", last="2027-05-01") == dates


@pytest.mark.case("R28")
@pytest.mark.skipif(not ICAL_JS_IS_HERE, reason="ical.js is not here: node and `npm ci` bring it")
@CASES
def test_ical_js_finds_every_date(build, dates):
    assert dates_by_ical_js(build()) == dates


def test_a_series_is_written_as_the_standard_asks():
    series = entry(
        rrule="FREQ=WEEKLY;BYDAY=MO;UNTIL=20270412",
        exdates=[utc("2027-04-05", "07:00"), utc("2027-03-29", "07:00"), utc("2027-03-29", "07:00")],
    )

    assert series.text.split("\r\n")[3:8] == [
        "DTSTART;TZID=Europe/Zurich:20270322T090000",
        "DTEND;TZID=Europe/Zurich:20270322T100000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270412T215959Z",
        "EXDATE;TZID=Europe/Zurich:20270329T090000",
        "EXDATE;TZID=Europe/Zurich:20270405T090000",
    ]


@pytest.mark.parametrize(
    ("rule", "zone", "written"),
    [
        ("FREQ=DAILY;UNTIL=20270115", "Europe/Zurich", "FREQ=DAILY;UNTIL=20270115T225959Z"),
        ("UNTIL=20270715;FREQ=DAILY", "America/New_York", "UNTIL=20270716T035959Z;FREQ=DAILY"),
        ("FREQ=DAILY;UNTIL=20270715T090000", "Europe/Zurich", "FREQ=DAILY;UNTIL=20270715T070000Z"),
        ("FREQ=DAILY;UNTIL=20270715T090000Z", "Europe/Zurich", "FREQ=DAILY;UNTIL=20270715T090000Z"),
        ("FREQ=DAILY;UNTIL=20270715", "UTC", "FREQ=DAILY;UNTIL=20270715T235959Z"),
        # In 2021 the clocks of Asunción went back at the end of that day: its last second came twice.
        ("FREQ=DAILY;UNTIL=20210327", "America/Asuncion", "FREQ=DAILY;UNTIL=20210328T035959Z"),
        ("FREQ=DAILY;COUNT=3", "Europe/Zurich", "FREQ=DAILY;COUNT=3"),
    ],
)
def test_the_end_of_a_rule_is_in_utc(rule, zone, written):
    assert ical.until_in_utc(rule, zone=zone) == written


def test_a_series_of_whole_days_has_dates_only():
    series = entry(
        starts_at=wall("2027-03-22", "00:00"),
        all_day=True,
        rrule="FREQ=WEEKLY;UNTIL=20270412",
        exdates=[wall("2027-03-29", "00:00")],
    )

    assert lines_of(series, "RRULE") == ["RRULE:FREQ=WEEKLY;UNTIL=20270412"]
    assert lines_of(series, "EXDATE") == ["EXDATE;VALUE=DATE:20270329"]
    assert lines_of(series, "DTSTART") == ["DTSTART;VALUE=DATE:20270322"]


def test_a_series_in_utc_needs_no_zone():
    series = entry(zone="UTC", rrule="FREQ=DAILY;UNTIL=20270323", exdates=[utc("2027-03-23", "08:00")])

    assert lines_of(series, "EXDATE") == ["EXDATE:20270323T080000Z"]
    assert lines_of(series, "DTSTART") == ["DTSTART:20270322T080000Z"]


def test_one_date_names_the_time_it_had_in_the_series():
    moved = entry(recurrence_id=utc("2027-04-12", "07:00"), status="CANCELLED")

    assert lines_of(moved, "RECURRENCE-ID") == ["RECURRENCE-ID;TZID=Europe/Zurich:20270412T090000"]
    assert lines_of(moved, "RRULE") == []


def test_the_second_of_two_equal_hours_is_an_entry_of_its_own():
    """02:30 comes twice on 31 October; the series means the first, this date the second."""
    second = utc("2027-10-31", "01:30")
    moved = entry(starts_at=second, recurrence_id=wall("2027-10-31", "02:30"))

    assert lines_of(moved, "DTSTART") == ["DTSTART:20271031T013000Z"]
    assert lines_of(moved, "RECURRENCE-ID") == ["RECURRENCE-ID;TZID=Europe/Zurich:20271031T023000"]


def test_the_zone_is_described_for_all_years_of_a_series():
    series = entry(rrule="FREQ=WEEKLY;UNTIL=20290601")
    zone = icalendar.Calendar.from_ical(calendar(series)).walk("VTIMEZONE")[0]

    onsets = {part["DTSTART"].dt.year for part in zone.subcomponents}
    for part in zone.subcomponents:
        more = part.get("RDATE", [])
        onsets |= {
            each.dt.year for several in (more if isinstance(more, list) else [more]) for each in several.dts
        }

    assert series.years == {2027, 2028, 2029}
    assert onsets >= {2027, 2028, 2029}


@pytest.mark.case("S42")
@pytest.mark.parametrize(
    "changes",
    [
        {"rrule": "FREQ=DAILY"},
        {"rrule": "FREQ=DAILY;COUNT=3"},
        {"rrule": "COUNT=3", "series_ends_at": utc("2027-04-01", "12:00")},
        {"rrule": "FREQ=DAILY;UNTIL=20271399"},
        {"rrule": "FREQ=DAILY;UNTIL=20270501\r\nATTENDEE:x"},
        {"rrule": "FREQ=DAILY;UNTIL=20270501;X=a:b"},
        {"rrule": "FREQ=DAILY;UNTIL=20270501", "exdates": [datetime(2027, 4, 1)]},  # noqa: DTZ001
        {"recurrence_id": datetime(2027, 4, 1)},  # noqa: DTZ001
    ],
)
def test_what_is_no_series_is_refused(changes):
    with pytest.raises(ValueError, match=r"series|month must be"):
        entry(**changes)
