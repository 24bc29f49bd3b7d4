"""The rows of a CSV file as cells of text, however a spreadsheet saved it: its encoding, separator and quotes."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from kit.refusals import Refused

SEPARATORS = (",", ";", "\t")
_SAMPLE_CHARACTERS = 64 * 1024
_SAMPLE_ROWS = 20
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_MARKUP_OR_JSON = re.compile(r"\s*([<{]|\[\s*[\[{\"])")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)


class BadTable(Refused):
    """The file is no table that we can read; the message says why and what to do."""


@dataclass(frozen=True)
class Cells:
    """All rows of a file from its first, empty ones too, so that their numbers are those of a spreadsheet."""

    rows: Iterator[list[str]]
    notes: list[str] = field(default_factory=list)


def csv_cells(file: bytes) -> Cells:
    """The cells of a CSV file; `BadTable` at once for what is no text, and while reading for broken quotes."""
    text, notes = _decoded(file)
    if _CONTROL.search(text) or _MARKUP_OR_JSON.match(text):
        raise not_a_table()
    if hint := _SEPARATOR_LINE.match(text):
        # Excel's own first line: it counts as a row of the file, and says nothing else.
        return Cells(_records("\n" + text[hint.end() :], separator=hint[1]), notes)
    return Cells(_records(text, separator=_separator(text)), notes)


def not_a_table() -> BadTable:
    """The refusal of a file that is something else."""
    return BadTable(_("This file is not a table. Save it as CSV or as an Excel workbook (.xlsx)."))


def _decoded(file: bytes) -> tuple[str, list[str]]:
    """The text, and a note where its encoding had to be guessed."""
    encoding = "utf-16" if file.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return file.decode(encoding), []
    except UnicodeDecodeError:
        pass
    try:
        text = file.decode("cp1252")
    except UnicodeDecodeError:
        raise not_a_table() from None
    note = _("The file is not in UTF-8, so it was read as Windows-1252. Check the accents.")
    return text, [note]


def _separator(text: str) -> str:
    """The separator by which most of the first rows are as wide as the headings, and these the widest."""
    return max(SEPARATORS, key=lambda separator: _fit(text[:_SAMPLE_CHARACTERS], separator=separator))


def _fit(sample: str, *, separator: str) -> tuple[int, int]:
    records = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, skipinitialspace=True)
    widths = [len(record) for record in islice(filter(None, records), _SAMPLE_ROWS)]
    if not widths or widths[0] == 1:
        return 0, 0
    return widths.count(widths[0]), widths[0]


def _records(text: str, *, separator: str) -> Iterator[list[str]]:
    """The records one by one; strict, since a quote that is never closed would swallow the rows after it."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    number = 0
    try:
        for record in reader:
            number += 1
            yield record
    except csv.Error as error:
        if "field limit" in str(error):
            sentence = _("Row %(number)d has a cell of more than %(most)d characters.")
        else:
            sentence = _("Row %(number)d cannot be read: a quotation mark is not closed, or one too many.")
        raise BadTable(sentence % {"number": number + 1, "most": csv.field_size_limit()}) from None
