"""Free and busy: every taken moment, once, and no word about who took it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import ical

MONDAY = date(2027, 3, 15)


def at(clock):
    return datetime.combine(MONDAY, time.fromisoformat(clock), tzinfo=UTC)


def free_busy(busy, **changes):
    return ical.freebusy(
        **{
            "uid": "busy-room-1@host.example",
            "starts_at": at("08:00"),
            "ends_at": at("18:00"),
            "stamped_at": at("07:00"),
            "busy": busy,
            **changes,
        }
    )


def test_free_and_busy_is_written_as_the_standard_asks():
    written = free_busy(
        [(at("10:00"), at("11:00"))],
        tentative=[(at("13:00"), at("14:00"))],
        organizer=("Red Hall", "rooms@host.example"),
        url="https://host.example/rooms/1",
    )

    assert written.text.split("\r\n") == [
        "BEGIN:VFREEBUSY",
        "UID:busy-room-1@host.example",
        "DTSTAMP:20270315T070000Z",
        "DTSTART:20270315T080000Z",
        "DTEND:20270315T180000Z",
        'ORGANIZER;CN="Red Hall":mailto:rooms@host.example',
        "URL:https://host.example/rooms/1",
        "FREEBUSY;FBTYPE=BUSY:20270315T100000Z/20270315T110000Z",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270315T130000Z/20270315T140000Z",
        "END:VFREEBUSY",
        "",
    ]


def test_a_reader_finds_it_in_a_calendar():
    part = free_busy([(at("10:00"), at("11:00"))])

    content = ical.calendar("Red Hall", components=[part], refresh=timedelta(hours=1))

    read = icalendar.Calendar.from_ical(content).walk("VFREEBUSY")[0]
    assert read["FREEBUSY"].dt == (at("10:00"), at("11:00"))
    assert read["FREEBUSY"].params["FBTYPE"] == "BUSY"


def test_it_stays_between_its_moments_and_joins_what_touches():
    written = free_busy(
        [
            (at("11:00"), at("12:00")),
            (at("06:00"), at("09:00")),
            (at("10:00"), at("11:00")),
            (at("10:15"), at("10:30")),
            (at("17:00"), at("23:00")),
            (at("05:00"), at("07:00")),
            (at("18:00"), at("19:00")),
        ]
    )

    stretches = [line.partition(":")[2] for line in written.text.split("\r\n") if line.startswith("FREEBUSY")]
    assert stretches == [
        "20270315T080000Z/20270315T090000Z",
        "20270315T100000Z/20270315T120000Z",
        "20270315T170000Z/20270315T180000Z",
    ]


MINUTES = st.integers(0, 1439)


@given(st.lists(st.tuples(MINUTES, MINUTES).map(sorted), max_size=12))
def test_every_minute_is_busy_as_it_was_given(stretches):
    midnight = at("00:00")
    busy = [tuple(midnight + timedelta(minutes=minute) for minute in stretch) for stretch in stretches]
    part = free_busy(busy, starts_at=midnight, ends_at=midnight + timedelta(days=1))

    found = []
    for line in part.text.split("\r\n"):
        if line.startswith("FREEBUSY"):
            ends = line.partition(":")[2].split("/")
            found.append([datetime.strptime(end, "%Y%m%dT%H%M%S%z") for end in ends])

    def minutes(pieces):
        return {
            n
            for start, end in pieces
            for n in range(
                (start - midnight) // timedelta(minutes=1), (end - midnight) // timedelta(minutes=1)
            )
        }

    assert minutes(found) == minutes(busy)
    assert all(one[1] < other[0] for one, other in pairwise(found))


@pytest.mark.parametrize("changes", [{"ends_at": at("07:00")}, {"starts_at": datetime(2027, 3, 15)}])  # noqa: DTZ001
def test_what_is_no_stretch_of_time_is_refused(changes):
    with pytest.raises(ValueError, match="Not a stretch of time"):
        free_busy([], **changes)
