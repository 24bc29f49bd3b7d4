"""Rules about one entry and its room: whether it is there, open, booked, large enough and equipped.

Where a block and what it holds share a room, the block is asked whether the room can be used.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timetable.conflicts.conflict import Conflict, conflict, entry_when
from timetable.conflicts.facts import Booked, Facts, RoomFacts, hold
from timetable.conflicts.kinds import Kind, Severity
from timetable.conflicts.placed import Placed

LOOKS = {"bad": Severity.ERROR, "warn": Severity.HINT, "": Severity.WARNING}
"""A room somebody else has is an error; one that is asked for may still come."""


def room_usable(placed: Placed, facts: Facts) -> Iterator[Conflict]:
    """The room is there, open, and booked where it has to be."""
    room = facts.rooms.get(placed.room) if placed.room is not None else None
    if room is None or placed.inside or placed.start >= placed.end:
        return
    if room.available and not hold(room.available, placed.start, placed.end):
        yield _of(Kind.ROOM_UNAVAILABLE, Severity.ERROR, placed, room, facts)
    for since, until, reason in room.closures:
        if since < placed.end and placed.start < until:
            yield _of(Kind.ROOM_CLOSED, Severity.ERROR, placed, room, facts, reason=reason)
            break
    if room.open is not None and not hold(room.open, placed.start, placed.end):
        yield _of(Kind.OUTSIDE_HOURS, Severity.WARNING, placed, room, facts)
    booked = facts.booked.get(placed.key)
    if booked is not None and booked.look in LOOKS and _same_use(placed, booked):
        yield _of(Kind.ROOM_NOT_BOOKED, LOOKS[booked.look], placed, room, facts, reason=booked.words)


def room_large_enough(placed: Placed, facts: Facts) -> Iterator[Conflict]:
    """Everybody expected has a seat; who starred the talk should find one. Posters have no seats."""
    talk = placed.talk
    room = facts.rooms.get(placed.room) if placed.room is not None else None
    if talk is None or room is None or room.capacity is None or placed.is_poster:
        return
    if talk.audience is not None and talk.audience > room.capacity:
        severity, say, guests = Severity.ERROR, _too_many_expected, talk.audience
    elif talk.stars > room.capacity:
        severity, say, guests = Severity.WARNING, _too_many_stars, 0
    else:
        return
    yield conflict(
        Kind.ROOM_TOO_SMALL,
        severity,
        placed,
        facts=facts,
        say=say,
        room=room.id,
        about=(placed.start, room.id, room.capacity, guests),
    )


def room_equipped(placed: Placed, facts: Facts) -> Iterator[Conflict]:
    """What a talk needs is in its room."""
    talk = placed.talk
    room = facts.rooms.get(placed.room) if placed.room is not None else None
    if talk is None or room is None or not talk.needs:
        return
    if lacking := room.lacks(talk.needs):
        yield conflict(
            Kind.MISSING_EQUIPMENT,
            Severity.WARNING,
            placed,
            facts=facts,
            say=_not_equipped,
            room=room.id,
            about=(placed.start, room.id, tuple(sorted(lacking))),
            lacking=lacking,
        )


def _same_use(placed: Placed, booked: Booked) -> bool:
    """Whether the entry still has the time and room for which bookings were looked up."""
    asked = (booked.starts_at, booked.ends_at, booked.room)
    return asked == (placed.entry.starts_at, placed.entry.ends_at, placed.room)


def _of(
    kind: Kind, severity: Severity, placed: Placed, room: RoomFacts, facts: Facts, reason: str = ""
) -> Conflict:
    return conflict(kind, severity, placed, facts=facts, say=SENTENCES[kind], room=room.id, reason=reason)


def _values(it: Conflict) -> dict[str, object]:
    placed = it.placed[0]
    return {
        "entry": placed.label,
        "room": it.facts.room_name(it.room),
        "when": entry_when(placed, it.facts),
        "reason": it.said.get("reason", ""),
    }


def _unavailable(it: Conflict) -> str:
    return _("“%(entry)s”: %(room)s is not available %(when)s.") % _values(it)


def _closed(it: Conflict) -> str:
    values = _values(it)
    if values["reason"]:
        return _("“%(entry)s”: %(room)s is closed %(when)s (%(reason)s).") % values
    return _("“%(entry)s”: %(room)s is closed %(when)s.") % values


def _outside_hours(it: Conflict) -> str:
    return _("“%(entry)s”: %(room)s has no opening hours that hold %(when)s.") % _values(it)


def _not_booked(it: Conflict) -> str:
    return _("“%(entry)s”: %(room)s, %(when)s. State of the booking: %(reason)s.") % _values(it)


def _not_equipped(it: Conflict) -> str:
    values = _values(it) | {"needs": ", ".join(it.said["lacking"])}
    return _("“%(entry)s” needs what %(room)s does not have, %(when)s: %(needs)s.") % values


def _too_many_expected(it: Conflict) -> str:
    talk, room = it.placed[0].talk, it.facts.rooms[it.room or 0]
    guests = (talk.audience or 0) if talk else 0
    said = {**_values(it), "people": guests, "seats": room.capacity}
    return (
        ngettext(
            "%(people)d person is expected at “%(entry)s”, %(when)s. %(room)s seats %(seats)d.",
            "%(people)d people are expected at “%(entry)s”, %(when)s. %(room)s seats %(seats)d.",
            guests,
        )
        % said
    )


def _too_many_stars(it: Conflict) -> str:
    talk, room = it.placed[0].talk, it.facts.rooms[it.room or 0]
    stars = talk.stars if talk else 0
    said = {**_values(it), "stars": stars, "seats": room.capacity}
    return (
        ngettext(
            "“%(entry)s”, %(when)s, has %(stars)d star. %(room)s seats %(seats)d.",
            "“%(entry)s”, %(when)s, has %(stars)d stars. %(room)s seats %(seats)d.",
            stars,
        )
        % said
    )


SENTENCES = {
    Kind.ROOM_UNAVAILABLE: _unavailable,
    Kind.ROOM_CLOSED: _closed,
    Kind.OUTSIDE_HOURS: _outside_hours,
    Kind.ROOM_NOT_BOOKED: _not_booked,
}
