"""An entry with all the rules ask of it, and the lanes in which it can get in the way of others."""

from dataclasses import dataclass

from timetable.conflicts.facts import Facts, SessionFacts, Talk
from timetable.plan import Key, PlanEntry

Lane = tuple[str, int]
"""What only one thing can have at a time: a person, a space, the inside of a block, a track …"""

PERSON, SPACE, INSIDE, TRACK, TALK, POPULAR = "person", "space", "inside", "track", "talk", "popular"


@dataclass(slots=True, eq=False)
class Placed:
    """`block` is the entry it lies in. `people` are those it needs; who convenes the block around it is there anyway.

    What lies `inside` is in the room of its block: the block speaks for it wherever the room is the matter.
    """

    entry: PlanEntry
    key: Key
    start: float
    end: float
    room: int | None
    block: PlanEntry | None
    talk: Talk | None
    session: SessionFacts | None
    track: int | None
    people: tuple[int, ...]
    inside: bool
    is_poster: bool
    lanes: tuple[Lane, ...]

    @property
    def label(self) -> str:
        return self.talk.title if self.talk else self.entry.label or self.entry.title


def placed(entry: PlanEntry, block: PlanEntry | None, facts: Facts) -> Placed:
    """The entry in its block, with what is known of it."""
    talk = facts.talks.get(entry.contribution) if entry.contribution is not None else None
    session = facts.sessions.get(entry.session) if entry.session is not None else None
    held_by = facts.sessions.get(block.session) if block is not None and block.session is not None else None
    room = entry.room if entry.room is not None or block is None else block.room
    inside = block is not None and room == block.room
    people = talk.people if talk else session.people if session else ()
    if inside and held_by is not None and held_by.people:
        people = tuple(person for person in people if person not in held_by.people)
    found = Placed(
        entry=entry,
        key=entry.key,
        start=entry.starts_at.timestamp(),
        end=entry.ends_at.timestamp(),
        room=room,
        block=block,
        talk=talk,
        session=session,
        track=_track(talk, session or held_by, facts),
        people=people,
        inside=inside,
        is_poster=held_by is not None and held_by.is_poster and entry.contribution is not None,
        lanes=(),
    )
    if found.start < found.end:
        found.lanes = tuple(_lanes(found, held_by, facts))
    return found


def _track(talk: Talk | None, session: SessionFacts | None, facts: Facts) -> int | None:
    if talk is None:
        return session.track if session else None
    if talk.track is not None:
        return talk.track
    own = facts.sessions.get(talk.session) if talk.session is not None else session
    return own.track if own else None


def _lanes(found: Placed, held_by: SessionFacts | None, facts: Facts) -> list[Lane]:
    lanes: list[Lane] = [(PERSON, person) for person in found.people]
    if found.room is not None:
        if found.inside and found.block is not None:
            lanes.append((INSIDE, found.block.key))
        else:
            known = facts.rooms.get(found.room)
            cells = known.cells if known and known.cells else (-found.room,)
            lanes += [(SPACE, cell) for cell in cells]
    is_spoken_for = found.is_poster or (held_by is not None and held_by.track == found.track)
    if found.track is not None and facts.rules.keeps_tracks_apart and not is_spoken_for:
        lanes.append((TRACK, found.track))
    if found.talk is not None:
        lanes.append((TALK, found.talk.id))
        if found.talk.stars >= facts.rules.popular_stars and not found.is_poster:
            lanes.append((POPULAR, 0))
    return lanes
