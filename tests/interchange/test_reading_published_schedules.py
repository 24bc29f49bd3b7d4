"""Real schedules come out complete: every talk, room, speaker, track and day, at the right instant."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from interchange.schedule.findings import ScheduleUnreadable
from interchange.schedule.reading import read_schedule

from .conftest import published_bytes


@pytest.mark.parametrize(
    ("name", "talks", "rooms", "persons", "days", "tracks"),
    [
        ("31c3-frab.xml", 138, 4, 197, 4, 8),
        ("fosdem-2007.xml", 215, 18, 204, 2, 25),
        ("fosdem-2013.xml", 487, 24, 476, 2, 40),
        ("fosdem-2020.xml", 872, 35, 841, 2, 71),
        ("cccamp-2019-frab.json", 79, 2, 90, 5, 7),
        ("democon-pretalx.json", 36, 2, 27, 3, 2),
        ("pyconfr-2024-pretalx.json", 76, 11, 77, 3, 0),  # 68 talks of 72 people, and 8 sprints
        ("schema/json_examples_hub-schedule2.json", 2, 5, 4, 4, 7),
    ],
)
def test_everything_in_a_published_file_is_read(published, name, talks, rooms, persons, days, tracks):
    schedule = published(name)

    counted = tuple(
        map(len, (schedule.talks, schedule.rooms, schedule.persons(), schedule.days, schedule.tracks))
    )
    assert counted == (talks, rooms, persons, days, tracks)
    assert len({talk.stable_key for talk in schedule.talks}) == talks


@pytest.mark.parametrize(
    ("name", "zone", "warned"),
    [
        ("31c3-frab.xml", "Etc/GMT-1", True),
        ("fosdem-2020.xml", "Europe/Brussels", True),
        ("cccamp-2019-frab.json", "Europe/Berlin", False),
        ("democon-pretalx.json", "UTC", False),
    ],
)
def test_the_zone_is_that_of_the_event(published, name, zone, warned):
    schedule = published(name)

    assert schedule.time_zone == zone
    assert any("time zone" in warning.reason for warning in schedule.warnings) == warned


def test_a_chosen_zone_is_taken_where_the_offsets_agree(published):
    assert published("31c3-frab.xml", default_zone="Europe/Berlin").time_zone == "Europe/Berlin"
    assert published("31c3-frab.xml", default_zone="Asia/Tokyo").time_zone == "Etc/GMT-1"


def test_fosdem_has_its_talks_at_wall_times_in_brussels(published):
    schedule = published("fosdem-2020.xml")
    welcome = next(talk for talk in schedule.talks if talk.source_id == "9025")

    assert welcome.starts_at == datetime(2020, 2, 1, 8, 30, tzinfo=UTC)
    assert (welcome.duration, welcome.room, welcome.kind) == (timedelta(minutes=25), "Janson", "keynote")
    assert (welcome.stable_key, welcome.guid) == ("id:9025", None)
    assert (schedule.venue, schedule.city, schedule.day_change) == (
        "ULB (Université Libre de Bruxelles)", "Brussels", time(9),
    )  # fmt: skip


def test_talks_after_midnight_belong_to_the_day_before(published):
    schedule = published("31c3-frab.xml", default_zone="Europe/Berlin")
    zone = ZoneInfo(schedule.time_zone)
    late = [talk for talk in schedule.talks if talk.starts_at.astimezone(zone).hour < 4]

    assert len(late) == sum(talk.starts_at.astimezone(zone).date() != talk.day for talk in schedule.talks) > 0
    assert all(talk.starts_at.astimezone(zone).date() - talk.day == timedelta(days=1) for talk in late)
    assert {day.date for day in schedule.days} == {date(2014, 12, number) for number in (27, 28, 29, 30)}


def test_the_instants_of_a_file_count_even_against_its_zone(published):
    schedule = published("democon-pretalx.json")  # says UTC, writes +01:00

    assert min(talk.starts_at for talk in schedule.talks) == datetime(2020, 12, 14, 8, tzinfo=UTC)


def test_translated_names_come_in_english_and_the_rest_is_carried(published):
    schedule = published("pyconfr-2024-pretalx.json")
    opening = next(talk for talk in schedule.talks if talk.code == "JDQLRV")

    assert (opening.kind, opening.room) == ("Short plenary", "GAM")
    assert schedule.extras["translations"]["Short plenary"]["fr"] == "Pléniaire courte"
    assert next(room for room in schedule.rooms if room.name == "GAM").capacity == 300


@pytest.mark.parametrize(
    "name",
    [
        "europython-2014.xml",
        "europython-2014-accepted.xml",
        "pycon-us-2024.json",
        "linux-conf-au-2020.ics",
        "open-event/FOSSASIASummit2017/sessions.json",
        "open-event/FOSSASIASummit2017/event.json",
        "../indico/cern-nopermission-response.json",
        "../indico/cern-340656.json",
        "../indico/9227.xml",
    ],
)
def test_other_forms_are_refused_by_name(name):
    with pytest.raises(ScheduleUnreadable, match=r"cannot be read as a schedule\. It"):
        read_schedule(published_bytes(name), file_name=name)
