"""What somebody writes into a submission: the values of a form, a request or a row of an import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from abstracts.models import Author
from programme.models import ContributionType, Track


@dataclass(frozen=True, slots=True)
class Place:
    """An affiliation: its name, and its identifier of ror.org where it was chosen from the list."""

    name: str
    ror: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody named at a submission."""

    name: str
    email: str = ""
    role: str = Author.Role.AUTHOR
    speaks: bool = False
    affiliations: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A whole submission as written; `answers` are by the id of the field, as text."""

    title: str = ""
    text: str = ""
    type: ContributionType | None = None
    tracks: Sequence[Track] = ()
    topics: Sequence[str] = ()
    keywords: Sequence[str] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    licence: str = ""
    note: str = ""
    people: Sequence[Writer] = ()


def in_one_line(written: Written) -> Written:
    """The same, with no break in what is of one line: a title of two would write into the mails that name it (S42).

    Topics and licence stay: they are chosen from those of the call, and must be the same as there.
    """
    people = tuple(
        replace(
            person,
            name=_line(person.name),
            affiliations=tuple(replace(place, name=_line(place.name)) for place in person.affiliations),
        )
        for person in written.people
    )
    return replace(
        written,
        title=_line(written.title),
        keywords=[_line(word) for word in written.keywords],
        people=people,
    )


def _line(text: str) -> str:
    return " ".join(text.split())
