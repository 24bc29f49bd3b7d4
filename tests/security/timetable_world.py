"""What a timetable has besides its slots, in the small world."""

from typing import Any

from timetable.models import Version

# The things that routes of a timetable are tried with, where their parameters do not tell.
THINGS: dict[str, tuple[str, ...]] = {
    "timetable-proposal": ("proposal",),
    "display-room": ("event_room", "hidden_event_room"),
    **dict.fromkeys(("timetable-version", "timetable-version-json", "timetable-roll-back"), ("version",)),
}


def public_timetable(world: Any) -> None:
    """A proposal for the conference, and the room of its first talk."""
    world.things["event_room"] = world.room
    score = {"unplaced": 0, "parallel": 0, "popular": 0, "rooms": 0, "moved": 0, "spread": 0, "total": 0}
    report = {"placed": 0, "changed": [], "unplaced": [], "hard_conflicts": 0, "base": {}}
    world.things["proposal"] = Version.objects.create(
        event=world.main,
        kind=Version.Kind.PROPOSAL,
        made_by=world.users["manager"],
        report=report | {"score": score, "before": score},
    )
