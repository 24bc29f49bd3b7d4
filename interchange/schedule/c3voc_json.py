"""Reads schedule.json of c3voc's first form: days hold rooms, rooms hold events.

The schema: https://c3voc.de/schedule/schema.json. frab and pretalx write it, with differences.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from interchange.schedule.carried import CARRIED, restore_schedule, restore_talk
from interchange.schedule.draft import DraftDay, DraftSchedule, DraftTalk
from interchange.schedule.json_values import (
    address,
    first,
    items,
    left_over,
    legal_tree,
    line,
    members,
    passage,
    person,
    records,
    reference,
    whole_number,
    yes_or_no,
)
from interchange.schedule.shape import Generator, Room, Track

CONFERENCE_ROW = "schedule.conference"
NO_ADDRESS = "urn:uuid:"  # what our writer puts where the schema wants an address and there is none

_READ_BY_NAME = {
    "abstract", "answers", "attachments", "code", "date", "description", "do_not_record", "do_not_stream",
    "duration", "end", "feedback_url", "guid", "id", "language", "links", "logo", "origin_url", "persons",
    "recording_license", "room", "slug", "start", "subtitle", "title", "track", "type", "url",
    "video_download_url",
}  # fmt: skip
_ALIKE = ("duration", "title", "guid", "code", "slug", "subtitle", "language", "recording_license")
_ROOM_BY_NAME = {"name", "guid", "slug", "description", "capacity", "url"}


def is_c3voc(document: Any) -> bool:
    """Whether the document has the outline of this form."""
    days = members(members(members(document).get("schedule")).get("conference")).get("days")
    return isinstance(days, list) and "events" not in document["schedule"]


def read_c3voc(document: Any) -> DraftSchedule:
    """The schedule that the document words."""
    schedule = document["schedule"]
    draft = DraftSchedule()
    read_conference(document, draft)
    for place, day in records(schedule["conference"]["days"]):
        row = f"{CONFERENCE_ROW}.days[{place}]"
        draft_day = DraftDay(
            row=row,
            index=line(day.get("index")),
            date=line(day.get("date")),
            starts=line(first(day, "day_start", "start")),
            ends=line(first(day, "day_end", "end")),
        )
        draft.days.append(draft_day)
        for room, event, event_row in _events(day, row, draft):
            draft.add(_talk(event, row=event_row, day=draft_day, listed_under=room))
    _restore(schedule["conference"], draft)
    return draft


def read_conference(document: Any, draft: DraftSchedule) -> None:
    """What both forms say about the event as a whole."""
    schedule = document["schedule"]
    conference = schedule["conference"]
    for name in ("title", "acronym", "url"):
        setattr(draft, name, line(conference.get(name)))
    draft.description = passage(conference.get("description"))
    draft.logo = address(conference.get("logo"))
    draft.version = line(schedule.get("version"))
    draft.base_url = line(schedule.get("base_url"))
    draft.schedule_url = line(schedule.get("url"))
    draft.time_zone = line(first(conference, "time_zone_name", "timezone", "time_zone"))
    draft.starts = line(conference.get("start"))
    draft.ends = line(conference.get("end"))
    draft.timeslot_duration = line(conference.get("timeslot_duration"))
    draft.generator = _generator(first(document, "generator") or first(schedule, "generator"))
    draft.extras |= _extras(conference)
    for rooms in (conference.get("rooms"), schedule.get("rooms")):
        draft.rooms += [room(record) for _place, record in records(rooms) if line(record.get("name"))]
    for tracks in (conference.get("tracks"), schedule.get("tracks")):
        draft.tracks += [track(record) for _place, record in records(tracks) if line(record.get("name"))]


def _extras(conference: dict[str, Any]) -> dict[str, Any]:
    """What is only carried through, as far as it has the type that the schema wants."""
    colors = {line(name): line(color) for name, color in members(conference.get("colors")).items()}
    found = {
        "colors": {name: color for name, color in colors.items() if color},
        "keywords": [line(keyword) for keyword in items(conference.get("keywords")) if line(keyword)],
        "languages": [line(language) for language in items(conference.get("languages")) if line(language)],
        "defaults": legal_tree(members(conference.get("defaults"))),
    }
    return {name: value for name, value in found.items() if value}


def room(record: dict[str, Any]) -> Room:
    """A room of either form."""
    return Room(
        name=line(record.get("name")),
        guid=line(record.get("guid")) or None,
        slug=line(record.get("slug")),
        description=passage(record.get("description")),
        capacity=whole_number(record.get("capacity")),
        url=line(record.get("url")),
        extras=left_over(record, _ROOM_BY_NAME),
    )


def track(record: dict[str, Any]) -> Track:
    """A track of either form; of several colours the one for light pages."""
    return Track(
        name=line(record.get("name")),
        slug=line(record.get("slug")),
        color=line(first(record, "color") or members(record.get("colors")).get("light")),
    )


def told_alike(event: dict[str, Any]) -> dict[str, Any]:
    """What both forms tell of a talk in the same way, as a `DraftTalk` takes it."""
    return {
        **{name: line(event.get(name)) for name in _ALIKE},
        "ends": line(event.get("end")),
        "source_id": line(event.get("id")),
        "kind": line(event.get("type")),
        "abstract": passage(event.get("abstract")),
        "description": passage(event.get("description")),
        "attachments": [reference(attachment) for attachment in items(event.get("attachments"))],
        "logo": address(event.get("logo")),
        "do_not_record": yes_or_no(event.get("do_not_record")),
        "do_not_stream": yes_or_no(event.get("do_not_stream")),
        "answers": legal_tree(items(event.get("answers"))),
    }


def _generator(value: Any) -> Generator | None:
    record = members(value)
    if not record:
        return None
    return Generator(line(record.get("name")), line(record.get("version")), line(record.get("url")))


def _events(day: dict[str, Any], row: str, draft: DraftSchedule) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Room, event and row, for rooms written as an object of lists or as a list of objects with events."""
    rooms = day.get("rooms")
    if isinstance(rooms, list):
        pairs = [(line(record.get("name")), record.get("events")) for _place, record in records(rooms)]
    else:
        pairs = list(members(rooms).items())
    for name, events in pairs:
        if not isinstance(events, list):
            draft.cannot(f"{row}.rooms[{name!r}]", _("The events of a room must be a list."))
        if line(name):
            draft.rooms.append(Room(name=line(name)))
        for place, event in enumerate(items(events)):
            event_row = f"{row}.rooms[{line(name)!r}][{place}]"
            if isinstance(event, dict):
                yield line(name), event, event_row
            else:
                draft.cannot(event_row, _("An event must be an object."))


def _talk(event: dict[str, Any], *, row: str, day: DraftDay, listed_under: str) -> DraftTalk:
    url = line(event.get("url"))
    return DraftTalk(
        row=row,
        day=day,
        moment=line(event.get("date")),
        clock=line(event.get("start")),
        room=line(event.get("room")),
        listed_under=listed_under,
        track=line(event.get("track")),
        persons=[found for found in map(person, items(event.get("persons"))) if found.name],
        links=[reference(link) for link in items(event.get("links"))],
        url="" if url.startswith(NO_ADDRESS) else url,
        feedback_url=line(event.get("feedback_url")),
        origin_url=line(event.get("origin_url")),
        video_urls=[line(event["video_download_url"])] if line(event.get("video_download_url")) else [],
        **told_alike(event),
        extras=left_over(event, _READ_BY_NAME),
    )


def _restore(conference: dict[str, Any], draft: DraftSchedule) -> None:
    """Put back what our own writer carried beside the schema."""
    carried = members(members(conference.get("meta")).get(CARRIED))
    restore_schedule(members(carried.get("schedule")), draft)
    talks = members(carried.get("talks"))
    for talk in draft.talks:
        restore_talk(members(talks.get(talk.guid)), talk)
    rooms = {name: members(record) for name, record in members(carried.get("rooms")).items()}
    draft.rooms = [
        room({**rooms[known.name], "name": known.name}) if known.name in rooms else known
        for known in draft.rooms
    ]
