"""Reads schedule.json of c3voc's second form: a flat list of events that refer to rooms and persons.

The schema: https://c3voc.de/schema/schedule2.
"""

from typing import Any

from django.utils.translation import gettext as _

from interchange.schedule.c3voc_json import CONFERENCE_ROW, read_conference, told_alike
from interchange.schedule.draft import DraftDay, DraftSchedule, DraftTalk
from interchange.schedule.json_values import (
    first,
    items,
    left_over,
    line,
    members,
    person,
    records,
    reference,
)
from interchange.schedule.shape import Person, Reference, Room

NOT_TAKING_PLACE = {"DRAFT", "SUBMITTED", "REJECTED", "CANCELED", "CANCELLED", "WITHDRAWN", "DELETED"}

_READ_BY_NAME = {
    "abstract", "answers", "attachments", "code", "description", "do_not_record", "do_not_stream",
    "duration", "end", "guid", "id", "language", "links", "logo", "participants", "persons",
    "recording_license", "room", "slug", "start", "state", "subtitle", "title", "track", "type", "url",
}  # fmt: skip


def is_c3voc2(document: Any) -> bool:
    """Whether the document has the outline of this form."""
    schedule = members(members(document).get("schedule"))
    return isinstance(schedule.get("conference"), dict) and isinstance(schedule.get("events"), list)


def read_c3voc2(document: Any) -> DraftSchedule:
    """The schedule that the document words."""
    schedule = document["schedule"]
    draft = DraftSchedule()
    read_conference(document, draft)
    for place, day in records(schedule["conference"].get("days")):
        draft.days.append(
            DraftDay(
                row=f"{CONFERENCE_ROW}.days[{place}]",
                index=line(day.get("index")),
                date=line(day.get("date")),
                starts=line(first(day, "start", "day_start")),
                ends=line(first(day, "end", "day_end")),
            )
        )
    names = _Names(schedule, draft)
    for place, event in enumerate(schedule["events"]):
        row = f"schedule.events[{place}]"
        if not isinstance(event, dict):
            draft.cannot(row, _("An event must be an object."))
        elif line(event.get("state")).upper() in NOT_TAKING_PLACE:
            draft.warn(
                row,
                _("“%(title)s” does not take place and was left out.") % {"title": line(event.get("title"))},
            )
        else:
            draft.add(_talk(event, row=row, names=names))
    return draft


class _Names:
    """What the references of events stand for."""

    def __init__(self, schedule: dict[str, Any], draft: DraftSchedule) -> None:
        self.draft = draft
        self.rooms = {key: room.name for room in draft.rooms for key in (room.guid, room.slug) if key}
        self.tracks = {track.slug: track.name for track in draft.tracks if track.slug}
        everybody = items(schedule.get("persons")) + items(schedule["conference"].get("persons"))
        self.persons = {line(record.get("guid")): record for _place, record in records(everybody)}

    def room(self, value: Any) -> str:
        record = members(value)
        known = self.rooms.get(line(record.get("guid"))) or self.rooms.get(line(record.get("slug")))
        name = known or line(first(record, "name", "slug") if record else value)
        if name and not known:
            self.draft.rooms.append(
                Room(name=name, guid=line(record.get("guid")) or None, slug=line(record.get("slug")))
            )
        return name

    def track(self, value: Any) -> str:
        record = members(value)
        slug = line(record.get("slug"))
        return self.tracks.get(slug) or line(record.get("name")) or slug or ("" if record else line(value))

    def person(self, value: Any) -> Person:
        guid = line(members(value).get("guid"))
        return person({**self.persons.get(guid, {}), **value} if guid else value)


def _talk(event: dict[str, Any], *, row: str, names: _Names) -> DraftTalk:
    links = [reference(link) for link in items(event.get("links"))]
    feedback, origin = _first_of_kind("feedback", links), _first_of_kind("origin", links)
    return DraftTalk(
        row=row,
        moment=line(event.get("start")),
        room=names.room(event.get("room")),
        track=names.track(event.get("track")),
        persons=[
            found for found in map(names.person, items(first(event, "participants", "persons"))) if found.name
        ],
        links=[link for link in links if link not in (feedback, origin)],
        url=line(event.get("url")),
        feedback_url=feedback.url if feedback else "",
        origin_url=origin.url if origin else "",
        **told_alike(event),
        extras=left_over(event, _READ_BY_NAME),
    )


def _first_of_kind(kind: str, links: list[Reference]) -> Reference | None:
    return next((link for link in links if link.kind == kind), None)
