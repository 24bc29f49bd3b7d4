"""Whose stars a page shows, and where they overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.http import HttpRequest

from accounts.models import User
from events.models import Event
from timetable.entries import Entry
from timetable.models import Star
from timetable.star_cookie import read_stars


def stars_of(request: HttpRequest, event: Event) -> set[int]:
    """The numbers of the event's talks the reader starred: of the account, or of the browser when signed out.

    They may name talks the reader can no longer see; show only those found among visible ones.
    """
    if isinstance(request.user, User):
        stars = Star.objects.filter(user=request.user, contribution__event=event)
        return set(stars.values_list("contribution__number", flat=True))
    return set(read_stars(request).get(event.pk, ()))


def mark_stars(entries: Iterable[Entry], stars: set[int]) -> None:
    for entry in entries:
        entry.starred = entry.number in stars
        mark_stars(entry.inside, stars)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two starred talks that share a moment."""

    one: Entry
    other: Entry
    ways_out: list[Entry]
    """When one of them is held again and nothing else that is starred is on."""


def clashes(entries: Sequence[Entry]) -> list[Clash]:
    """The overlaps among all starred entries of an event, each with its ways out."""
    return [
        Clash(one, other, [way for talk in (one, other) for way in _free_showings(talk, entries)])
        for one, other in overlaps(entries)
    ]


def _free_showings(talk: Entry, entries: Iterable[Entry]) -> list[Entry]:
    mine = [entry for entry in entries if entry.starred]
    others = [entry for entry in mine if entry.number != talk.number]
    again = (entry for entry in mine if entry.number == talk.number and entry.pk != talk.pk)
    return [way for way in again if not any(_share_a_moment(way, other) for other in others)]


def _share_a_moment(one: Entry, other: Entry) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def overlaps(entries: Iterable[Entry]) -> list[tuple[Entry, Entry]]:
    """Pairs of starred talks that share a moment; the same talk in two rooms does not clash with itself."""
    mine = [entry for entry in entries if entry.starred]
    return [
        (one, other)
        for one, other in combinations(mine, 2)
        if one.number != other.number and _share_a_moment(one, other)
    ]
