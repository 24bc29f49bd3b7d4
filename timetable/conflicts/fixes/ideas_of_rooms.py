"""Ideas that keep the time and change the room: a free one, or that of something held at the same time."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from timetable.conflicts.checker import Checker
from timetable.conflicts.conflict import Conflict
from timetable.conflicts.facts import RoomFacts
from timetable.conflicts.fixes.fix import Idea, moved
from timetable.conflicts.fixes.ideas import movable
from timetable.conflicts.placed import Placed


def other_rooms(conflict: Conflict, checker: Checker) -> Iterator[Idea]:
    """Into another room: the one with the fewest seats that hold everybody first."""
    for placed in _housed(conflict, checker):
        guests = _guests(placed, checker)
        rooms = sorted(checker.facts.rooms.values(), key=lambda room: _rank(room, guests))
        for room in rooms:
            if room.id != placed.room:
                yield _into(placed, room, checker)


def swapped_rooms(conflict: Conflict, checker: Checker) -> Iterator[Idea]:
    """It and what is held at the same time elsewhere change rooms; what starts with it first."""
    for placed in _housed(conflict, checker):
        for other in _parallel(placed, checker):
            yield _swap(placed, other, checker)


def _housed(conflict: Conflict, checker: Checker) -> list[Placed]:
    """What has a room of its own: the block moves for what is inside it."""
    found: dict[int, Placed] = {}
    for placed in movable(conflict, checker):
        owner = checker.placed.get(placed.block.key) if placed.inside and placed.block else placed
        if owner is not None and owner.room is not None and not owner.entry.is_pinned:
            found.setdefault(owner.key, owner)
    return list(found.values())


def _guests(placed: Placed, checker: Checker) -> int:
    """How many seats it takes, with all a block holds."""
    talks = [placed.talk, *(checker.placed[key].talk for key in checker.inside(placed.key))]
    return max((talk.audience or talk.stars for talk in talks if talk), default=0)


def _rank(room: RoomFacts, guests: int) -> tuple[bool, int, int]:
    if room.capacity is None:
        return (True, 0, room.id)
    is_small = room.capacity < guests
    return (is_small, -room.capacity if is_small else room.capacity, room.id)


def _into(placed: Placed, room: RoomFacts, checker: Checker) -> Idea:
    return Idea(
        moved(checker, placed, room=room.id),
        lambda: _("Move to %(room)s") % {"room": room.name},
        lambda: (
            _("Move “%(entry)s” from %(old)s to %(room)s.")
            % {"entry": placed.label, "old": checker.facts.room_name(placed.room), "room": room.name}
        ),
    )


def _parallel(placed: Placed, checker: Checker) -> list[Placed]:
    others = [
        other
        for room, entries in checker.by_room.items()
        if room != placed.room
        for other in entries
        if other.start < placed.end
        and placed.start < other.end
        and not other.inside
        and not other.entry.is_pinned
        and not other.entry.is_break
    ]
    return sorted(others, key=lambda other: (abs(other.start - placed.start), abs(other.end - placed.end)))


def _swap(placed: Placed, other: Placed, checker: Checker) -> Idea:
    changes = moved(checker, placed, room=other.room) | moved(checker, other, room=placed.room)
    return Idea(
        changes,
        lambda: _("Swap rooms"),
        lambda: (
            _("“%(entry)s” and “%(other)s” change rooms.") % {"entry": placed.label, "other": other.label}
        ),
    )
