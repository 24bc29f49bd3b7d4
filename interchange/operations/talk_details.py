"""What hangs on talks: who speaks, what is linked, when and where it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from events.models import Event
from interchange.models import Origin
from interchange.operations.planning import Step
from interchange.operations.records import Kind
from interchange.operations.stored import Stored
from programme.models import Credit, Link
from timetable.models import Slot

AT_ONCE = 1000
UPDATED_AT_ONCE = 200
Things = Mapping[tuple[Origin.Kind, str], Any]


def write_details(steps: list[Step], stored: Stored, *, event: Event, things: Things) -> None:
    """Make the credits, links and slots of these talks what the steps say; the others are not touched."""
    _write_credits([step for step in steps if "credits" in step.write], things=things)
    _write_links([step for step in steps if "links" in step.write])
    _write_slots([step for step in steps if "slots" in step.write], stored, event=event, things=things)


def _write_credits(steps: list[Step], *, things: Things) -> None:
    Credit.objects.filter(contribution__in=_talks(steps)).delete()
    Credit.objects.bulk_create(
        [
            Credit(contribution=step.thing, person=things[Kind.PERSON, key], role=role, position=position)
            for step in steps
            for position, (key, role) in enumerate(step.write["credits"], start=1)
            if (Kind.PERSON, key) in things
        ],
        batch_size=AT_ONCE,
    )


def _write_links(steps: list[Step]) -> None:
    Link.objects.filter(contribution__in=_talks(steps)).delete()
    Link.objects.bulk_create(
        [
            Link(contribution=step.thing, kind=kind, title=title, url=url, position=position)
            for step in steps
            for position, (kind, title, url) in enumerate(step.write["links"], start=1)
        ],
        batch_size=AT_ONCE,
    )


def _write_slots(steps: list[Step], stored: Stored, *, event: Event, things: Things) -> None:
    """Slots that are there already are moved, so that calendars update an entry instead of adding a twin."""
    new: list[Slot] = []
    moved: list[Slot] = []
    left: list[int] = []
    for step in steps:
        wanted = [
            Place(start, end, _key(things.get((Kind.ROOM, room)))) for start, end, room in step.write["slots"]
        ]
        held = list(stored.slots.get(step.thing.pk, ()))
        for place, slot in pairs(wanted, held):
            (new if slot is None else moved).append(
                _put(slot or Slot(event=event, contribution=step.thing), place)
            )
        left += [slot.pk for slot in held]
    Slot.objects.filter(pk__in=left).delete()
    Slot.objects.bulk_create(new, batch_size=AT_ONCE)
    Slot.objects.bulk_update(moved, ["starts_at", "ends_at", "room", "parent"], batch_size=UPDATED_AT_ONCE)


@dataclass(slots=True)
class Place:
    """A time and a room that the file wants for a talk."""

    start: str
    end: str
    room_id: int | None

    @property
    def starts_at(self) -> datetime:
        return datetime.fromisoformat(self.start)

    @property
    def ends_at(self) -> datetime:
        return datetime.fromisoformat(self.end)


def pairs(wanted: list[Place], held: list[Slot]) -> list[tuple[Place, Slot | None]]:
    """Each place with the slot that becomes it: one of the same room, else any, else none.

    The slots used are taken out of `held`.
    """
    found: list[tuple[Place, Slot | None]] = []
    homeless = []
    for place in wanted:
        at_home = next((slot for slot in held if slot.room_id == place.room_id), None)
        if at_home is None:
            homeless.append(place)
        else:
            held.remove(at_home)
            found.append((place, at_home))
    return found + [(place, held.pop(0) if held else None) for place in homeless]


def _put(slot: Slot, place: Place) -> Slot:
    """Move the slot there; out of its block, whose bounds know nothing of the file."""
    starts_at, ends_at = place.starts_at, place.ends_at
    if (slot.starts_at, slot.ends_at) != (starts_at, ends_at):
        slot.parent = None
    slot.starts_at, slot.ends_at, slot.room_id = starts_at, ends_at, place.room_id
    return slot


def _key(thing: Any) -> int | None:
    return None if thing is None else thing.pk


def _talks(steps: list[Step]) -> list[int]:
    return [step.thing.pk for step in steps]
