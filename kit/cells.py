"""Cells of tables that spreadsheets open: text stays text, and is never run as a formula (S44)."""

import csv
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse

from kit.files import stream_to_save

Cell = str | int | float | Decimal | bool | date | time | None

_TRIGGER = re.compile(
    r"[\s\x00-\x1f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\xad'\"]*[=+\-@|%＝＋－＠｜％﹢﹣﹦﹫−]"
)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_cell(value: object) -> Cell:
    """The value as a spreadsheet may have it: numbers and dates stay as they are, all else is harmless text.

    Text that a spreadsheet could take for a formula gets an apostrophe in front, which spreadsheets hide.
    """
    if value is None or isinstance(value, bool | int | datetime | date | time):
        return value
    if isinstance(value, float | Decimal) and math.isfinite(value):
        return value
    text = _NOT_IN_XML.sub("", str(value))
    return f"'{text}" if text[:1] in {"\t", "\r", "\n"} or _TRIGGER.match(text) else text


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The rows as lines of CSV, one at a time; all text is quoted, so no other separator can split it."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        yield writer.writerow([_plain(safe_cell(value)) for value in row])


def stream_csv(rows: Iterable[Sequence[object]], *, name: str) -> StreamingHttpResponse:
    """A download of the rows, written while they are read; the mark at its start tells Excel it is UTF-8."""
    return stream_to_save(_with_mark(csv_lines(rows)), name=name, content_type="text/csv; charset=utf-8")


def _with_mark(lines: Iterable[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from lines


def _plain(value: Cell) -> str | int | float | Decimal | None:
    return value.isoformat() if isinstance(value, date | time) else value


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> Any:
        return line
