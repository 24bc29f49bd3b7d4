"""The contributions of an event in groups, by track or by type: found, counted and put in order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from events.models import Event
from kit.keys import is_key
from kit.letters import plain_letters
from programme.models import Contribution, ContributionType, Credit, Track
from programme.models.contribution import ContributionQuerySet

WAYS = ("track", "type")
NAMES = ("q", *WAYS)
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; what makes no sense is not asked. `by` is one of WAYS."""

    by: str
    words: str
    track: int | None
    type: int | None

    @property
    def narrows(self) -> bool:
        return bool(self.words or self.track or self.type)

    @property
    def address(self) -> str:
        """What another list of the same contributions is asked with; empty for all of them."""
        return urlencode({name: value for name, value in zip(NAMES, self._values, strict=True) if value})

    @property
    def _values(self) -> tuple[str | int | None, ...]:
        return (self.words, self.track, self.type)

    def of(self, talks: ContributionQuerySet) -> ContributionQuerySet:
        """Those of the contributions that are asked for."""
        found = talks.about(self.words)
        if self.track is not None:
            found = found.filter(track=self.track)
        return found if self.type is None else found.filter(type=self.type)


class Line(NamedTuple):
    """What a contribution is sorted and grouped by."""

    pk: int
    track: int | None
    type: int | None
    title: str


@dataclass(slots=True)
class Facet:
    """A track or type as a filter and a heading, with how many there are under the other filters."""

    pk: int | None
    name: str
    count: int
    is_chosen: bool
    heading: str = ""
    hue: int | None = None


@dataclass(slots=True)
class Row:
    talk: Contribution
    people: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """What of one track or type stands on this page; `facet` counts all of it."""

    facet: Facet
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that was asked for, in order, and what there is to choose from."""

    lines: list[Line]
    tracks: list[Facet]
    types: list[Facet]


def asked_of(query: QueryDict) -> Asked:
    by = query.get("by", "")
    keys = {name: int(value) if is_key(value := query.get(name, "")) else None for name in WAYS}
    words = " ".join(query.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
    return Asked(by if by in WAYS else WAYS[0], words, track=keys["track"], type=keys["type"])


def overview(event: Event, talks: ContributionQuerySet, asked: Asked) -> Overview:
    """`talks` are those that the reader sees: a track or type that only others have is not listed. Three queries."""
    found = talks.about(asked.words).order_by().values_list("pk", "track", "type", "title")
    lines = [Line(*row) for row in found]
    of_type = [line for line in lines if asked.type in (None, line.type)]
    of_track = [line for line in lines if asked.track in (None, line.track)]
    tracks = _tracks(event, Counter(line.track for line in of_type), asked.track)
    types = _types(event, Counter(line.type for line in of_track), asked.type)
    groups = tracks if asked.by == "track" else types
    rank = {facet.pk: place for place, facet in enumerate(groups)}
    wanted = [line for line in of_type if asked.track in (None, line.track)]
    wanted.sort(key=lambda line: (rank[group_of(asked, line)], plain_letters(line.title), line.pk))
    return Overview(wanted, tracks, types)


def group_of(asked: Asked, line: Line) -> int | None:
    return line.track if asked.by == "track" else line.type


def sections(lines: Sequence[Line], asked: Asked, facets: Sequence[Facet]) -> list[Section]:
    """The contributions of a page under their headings: two queries."""
    keys = [line.pk for line in lines]
    people = _people_of(keys)
    talks = Contribution.objects.filter(pk__in=keys).defer("abstract", "description")
    rows = {talk.pk: Row(talk, people.get(talk.pk, [])) for talk in talks.select_related("track", "type")}
    known = {facet.pk: facet for facet in facets}
    found: list[Section] = []
    for line in lines:
        facet = known[group_of(asked, line)]
        if not found or found[-1].facet is not facet:
            found.append(Section(facet, []))
        if line.pk in rows:  # else it was deleted a moment ago
            found[-1].rows.append(rows[line.pk])
    return found


def _people_of(keys: Sequence[int]) -> Mapping[int, list[str]]:
    """The names of the authors of each; of the speakers where it has no author."""
    writing: dict[int, list[str]] = {}
    speaking: dict[int, list[str]] = {}
    credits = Credit.objects.filter(contribution__in=keys).order_by("position", "pk")
    for talk, role, name in credits.values_list("contribution", "role", "person__name"):
        named = (speaking if role == Credit.Role.SPEAKER else writing).setdefault(talk, [])
        if name not in named:
            named.append(name)
    return speaking | writing


def _tracks(event: Event, counts: Mapping[int | None, int], chosen: int | None) -> list[Facet]:
    """In the order of their groups; those without a group come first, as where tracks are chosen."""
    tracks: Any = Track.objects.filter(event=event, pk__in=[pk for pk in counts if pk]).select_related(
        "group"
    )

    def rank(track: Track) -> tuple[Any, ...]:
        group = track.group
        return (group is not None, (group.position, group.name, group.pk) if group else (), track.position)

    found = [
        Facet(track.pk, track.name, counts[track.pk], track.pk == chosen, str(track.group or ""), track.hue)
        for track in sorted(tracks, key=rank)
    ]
    return [*found, *_without(counts, _("Without a track"))]


def _types(event: Event, counts: Mapping[int | None, int], chosen: int | None) -> list[Facet]:
    types = ContributionType.objects.filter(event=event, pk__in=[pk for pk in counts if pk])
    found = [Facet(kind.pk, kind.name, counts[kind.pk], kind.pk == chosen) for kind in types]
    return [*found, *_without(counts, _("Without a type"))]


def _without(counts: Mapping[int | None, int], name: str) -> list[Facet]:
    return [Facet(None, name, counts[None], is_chosen=False)] if counts.get(None) else []
