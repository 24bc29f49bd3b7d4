"""What screens in a hallway or at the door of a room show of a day (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from timetable.entries import Entry, Place

SOON = timedelta(minutes=15)
MOST_LATER = 4
ROOMS_ON_A_SCREEN = 6


@dataclass(frozen=True, slots=True)
class Screen:
    """One room: what is on, what comes, and how much of what is on has passed."""

    room: Place | None
    now: Entry | None
    next: Entry | None
    later: list[Entry]
    passed: int
    """Minutes since it began; of `minutes`."""
    minutes: int
    soon: int | None
    """Minutes until the next one begins, if that is soon."""

    @property
    def is_quiet(self) -> bool:
        """Nothing more is held there that day."""
        return self.now is None and self.next is None


def screens_of(leaves: Sequence[Entry], *, now: datetime) -> list[Screen]:
    """The rooms of a day in their order; pauses and what has no room show on all of them."""
    rooms = sorted({leaf.room for leaf in leaves if leaf.room})
    everywhere = [leaf for leaf in leaves if leaf.room is None]
    return [
        screen_of([leaf for leaf in leaves if leaf.room == room] + everywhere, room=room, now=now)
        for room in rooms
    ] or ([screen_of(leaves, room=None, now=now)] if leaves else [])


def screen_of(leaves: Sequence[Entry], *, room: Place | None, now: datetime) -> Screen:
    """Of two that are on at once, the one that began last; talks come before pauses."""
    leaves = sorted(leaves, key=lambda leaf: (leaf.starts_at, leaf.is_pause))
    on = [leaf for leaf in leaves if leaf.is_on(now)]
    present = next((leaf for leaf in reversed(on) if not leaf.is_pause), on[-1] if on else None)
    coming = [leaf for leaf in leaves if leaf.starts_at > now]
    following = coming[0] if coming else None
    wait = following.starts_at - now if following else None
    return Screen(
        room=room,
        now=present,
        next=following,
        later=[leaf for leaf in coming[1:] if not leaf.is_pause][:MOST_LATER],
        passed=_minutes(now - present.starts_at) if present else 0,
        minutes=_minutes(present.ends_at - present.starts_at) if present else 0,
        soon=_minutes(wait) if wait is not None and wait <= SOON else None,
    )


def pages(screens: Sequence[Screen]) -> list[list[Screen]]:
    """As many rooms as can be read from afar, a screen at a time; rooms in which nothing more is held are left out."""
    busy = [screen for screen in screens if not screen.is_quiet]
    return [busy[first : first + ROOMS_ON_A_SCREEN] for first in range(0, len(busy), ROOMS_ON_A_SCREEN)]


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
