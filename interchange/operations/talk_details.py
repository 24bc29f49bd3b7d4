"""What hangs on talks: who speaks, what is linked, when and where it is."""

from collections.abc import Mapping
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
    new, moved, left = [], [], []
    for step in steps:
        wanted = [
            _Place(start, end, things.get((Kind.ROOM, room))) for start, end, room in step.write["slots"]
        ]
        held = list(stored.slots.get(step.thing.pk, ()))
        for place in wanted:
            slot = place.take_from(held)
            if slot is None:
                slot = Slot(event=event, contribution=step.thing)
                new.append(slot)
            else:
                moved.append(slot)
            place.put(slot)
        left.extend(held)
    Slot.objects.filter(pk__in=[slot.pk for slot in left]).delete()
    Slot.objects.bulk_create(new, batch_size=AT_ONCE)
    Slot.objects.bulk_update(moved, ["starts_at", "ends_at", "room", "parent"], batch_size=UPDATED_AT_ONCE)


class _Place:
    """A time and a room that the file wants for a talk."""

    def __init__(self, start: str, end: str, room: Any) -> None:
        self.starts_at = datetime.fromisoformat(start)
        self.ends_at = datetime.fromisoformat(end)
        self.room = room

    def take_from(self, held: list[Slot]) -> Slot | None:
        """The slot that becomes this one: that of the same room, or any."""
        room_id = self.room.pk if self.room else None
        fitting = [slot for slot in held if slot.room_id == room_id] or held
        if not fitting:
            return None
        held.remove(fitting[0])
        return fitting[0]

    def put(self, slot: Slot) -> None:
        """Move the slot here; out of its block, whose bounds know nothing of the file."""
        if (slot.starts_at, slot.ends_at) != (self.starts_at, self.ends_at):
            slot.parent = None
        slot.starts_at, slot.ends_at, slot.room = self.starts_at, self.ends_at, self.room


def _talks(steps: list[Step]) -> list[int]:
    return [step.thing.pk for step in steps]
