"""In which order rooms are shown: what can be had before what can not, and the nearest size before a hall for two."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rooms.finder.asked import Filters
from rooms.finder.standing import Standing
from rooms.finder.stock import Candidate

SORTS: Mapping[str, Any] = {
    "fit": _("Best fit first"),
    "favourites": _("Favourites first"),
    "size": _("Nearest size first"),
    "name": _("By name"),
}


def ranked(standings: Iterable[Standing], sort: str, filters: Filters) -> list[Standing]:
    """In one of the SORTS; what is equal stays in the order of places."""
    wanted = filters.people or 0

    def fit(one: Standing) -> tuple[Any, ...]:
        return (one.kind, len(one.conflicts), distance(one.candidate, wanted))

    orders: dict[str, Callable[[Standing], tuple[Any, ...]]] = {
        "fit": fit,
        "favourites": lambda one: (not one.candidate.is_favourite, *fit(one)),
        "size": lambda one: (distance(one.candidate, wanted), *fit(one)),
        "name": lambda one: (str(one.candidate.room).casefold(),),
    }
    return sorted(standings, key=orders.get(sort, fit))


def distance(candidate: Candidate, people: int) -> int:
    """By how many seats the room is too large, or too small; without a number of people all are as good."""
    return abs(candidate.room.capacity - people) if people else 0


def nearest(candidate: Candidate, others: Iterable[Standing], *, people: int = 0) -> list[Standing]:
    """Rooms to take instead of one, the likest first: with the same features, in the same building and on the same
    floor, of the nearest size. Too small for the people is never like.
    """
    room = candidate.room
    alike = [
        one
        for one in others
        if one.candidate.room.pk != room.pk
        and (one.books or one.asks)
        and one.keeps_rules
        and one.candidate.room.location.time_zone == room.location.time_zone
        and one.candidate.room.capacity >= people
    ]

    def unlike(one: Standing) -> tuple[Any, ...]:
        other = one.candidate.room
        return (
            not candidate.features <= one.candidate.features,
            other.location_id != room.location_id,
            other.building != room.building,
            not one.books,
            other.floor != room.floor,
            abs(other.capacity - (people or room.capacity)),
            other.pk,
        )

    return sorted(alike, key=unlike)
