"""The timetable as an import would leave it, as values for the conflict engine: nothing is written for it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

from interchange.models import Origin
from interchange.operations.event_record import columns
from interchange.operations.planning import Plan, Step
from interchange.operations.records import Kind
from interchange.operations.stored import Stored
from interchange.operations.talk_details import Place, pairs
from kit.moments import zone
from programme.models import Credit
from timetable.conflicts import Checker, Facts, PersonFacts, RoomFacts, Talk, facts_of
from timetable.plan import Plan as Timetable
from timetable.plan import PlanEntry, plan_of

NEW = 10**15
"""What is not there yet goes by numbers from here on: beyond those of all there is, and so named after it."""

Ids = Mapping[tuple[Origin.Kind, Any], int]


def timetable_foreseen(plan: Plan, stored: Stored) -> Checker:
    """No queries for a new event; else those of the facts of the event, and one for its entries."""
    event = stored.event
    new = count(NEW)
    ids = dict(_ids(plan, new))
    entries = dict(plan_of(event)) if event is not None else {}
    bounds = _bounds(plan, stored)
    known = facts_of(event) if event is not None else Facts(**bounds)
    rooms = _rooms(plan, known, ids)
    for step in _steps(plan, Kind.TALK):
        _move(entries, step, stored, ids=ids, rooms=rooms, new=new)
    if entries:
        bounds["starts_at"] = min(bounds["starts_at"], *(each.starts_at for each in entries.values()))
        bounds["ends_at"] = max(bounds["ends_at"], *(each.ends_at for each in entries.values()))
    facts = replace(
        known,
        **bounds,
        rooms=rooms,
        people=_people(plan, known, ids),
        tracks=_tracks(plan, known, ids),
        talks=_talks(plan, known, ids),
    )
    return Checker(facts, Timetable.of(entries.values()))


def _ids(plan: Plan, new: Iterator[int]) -> Iterator[tuple[tuple[Origin.Kind, Any], int]]:
    """The number of each thing that there is afterwards."""
    for kind in plan.steps:
        for step in _steps(plan, kind):
            yield (kind, step.record.key), next(new) if step.thing is None else step.thing.pk


def _steps(plan: Plan, kind: Origin.Kind) -> Iterator[Step]:
    """Those that leave a thing."""
    return (step for step in plan.steps[kind] if not step.is_skipped)


def _written(step: Step) -> dict[str, Any]:
    return step.record.values if step.thing is None else step.write


def _bounds(plan: Plan, stored: Stored) -> dict[str, Any]:
    """When the event is held, as the file or our own edits say it."""
    event = stored.event
    write = columns(plan.event.values if event is None else plan.event_write)
    names = ("starts_at", "ends_at", "time_zone", "day_change")
    found = {name: write[name] if name in write else getattr(event, name) for name in names}
    found["zone"] = zone(found.pop("time_zone"))
    return found


def _rooms(plan: Plan, known: Facts, ids: Ids) -> dict[int, RoomFacts]:
    rooms = dict(known.rooms)
    for step in _steps(plan, Kind.ROOM):
        key, write = ids[Kind.ROOM, step.record.key], _written(step)
        values = {name: write[name] for name in ("name", "capacity") if name in write}
        rooms[key] = replace(rooms.get(key) or RoomFacts(key, ""), **values)
    return rooms


def _people(plan: Plan, known: Facts, ids: Ids) -> dict[int, PersonFacts]:
    people = dict(known.people)
    for step in _steps(plan, Kind.PERSON):
        key, write = ids[Kind.PERSON, step.record.key], _written(step)
        before = people.get(key) or PersonFacts(key, "")
        people[key] = replace(before, name=write.get("name", before.name))
    return people


def _tracks(plan: Plan, known: Facts, ids: Ids) -> dict[int, str]:
    named = {
        ids[Kind.TRACK, step.record.key]: _written(step)["name"]
        for step in _steps(plan, Kind.TRACK)
        if "name" in _written(step)
    }
    return {**known.tracks, **named}


def _talks(plan: Plan, known: Facts, ids: Ids) -> dict[int, Talk]:
    talks = dict(known.talks)
    for step in _steps(plan, Kind.TALK):
        key, write = ids[Kind.TALK, step.record.key], _written(step)
        values: dict[str, Any] = {name: write[name] for name in ("title", "minutes") if name in write}
        if "track" in write:
            values["track"] = ids.get((Kind.TRACK, write["track"]))
        if "credits" in write:
            people = _speakers(write["credits"], ids)
            values |= {"people": people, "unanswered": people, "declined": ()}
        talks[key] = replace(talks.get(key) or Talk(key, ""), **values)
    for gone, is_withdrawn in ((plan.withdraw, True), (plan.reinstate, False)):
        for talk in gone:
            talks[talk.pk] = replace(talks[talk.pk], is_withdrawn=is_withdrawn)
    return talks


def _speakers(credits: list[list[str]], ids: Ids) -> tuple[int, ...]:
    spoken = ((Kind.PERSON, key) for key, role in credits if role == Credit.Role.SPEAKER)
    return tuple(dict.fromkeys(ids[person] for person in spoken if person in ids))


def _move(
    entries: dict[int, PlanEntry],
    step: Step,
    stored: Stored,
    *,
    ids: Ids,
    rooms: Mapping[int, RoomFacts],
    new: Iterator[int],
) -> None:
    """Put the entries of a talk where `talk_details` will put its slots."""
    write, talk = _written(step), ids[Kind.TALK, step.record.key]
    if "slots" not in write:
        return
    held = list(stored.slots.get(talk, ()))
    wanted = [Place(start, end, ids.get((Kind.ROOM, room))) for start, end, room in write["slots"]]
    for place, slot in pairs(wanted, held):
        before = entries.get(slot.pk) if slot is not None else None
        key = next(new) if slot is None else slot.pk
        entry = before or PlanEntry(key, place.starts_at, place.ends_at, contribution=talk)
        moved = _at(entry, place.starts_at, place.ends_at)
        room = rooms.get(place.room_id) if place.room_id is not None else None
        entries[key] = replace(moved, room=place.room_id, room_name=room.name if room else "")
    for slot in held:
        entries.pop(slot.pk, None)


def _at(entry: PlanEntry, starts_at: datetime, ends_at: datetime) -> PlanEntry:
    """At another time it is out of its block."""
    if (entry.starts_at, entry.ends_at) == (starts_at, ends_at):
        return entry
    return replace(entry, starts_at=starts_at, ends_at=ends_at, parent=None)
