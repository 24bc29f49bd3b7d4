"""Excel workbooks: the first sheet of one as cells of text, and a table as a new one.

Whether an archive unpacks to more than we take is asked before anything is unpacked (S55); document types and
entities in its XML are refused by defusedxml, which openpyxl uses where it is installed (S48).
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from kit.cells import safe_cell
from kit.table_rows import BadTable, Cells

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_UNPACKED = 50 * 1024 * 1024
"""Bytes of all members together."""

MOST_TIMES_SMALLER = 200
"""Sheets of equal rows shrink to a sixtieth; what shrinks more than this was made to."""

MOST_MEMBERS = 1000
LAST_ROW = 1_048_576
"""Excel's own; a file may claim any number, and the rows before it would all be made up."""

FIRST_YEAR = 1900
"""Excel knows no day before."""

_SMALL = 1024 * 1024


def workbook_cells(file: bytes, *, most_columns: int) -> Cells:
    """The first sheet, with one column more than asked for, so that too wide a table can be told."""
    _refuse_bombs(file)
    try:
        book = load_workbook(io.BytesIO(file), read_only=True, data_only=True, keep_links=False)
    except Exception:  # openpyxl raises what it stumbles over: KeyError, ParseError, EntitiesForbidden …
        raise _damaged() from None
    if not book.worksheets:
        raise BadTable(_("This workbook has no sheet with cells."))

    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # many programs write wrong ones
    notes = []
    if len(book.worksheets) > 1:
        note = _("Only the first sheet was read, “%(sheet)s”.")
        notes.append(note % {"sheet": sheet.title})
    return Cells(_rows(sheet, most_columns=most_columns), notes)


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]], *, sheet: str = "") -> bytes:
    """A workbook of one sheet. Numbers, dates and times keep their type; text is text and never a formula (S44).

    Excel knows no zones: a moment is written as the wall time of the zone it is given in.
    """
    return sheets_bytes([(sheet, headings, rows)])


def sheets_bytes(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[object]]]]) -> bytes:
    """The same of several sheets, each with its title, headings and rows."""
    book = Workbook(write_only=True)
    book.properties.creator = ""
    for title, headings, rows in sheets:
        page = book.create_sheet(_sheet_title(title))
        page.freeze_panes = "A2"
        for number, heading in enumerate(headings, 1):
            page.column_dimensions[get_column_letter(number)].width = min(max(len(heading) + 4, 12), 40)
        page.append([_heading_cell(page, heading) for heading in headings])
        for row in rows:
            page.append([_cell(page, value) for value in row])
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _refuse_bombs(file: bytes) -> None:
    """Judge the archive by its directory: Python never unpacks a member further than it says there."""
    try:
        members = ZipFile(io.BytesIO(file)).infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        raise _damaged() from None
    if not any(member.filename.endswith("workbook.xml") for member in members):
        raise BadTable(_("This file is not an Excel workbook. Save the table as .xlsx or as CSV."))
    unpacked = sum(member.file_size for member in members)
    if (
        len(members) > MOST_MEMBERS
        or unpacked > MOST_UNPACKED
        or (unpacked > _SMALL and unpacked > MOST_TIMES_SMALLER * len(file))
    ):
        raise BadTable(_("This workbook unpacks to more than can be read. Save only the table, as CSV."))


def _damaged() -> BadTable:
    return BadTable(_("This workbook is damaged and cannot be read. Save it again, or as CSV."))


def _rows(sheet: Any, *, most_columns: int) -> Iterator[list[str]]:
    rows = sheet.iter_rows(max_row=LAST_ROW, max_col=most_columns + 1, values_only=True)
    while True:
        try:
            row = next(rows, None)
        except Exception:  # as above: each row is parsed only now
            raise _damaged() from None
        if row is None:
            return
        # A row far down makes up to a million empty ones before it, which must cost nothing.
        yield [] if row.count(None) == len(row) else [_text(value) for value in row]


def _text(value: object) -> str:
    """A cell as one would type it: 30 for 30.0, dates and times in ISO 8601 without what is zero."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return f"{value:.15g}"  # Excel's own precision
        case datetime():
            rounded = (value + timedelta(milliseconds=500)).replace(microsecond=0)
            if rounded.time() == time():
                return rounded.date().isoformat()
            return f"{rounded.date().isoformat()}T{_clock(rounded.time())}"
        case date():
            return value.isoformat()
        case time():
            return _clock(value)
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
        case _:
            return str(value).replace("_x000D_", "")  # how workbooks write a carriage return


def _clock(value: time) -> str:
    return value.isoformat(timespec="seconds" if value.second else "minutes")


def _sheet_title(title: str) -> str:
    """A name that Excel takes: at most 31 characters, and none of its own signs."""
    return title.translate(str.maketrans("", "", "[]:*?/\\'"))[:31].strip() or _("Table")


def _heading_cell(page: Any, heading: str) -> Any:
    cell = _cell(page, heading)
    if cell is not None:
        cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: object) -> Any:
    safe = safe_cell(value)
    if safe is None or safe == "":
        return None
    if isinstance(safe, datetime | time):
        safe = safe.replace(tzinfo=None)
    if isinstance(safe, date) and safe.year < FIRST_YEAR:
        safe = safe.isoformat()
    cell: Any = WriteOnlyCell(page)
    cell.value = safe
    if isinstance(safe, str):
        cell.data_type = "s"  # openpyxl makes formulas and errors of texts that look like them
    return cell
