"""The agenda of a meeting: what follows what, numbered or plain, with what hangs on each talk (pure)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from timetable.cards import Card, list_card
from timetable.entries import Entry


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a talk: who gives it, how long."""

    letter: str
    title: str
    minutes: int
    people: str


@dataclass(frozen=True, slots=True)
class Paper:
    """An address that belongs to a talk."""

    label: str
    url: str
    kind: str


@dataclass(slots=True)
class Hanging:
    """What belongs to one talk."""

    papers: list[Paper] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    about: str = ""


@dataclass(slots=True)
class Point:
    """One point of the agenda: a talk, a break, or a block with the points in it."""

    card: Card
    number: str
    hanging: Hanging
    page: str
    """Its address; "" where it has none."""
    star: str = ""
    """Its star to press, as markup."""
    inside: list["Point"] = field(default_factory=list)


NOTHING = Hanging()


def numbers_of(entries: Iterable[Entry]) -> dict[int, str]:
    """The numbers of an event's entries by their keys, all days through: 1, 2, 2.1, 2.2. Breaks have none."""
    numbers: dict[int, str] = {}
    count = 0
    for entry in entries:
        if entry.is_pause:
            continue
        count += 1
        numbers[entry.pk] = str(count)
        talks = [inner for inner in entry.inside if not inner.is_pause]
        numbers |= {inner.pk: f"{count}.{n}" for n, inner in enumerate(talks, 1)}
    return numbers


def letter(position: int) -> str:
    """Of the parts of a talk: a, b, … z, aa, ab, …"""
    name = ""
    while True:
        position, rest = divmod(position, 26)
        name = chr(ord("a") + rest) + name
        if position == 0:
            return name
        position -= 1


@dataclass(frozen=True, slots=True)
class Secretary:
    """Writes down points; knows the numbers, what hangs on the talks, and where things have their pages."""

    zone: tzinfo
    now: datetime
    numbers: Mapping[int, str]
    hanging: Mapping[int, Hanging]
    page: Callable[[Entry], str]
    star: Callable[[Card], str]

    def points(self, entries: Iterable[Entry]) -> list[Point]:
        return [self._point(entry) for entry in entries]

    def _point(self, entry: Entry) -> Point:
        card = list_card(entry, zone=self.zone, now=self.now)
        inside = self.points(entry.inside)
        for point in inside:
            if point.card.entry.room == entry.room:
                point.card.room = ""  # the block says it
        hanging = self.hanging.get(entry.talk or 0, NOTHING)
        star = self.star(card) if entry.number else ""
        return Point(card, self.numbers.get(entry.pk, ""), hanging, self.page(entry), star, inside)
