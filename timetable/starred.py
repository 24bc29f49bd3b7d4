"""Whose stars a page shows, and where they overlap."""

from collections.abc import Iterable
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


def overlaps(entries: Iterable[Entry]) -> list[tuple[Entry, Entry]]:
    """Pairs of starred talks that share a moment; the same talk in two rooms does not clash with itself."""
    mine = [entry for entry in entries if entry.starred]
    return [
        (one, other)
        for one, other in combinations(mine, 2)
        if one.number != other.number and one.starts_at < other.ends_at and other.starts_at < one.ends_at
    ]
