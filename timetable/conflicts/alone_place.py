"""Rules about one entry: its length, and the times and days it has to lie in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from django.utils.translation import gettext as _

from timetable.conflicts.conflict import Conflict, conflict, entry_when, place_words
from timetable.conflicts.facts import Facts
from timetable.conflicts.kinds import Kind, Severity
from timetable.conflicts.placed import Placed


def length(placed: Placed, facts: Facts) -> Iterator[Conflict]:
    """Nothing ends before it starts; a break may be a mere moment ("doors open"), a talk or session not."""
    if placed.end < placed.start:
        yield conflict(Kind.NO_LENGTH, Severity.ERROR, placed, facts=facts, say=_ends_first)
    elif placed.end == placed.start and not placed.entry.is_break:
        yield conflict(Kind.NO_LENGTH, Severity.WARNING, placed, facts=facts, say=_no_length)


def inside_block(placed: Placed, facts: Facts) -> Iterator[Conflict]:
    """What is in a block lies in the time of the block, and what holds it is a block in the timetable."""
    entry, block = placed.entry, placed.block
    if entry.parent is None:
        return
    if block is None or not block.is_block or block.parent is not None or entry.is_block:
        no_block = (entry.parent, "no block")
        yield conflict(
            Kind.OUTSIDE_BLOCK, Severity.ERROR, placed, facts=facts, say=_no_such_block, about=no_block
        )
    elif entry.starts_at < block.starts_at or entry.ends_at > block.ends_at:
        about = (placed.start, placed.end, block.starts_at.timestamp(), block.ends_at.timestamp())
        yield conflict(
            Kind.OUTSIDE_BLOCK, Severity.ERROR, placed, facts=facts, say=_outside_block, about=about
        )


def inside_event(placed: Placed, facts: Facts) -> Iterator[Conflict]:
    """The top level lies in the time of the event; what is in blocks is asked of the block."""
    starts_at, ends_at = facts.period
    if placed.entry.parent is None and (placed.start < starts_at or placed.end > ends_at):
        yield conflict(Kind.OUTSIDE_EVENT, Severity.ERROR, placed, facts=facts, say=_outside_event)


def one_day(placed: Placed, facts: Facts) -> Iterator[Conflict]:
    """Entries end on the day of the programme on which they start."""
    if placed.start >= placed.end:
        return
    days = facts.day_starts
    if bisect_right(days, placed.start) != bisect_left(days, placed.end):
        yield conflict(Kind.ACROSS_MIDNIGHT, Severity.WARNING, placed, facts=facts, say=_across_midnight)


def _ends_first(it: Conflict) -> str:
    said = {"entry": it.placed[0].label}
    return _("“%(entry)s” ends before it starts.") % said


def _no_length(it: Conflict) -> str:
    said = {"entry": it.placed[0].label, "when": entry_when(it.placed[0], it.facts)}
    return _("“%(entry)s” lasts 0 minutes, %(when)s.") % said


def _no_such_block(it: Conflict) -> str:
    said = {"entry": it.placed[0].label, "when": entry_when(it.placed[0], it.facts)}
    return _("“%(entry)s”, %(when)s, is in a session that is not in the timetable.") % said


def _outside_block(it: Conflict) -> str:
    placed = it.placed[0]
    said = {"entry": placed.label, "when": entry_when(placed, it.facts)}
    said["block"] = placed.block.label if placed.block else ""
    return _("“%(entry)s”, %(when)s, is not within “%(block)s”.") % said


def _outside_event(it: Conflict) -> str:
    said = {"entry": it.placed[0].label, "when": entry_when(it.placed[0], it.facts)}
    return _("“%(entry)s”, %(when)s, is outside the dates of the event.") % said


def _across_midnight(it: Conflict) -> str:
    said = {
        "entry": place_words(it.placed[0], it.facts),
        "when": entry_when(it.placed[0], it.facts),
    }
    return _("%(entry)s, %(when)s, ends on the day after it starts.") % said
