"""One room of a list: its cells as values of the room, each checked as the form would check it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.refusals import Refused
from kit.tables import Row, Table
from rooms.importing.room_columns import ATTRIBUTE, FIELDS, PLACE, title_of
from rooms.models import Room
from rooms.models.room import LONGEST_BUFFER
from rooms.reminding import END_DAYS, REMIND_DAYS

YES = frozenset({"yes", "y", "true", "1", "1.0", "x", "ja", "oui", "on"})
NO = frozenset({"no", "n", "false", "0", "0.0", "-", "nein", "non", "off"})
MOST_ADDRESSES = 20
LONGEST_COMMENT = 10_000
LONGEST_ANSWER = 500
LONGEST_NAME = 100


class NotRooms(Refused):
    """The list has no column by which a room is known."""


class BadCell(Refused):
    """A cell that does not say what its column needs."""


@dataclass(frozen=True, slots=True)
class RoomLine:
    """Only what the list has a column for is in it; None for lists of things without a column.

    `place` are site, building, floor and number. `problem` says why the line can not be used at all.
    """

    number: int
    location: str = ""
    place: tuple[str, ...] = ("", "", "", "")
    values: dict[str, Any] = field(default_factory=dict)
    owner: str | None = None
    equipment: tuple[str, ...] | None = None
    features: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)
    problem: str = ""

    @property
    def label(self) -> str:
        return " ".join(part for part in (*self.place, self.values.get("name", "")) if part)


def lines_of_rooms(table: Table, columns: Mapping[str, str]) -> list[RoomLine]:
    """Every row of the list; `columns` says of the keys of its headings which column they are. Raises NotRooms."""
    if "number" not in columns.values():
        raise NotRooms(_("No column gives the numbers of the rooms. Say below which one it is."))
    return [_line(row, columns) for row in table.rows]


def _line(row: Row, columns: Mapping[str, str]) -> RoomLine:
    if row.problem:
        return RoomLine(row.number, problem=row.problem)
    cells = {column: row.cells.get(key, "") for key, column in columns.items()}
    values, problems = _values(cells)
    if not values.get("number") and not problems:
        problems.append(_("It has no number."))
    attributes = {
        column.removeprefix(ATTRIBUTE): text for column, text in cells.items() if column.startswith(ATTRIBUTE)
    }
    problems += [
        _("{column}: at most {most} characters.").format(column=name, most=LONGEST_ANSWER)
        for name, text in attributes.items()
        if len(text) > LONGEST_ANSWER
    ]
    problems += [
        _("{column}: at most {most} characters.").format(column=title_of(column), most=LONGEST_NAME)
        for column in ("equipment", "features")
        if any(len(name) > LONGEST_NAME for name in _several(cells.get(column, "")))
    ]
    return RoomLine(
        row.number,
        location=cells.get("location", ""),
        place=tuple(str(values.get(name, "")) for name in PLACE),
        values=values,
        owner=cells.get("owner"),
        equipment=_several(cells["equipment"]) if "equipment" in cells else None,
        features=_several(cells.get("features", "")),
        attributes=attributes,
        problem=" ".join(problems),
    )


def _values(cells: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    problems = []
    for name in FIELDS:
        if name not in cells:
            continue
        try:
            value = _read(name, cells[name])
        except ValidationError as error:
            problems.append(f"{title_of(name)}: {' '.join(error.messages)}")
        except Refused as refusal:
            problems.append(f"{title_of(name)}: {refusal}")
        else:
            if value is not _KEEP:
                values[name] = value
    return values, problems


# An empty cell of a column that can not be empty leaves the room as it is.
_KEEP = object()


def _read(name: str, text: str) -> Any:
    column = Room._meta.get_field(name)
    assert isinstance(column, models.Field)  # noqa: S101 (all FIELDS are columns)
    if name == "notification_emails":
        return _addresses(text)
    if isinstance(column, models.BooleanField):
        return _yes_or_no(text) if text else _KEEP
    if isinstance(column, models.CharField | models.TextField):
        if len(text) > LONGEST_COMMENT:
            raise BadCell(_("at most {most} characters.").format(most=LONGEST_COMMENT))
        return column.clean(text, None)
    if not text:
        return None if column.null else _KEEP
    value = _number(text, float) if isinstance(column, models.FloatField) else _whole(text)
    column.run_validators(value)
    for rule in _limits(name):
        rule(value)
    return value


def _limits(name: str) -> list[Callable[[Any], None]]:
    """What other tables and constraints ask of the number."""
    if name.startswith("buffer_"):
        return [MaxValueValidator(LONGEST_BUFFER)]
    if name in (*REMIND_DAYS, *END_DAYS):
        return [MinValueValidator(1), MaxValueValidator(30)]
    return []


def _number(text: str, kind: Callable[[str], float]) -> float:
    try:
        value = kind(text)
    except ValueError as error:
        raise BadCell(_("“{text}” is no number.").format(text=text[:40])) from error
    if not -1e9 < value < 1e9:  # also what is not a number at all
        raise BadCell(_("“{text}” is no number.").format(text=text[:40]))
    return value


def _whole(text: str) -> int:
    value = _number(text, float)
    if value != int(value):
        raise BadCell(_("“{text}” is no whole number.").format(text=text[:40]))
    return int(value)


def _yes_or_no(text: str) -> bool:
    word = text.casefold()
    if word not in YES | NO:
        raise BadCell(_("“{text}” is neither yes nor no.").format(text=text[:40]))
    return word in YES


def _addresses(text: str) -> list[str]:
    found = list(dict.fromkeys(text.replace(";", " ").replace(",", " ").split()))
    if len(found) > MOST_ADDRESSES:
        sentence = ngettext("at most {most} address.", "at most {most} addresses.", MOST_ADDRESSES)
        raise BadCell(sentence.format(most=MOST_ADDRESSES))
    for address in found:
        try:
            validate_email(address)
        except ValidationError as error:
            raise BadCell(_("“{text}” is not an e-mail address.").format(text=address[:60])) from error
    return found


def _several(text: str) -> tuple[str, ...]:
    """Names between semicolons, without doubles."""
    names: Iterable[str] = (" ".join(name.split()) for name in text.split(";"))
    return tuple({name.casefold(): name for name in names if name}.values())
