"""What a timetable has besides its slots, in the small world."""

from typing import Any

from tests.factories.programme import SessionTypeFactory
from timetable.models import Slot, Version

# The things that routes of a timetable are tried with, where their parameters do not tell.
THINGS: dict[str, tuple[str, ...]] = {
    "timetable-proposal": ("proposal",),
    "display-room": ("event_room", "hidden_event_room"),
    **dict.fromkeys(("timetable-version", "timetable-version-json", "timetable-roll-back"), ("version",)),
}

# The API: of a timetable everything but the whole is for those who run the event.
OF_A_TIMETABLE = (
    *("acts", "moves", "settings", "history", "versions", "diff", "proposals"),
    *("conflicts", "conflict-accept", "conflict-reopen", "conflict-fix"),
    *(
        "availabilities",
        "availabilities-ask",
        "my-availability",
        "confirmations",
        "confirmations-ask",
        "my-talks",
    ),
    *("tables", "programme", "import", "changelog", "my-schedule"),
)
THINGS |= {f"api-timetable-{name}": ("main", "closed") for name in OF_A_TIMETABLE}
THINGS |= {
    "api-entry-detail": ("slot", "hidden_slot"),
    "api-event-room-detail": ("event_room", "hidden_event_room"),
    "api-track-detail": ("track", "hidden_track"),
    "api-contribution-type-detail": ("talk_type",),
    "api-session-type-detail": ("session_type",),
    **{
        f"api-session-{name}": ("session", "hidden_session")
        for name in ("access", "detail", "restore", "boards", "timetable", "timetable-acts", "timetable-talk")
    },
    **{
        f"api-contribution-{act}": ("talk", "hidden", "removed")
        for act in ("withdraw", "reinstate", "restore")
    },
    "api-contribution-star": ("talk", "hidden"),
    "api-contribution-access": ("talk", "hidden", "withdrawn", "removed"),
    **dict.fromkeys(("api-timetable-version-detail", "api-timetable-version-roll-back"), ("version",)),
    **dict.fromkeys(("api-timetable-proposal-detail", "api-timetable-proposal-accept"), ("proposal",)),
}


def secret_timetable(world: Any) -> None:
    """The entry and the track of a talk that is kept to a few."""
    world.things["hidden_track"] = world.hidden.track
    world.things["hidden_slot"] = Slot.objects.get(contribution=world.hidden)


def public_timetable(world: Any) -> None:
    """A proposal for the conference, the room and the type of its first talk, and a type no session has."""
    world.things["event_room"] = world.room
    world.things["talk_type"] = world.talk.type
    world.things["session_type"] = SessionTypeFactory(event=world.main, name="Plenary")
    score = {"unplaced": 0, "parallel": 0, "popular": 0, "rooms": 0, "moved": 0, "spread": 0, "total": 0}
    report = {"placed": 0, "changed": [], "unplaced": [], "hard_conflicts": 0, "base": {}}
    world.things["proposal"] = Version.objects.create(
        event=world.main,
        kind=Version.Kind.PROPOSAL,
        made_by=world.users["manager"],
        report=report | {"score": score, "before": score},
    )
