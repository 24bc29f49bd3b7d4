"""What is on at a moment, and what comes next (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from timetable.entries import Entry

MOST_SHOWN = 6


@dataclass(slots=True)
class Current:
    """`on` and `following` are cut to a few; `more` says how many talks of now are not named."""

    on: list[Entry]
    more: int
    following: list[Entry]
    following_at: datetime | None
    later: list[Entry]


def current(leaves: Sequence[Entry], *, now: datetime) -> Current:
    """Of one day's talks and pauses, sorted by time."""
    talks = [leaf for leaf in leaves if not leaf.is_pause]
    on = sorted((talk for talk in talks if talk.is_on(now)), key=_by_room)
    following_at = next((talk.starts_at for talk in talks if talk.starts_at > now), None)
    following = sorted((talk for talk in talks if talk.starts_at == following_at), key=_by_room)
    after = following_at or now
    later = [leaf for leaf in leaves if leaf.starts_at > (now if leaf.is_pause else after)]
    return Current(on[:MOST_SHOWN], max(0, len(on) - MOST_SHOWN), following[:MOST_SHOWN], following_at, later)


def _by_room(entry: Entry) -> tuple[bool, object]:
    return entry.room is None, (entry.room.position, entry.room.name) if entry.room else ()
