"""Rules about two entries in one lane: what only one of them can have at a time."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from kit.words import clock_words, date_words
from timetable.conflicts.conflict import Conflict, conflict, place_words, when_words
from timetable.conflicts.facts import Facts
from timetable.conflicts.kinds import Kind, Severity
from timetable.conflicts.placed import INSIDE, PERSON, POPULAR, SPACE, TALK, TRACK, Lane, Placed

PairRule = Callable[[int, Placed, Placed, Facts], Conflict | None]


def clash(lane: Lane, one: Placed, other: Placed, facts: Facts) -> Conflict | None:
    """What is wrong between two entries of a lane; the same whichever is named first."""
    name, subject = lane
    if name != PERSON and (one.start >= other.end or other.start >= one.end):
        return None
    if one.entry.parent == other.key or other.entry.parent == one.key:
        return None  # a block and what it holds
    first, second = (one, other) if (one.start, one.key) <= (other.start, other.key) else (other, one)
    return RULES[name](subject, first, second, facts)


def _person(person: int, first: Placed, second: Placed, facts: Facts) -> Conflict | None:
    """Nobody is at two things at once, or leaves one later than they have to be at the other."""
    if first.talk is not None and first.talk is second.talk:
        return None  # see _talk
    if first.is_poster and second.is_poster and first.entry.parent == second.entry.parent:
        return None
    if second.start < first.end and first.start < second.end:
        return conflict(
            Kind.PERSON_TWICE,
            Severity.ERROR,
            first,
            second,
            facts=facts,
            say=_person_words,
            people=(person,),
        )
    if first.room is None or second.room is None:
        return None
    gap, needed = second.start - first.end, facts.change_seconds(first.room, second.room)
    if gap >= needed:
        return None
    return conflict(
        Kind.NO_TIME_TO_CHANGE,
        Severity.WARNING,
        first,
        second,
        facts=facts,
        say=_change_words,
        people=(person,),
        minutes=int(needed // 60),
    )


def _space(cell: int, first: Placed, second: Placed, facts: Facts) -> Conflict | None:
    """Two things are not in one room at once. A break may share its room with another break, and is told apart."""
    if first.entry.is_break and second.entry.is_break:
        return None
    if first.talk is not None and first.talk is second.talk:
        return None
    is_soft = first.entry.is_break or second.entry.is_break
    severity = Severity.WARNING if is_soft else Severity.ERROR
    return conflict(Kind.ROOM_TWICE, severity, first, second, facts=facts, say=_room_words, room=second.room)


def _inside(block: int, first: Placed, second: Placed, facts: Facts) -> Conflict | None:
    """In the room of a block one thing happens after the other; posters hang side by side."""
    if first.is_poster or second.is_poster:
        return None
    return _space(block, first, second, facts)


def _talk(talk: int, first: Placed, second: Placed, facts: Facts) -> Conflict | None:
    """A talk may be held twice, but hardly at once (unless one room watches the other)."""
    return conflict(Kind.TALK_TWICE, Severity.WARNING, first, second, facts=facts, say=_talk_words)


def _track(track: int, first: Placed, second: Placed, facts: Facts) -> Conflict | None:
    """Whoever follows a track can hear all of it."""
    if first.talk is not None and first.talk is second.talk:
        return None
    return conflict(
        Kind.TRACK_PARALLEL, Severity.WARNING, first, second, facts=facts, say=_track_words, track=track
    )


def _popular(_all: int, first: Placed, second: Placed, facts: Facts) -> Conflict | None:
    """Many would like to hear both."""
    if first.talk is second.talk:
        return None
    return conflict(Kind.POPULAR_PARALLEL, Severity.HINT, first, second, facts=facts, say=_popular_words)


RULES: Mapping[str, PairRule] = {
    PERSON: _person,
    SPACE: _space,
    INSIDE: _inside,
    TALK: _talk,
    TRACK: _track,
    POPULAR: _popular,
}


def _values(it: Conflict) -> dict[str, str]:
    first, second = it.placed
    return {
        "first": place_words(first, it.facts),
        "second": place_words(second, it.facts),
        "when": when_words(it.starts_at, it.ends_at, it.facts),
    }


def _person_words(it: Conflict) -> str:
    values = _values(it) | {"person": it.facts.people_names(it.people)}
    return _("%(person)s, %(when)s: %(first)s and %(second)s.") % values


def _change_words(it: Conflict) -> str:
    first, second = it.placed
    values = {
        "person": it.facts.people_names(it.people),
        "first": place_words(first, it.facts),
        "second": place_words(second, it.facts),
        "day": date_words(second.entry.starts_at, zone=it.facts.zone),
        "end": clock_words(first.entry.ends_at, zone=it.facts.zone),
        "start": clock_words(second.entry.starts_at, zone=it.facts.zone),
        "minutes": it.said["minutes"],
    }
    return (
        _(
            "%(person)s, %(day)s: %(first)s until %(end)s, then %(second)s at %(start)s. "
            "The way takes %(minutes)d min."
        )
        % values
    )


def _room_words(it: Conflict) -> str:
    first, second = it.placed
    rooms = {it.facts.room_name(one.room) for one in it.placed}
    values = {
        "room": it.facts.room_name(it.room),
        "first": first.label,
        "second": second.label,
        "when": when_words(it.starts_at, it.ends_at, it.facts),
    }
    if len(rooms) == 2:
        values |= {"first": place_words(first, it.facts), "second": place_words(second, it.facts)}
        return _("%(first)s and %(second)s share their space, %(when)s.") % values
    return _("%(room)s, %(when)s: “%(first)s” and “%(second)s”.") % values


def _talk_words(it: Conflict) -> str:
    values = {"entry": it.placed[0].label, "when": when_words(it.starts_at, it.ends_at, it.facts)}
    rooms = [it.facts.room_name(one.room) for one in it.placed]
    if all(rooms):
        values |= {"room": rooms[0], "other": rooms[1]}
        return _("“%(entry)s” is in %(room)s and in %(other)s, %(when)s.") % values
    return _("“%(entry)s” is scheduled twice, %(when)s.") % values


def _track_words(it: Conflict) -> str:
    values = _values(it) | {"track": it.facts.tracks.get(it.said["track"], "")}
    return _("Track “%(track)s”, %(when)s: %(first)s and %(second)s.") % values


def _popular_words(it: Conflict) -> str:
    stars = [one.talk.stars if one.talk else 0 for one in it.placed]
    values = _values(it) | {"stars": str(stars[0]), "others": str(stars[1])}
    return _("%(when)s: %(first)s, starred %(stars)s times, and %(second)s, %(others)s times.") % values
