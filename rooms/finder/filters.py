"""Which rooms a search shows, and how many each further choice would."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from rooms.finder.asked import Filters
from rooms.finder.standing import Kind, Standing
from rooms.models import Room

HAVABLE = (Kind.FREE, Kind.ON_REQUEST)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rooms there would be with that choice alone changed."""

    buildings: Counter[str] = field(default_factory=Counter)
    locations: Counter[int] = field(default_factory=Counter)
    divisions: Counter[str] = field(default_factory=Counter)
    equipment: Counter[int] = field(default_factory=Counter)
    features: Counter[int] = field(default_factory=Counter)
    show: Counter[str] = field(default_factory=Counter)


Check = Callable[[Filters, Standing], bool]


def _words(filters: Filters, one: Standing) -> bool:
    return not filters.words or says(one.candidate.room, filters.words)


# By the name of the filter. A room is shown when all of them agree.
CHECKS: Mapping[str, Check] = {
    "people": lambda wanted, one: wanted.people is None or one.candidate.room.capacity >= wanted.people,
    "location": lambda wanted, one: (
        wanted.location is None or one.candidate.room.location_id == wanted.location
    ),
    "division": lambda wanted, one: (
        not wanted.division or one.candidate.room.division.casefold() == wanted.division.casefold()
    ),
    "building": lambda wanted, one: not wanted.buildings or one.candidate.room.building in wanted.buildings,
    "equipment": lambda wanted, one: wanted.equipment <= one.candidate.equipment,
    "features": lambda wanted, one: wanted.features <= one.candidate.features,
    "favourites": lambda wanted, one: one.candidate.is_favourite or not wanted.favourites,
    "bookable": lambda wanted, one: one.books or one.asks or not wanted.bookable,
    "free": lambda wanted, one: one.kind in HAVABLE or not wanted.free,
    "instant": lambda wanted, one: one.books or not wanted.instant,
    "words": _words,
}


def says(room: Room, words: str) -> bool:
    """Whether all the words are somewhere in what the room is called; `#12` is the room of that number of ours."""
    if words.startswith("#"):
        return words[1:] == str(room.pk)
    place = f"{room.number} {room.building} {room.site} {room.division} {room.location.name}"
    text = f"{room.name} {room.code} {place}".casefold()
    return all(word in text for word in words.casefold().split())


def chosen(standings: Iterable[Standing], filters: Filters) -> tuple[list[Standing], Counts]:
    """The rooms that all filters leave, and what each choice would leave with the others as they are.

    Of buildings, locations and divisions one or the other is wanted, so theirs count rooms that only this filter
    leaves out; equipment and features are wanted all together, so theirs count among the rooms left.
    """
    left, counts = [], Counts()
    for one in standings:
        against = [name for name, check in CHECKS.items() if not check(filters, one)]
        room = one.candidate.room
        if not against:
            left.append(one)
            counts.equipment.update(one.candidate.equipment)
            counts.features.update(one.candidate.features)
        if not against or against == ["building"]:
            counts.buildings[room.building] += 1
        if not against or against == ["location"]:
            counts.locations[room.location_id] += 1
        if not against or against == ["division"]:
            counts.divisions[room.division] += 1
    counts.show.update(
        favourites=sum(one.candidate.is_favourite for one in left),
        bookable=sum(one.books or one.asks for one in left),
        free=sum(one.kind in HAVABLE for one in left),
        instant=sum(one.books for one in left),
    )
    return left, counts
