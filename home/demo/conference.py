"""The conference of the demo, from its file."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import User
from events.models import Category, Event, EventPerson, EventRoom
from events.operations import add_room, create_event, person_of, set_roles
from kit.moments import wall_to_utc
from programme.models import Credit, Session, SessionType, Track
from programme.operations import add_session_type, add_track, create_contribution, create_session
from timetable.models import Slot
from timetable.operations import schedule_break, schedule_contribution, schedule_session
from timetable.operations.publishing import begin


@dataclass(frozen=True, slots=True)
class Stage:
    """What blocks are put together from."""

    event: Event
    today: date
    by: User
    rooms: dict[str, EventRoom]
    tracks: dict[str, Track]
    poster: SessionType
    sessions: dict[str, Session] = field(default_factory=dict)

    def moment(self, entry: dict[str, Any]) -> datetime:
        day = self.today + timedelta(days=entry["day"])
        return wall_to_utc(day, time.fromisoformat(entry["start"]), self.event.zone)[0]


def load_conference(data: dict[str, Any], category: Category, today: date, *, by: User) -> Event:
    """Create, fill and publish it; it runs from yesterday to the day after tomorrow."""
    stage = _stage(data, category, today, by=by)
    event = stage.event
    for role, key in (("chair", "chairs"), ("contact", "contacts")):
        set_roles(event, role=role, people=[_person(event, text) for text in data[key]], by=by)
    for block in data["block"]:
        _block(stage, block)
    for pause in data["pause"]:
        schedule_break(
            event,
            pause["title"],
            starts_at=stage.moment(pause),
            minutes=pause["minutes"],
            by=by,
            description=pause.get("note", ""),
        )
    return event


def _stage(data: dict[str, Any], category: Category, today: date, *, by: User) -> Stage:
    zone = ZoneInfo(data["time_zone"])
    plain = ("acronym", "slug", "venue", "address", "website", "organiser", "contact_email", "keywords")
    event = create_event(
        category,
        by=by,
        kind=Event.Kind.CONFERENCE,
        title=data["title"],
        starts_at=wall_to_utc(today - timedelta(days=1), time(9), zone)[0],
        ends_at=wall_to_utc(today + timedelta(days=2), time(12), zone)[0],
        time_zone=zone.key,
        is_draft=False,
        day_change=time(4),
        description=data["description"].strip(),
        **{name: data[name] for name in plain},
    )
    begin(event, is_live=True)
    rooms = {room["name"]: add_room(event, by=by, **room) for room in data["room"]}
    tracks = {track["name"]: add_track(event, by=by, **track) for track in data["track"]}
    poster = add_session_type(event, by=by, name="Posters", is_poster=True)
    return Stage(event, today, by, rooms, tracks, poster)


def _block(stage: Stage, entry: dict[str, Any]) -> None:
    session = _session(stage, entry)
    room, starts_at = stage.rooms[entry["room"]], stage.moment(entry)
    minutes = entry.get("minutes") or sum(talk[0] for talk in entry["talks"])
    block = schedule_session(session, starts_at=starts_at, minutes=minutes, room=room, by=stage.by).slot
    for length, title, people, abstract in entry["talks"]:
        _talk(
            stage,
            block,
            starts_at,
            session=session,
            minutes=length,
            title=title,
            people=people,
            abstract=abstract,
        )
        if not session.is_poster:
            starts_at += timedelta(minutes=length)


def _session(stage: Stage, entry: dict[str, Any]) -> Session:
    title = entry["session"]
    if title not in stage.sessions:
        conveners = [_person(stage.event, entry["chair"])] if "chair" in entry else []
        stage.sessions[title] = create_session(
            stage.event,
            by=stage.by,
            title=title,
            track=stage.tracks[entry["track"]],
            type=stage.poster if entry.get("poster") else None,
            conveners=conveners,
        )
    return stage.sessions[title]


def _talk(stage: Stage, block: Slot, starts_at: datetime, *, people: str, **values: Any) -> None:
    speakers = [_person(stage.event, text) for text in people.split("; ") if text]
    talk = create_contribution(
        stage.event,
        by=stage.by,
        track=values["session"].track,
        people=[(person, Credit.Role.SPEAKER) for person in speakers],
        **values,
    )
    schedule_contribution(talk, starts_at=starts_at, by=stage.by, room=block.room, parent=block)


def _person(event: Event, text: str) -> EventPerson:
    """“Ada Lovelace (London)” as a person of the event."""
    name, _space, affiliation = text.rstrip(")").partition(" (")
    return person_of(event, name=name, affiliation=affiliation)
