"""What the organisers of the demo's conference are at: a published version, and a draft with loose ends."""

from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.models import User
from events.models import Event
from events.operations import person_of
from kit.moments import wall_to_utc
from programme.models import Credit
from programme.operations import create_contribution, edit_contribution
from timetable.models import Availability
from timetable.operations import schedule_contribution
from timetable.operations.publishing import publish, work_in_drafts


def leave_a_draft(data: dict[str, Any], event: Event, today: date, *, by: User) -> None:
    """Publish the programme as its first version, and begin the next: talks that wait, and two conflicts to solve."""
    publish(event, by=by, name=data["version"], note=data["note"], tell=False)
    work_in_drafts(event, by=by)
    for entry in data["waiting"]:
        _wait(event, *entry, by=by)
    _speak_twice(event, data["twice"], today, by=by)
    crowded = event.contributions.get(title=data["too_many_for"]["title"])
    edit_contribution(crowded, by=by, expected_audience=data["too_many_for"]["audience"])
    there = data["available"]
    Availability.objects.create(
        event=event,
        person=person_of(event, name=there["person"], affiliation=there["affiliation"]),
        starts_at=_moment(event, today, there["day"], there["from"]),
        ends_at=_moment(event, today, there["day"], there["until"]),
    )


def _wait(
    event: Event, minutes: int, title: str, speaker: str, track: str, audience: int, needs: str, *, by: User
) -> None:
    name, _space, affiliation = speaker.rstrip(")").partition(" (")
    create_contribution(
        event,
        by=by,
        title=title,
        minutes=minutes,
        expected_audience=audience or None,
        needs=[need for need in needs.split(", ") if need],
        track=event.tracks.get(name=track) if track else None,
        people=[(person_of(event, name=name, affiliation=affiliation), Credit.Role.SPEAKER)],
    )


def _speak_twice(event: Event, entry: dict[str, Any], today: date, *, by: User) -> None:
    other = event.contributions.get(title=entry["speaker_of"])
    speaker = other.credits.filter(role=Credit.Role.SPEAKER)[0].person
    talk = create_contribution(
        event,
        by=by,
        title=entry["title"],
        minutes=entry["minutes"],
        people=[(speaker, Credit.Role.SPEAKER)],
    )
    starts_at = _moment(event, today, entry["day"], entry["start"])
    schedule_contribution(talk, starts_at=starts_at, room=event.rooms.get(name=entry["room"]), by=by)


def _moment(event: Event, today: date, day: int, clock: str) -> datetime:
    return wall_to_utc(today + timedelta(days=day), time.fromisoformat(clock), event.zone)[0]
