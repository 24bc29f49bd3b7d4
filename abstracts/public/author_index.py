"""The index of authors: who wrote what, from A to Z."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from events.models import Event, EventPerson
from kit.letters import first_letter, plain_letters
from programme.models import Credit
from programme.models.contribution import ContributionQuerySet

PEOPLE_A_PAGE = 100
WRITING = (Credit.Role.AUTHOR, Credit.Role.CO_AUTHOR)


@dataclass(frozen=True, slots=True)
class Jump:
    """A letter, and the page its names begin on."""

    letter: str
    page: int
    is_here: bool


@dataclass(slots=True)
class Named:
    """Somebody with the numbers and titles of what they wrote."""

    key: int
    name: str
    affiliation: str
    works: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Index:
    page: "Page[tuple[int, str]]"
    jumps: list[Jump]
    letters: list[tuple[str, list[Named]]]


def index_of(event: Event, talks: ContributionQuerySet, *, words: str, page: str | None) -> Index:
    """One page of it, of the contributions the reader sees: three queries however many people."""
    people = _people(event, talks, words)
    ordered = sorted(people, key=lambda row: (plain_letters(row[1]), row[0]))
    found = Paginator(ordered, PEOPLE_A_PAGE).get_page(page)
    here = list(found.object_list)
    named = _named(here, talks)
    letters = [
        (letter, [named[key] for key, _sort_name in group if key in named])
        for letter, group in groupby(here, key=lambda row: first_letter(row[1]))
    ]
    return Index(found, _jumps(ordered, found.number), letters)


def credits_of_authors(talks: ContributionQuerySet) -> "QuerySet[Credit]":
    """Authors and co-authors; of a contribution that names none, those who speak."""
    seen = Credit.objects.filter(contribution__in=talks.order_by().values("pk"))
    written = Credit.objects.filter(contribution=OuterRef("contribution"), role__in=WRITING)
    return seen.filter(Q(role__in=WRITING) | ~Exists(written)).order_by()


def _people(event: Event, talks: ContributionQuerySet, words: str) -> list[tuple[int, str]]:
    """Ids and names to sort by, of those who have each of the words in their name or affiliation."""
    found = EventPerson.objects.filter(event=event, pk__in=credits_of_authors(talks).values("person"))
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(affiliation__icontains=word))
    rows = found.order_by().values_list("pk", "sort_name", "name")
    return [(pk, sort_name or name) for pk, sort_name, name in rows]


def _jumps(ordered: Sequence[tuple[int, str]], current: int) -> list[Jump]:
    first: dict[str, int] = {}
    for place, (_key, sort_name) in enumerate(ordered):
        first.setdefault(first_letter(sort_name), place // PEOPLE_A_PAGE + 1)
    return [Jump(letter, page, page == current) for letter, page in first.items()]


def _named(rows: Sequence[tuple[int, str]], talks: ContributionQuerySet) -> dict[int, Named]:
    keys = [key for key, _sort_name in rows]
    people = EventPerson.objects.filter(pk__in=keys).values_list("pk", "name", "affiliation")
    found = {pk: Named(pk, name, affiliation) for pk, name, affiliation in people}
    credits = credits_of_authors(talks).filter(person__in=keys).order_by("contribution__number")
    works = credits.values_list("person", "contribution__number", "contribution__title").distinct()
    for key, number, title in works:
        if key in found:
            found[key].works.append((number, title))
    return {key: named for key, named in found.items() if named.works}
