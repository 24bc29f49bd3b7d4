"""The index of authors: who wrote what, from A to Z."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Q

from events.models import Event, EventPerson
from kit.letters import index_letter, plain_letters
from programme.models import Contribution, Credit
from programme.models.contribution import ContributionQuerySet

PEOPLE_A_PAGE = 100
WRITING = (Credit.Role.AUTHOR, Credit.Role.CO_AUTHOR)


@dataclass(frozen=True, slots=True)
class Jump:
    """A letter, and the page its names begin on."""

    letter: str
    page: int
    is_here: bool


class Entry(NamedTuple):
    """Somebody in the order of the index: `plain` is what they are sorted by."""

    plain: str
    key: int
    name: str
    affiliation: str


@dataclass(slots=True)
class Named:
    """Somebody with the numbers and titles of what they wrote."""

    key: int
    name: str
    affiliation: str
    works: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Index:
    page: "Page[Entry]"
    jumps: list[Jump]
    letters: list[tuple[str, list[Named]]]


def index_of(event: Event, talks: ContributionQuerySet, *, words: str, page: str | None) -> Index:
    """One page of it, of the contributions the reader sees: four queries however many people.

    They are plain ones, and what belongs together is found here: a plan for all of it in one goes wrong where the
    database has not counted yet what a release just made.
    """
    wrote = _who_wrote_what(event, talks)
    ordered = sorted(_people(event, wrote, words))
    found = Paginator(ordered, PEOPLE_A_PAGE).get_page(page)
    here = list(found.object_list)
    titles = _titles({talk for person in here for talk in wrote[person.key]})
    letters = [
        (letter, [_named(person, wrote[person.key], titles) for person in people])
        for letter, people in groupby(here, key=lambda person: index_letter(person.plain))
    ]
    return Index(found, _jumps(ordered, found.number), letters)


def _who_wrote_what(event: Event, talks: ContributionQuerySet) -> dict[int, set[int]]:
    """By person: authors and co-authors; of a contribution that names none, those who speak."""
    seen = set(talks.order_by().values_list("pk", flat=True))
    writing: dict[int, set[int]] = defaultdict(set)
    speaking: dict[int, set[int]] = defaultdict(set)
    credits = Credit.objects.filter(contribution__event=event).order_by()
    for talk, role, person in credits.values_list("contribution", "role", "person"):
        if talk in seen:
            (writing if role in WRITING else speaking)[talk].add(person)
    wrote: dict[int, set[int]] = defaultdict(set)
    for talk, people in (speaking | writing).items():
        for person in people:
            wrote[person].add(talk)
    return wrote


def _people(event: Event, wrote: dict[int, set[int]], words: str) -> list[Entry]:
    """Those who have each of the words in their name or affiliation."""
    found = EventPerson.objects.filter(event=event)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(affiliation__icontains=word))
    rows = found.order_by().values_list("pk", "sort_name", "name", "affiliation")
    return [
        Entry(plain_letters(sort_name or name), key, name, affiliation)
        for key, sort_name, name, affiliation in rows
        if key in wrote
    ]


def _jumps(ordered: Sequence[Entry], current: int) -> list[Jump]:
    first: dict[str, int] = {}
    for place, person in enumerate(ordered):
        first.setdefault(index_letter(person.plain), place // PEOPLE_A_PAGE + 1)
    return [Jump(letter, page, page == current) for letter, page in first.items()]


def _titles(talks: set[int]) -> dict[int, tuple[int, str]]:
    """Number and title of each."""
    rows = Contribution.objects.filter(pk__in=talks).order_by().values_list("pk", "number", "title")
    return {key: (number, title) for key, number, title in rows}


def _named(person: Entry, talks: set[int], titles: dict[int, tuple[int, str]]) -> Named:
    works = sorted(titles[talk] for talk in talks if talk in titles)
    return Named(person.key, person.name, person.affiliation, works)
