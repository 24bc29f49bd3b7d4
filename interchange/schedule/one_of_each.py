"""Rooms and tracks, once each, in the order in which the file first names them."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from interchange.schedule.draft import DraftSchedule
from interchange.schedule.shape import Room, Talk, Track


def one_of_each_room(draft: DraftSchedule, talks: Iterable[Talk]) -> tuple[Room, ...]:
    """The rooms of the file by name, each with all that is said of it anywhere."""
    by_name: dict[str, Room] = {}
    for room in [*draft.rooms, *(Room(name) for talk in talks for name in talk.rooms)]:
        known = by_name.get(room.name)
        by_name[room.name] = _joined(known, room) if known else room
    guids: dict[str, str] = {}
    for room in by_name.values():
        if room.guid and guids.setdefault(room.guid, room.name) != room.name:
            shown = {"one": guids[room.guid], "other": room.name}
            draft.warn(
                "", _("The rooms “%(one)s” and “%(other)s” have the same guid; their names count.") % shown
            )
    return tuple(by_name.values())


def one_of_each_track(draft: DraftSchedule, talks: Iterable[Talk]) -> tuple[Track, ...]:
    """The tracks of the file by name: first those it declares, then those that only talks name."""
    by_name: dict[str, Track] = {}
    for track in [*draft.tracks, *(Track(talk.track) for talk in talks if talk.track)]:
        by_name.setdefault(track.name, track)
    return tuple(by_name.values())


def _joined(known: Room, other: Room) -> Room:
    """What is known of a room, with gaps filled."""
    return replace(
        known,
        guid=known.guid or other.guid,
        slug=known.slug or other.slug,
        description=known.description or other.description,
        capacity=other.capacity if known.capacity is None else known.capacity,
        url=known.url or other.url,
        extras=known.extras or other.extras,
    )
