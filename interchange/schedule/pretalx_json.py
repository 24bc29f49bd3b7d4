"""Reads records of pretalx's API: lists of talks, schedules with slots, records grouped by day and room.

The records: https://docs.pretalx.org/api/. Rooms, tracks, types and speakers come as names (also translated),
as objects, or as ids of lists beside the talks.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from interchange.schedule import c3voc_json
from interchange.schedule.draft import DraftSchedule, DraftTalk
from interchange.schedule.findings import Unusable
from interchange.schedule.json_values import (
    address,
    first,
    items,
    legal_tree,
    line,
    members,
    passage,
    person,
    records,
    reference,
    yes_or_no,
)
from interchange.schedule.shape import Person, Room, Track

NOT_TAKING_PLACE = {"submitted", "rejected", "canceled", "cancelled", "withdrawn", "deleted", "draft"}
DAY_CHANGE = "04:00"  # pretalx's own: its days last from 4:00 to 3:59

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$", re.ASCII)
_LISTS = ("results", "talks", "slots", "submissions")
_CARRIED = ("state", "tags", "is_featured", "created", "slot_count", "content_locale")


def is_pretalx(document: Any) -> bool:
    """Whether the document has the outline of one of these forms."""
    if any(True for _group in _grouped(document)):
        return True
    return any(_looks_like_a_talk(record) for record in _listed(document)[:50])


def read_pretalx(document: Any) -> DraftSchedule:
    """The schedule that the document words."""
    top = members(document)
    if top.get("next"):
        raise Unusable(_("It is only one page of a longer list; a file with all talks is needed."))
    draft = DraftSchedule(
        title=line(first(top, "title", "name", "event")),
        version=line(top.get("version")),
        time_zone=line(first(top, "timezone", "time_zone")),
        starts=line(first(top, "event_start", "date_from")),
        ends=line(first(top, "event_end", "date_to")),
        day_change=DAY_CHANGE,
    )
    names = _Names(top, draft)
    for row, record in _rows(document):
        for slot in _slots(record):
            _read_talk(record, slot, row=row, names=names, draft=draft)
    return draft


def _grouped(document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Row and record out of members such as {"schedule": {day: {minute: {room: record}}}}."""
    for name, days in members(document).items():
        if not isinstance(days, dict) or not days or not all(_ISO_DAY.match(day) for day in days):
            continue
        for day, minutes in days.items():
            for minute, rooms in members(minutes).items():
                for room, record in members(rooms).items():
                    if isinstance(record, dict) and ("slot" in record or "code" in record):
                        yield f"{name}[{day}][{minute}][{room}]", record


def _listed(document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    return next((items(members(document).get(name)) for name in _LISTS if members(document).get(name)), [])


def _rows(document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from _grouped(document)
    for place, record in enumerate(_listed(document)):
        if not isinstance(record, dict):
            raise Unusable(
                _("It names its talks by number only; a file with the talks themselves is needed.")
            )
        yield f"[{place}]", record


def _looks_like_a_talk(record: Any) -> bool:
    """Whether this is a pretalx record: it has slots of its own, or is one."""
    record = members(record)
    has_times = isinstance(record.get("slot"), dict) or isinstance(record.get("slots"), list)
    is_slot = "start" in record and "room" in record and ("submission" in record or "code" in record)
    return is_slot or (has_times and "code" in record and "title" in record)


def _slots(record: dict[str, Any]) -> list[dict[str, Any]]:
    """When and where a talk is; a record without times of its own may be the slot itself."""
    several = [slot for _place, slot in records(record.get("slots")) if slot.get("start")]
    single = members(record.get("slot"))
    if several or single.get("start"):
        return several or [single]
    return [record]


class _Names:
    """What ids of rooms, tracks, types and speakers stand for."""

    def __init__(self, top: dict[str, Any], draft: DraftSchedule) -> None:
        self.draft = draft
        self.listed = {
            kind: _by_id(top.get(kind)) for kind in ("rooms", "tracks", "submission_types", "speakers")
        }
        for record in self.listed["rooms"].values():
            if line(record.get("name")):
                draft.rooms.append(_room(record))
        for record in self.listed["tracks"].values():
            self._add_track(record)

    def name(self, kind: str, value: Any) -> str:
        """The name behind an id, an object or a name, which may be translated."""
        if isinstance(value, dict) and "name" in value:
            if kind == "rooms":
                self.draft.rooms.append(_room(value))
            if kind == "tracks":
                self._add_track(value)
            return line(value["name"])
        record = self.listed[kind].get(line(value))
        self._translated(value)
        return line(record.get("name")) if record else line(value)

    def person(self, value: Any) -> Person:
        code = line(value.get("code")) if isinstance(value, dict) else line(value)
        known = self.listed["speakers"].get(code, {})
        return person({**known, **value} if isinstance(value, dict) else known or value)

    def _add_track(self, record: dict[str, Any]) -> None:
        if line(record.get("name")):
            self.draft.tracks.append(
                Track(line(record.get("name")), line(record.get("slug")), line(record.get("color")))
            )

    def _translated(self, value: Any) -> None:
        """Carry the other languages of a name."""
        if isinstance(value, dict) and len(set(map(line, value.values()))) > 1:
            self.draft.extras.setdefault("translations", {})[line(value)] = legal_tree(value)


def _by_id(value: Any) -> dict[str, dict[str, Any]]:
    """Records by id or code, out of a list of them or an object whose keys are the ids."""
    if isinstance(value, dict):
        return {key: record for key, record in value.items() if isinstance(record, dict)}
    return {line(first(record, "id", "code")): record for _place, record in records(value)}


def _room(record: dict[str, Any]) -> Room:
    known = {name: record.get(name) for name in ("name", "guid", "slug", "description", "capacity")}
    return c3voc_json.room(known)


def _read_talk(
    record: dict[str, Any], slot: dict[str, Any], *, row: str, names: _Names, draft: DraftSchedule
) -> None:
    """Add the talk that one slot of a record is, or warn that it is none yet or no more."""
    talk = members(record.get("submission")) or record
    title = line(talk.get("title")) or line(slot.get("description"))
    starts = line(slot.get("start"))
    if line(talk.get("state")).lower() in NOT_TAKING_PLACE:
        draft.warn(row, _("“%(title)s” does not take place and was left out.") % {"title": title})
    elif not starts:
        draft.warn(row, _("“%(title)s” has no time yet and was left out.") % {"title": title})
    else:
        draft.add(_talk(talk, slot, title=title, row=row, names=names))


def _talk(record: dict[str, Any], slot: dict[str, Any], *, title: str, row: str, names: _Names) -> DraftTalk:
    room = slot.get("room") if slot.get("room") is not None else slot.get("room_id")
    return DraftTalk(
        row=row,
        moment=line(slot.get("start")),
        ends=line(slot.get("end")),
        duration=line(first(slot, "duration") or record.get("duration")),
        room=names.name("rooms", room),
        title=title,
        guid=line(first(slot, "guid", "uuid") or record.get("guid")),
        source_id=line(record.get("id")) if "code" in record else "",
        code=line(record.get("code")),
        slug=line(record.get("slug")),
        subtitle=line(record.get("subtitle")),
        track=names.name("tracks", record.get("track")),
        kind=names.name("submission_types", first(record, "submission_type", "type")),
        language=line(first(record, "content_locale", "language")),
        abstract=passage(record.get("abstract")),
        description=passage(record.get("description")) if "code" in record else "",
        persons=[
            found for found in map(names.person, items(first(record, "speakers", "persons"))) if found.name
        ],
        links=[reference(link) for link in items(record.get("links"))],
        attachments=[reference(resource) for resource in items(first(record, "resources", "attachments"))],
        url=line(first(record, "url", "public_url")),
        logo=address(first(record, "image", "logo")),
        do_not_record=yes_or_no(record.get("do_not_record")),
        answers=legal_tree(items(record.get("answers"))),
        extras={
            name: legal_tree(record[name]) for name in _CARRIED if record.get(name) not in (None, "", [], {})
        },
    )
