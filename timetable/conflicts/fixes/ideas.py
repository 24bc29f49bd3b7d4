"""Ideas for what is wrong with one entry itself: its place in its block and event, its length, that it is there."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.words import clock_words, moment_words
from timetable.conflicts.checker import Checker
from timetable.conflicts.conflict import Conflict, place_words
from timetable.conflicts.fixes.fix import Idea, moved
from timetable.conflicts.placed import Placed

Way = Callable[[Conflict, Checker], Iterator[Idea]]

USUAL_MINUTES = 20


def movable(conflict: Conflict, checker: Checker) -> list[Placed]:
    """Those of its entries that may move: not what is pinned, nor posters; what moves least first."""
    free = [each for each in conflict.placed if not each.entry.is_pinned and not each.is_poster]
    return sorted(
        free,
        key=lambda each: (len(checker.inside(each.key)), each.entry.is_break, -each.start, each.key),
    )


def time_words(placed: Placed, seconds: float, checker: Checker) -> str:
    """The moment at which it would start: the clock, and the day if it is another."""
    facts = checker.facts
    before, after = placed.entry.starts_at, placed.entry.starts_at + timedelta(seconds=seconds)
    words = clock_words if facts.day_of(before) == facts.day_of(after) else moment_words
    return words(after, zone=facts.zone)


def move_idea(placed: Placed, seconds: float, checker: Checker) -> Idea:
    """Start it so much later; said by the new time."""
    return Idea(
        moved(checker, placed, seconds=seconds),
        lambda: _("Move to %(time)s") % {"time": time_words(placed, seconds, checker)},
        lambda: (
            _("Move %(entry)s to %(time)s.")
            % {"entry": place_words(placed, checker.facts), "time": time_words(placed, seconds, checker)}
        ),
    )


def back_inside(conflict: Conflict, checker: Checker) -> Iterator[Idea]:
    """The least move that brings it into its block, or the event."""
    for placed in movable(conflict, checker):
        start, end = checker.facts.period
        if placed.block is not None:
            start, end = placed.block.starts_at.timestamp(), placed.block.ends_at.timestamp()
        if placed.start < start:
            yield move_idea(placed, start - placed.start, checker)
        elif placed.end > end:
            yield move_idea(placed, end - placed.end, checker)


def longer_block(conflict: Conflict, checker: Checker) -> Iterator[Idea]:
    """The block grows around it."""
    placed = conflict.placed[0]
    block = placed.block
    if block is None or not block.is_block or block.is_pinned or placed.end < placed.start:
        return
    longer = replace(
        block,
        starts_at=min(block.starts_at, placed.entry.starts_at),
        ends_at=max(block.ends_at, placed.entry.ends_at),
    )
    said = {
        "block": block.label,
        "start": clock_words(longer.starts_at, zone=checker.facts.zone),
        "end": clock_words(longer.ends_at, zone=checker.facts.zone),
    }
    yield Idea(
        {block.key: longer},
        lambda: _("Make the session longer"),
        lambda: _("“%(block)s” then runs from %(start)s to %(end)s.") % said,
    )


def out_of_the_block(conflict: Conflict, checker: Checker) -> Iterator[Idea]:
    """It leaves the block and keeps time and room."""
    placed = conflict.placed[0]
    yield Idea(
        {placed.key: replace(placed.entry, parent=None, room=placed.room)},
        lambda: _("Take it out of the session"),
        lambda: _("“%(entry)s” keeps its time and room.") % {"entry": placed.label},
    )


def before_midnight(conflict: Conflict, checker: Checker) -> Iterator[Idea]:
    """It ends when its day does, or starts when the next one does: the lesser move first."""
    days = checker.facts.day_starts
    for placed in movable(conflict, checker):
        ends = days[bisect_right(days, placed.start) : bisect_left(days, placed.end)]
        if not ends:
            continue
        for seconds in sorted((ends[0] - placed.end, ends[-1] - placed.start), key=abs):
            yield move_idea(placed, seconds, checker)


def lengths(conflict: Conflict, checker: Checker) -> Iterator[Idea]:
    """The length the talk asks for, or a usual one."""
    placed = conflict.placed[0]
    minutes = (placed.talk.minutes if placed.talk else 0) or USUAL_MINUTES
    ends_at = placed.entry.starts_at + timedelta(minutes=minutes)
    yield Idea(
        {placed.key: replace(placed.entry, ends_at=ends_at)},
        lambda: (
            ngettext("Give it %(number)d minute", "Give it %(number)d minutes", minutes) % {"number": minutes}
        ),
        lambda: (
            _("“%(entry)s” then ends at %(time)s.")
            % {"entry": placed.label, "time": clock_words(ends_at, zone=checker.facts.zone)}
        ),
    )


def removals(conflict: Conflict, checker: Checker) -> Iterator[Idea]:
    """It leaves the timetable; of two, the later one first."""
    for placed in movable(conflict, checker):
        yield _removal(placed, checker)


def _removal(placed: Placed, checker: Checker) -> Idea:
    return Idea(
        {placed.key: None},
        lambda: _("Take it out"),
        lambda: _("Take %(entry)s out of the timetable.") % {"entry": place_words(placed, checker.facts)},
    )
