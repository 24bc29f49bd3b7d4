"""The days of a week or a month as HTML: some 2,000 cells a page, hence by hand (as in `markup`)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from rooms.calendar import month, week
from rooms.calendar.markup import room_label
from rooms.models import Room


class CellWriter:
    """Writes the rows of one page, in one language. With `places` each room says where it is."""

    def __init__(self, base: str, *, days: Sequence[date], today: date, places: bool) -> None:
        self.base = str(escape(base))
        self.today = today
        self.places = places
        self.words = {day: str(escape(date_format(day, "D j F"))) for day in days}
        self.short = {day: str(escape(date_format(day, "D"))) for day in days}

    def weeks(self, rows: Sequence[week.Row]) -> SafeString:
        return mark_safe(
            "\n".join(
                self._row(row.room, (self._ruler(row.room, cell) for cell in row.cells)) for row in rows
            )
        )

    def months(self, rows: Sequence[month.Row]) -> SafeString:
        return mark_safe(
            "\n".join(
                self._row(row.room, (self._share(row.room, cell) for cell in row.cells)) for row in rows
            )
        )

    def _row(self, room: Room, cells: Iterable[str]) -> str:
        place = f"<bdi>{escape(room.location)}</bdi>" if self.places else ""
        return f'<li class="span-row"><div class="who">{room_label(self.base, room, place)}</div>{"".join(cells)}</li>'

    def _ruler(self, room: Room, cell: week.Cell) -> str:
        marks = "".join(f'<i class="bar {mark.what}" style="{mark.style}"></i>' for mark in cell.marks)
        inner = f"{self._day(self.short[cell.day])}{marks}"
        return self._cell(room, cell.day, cell.words, cell.style, inner, " shut" if cell.is_shut else "")

    def _share(self, room: Room, cell: month.Cell) -> str:
        shut = " shut" if cell.is_shut else ""
        return self._cell(room, cell.day, cell.words, cell.style, self._day(str(cell.day.day)), shut)

    def _cell(self, room: Room, day: date, words: str, style: str, inner: str, more: str = "") -> str:
        said = escape(words)
        today = " today" if day == self.today else ""
        return (
            f'<a class="cell{today}{more}" href="?date={day.isoformat()}&amp;room={room.pk}" style="{style}"'
            f' title="{said}" aria-label="{escape(room)}, {self.words[day]}: {said}">{inner}</a>'
        )

    def _day(self, words: str) -> str:
        return f'<span class="day" aria-hidden="true">{words}</span>'
