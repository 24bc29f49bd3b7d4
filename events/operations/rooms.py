"""The rooms of an event, in order."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event, EventRoom
from events.operations.dependents import is_named_anywhere
from events.operations.turns import lock_event
from events.refusals import BookableTaken, RoomNameTaken, StillNeeded
from journal.operations import differences, record
from kit.ordering import next_place, put_in_order
from kit.refusals import constraint_speaks
from rooms.models import Room

EDITABLE = frozenset({"name", "capacity", "description", "bookable", "equipment"})


@transaction.atomic
def add_room(
    event: Event,
    *,
    by: User | None,
    name: str,
    capacity: int | None = None,
    description: str = "",
    bookable: Room | None = None,
    equipment: Sequence[str] = (),
) -> EventRoom:
    """One more room, the last in order. Raises RoomNameTaken, BookableTaken."""
    lock_event(event)
    room = EventRoom(
        event=event,
        name=name,
        capacity=capacity,
        description=description,
        bookable=bookable,
        equipment=list(equipment),
        position=next_place(event.rooms),
    )
    with _sentences(room):
        room.save()
    record(event.logbook, "room.added", by=by, subject=room)
    return room


@transaction.atomic
def edit_room(room: EventRoom, *, by: User | None, **values: Any) -> None:
    """Change some of the EDITABLE fields. Raises RoomNameTaken, BookableTaken."""
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"A room has no editable {', '.join(sorted(unknown))}.")
    lock_event(room.event)
    room.refresh_from_db()
    changes = differences(room, values)
    if not changes:
        return
    for name in changes:
        setattr(room, name, values[name])
    with _sentences(room):
        room.save(update_fields=list(changes))
    if "equipment" in changes:
        before, after = changes["equipment"]
        changes["equipment"] = (", ".join(before), ", ".join(after))
    record(room.event.logbook, "room.edited", by=by, subject=room, changes=changes)


@transaction.atomic
def reorder_rooms(event: Event, *, order: Sequence[int], by: User | None) -> None:
    """Put the rooms in the order of these ids; rooms not named keep their order after them."""
    lock_event(event)
    if changes := put_in_order(event.rooms.all(), order):
        record(event.logbook, "rooms.reordered", by=by, subject=event, changes=changes)


@transaction.atomic
def remove_room(room: EventRoom, *, by: User | None) -> None:
    """Take a room away. Raises StillNeeded while something is planned in it."""
    lock_event(room.event)
    if is_named_anywhere(room):
        raise StillNeeded(
            _("Something is planned in “%(room)s”. Move it to another room first.") % {"room": room}
        )
    record(room.event.logbook, "room.removed", by=by, subject=room)
    room.delete()


@contextmanager
def _sentences(room: EventRoom) -> Iterator[None]:
    """What the constraints of a room say to a person."""
    taken = RoomNameTaken(_("The event has a room “%(name)s” already.") % {"name": room.name})
    twice = BookableTaken(_("Another room of the event is that bookable room already."))
    with (
        constraint_speaks("room_name_once_per_event", refusal=taken),
        constraint_speaks("bookable_room_once_per_event", refusal=twice),
    ):
        yield
