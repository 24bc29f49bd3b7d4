"""A programme in chapters: a day each; a long day in several, which begin at a full hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from kit.moments import day_of, local
from timetable.entries import Entry, read_entries
from timetable.models.slot import SlotQuerySet
from timetable.printing.lines import day_in_full
from timetable.printing.printout import Printout

LONGEST = 60
"""Talks of a chapter, as far as hours allow: what is laid out at once, and between two signs of life."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """`anchor` is the id of its heading."""

    title: str
    anchor: str
    entries: list[Entry]
    is_first_of_day: bool = True

    @property
    def size(self) -> int:
        return sum(1 + len(entry.inside) for entry in self.entries)


def chapters_of(printout: Printout, *, session: int | None = None) -> list[Chapter]:
    """All that has a time (of one session, by its key), in two queries."""
    slots = printout.slots
    if session is not None:
        slots = slots_of_session(slots, session)
    entries = sorted(read_entries(slots), key=lambda entry: entry.starts_at)
    return [
        chapter
        for day, group in groupby(entries, key=lambda entry: day_of_entry(entry, printout))
        for chapter in _split(day, list(group), printout)
    ]


def slots_of_session(slots: SlotQuerySet, session: int) -> SlotQuerySet:
    """Its blocks with what they hold, and its talks that are held elsewhere."""
    return slots.filter(Q(session=session) | Q(contribution__session=session) | Q(parent__session=session))


def day_of_entry(entry: Entry, printout: Printout) -> date:
    event = printout.event
    return day_of(entry.starts_at, event.zone, event.day_change)


def _split(day: date, entries: Sequence[Entry], printout: Printout) -> list[Chapter]:
    title, anchor = day_in_full(day), f"d{day.isoformat()}"
    found: list[Chapter] = []
    part: list[Entry] = []
    for entry in entries:
        if part and _is_enough(part) and _hour(entry, printout) != _hour(part[-1], printout):
            found.append(_chapter(title, anchor, part, found, printout))
            part = []
        part.append(entry)
    found.append(_chapter(title, anchor, part, found, printout))
    return found


def _is_enough(part: Sequence[Entry]) -> bool:
    return sum(1 + len(entry.inside) for entry in part) >= LONGEST


def _chapter(
    title: str, anchor: str, part: list[Entry], found: Sequence[Chapter], printout: Printout
) -> Chapter:
    if not found:
        return Chapter(title, anchor, part)
    said = {"day": title, "time": f"{_hour(part[0], printout):02}:00"}
    return Chapter(_("%(day)s, from %(time)s") % said, f"{anchor}-{len(found)}", part, is_first_of_day=False)


def _hour(entry: Entry, printout: Printout) -> int:
    return local(entry.starts_at, printout.event.zone).hour
