"""The orders of a book: one list, or sections by track or session."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from abstracts.book.entries import Entry
from abstracts.models import Book
from kit.letters import plain_letters

LAST = datetime(9999, 1, 1, tzinfo=UTC)
"""When what has no time is held."""

Order = Book.Order
BY_SESSION = frozenset({Order.SESSION_TITLE, Order.SESSION_BOARD, Order.SESSION_SCHEDULE})


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under one heading; a book in one list has one section without a title."""

    title: str
    anchor: str
    entries: list[Entry]


def sections_of(entries: Sequence[Entry], order: str, *, ranks: dict[str, int]) -> list[Section]:
    """`ranks` are the places of the tracks by name, as the organisers put them."""
    within = sorted(entries, key=_KEYS[Order(order)])
    if order == Order.TRACK_TITLE:
        return _grouped(
            within, lambda entry: entry.track, _("Without a track"), lambda name: ranks.get(name, 0)
        )
    if order in BY_SESSION:
        first = _first_times(within) if order == Order.SESSION_SCHEDULE else {}
        return _grouped(
            within,
            lambda entry: entry.session,
            _("Without a session"),
            lambda name: (first.get(name, LAST), plain_letters(name)),
        )
    return [Section("", "all", within)] if within else []


def _grouped(
    entries: Sequence[Entry], name_of: Callable[[Entry], str], nameless: str, rank: Callable[[str], Any]
) -> list[Section]:
    """Sections in their order; what belongs to none comes last."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(name_of(entry), []).append(entry)
    unnamed = groups.pop("", [])
    names = sorted(groups, key=rank)
    found = [Section(name, f"s{place}", groups[name]) for place, name in enumerate(names, start=1)]
    if unnamed:
        found.append(Section(nameless if found else "", "s0", unnamed))
    return found


def _first_times(entries: Sequence[Entry]) -> dict[str, datetime]:
    times: dict[str, datetime] = {}
    for entry in entries:
        if entry.starts_at is not None:
            times[entry.session] = min(times.get(entry.session, LAST), entry.starts_at)
    return times


def _board(entry: Entry) -> tuple[Any, ...]:
    """P2 comes before P10; what has no board last."""
    parts = re.split(r"(\d+)", entry.board.casefold())
    return (not entry.board, [(part.zfill(9) if part.isdecimal() else part) for part in parts], entry.number)


def _speaker(entry: Entry) -> tuple[Any, ...]:
    """The first speaker's family name; the first author's where nobody speaks."""
    people = entry.speakers or entry.people
    return (not people, plain_letters(people[0].sorted_under) if people else "", entry.number)


def _time(entry: Entry) -> tuple[Any, ...]:
    return (entry.starts_at or LAST, plain_letters(entry.room), entry.number)


def _by_title(entry: Entry) -> tuple[Any, ...]:
    return (plain_letters(entry.title), entry.number)


_KEYS: dict[Order, Callable[[Entry], tuple[Any, ...]]] = {
    Order.NUMBER: lambda entry: (entry.number,),
    Order.TITLE: _by_title,
    Order.BOARD: _board,
    Order.SESSION_TITLE: _by_title,
    Order.SESSION_BOARD: _board,
    Order.SESSION_SCHEDULE: _time,
    Order.SPEAKER: _speaker,
    Order.SCHEDULE: _time,
    Order.TRACK_TITLE: _by_title,
}
