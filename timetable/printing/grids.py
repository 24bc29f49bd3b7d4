"""The days of an event as grids on paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from kit.pdf import render_pdf
from kit.words import clock_words
from timetable.entries import Entry, read_entries
from timetable.printing.book import document_context
from timetable.printing.chapters import day_of_entry
from timetable.printing.lines import day_in_full
from timetable.printing.printout import Printout
from timetable.printing.sheets import Box, Mark, Sheet, sheets_of

LINE = 1.12 * 25.4 / 72
"""Millimetres of a line for each point of its letters."""

LIGHT, DARK = "oklch(0.96 0.03 {hue})", "oklch(0.5 0.13 {hue})"
"""Fill and edge of a box in the hue of its track."""


@dataclass(frozen=True, slots=True)
class _Day:
    title: str
    anchor: str
    sheets: list[dict[str, Any]]


def grid_pdf(printout: Printout, *, paper: str, day: date | None = None) -> bytes:
    """All days, or one; each on as many sheets as its rooms need. Raises kit.pdf.PdfUnavailable."""
    days = [
        _Day(day_in_full(each), f"d{each.isoformat()}", _drawn(entries, printout, paper))
        for each, entries in entries_by_day(printout)
        if day is None or each == day
    ]
    context = {**document_context(printout), "days": days, "paper": paper}
    return render_pdf("timetable/pdf/grid.html", context)


def entries_by_day(printout: Printout) -> list[tuple[date, list[Entry]]]:
    entries = sorted(read_entries(printout.slots), key=lambda entry: entry.starts_at)
    days = groupby(entries, key=lambda entry: day_of_entry(entry, printout))
    return [(day, list(group)) for day, group in days]


def _drawn(entries: Sequence[Entry], printout: Printout, paper: str) -> list[dict[str, Any]]:
    zone = printout.event.zone
    return [_sheet(sheet, printout) for sheet in sheets_of(entries, zone=zone, paper=paper)]


def _sheet(sheet: Sheet, printout: Printout) -> dict[str, Any]:
    """As the template writes it: numbers with a point, whatever the language."""
    return {
        "number": sheet.number,
        "of": sheet.of,
        "heads": list(_marks(sheet.heads)),
        "ticks": list(_marks(sheet.ticks)),
        "boxes": [_box(box, printout) for box in sheet.boxes],
    }


def _marks(marks: Iterable[Mark]) -> Iterable[dict[str, Any]]:
    for mark in marks:
        at, width = f"{mark.at:.2f}", f"{mark.width:.2f}"
        yield {"left": at, "top": at, "width": width, "label": mark.label, "is_hour": mark.is_hour}


def _box(box: Box, printout: Printout) -> dict[str, Any]:
    entry = box.entry
    places = {"left": box.left, "top": box.top, "width": box.width - 0.4, "height": box.height - 0.3}
    style = ";".join(f"{side}:{value:.2f}mm" for side, value in places.items())
    style += f";font-size:{box.size}pt;line-clamp:{_lines(box)}"
    if entry.hue is not None and not entry.is_pause:
        style += f";border-left-color:{DARK.format(hue=entry.hue)}"
        style += "" if box.is_block else f";background:{LIGHT.format(hue=entry.hue)}"
    return {
        "classes": f"box{' pause' if entry.is_pause else ''}{' block' if box.is_block else ''}",
        "style": style,
        "is_block": box.is_block,
        "time": clock_words(entry.starts_at, zone=printout.event.zone),
        "title": entry.title,
        "people": entry.people,
        "within": box.within,
        "listed": [f"{inner.board} {inner.title}".strip() for inner in box.listed],
    }


def _lines(box: Box) -> int:
    """How many fit; the last ends in an ellipsis where there are more."""
    return max(1, int((box.height - 0.7) / (box.size * LINE)))
