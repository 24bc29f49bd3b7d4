"""Bookings from a CSV or XLSX table: room, start, end, rrule, exdates, purpose, booked_for, uid."""

from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kit.recurrence import parse_rule
from kit.refusals import Refused
from kit.tables import Row, read_table
from rooms.importing.lines import Line
from rooms.times import Times, times_between

NEEDED = ("room", "start", "end")


class NotBookings(Refused):
    """The file holds no bookings in a form we read."""


class BadMoment(Refused):
    """A cell that is no date or time."""


def lines_of_table(file: bytes, name: str) -> list[Line]:
    """Every row of the table. Raises BadTable, NotBookings where a column is missing."""
    table = read_table(file, name)
    known = {key for row in table.rows[:1] for key in row.cells}
    missing = [heading for heading in NEEDED if heading not in known]
    if table.rows and missing:
        columns = ", ".join(missing)
        raise NotBookings(_("These columns are missing: {columns}.").format(columns=columns))
    return [_line(row) for row in table.rows]


def _line(row: Row) -> Line:
    if row.problem:
        return Line(row.number, problem=row.problem)
    cells = row.cells
    return Line(
        row.number,
        room=cells["room"],
        purpose=cells.get("purpose", ""),
        booked_for=cells.get("booked_for", ""),
        uid=cells.get("uid", ""),
        times=partial(_times, cells),
    )


def _times(cells: dict[str, str], zone: ZoneInfo) -> Times:
    starts, ends = (_wall(cells[name]) for name in ("start", "end"))
    rule = parse_rule(cells["rrule"], zone=zone, clock=starts.time()) if cells.get("rrule") else None
    days = cells.get("exdates", "").replace(";", " ").replace(",", " ").split()
    return times_between(starts, ends, rule, tuple(_day(day) for day in days))


def _wall(text: str) -> datetime:
    """A reading of the clocks of the room, as 2026-05-04 10:00."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadMoment(
            _("“{text}” is no date and time. Write it as 2026-05-04 10:00.").format(text=text[:40])
        ) from error
    if moment.utcoffset() is not None:
        raise BadMoment(_("Write times as the clocks of the room show them, without an offset."))
    return moment.replace(second=0, microsecond=0)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadMoment(_("“{text}” is no date. Write it as 2026-05-04.").format(text=text[:40])) from error
