"""One talk of a list: its cells as values, each checked as the form would check it."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kit.moments import wall_to_utc
from kit.refusals import Refused
from kit.tables import BadTable, Row, Table, heading_key, read_table
from programme.operations import Named
from timetable.importing.talk_columns import INDICO, TITLES, known_columns

MOST_ROWS = 1000
LONGEST_MINUTES = 7 * 1440
TEXTS = ("code", "title", "subtitle", "abstract", "language")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")


class BadCell(Refused):
    """A cell that does not say what its column needs."""


@dataclass(frozen=True, slots=True)
class TalkLine:
    """Only what the row says is in it: an empty cell leaves what is there. `values` are those of the talk itself.

    `names` are the track, type, session and room by name. `problem` says why the row can not be used at all.
    """

    row: int
    number: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    starts_at: datetime | None = None
    names: dict[str, str] = field(default_factory=dict)
    people: tuple[Named, ...] = ()
    problem: str = ""

    @property
    def title(self) -> str:
        return str(self.values.get("title", ""))


@dataclass(frozen=True, slots=True)
class TalkTable:
    """The lines of a file, and sentences on how it was read."""

    lines: list[TalkLine]
    notes: list[str]


def read_talks(file: bytes, name: str, *, zone: ZoneInfo) -> TalkTable:
    """Wall times are those of the zone. Raises BadTable."""
    table, columns, shift = _read(file, name)
    left_out = [heading for heading in table.headings if heading_key(heading) not in columns]
    notes = list(table.notes)
    if shift:
        notes.append(_("The file has no headings: its columns are taken as those of Indico."))
    if left_out:
        notes.append(_("Columns left out: %(columns)s.") % {"columns": ", ".join(left_out)[:300]})
    return TalkTable([_line(row, columns, zone, shift=shift) for row in table.rows], notes)


def _read(file: bytes, name: str) -> tuple[Table, dict[str, str], int]:
    """The table, its columns, and by how much its rows are numbered too high."""
    try:
        table = read_table(file, name, most_rows=MOST_ROWS)
        columns = known_columns(table.headings)
    except BadTable:
        if not _looks_like_indico(file):
            raise
        columns = {}
    if "title" not in columns.values() and "number" not in columns.values() and _looks_like_indico(file):
        headed = _separator(file).join(column.encode() for column in INDICO) + b"\n" + file
        table = read_table(headed, name, most_rows=MOST_ROWS)
        return table, {column: column for column in INDICO}, 1
    if not {"title", "number", "code"} & set(columns.values()):
        raise BadTable(_("No column gives the titles of the talks. Name one “Title”."))
    return table, columns, 0


def _looks_like_indico(file: bytes) -> bool:
    """Whether the first row has three to seven cells, of which the first is a moment or empty and the third a title."""
    first = file.split(b"\n", 1)[0].decode("utf-8-sig", errors="replace").strip()
    try:
        cells = next(csv.reader(io.StringIO(first), delimiter=_separator(file).decode()), [])
    except csv.Error:  # a cell longer than any that is read
        return False
    if not 3 <= len(cells) <= len(INDICO) or not cells[2].strip():
        return False
    try:
        start = cells[0].strip()
        return bool(not start or _moment(start, ZoneInfo("UTC"))) and bool(
            not cells[1].strip() or _minutes(cells[1].strip()) is not None
        )
    except BadCell:
        return False


def _separator(file: bytes) -> bytes:
    first = file.split(b"\n", 1)[0]
    return max((b",", b";", b"\t"), key=first.count)


def _line(row: Row, columns: Mapping[str, str], zone: ZoneInfo, *, shift: int) -> TalkLine:
    number = row.number - shift
    if row.problem:
        return TalkLine(number, problem=row.problem)
    cells = {column: row.cells[key] for key, column in columns.items() if row.cells.get(key)}
    problems: list[str] = []
    read: dict[str, Any] = {}
    for column, text in cells.items():
        try:
            read[column] = _value(column, text, zone)
        except BadCell as refusal:
            problems.append(f"{TITLES[column]}: {refusal}")
    try:
        people = _people(read)
    except BadCell as refusal:
        problems.append(str(refusal))
        people = ()
    if not ({"title", "number", "code"} & cells.keys()):
        problems.append(_("It has no title."))
    values = {name: read[name] for name in (*TEXTS, "minutes", "keywords", "needs") if name in read}
    values |= {"board_number": read["board"]} if "board" in read else {}
    values |= {"expected_audience": read["audience"]} if "audience" in read else {}
    return TalkLine(
        number,
        number=read.get("number"),
        values=values,
        starts_at=read.get("start"),
        names={name: read[name] for name in ("track", "type", "session", "room") if name in read},
        people=people,
        problem=" ".join(problems),
    )


def _value(column: str, text: str, zone: ZoneInfo) -> Any:
    if column == "start":
        return _moment(text, zone)
    if column == "minutes":
        return _minutes(text)
    if column in ("number", "audience"):
        return _whole(text, most=1_000_000)
    if column in ("keywords", "needs"):
        return _words(text)
    return text


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """ISO 8601, by the clocks of the zone where it names no other; of a date alone nobody knows when."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadCell(
            _("“%(text)s” is no date and time such as 2027-03-17T10:00.") % {"text": text[:40]}
        ) from error
    if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text):
        raise BadCell(_("“%(text)s” has no time of day.") % {"text": text[:40]})
    if not 1900 <= moment.year <= 2200:
        raise BadCell(_("“%(text)s” is in no year that can be meant.") % {"text": text[:40]})
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    return wall_to_utc(date(moment.year, moment.month, moment.day), time(moment.hour, moment.minute), zone)[0]


def _minutes(text: str) -> int:
    """ "45", or "0:45"."""
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) * 60 + int(clock[2])
    return _whole(text, most=LONGEST_MINUTES)


def _whole(text: str, *, most: int) -> int:
    try:
        number = float(text)
    except ValueError as error:
        raise BadCell(_("“%(text)s” is no whole number.") % {"text": text[:40]}) from error
    if not 0 <= number <= most or number != int(number):
        raise BadCell(_("“%(text)s” is no whole number up to %(most)d.") % {"text": text[:40], "most": most})
    return int(number)


def _words(text: str) -> list[str]:
    words = [" ".join(word.split()) for word in re.split(r"[;,]", text)]
    if too_long := next((word for word in words if len(word) > 80), None):
        raise BadCell(_("“%(word)s…” is too long.") % {"word": too_long[:40]})
    return list(dict.fromkeys(word for word in words if word))


def _people(read: Mapping[str, str]) -> tuple[Named, ...]:
    """The one speaker of Indico's columns, or all of ours, whose cells have as many parts as there are people."""
    one = " ".join(read[name] for name in ("first_name", "last_name") if name in read)
    names = [one] if one else _parts(read.get("speakers", ""))
    if not names:
        if read.get("emails") or read.get("affiliations"):
            raise BadCell(_("There is an address or affiliation of nobody."))
        return ()
    emails = _beside(read.get("emails", ""), names, TITLES["emails"])
    affiliations = _beside(read.get("affiliations", ""), names, TITLES["affiliations"])
    for email in filter(None, emails):
        try:
            validate_email(email)
        except ValidationError as error:
            raise BadCell(_("“%(text)s” is not an e-mail address.") % {"text": email[:60]}) from error
    for text in (*names, *affiliations):
        if len(text) > 300:
            raise BadCell(_("“%(word)s…” is too long.") % {"word": text[:40]})
    return tuple(
        Named(name, email, affiliation)
        for name, email, affiliation in zip(names, emails, affiliations, strict=True)
    )


def _parts(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(";") if part.strip()]


def _beside(text: str, names: Sequence[str], title: Any) -> list[str]:
    """The part of each person; one person has the whole cell."""
    if len(names) == 1:
        return [text.strip()]
    parts = [part.strip() for part in text.split(";")] if text else []
    if len(parts) > len(names):
        raise BadCell(_("%(column)s: there are more of them than speakers.") % {"column": title})
    return [*parts, *[""] * (len(names) - len(parts))]
