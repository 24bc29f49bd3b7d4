"""What a schedule says, in the terms of our columns: one record per thing, values that JSON can hold.

A thing refers to another by that one's key. `operations.stored` words the rows of the database the same way,
so that the two can be compared value by value.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from interchange.models import Origin
from interchange.models.origin import LONGEST_KEY
from interchange.operations.carrying import as_json
from interchange.operations.colours import hue_of
from interchange.operations.fitting import line, markdown
from interchange.operations.report import ImportReport
from interchange.schedule.shape import Person, Room, Schedule, Track
from programme.models.track import HUES

Kind = Origin.Kind
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Record:
    """One thing as the file has it: what goes into columns, and the thing itself for the export."""

    kind: Origin.Kind
    key: str
    row: str
    label: str
    values: dict[str, Any]
    carried: dict[str, Any]


def moment(value: datetime) -> str:
    """An instant as records word it."""
    return value.isoformat()


def in_order(slots: Iterable[list[Any]]) -> list[list[Any]]:
    """Slots in one order, whoever wrote them down: a talk in three rooms is the same however they are listed."""
    return sorted(slots, key=lambda slot: [str(part) for part in slot])


def key_of_name(name: str, longest: int) -> str:
    """Rooms, tracks and types are the same where their names differ in capitals only, or beyond the column."""
    return short_key(" ".join(name.split())[: longest - 1].lower())


def short_key(key: str) -> str:
    """The key, or one as good that fits into the column."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:150]}…{hashlib.sha256(key.encode()).hexdigest()}"


def room_key(name: str) -> str:
    return key_of_name(name, 200)


def track_key(name: str) -> str:
    return key_of_name(name, 200)


def type_key(name: str) -> str:
    return key_of_name(name, 100)


def person_key(person: Person) -> str:
    return short_key(person.key)


def room_records(schedule: Schedule, *, report: ImportReport) -> dict[str, Record]:
    """The rooms in the order of the file."""
    records: dict[str, Record] = {}
    for room in schedule.rooms:
        _keep(records, _room(room, position=len(records) + 1, report=report), report=report)
    return records


def track_records(schedule: Schedule, *, report: ImportReport) -> dict[str, Record]:
    """The tracks in the order of the file, with colours that tell neighbours apart."""
    records: dict[str, Record] = {}
    for track in schedule.tracks:
        _keep(records, _track(track, position=len(records) + 1, report=report), report=report)
    return records


def type_records(schedule: Schedule, *, report: ImportReport) -> dict[str, Record]:
    """The types of contributions: every kind that a talk of the file names."""
    records: dict[str, Record] = {}
    for name in dict.fromkeys(talk.kind for talk in schedule.talks if talk.kind.strip()):
        values = {"name": line(name, 100, row="", report=report)}
        records.setdefault(type_key(name), Record(Kind.TYPE, type_key(name), "", name, values, {}))
    return records


def person_records(schedule: Schedule, *, report: ImportReport) -> dict[str, Record]:
    """Everybody who takes part, once; an e-mail address belongs to the first who has it."""
    records: dict[str, Record] = {}
    taken: set[str] = set()
    for person in schedule.persons().values():
        key = person_key(person)
        email = _email(person, taken=taken, report=report)
        values = {
            "name": line(person.name, 300, row=person.name, report=report) or "—",
            "email": email,
            "biography": markdown(person.biography, row=person.name, report=report),
        }
        # What is carried of people stands in their talks, as each talk names them.
        records[key] = Record(Kind.PERSON, key, "", person.name, values, {})
    return records


def _room(room: Room, *, position: int, report: ImportReport) -> Record:
    capacity = room.capacity
    if capacity is not None and not 0 <= capacity <= LARGEST_NUMBER:
        report.warn(room.name, _("%(number)s seats can not be right.") % {"number": capacity})
        capacity = None
    values = {
        "name": line(room.name, 200, row=room.name, report=report),
        "capacity": capacity,
        "description": line(room.description, 300, row=room.name, report=report),
        "position": position,
    }
    return Record(Kind.ROOM, room_key(room.name), "", room.name, values, as_json(room))


def _track(track: Track, *, position: int, report: ImportReport) -> Record:
    values = {
        "name": line(track.name, 200, row=track.name, report=report),
        "hue": hue_of(track.color, otherwise=HUES[(position - 1) % len(HUES)]),
        "position": position,
    }
    return Record(Kind.TRACK, track_key(track.name), "", track.name, values, as_json(track))


def _email(person: Person, *, taken: set[str], report: ImportReport) -> str:
    """The address if it is one, and nobody's yet."""
    email = person.email.strip()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        report.warn(person.name, _("“%(email)s” is not an e-mail address.") % {"email": email[:80]})
        return ""
    if len(email) > 254 or email.lower() in taken:
        report.warn(person.name, _("Somebody else in the file has the same e-mail address."))
        return ""
    taken.add(email.lower())
    return email


def _keep(records: dict[str, Record], record: Record, *, report: ImportReport) -> None:
    known = records.setdefault(record.key, record)
    if known is not record:
        names = {"one": known.label, "other": record.label}
        report.warn("", _("“%(one)s” and “%(other)s” are taken for the same.") % names)
