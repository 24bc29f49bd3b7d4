"""Tables that people upload, CSV or XLSX, as rows by heading; the beginning of every import."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.cells import safe_cell
from kit.table_rows import BadTable, Cells, csv_cells, not_a_table
from kit.workbooks import workbook_cells, xlsx_bytes

__all__ = ["BadTable", "Row", "Table", "heading_key", "read_table", "xlsx_bytes"]

MOST_BYTES = 10 * 1024 * 1024
MOST_COLUMNS = 100

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # .xls, and any workbook with a password
_NUMBER = re.compile(r"[-+]?[\d\s.,]*\d%?")
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it, and its cells by `heading_key`, "" where empty.

    `problem` is a sentence about a row that does not fit its headings; nothing in it can be trusted then.
    """

    number: int
    cells: dict[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """What was read: the headings as written, the filled rows, and notes on how the file was taken."""

    headings: list[str]
    rows: list[Row]
    notes: list[str] = field(default_factory=list)


def heading_key(heading: str) -> str:
    """The heading without what people write differently: "Room  Capacity" and "room_capacity" are one."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return "_".join(re.split(r"[\s_\-]+", plain.strip(" \t\n_-")))


def read_table(file: bytes, name: str, *, most_rows: int = 20_000) -> Table:
    """The rows of a CSV or XLSX file by its headings, or `BadTable`. Rows that are wholly empty are left out.

    What the file is, its content says; the name only helps to say what else it may be.
    """
    cells = _cells(file, name)
    filled = _filled(cells)
    _number, headings = next(filled, (0, []))
    if not headings:
        raise BadTable(_("This table is empty."))
    keys = _keys(headings)

    rows = [_row(number, record, keys=keys) for number, record in islice(filled, most_rows)]
    if not rows:
        raise BadTable(_("This table has headings but no rows."))
    if next(filled, None):
        sentence = ngettext(
            "This table has more than %(most)d row. Split it.",
            "This table has more than %(most)d rows. Split it.",
            most_rows,
        )
        raise BadTable(sentence % {"most": most_rows})
    return Table([heading for heading in headings if heading], rows, cells.notes + _unnamed(headings))


def _cells(file: bytes, name: str) -> Cells:
    if len(file) > MOST_BYTES:
        sentence = _("This file has more than %(most)d MB, which is the most that is read. Split it.")
        raise BadTable(sentence % {"most": MOST_BYTES // 1024**2})
    if file.startswith(_ZIP):
        return workbook_cells(file, most_columns=MOST_COLUMNS)
    if file.startswith(_OLD_OFFICE):
        raise BadTable(
            _(
                "This workbook is of an old kind (.xls) or has a password. "
                "Save it as .xlsx without a password, or as CSV."
            )
        )
    if name.lower().endswith((".xlsx", ".xlsm")) and file:
        raise not_a_table()  # cut off, or a web page by that name
    return csv_cells(file)


def _filled(cells: Cells) -> Iterator[tuple[int, list[str]]]:
    """The rows with anything in them and their numbers, without empty cells at their ends."""
    for number, record in enumerate(cells.rows, 1):
        tidy = [_tidy(cell) for cell in record]
        if any(tidy):
            yield number, tidy


def _tidy(cell: str) -> str:
    """The cell without space around it, composed, and without the apostrophe that `safe_cell` gave it."""
    text = unicodedata.normalize("NFC", cell.strip())
    return text[1:].strip() if text[:1] == "'" and safe_cell(text[1:]) == text else text


def _keys(headings: Sequence[str]) -> list[str]:
    """The key of each column, "" for one without a heading; `BadTable` if these cannot be headings."""
    while headings and not headings[-1]:
        headings = headings[:-1]
    if len(headings) > MOST_COLUMNS:
        sentence = _("This table has more than %(most)d columns. Leave out those that are not needed.")
        raise BadTable(sentence % {"most": MOST_COLUMNS})
    if all(not heading or _NUMBER.fullmatch(heading) for heading in headings):
        raise BadTable(_("The first row has no headings. Put the name of each column above it."))
    keys = [heading_key(heading) for heading in headings]
    for position, key in enumerate(keys):
        if key and key in keys[:position]:
            sentence = _("Two columns have the heading “%(heading)s”. Rename one of them.")
            raise BadTable(sentence % {"heading": headings[position]})
    return keys


def _row(number: int, record: Sequence[str], *, keys: Sequence[str]) -> Row:
    cells = {key: cell for key, cell in zip(keys, [*record, *[""] * len(keys)], strict=False) if key}
    return Row(number, cells, _problem(record, width=len(keys)))


def _problem(record: Sequence[str], *, width: int) -> str:
    if len(record) < width:
        sentence = ngettext(
            "This row has %(cells)d cell, but there are %(headings)d headings.",
            "This row has %(cells)d cells, but there are %(headings)d headings.",
            len(record),
        )
        return sentence % {"cells": len(record), "headings": width}
    if any(record[width:]):
        return _("This row has cells beyond the last heading.")
    if broken := next((cell for cell in record if cell in _ERRORS), None):
        return _("A formula in this row has the error %(error)s.") % {"error": broken}
    return ""


def _unnamed(headings: Sequence[str]) -> list[str]:
    """A note on columns between others that were left out for want of a heading."""
    last = max(position for position, heading in enumerate(headings) if heading)
    unnamed = [str(position + 1) for position, heading in enumerate(headings[:last]) if not heading]
    if not unnamed:
        return []
    sentence = ngettext(
        "Column %(columns)s has no heading and was left out.",
        "Columns %(columns)s have no heading and were left out.",
        len(unnamed),
    )
    return [sentence % {"columns": ", ".join(unnamed)}]
