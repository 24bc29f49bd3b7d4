"""Ideas that start an entry at another time: with another one's, a little later or earlier, wherever it fits."""

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.words import clock_words
from timetable.conflicts.checker import Checker
from timetable.conflicts.conflict import Conflict, place_words
from timetable.conflicts.facts import Period
from timetable.conflicts.fixes.fix import Idea, moved
from timetable.conflicts.fixes.ideas import movable, move_idea, time_words
from timetable.conflicts.placed import Placed

STEP = 5
FARTHEST = 30
"""Minutes of the steps, and of the farthest, by which an entry is shifted without looking for a free time."""

PARTNERS = 15
FREE_TIMES = 40


def swaps(conflict: Conflict, checker: Checker) -> Iterator[Idea]:
    """It changes places with what comes before or after it in its room, the nearest first."""
    for placed in movable(conflict, checker):
        for other in _partners(placed, checker):
            yield _swap(placed, other, checker)


def shifts(conflict: Conflict, checker: Checker) -> Iterator[Idea]:
    """A few minutes later or earlier, the fewest first."""
    candidates = movable(conflict, checker)
    for minutes in range(STEP, FARTHEST + 1, STEP):
        for placed in candidates:
            for seconds in (minutes * 60, -minutes * 60):
                yield _shift(placed, seconds, checker)


def free_times(conflict: Conflict, checker: Checker) -> Iterator[Idea]:
    """In its room where something ends or before something starts, or when its people come; the nearest first."""
    for placed in movable(conflict, checker):
        starts = sorted(_starts(placed, checker), key=lambda start: (abs(start - placed.start), start))
        for start in starts[:FREE_TIMES]:
            yield move_idea(placed, start - placed.start, checker)


def _partners(placed: Placed, checker: Checker) -> list[Placed]:
    day = checker.facts.day_of(placed.entry.starts_at)
    near = [
        other
        for other in checker.by_room.get(placed.room or 0, [])
        if other.key != placed.key
        and other.entry.parent == placed.entry.parent
        and not other.entry.is_pinned
        and not other.entry.is_break
        and checker.facts.day_of(other.entry.starts_at) == day
    ]
    return sorted(near, key=lambda other: abs(other.start - placed.start))[:PARTNERS]


def _swap(placed: Placed, other: Placed, checker: Checker) -> Idea:
    """Neighbours of different lengths keep what is between them: the second starts where the first did."""
    first, second = (placed, other) if placed.start <= other.start else (other, placed)
    changes = moved(checker, second, seconds=first.start - second.start)
    if first.end <= second.start and not _between(first, second, checker):
        changes |= moved(checker, first, seconds=second.end - first.end)
    else:
        changes |= moved(checker, first, seconds=second.start - first.start)
    zone = checker.facts.zone
    return Idea(
        changes,
        lambda: _("Swap with %(time)s") % {"time": clock_words(other.entry.starts_at, zone=zone)},
        lambda: (
            _("“%(entry)s” and “%(other)s” change places.") % {"entry": placed.label, "other": other.label}
        ),
    )


def _between(first: Placed, second: Placed, checker: Checker) -> bool:
    return any(
        first.end <= each.start < second.start and each.key != second.key
        for each in checker.by_room.get(first.room or 0, [])
        if each.entry.parent == first.entry.parent
    )


def _shift(placed: Placed, seconds: int, checker: Checker) -> Idea:
    minutes = abs(seconds) // 60
    if seconds > 0:
        label = ngettext("Start %(number)d minute later", "Start %(number)d minutes later", minutes)
    else:
        label = ngettext("Start %(number)d minute earlier", "Start %(number)d minutes earlier", minutes)
    return Idea(
        moved(checker, placed, seconds=seconds),
        lambda: label % {"number": minutes},
        lambda: (
            _("Move %(entry)s to %(time)s.")
            % {"entry": place_words(placed, checker.facts), "time": time_words(placed, seconds, checker)}
        ),
    )


def _starts(placed: Placed, checker: Checker) -> set[float]:
    """Moments at which it could begin, whole minutes of the day or not: where it would touch something else."""
    length = placed.end - placed.start
    facts = checker.facts
    within: list[Period] = [facts.period]
    if placed.block is not None:
        within = [(placed.block.starts_at.timestamp(), placed.block.ends_at.timestamp())]
    if placed.room is None:
        others: list[Placed] = []
    else:
        others = [each for each in checker.by_room.get(placed.room, []) if each.key != placed.key]
    room = facts.rooms.get(placed.room or 0)
    periods = chain(
        within,
        *(facts.people[person].available for person in placed.people if person in facts.people),
        room.available if room else (),
        (room.open or ()) if room else (),
    )
    edges = {moment for start, end in periods for moment in (start, end - length)}
    edges |= {moment for each in others for moment in (each.end, each.start - length)}
    start, end = within[0]
    return {moment for moment in edges if start <= moment <= end - length and moment != placed.start}
