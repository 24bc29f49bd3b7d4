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
            _Place(start, end, things.get((Kind.ROOM, room))) for start, end, room in step.write["slots"]
        ]
        held = list(stored.slots.get(step.thing.pk, ()))
        for place, slot in _pairs(wanted, held):
            (new if slot is None else moved).append(
                place.put(slot or Slot(event=event, contribution=step.thing))
            )
        left += [slot.pk for slot in held]
    Slot.objects.filter(pk__in=left).delete()
    Slot.objects.bulk_create(new, batch_size=AT_ONCE)
    Slot.objects.bulk_update(moved, ["starts_at", "ends_at", "room", "parent"], batch_size=UPDATED_AT_ONCE)


@dataclass(slots=True)
class _Place:
    """A time and a room that the file wants for a talk."""

    start: str
    end: str
    room: Any

    def put(self, slot: Slot) -> Slot:
        """Move the slot here; out of its block, whose bounds know nothing of the file."""
        starts_at, ends_at = datetime.fromisoformat(self.start), datetime.fromisoformat(self.end)
        if (slot.starts_at, slot.ends_at) != (starts_at, ends_at):
            slot.parent = None
        slot.starts_at, slot.ends_at, slot.room = starts_at, ends_at, self.room
        return slot


def _pairs(wanted: list[_Place], held: list[Slot]) -> list[tuple[_Place, Slot | None]]:
    """Each place with the slot that becomes it: one of the same room, else any, else none.

    The slots used are taken out of `held`.
    """
    pairs: list[tuple[_Place, Slot | None]] = []
    homeless = []
    for place in wanted:
        room_id = place.room.pk if place.room else None
        at_home = next((slot for slot in held if slot.room_id == room_id), None)
        if at_home is None:
            homeless.append(place)
        else:
            held.remove(at_home)
            pairs.append((place, at_home))
    return pairs + [(place, held.pop(0) if held else None) for place in homeless]


def _talks(steps: list[Step]) -> list[int]:
    return [step.thing.pk for step in steps]
