"""What other people's calendar programs make of our feeds."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from events.operations import root_category
from interchange.operations import import_schedule
from interchange.schedule.reading import read_schedule
from tests.clock import at
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import CreditFactory
from tests.factories.timetable import SlotFactory

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
FOSDEM = ROOT.parent / "shared" / "data" / "schedules" / "fosdem-2020.xml"
ICAL_JS = ROOT / "node_modules" / "ical.js"
READ_WITH_ICAL_JS = """
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const entries = calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
const facts = (entry) => [entry.uid, entry.startDate.toJSDate().toISOString(), entry.summary];
console.log(JSON.stringify(entries.map(facts)));
"""


@pytest.fixture
def feed(client, tmp_path):
    """Puts an event's whole timetable into a file, as a subscriber would get it."""

    def fetch(event):
        path = tmp_path / "timetable.ics"
        path.write_bytes(client.get(f"/e/{event.slug}/timetable.ics").content)
        return path

    return fetch


@pytest.fixture
def khal(tmp_path):
    """A khal of its own, which knows nothing yet."""
    config = tmp_path / "khal.conf"
    (tmp_path / "vdir").mkdir()
    config.write_text(
        f"[calendars]\n[[ours]]\npath = {tmp_path / 'vdir'}\n[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )

    def run(*arguments):
        command = [sys.executable, "-W", "ignore", "-m", "khal", "-c", str(config), *arguments]
        environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        return done.stdout.splitlines()

    return run


@pytest.fixture
def conference():
    """Two talks on either side of the night in which Zurich's clocks go forward."""
    event = EventFactory(
        time_zone="Europe/Zurich",
        starts_at=at("08:00", day=date(2027, 3, 27)),
        ends_at=at("18:00", day=date(2027, 3, 29)),
    )
    room = EventRoomFactory(event=event, name="Salle Curie")
    for day in (27, 28):
        slot = SlotFactory(event=event, room=room, starts_at=at("12:00", day=date(2027, 3, day)))
        CreditFactory(contribution=slot.contribution, person__name="Ada, Countess; “L”")
    return event


def with_khal(khal, path, first, last):
    khal("import", "--batch", "-a", "ours", str(path))
    return khal("list", "--format", "{start-date} {start-time} {title} @ {location}", "-df", "", first, last)


@pytest.mark.case("R28")
def test_khal_reads_the_talks_at_their_instants(conference, feed, khal):
    lines = with_khal(khal, feed(conference), "2027-03-27", "2027-03-30")

    talks = [slot.contribution.title for slot in conference.slots.order_by("starts_at")]
    assert lines == [
        f"2027-03-27 12:00 {talks[0]} @ Salle Curie",
        f"2027-03-28 12:00 {talks[1]} @ Salle Curie",
    ]


@pytest.mark.case("R28")
def test_ical_js_reads_the_talks_at_their_instants(conference, feed, tmp_path):
    if not (shutil.which("node") and ICAL_JS.exists()):
        pytest.skip("ical.js is not here: node and `npm ci` bring it")
    path = feed(conference)
    program = ROOT / "node_modules" / ".read-calendar.mjs"
    program.write_text(READ_WITH_ICAL_JS)

    done = subprocess.run(["node", str(program), str(path)], capture_output=True, text=True, check=True)

    slots = conference.slots.select_related("contribution").order_by("starts_at")
    expected = [
        [
            f"slot-{slot.pk}@testserver",
            slot.starts_at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            slot.contribution.title,
        ]
        for slot in slots
    ]
    assert json.loads(done.stdout) == expected


@pytest.mark.skipif(not FOSDEM.exists(), reason="the real schedules are not beside this checkout")
def test_all_readers_find_every_talk_of_a_real_conference(feed, khal):
    schedule = read_schedule(FOSDEM.read_bytes(), file_name=FOSDEM.name)
    report = import_schedule(schedule, file_name=FOSDEM.name, by=None, category=root_category())
    path = feed(report.event)

    entries = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    lines = with_khal(khal, path, "2020-01-31", "2020-02-04")

    begins = sorted(
        (talk.starts_at, " ".join(talk.title.split()))
        for talk in schedule.talks
        for _room in talk.rooms or [""]
    )
    assert (
        sorted((entry.decoded("DTSTART"), " ".join(entry["SUMMARY"].split())) for entry in entries) == begins
    )
    assert len(lines) == len(begins)
