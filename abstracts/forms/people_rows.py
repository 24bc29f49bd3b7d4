"""The people of an abstract as rows of a form, which work without a script.

A button of a row comes back as the act `people-up-2`: the rows are then arranged and shown again, and nothing is saved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from abstracts.completeness import problems_among
from abstracts.models import Author, Organisation
from abstracts.pasted import people_in
from abstracts.written import Place, Writer
from kit.ordering import STEPS, moved

PREFIX = "people"
MOST_PEOPLE = 200
MOST_PLACES = 10
LONGEST_NAME = 300
LONGEST_EMAIL = 254
LONGEST_PASTE = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One person as typed. Empty rows are left out of what is written."""

    name: str = ""
    email: str = ""
    role: str = str(Author.Role.AUTHOR)
    speaks: bool = False
    places: tuple[Place, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.email or any(place.name for place in self.places))

    @property
    def shown_places(self) -> tuple[Place, ...]:
        """With one empty affiliation where there is none."""
        return self.places or (Place(""),)

    @property
    def writer(self) -> Writer:
        places = tuple(place for place in self.places if place.name)
        return Writer(self.name, self.email, self.role, self.speaks, places)


@dataclass
class PeopleRows:
    """The rows in order; `pasted` is what stands in the field for a list."""

    rows: list[Row] = field(default_factory=list)
    pasted: str = ""

    @classmethod
    def of(cls, people: Iterable[Writer]) -> "PeopleRows":
        return cls([Row(one.name, one.email, one.role, one.speaks, one.affiliations) for one in people])

    @classmethod
    def posted(cls, data: Mapping[str, Any]) -> "PeopleRows":
        count = data.get(f"{PREFIX}-count", "0")
        size = min(int(count), MOST_PEOPLE) if str(count).isascii() and str(count).isdigit() else 0
        rows = [_row(data, f"{PREFIX}-{n}") for n in range(size)]
        return cls(with_known_organisations(rows), str(data.get("people-list", ""))[:LONGEST_PASTE])

    @property
    def people(self) -> tuple[Writer, ...]:
        return tuple(row.writer for row in self.rows if not row.is_empty)

    @property
    def shown(self) -> list[Row]:
        """At least one row to begin with."""
        return self.rows or [Row()]

    def arrange(self, act: str, *, me: Writer | None) -> None:
        """Do what a button of the rows says; what is no such button does nothing."""
        name, _dash, place = act.removeprefix(f"{PREFIX}-").partition("-")
        at = int(place) if place.isascii() and place.isdigit() and len(place) < 5 else -1
        if name == "add":
            self._add(Row(role=str(Author.Role.CO_AUTHOR) if self.rows else str(Author.Role.AUTHOR)))
        elif name == "me" and me is not None:
            self._fill(Row(me.name, me.email, me.role, me.speaks, me.affiliations))
        elif name == "paste":
            for writer in people_in(self.pasted):
                self._fill(Row(writer.name, writer.email, writer.role, writer.speaks, writer.affiliations))
            self.pasted = ""
        elif 0 <= at < len(self.rows):
            self._arrange_row(name, at)

    def problems(self) -> list[str]:
        """Why a draft with these people can not be kept as it is."""
        return list(problems_among(self.people))

    def _arrange_row(self, name: str, at: int) -> None:
        if name == "remove":
            del self.rows[at]
        elif name in STEPS:
            self.rows = moved(self.rows, at, by=STEPS[name])
        elif name == "place" and len(self.rows[at].shown_places) < MOST_PLACES:
            row = self.rows[at]
            self.rows[at] = replace(row, places=(*row.shown_places, Place("")))

    def _fill(self, row: Row) -> None:
        """Into the first empty row, else after the last; nobody twice by the same address."""
        if row.email and any(one.email.lower() == row.email.lower() for one in self.rows):
            return
        for place, one in enumerate(self.rows):
            if one.is_empty:
                self.rows[place] = row
                return
        self._add(row)

    def _add(self, row: Row) -> None:
        if len(self.rows) < MOST_PEOPLE:
            self.rows.append(row)


def _row(data: Mapping[str, Any], name: str) -> Row:
    role = data.get(f"{name}-role", "")
    places = tuple(
        Place(
            _text(data.get(f"{name}-place-{n}-text", ""), LONGEST_NAME),
            str(data.get(f"{name}-place-{n}", "")),
        )
        for n in range(MOST_PLACES)
        if f"{name}-place-{n}-text" in data
    )
    return Row(
        name=_text(data.get(f"{name}-name", ""), LONGEST_NAME),
        email=_text(data.get(f"{name}-email", ""), LONGEST_EMAIL),
        role=role if role in Author.Role.values else str(Author.Role.AUTHOR),
        speaks=bool(data.get(f"{name}-speaks")),
        places=places,
    )


def with_known_organisations(rows: list[Row]) -> list[Row]:
    """An identifier counts only with the name it has in the list: whoever types another name means another place."""
    asked = {place.ror for row in rows for place in row.places if place.ror}
    known = dict(Organisation.objects.filter(ror__in=asked).values_list("ror", "name")) if asked else {}
    return [
        replace(
            row,
            places=tuple(
                Place(place.name, place.ror if known.get(place.ror) == place.name else "")
                for place in row.places
            ),
        )
        for row in rows
    ]


def _text(value: Any, limit: int) -> str:
    return " ".join(str(value).replace("\x00", "").split())[:limit]
