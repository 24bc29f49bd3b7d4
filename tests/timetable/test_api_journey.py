"""A program plans a conference from nothing, over REST, and others see what they should when they should."""

import pytest
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from access.models import Grant
from access.operations import grant
from tests.factories.events import CategoryFactory
from tests.timetable.programs import Program

pytestmark = pytest.mark.django_db
DAY = "2027-03-15"
TITLES = ["Prisms", "Gratings", "Lenses", "Mirrors"]


@pytest.fixture
def program(organiser):
    return Program(organiser)


@pytest.fixture
def event(program, organiser, client):
    """A conference in drafts with rooms, a track and four talks: all of it made over REST, then opened on its page."""
    category = CategoryFactory()
    grant(category.access, to=organiser, permission=Grant.MANAGE)
    made = program.post(
        "events/",
        {
            "category": category.pk,
            "kind": "conference",
            "title": "Light",
            "slug": "light",
            "time_zone": "Europe/Zurich",
            "starts_at": f"{DAY}T09:00+01:00",
            "ends_at": f"{DAY}T18:00+01:00",
        },
        status=201,
    )
    for name in ("Red", "Blue"):
        program.post("event-rooms/", {"event": "light", "name": name, "capacity": 50}, status=201)
    track = program.post("tracks/", {"event": "light", "name": "Optics"}, status=201)
    for title in TITLES:
        people = [{"name": f"Speaker of {title}", "email": f"{title}@example.org", "role": "speaker"}]
        body = {"event": "light", "title": title, "minutes": 30, "track": track["id"], "people": people}
        program.post("contributions/", body, status=201)
    client.force_login(organiser)
    client.post(reverse("event-publish", args=[made["id"]]))
    client.logout()
    return made


def numbers(program, address, name):
    found = program.get(address, event="light")["results"]
    return {row[name]: row["id"] for row in found}


@pytest.mark.case("R19", "R22", "R23", "R28")
def test_a_conference_is_planned_checked_published_and_read(event, program, stranger, client):
    talks, rooms = numbers(program, "contributions/", "title"), numbers(program, "event-rooms/", "name")
    here, reader = "timetables/light/", Program(stranger)

    # Put everything in, one after the other, and look at a worse idea before dropping it.
    program.post(
        f"{here}acts/",
        {"act": "schedule", "contributions": list(talks.values()), "day": DAY, "room": rooms["Red"]},
    )
    entries = {
        row["label"]: row for row in program.get("timetable-entries/", event="light", draft="true")["results"]
    }
    bad = [{"entry": entries["Prisms"]["id"], "start": entries["Gratings"]["start"]}]
    tried = program.post(f"{here}moves/?dry_run=true", {"moves": bad})
    assert "room-twice" in {row["kind"] for row in tried["conflicts"]["appeared"]}

    # Nobody else sees anything of it yet.
    assert reader.get("timetable-entries/", event="light")["results"] == []
    assert b"Prisms" not in client.get("/e/light/timetable.ics").content

    # Two to the other room, in one act; then somebody is late with an old revision.
    moves = [
        {
            "entry": entries[title]["id"],
            "start": f"{DAY}T{clock}+01:00",
            "room": rooms["Blue"],
            "revision": entries[title]["revision"],
        }
        for title, clock in (("Lenses", "09:00"), ("Mirrors", "09:30"))
    ]
    assert len(program.post(f"{here}moves/", {"moves": moves})["entries"]) == 2
    both = program.post(f"{here}moves/", {"moves": moves}, status=409)
    assert both["theirs"]["start"] == f"{DAY}T08:00:00Z"
    assert {row["kind"] for row in program.get(f"{here}conflicts/")["conflicts"]} == {"track-parallel"}

    # Publish: the dry run says what is coming, then everybody reads it, in pages, feeds and over REST.
    outlook = program.post(f"{here}versions/?dry_run=true", {})
    assert (len(outlook["changes"]), outlook["hard_conflicts"]) == (4, 0)
    assert mail.outbox == []
    program.post(f"{here}versions/", {"name": "One", "number": outlook["number"]}, status=201)
    read = reader.get("timetable-entries/", event="light")["results"]
    assert {row["label"]: (row["start"][11:16], row["room_name"]) for row in read} == {
        "Prisms": ("08:00", "Red"),
        "Gratings": ("08:30", "Red"),
        "Lenses": ("08:00", "Blue"),
        "Mirrors": ("08:30", "Blue"),
    }
    calendar = Calendar.from_ical(client.get("/e/light/timetable.ics").content)
    assert {str(entry["SUMMARY"]) for entry in calendar.walk("VEVENT")} == set(TITLES)

    # A later change is in the draft until it is published; rolling back takes it away again.
    program.patch(f"timetable-entries/{entries['Prisms']['id']}/", {"start": f"{DAY}T15:00+01:00"})
    assert program.get(here)["unpublished"] == 1
    [version] = program.get(f"{here}versions/")["results"]
    program.post(f"timetable-versions/{version['id']}/roll-back/")
    assert program.get(f"{here}diff/")["changes"] == []
    assert next(row["verb"] for row in program.get(f"{here}history/")["results"]) == "timetable.rolled-back"
