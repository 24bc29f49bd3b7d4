"""What a page of the timetable shows of its days, in the view that was asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString

from kit.words import zone_words
from timetable.agenda import Hanging, Point, Secretary
from timetable.arranging import apart_by_track, compact
from timetable.cards import Hour, grid_cards, list_by_time
from timetable.columns import BY_ROOM, BY_TRACK
from timetable.entries import Entry, leaves
from timetable.grid import Grid, lay_out
from timetable.looks import Look
from timetable.markup import Writer
from timetable.models.settings import View


@dataclass(slots=True)
class Face:
    """One day as it is shown: a grid with its cards, hours of a list, or points of an agenda."""

    day: date
    zone_label: str = ""
    grid: Grid | None = None
    cards: SafeString = field(default_factory=SafeString)
    now_at: tuple[int, int] | None = None
    """The row of this minute and the minutes beyond its start; None when it is not in the grid."""
    hours: list[tuple[Hour, SafeString]] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Painter:
    """Knows whose page it is and at what time; paints one day after the other."""

    look: Look
    writer: Writer
    zone: ZoneInfo
    now: datetime
    numbers: Mapping[int, str] = field(default_factory=dict)
    hanging: Mapping[int, Hanging] = field(default_factory=dict)

    def arranged(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries as the view has them."""
        if self.look.is_compact:
            return compact(entries)
        return apart_by_track(entries) if self.look.view == View.TRACKS else list(entries)

    def face(self, day: date, entries: Sequence[Entry]) -> Face:
        """Of a day's `arranged` entries, at least one."""
        if self.look.is_agenda:
            secretary = Secretary(
                self.zone, self.now, self.numbers, self.hanging, self.writer.page_of, self.writer.star
            )
            return Face(day, points=secretary.points(entries))
        if self.look.view == View.LIST:
            return Face(day, hours=self._hours(entries))
        return self._grid(day, entries)

    def _hours(self, entries: Sequence[Entry]) -> list[tuple[Hour, SafeString]]:
        hours = list_by_time(leaves(entries), zone=self.zone, now=self.now)
        for card in (card for hour in hours for card in hour.cards):
            if hanging := self.hanging.get(card.entry.talk or 0):
                card.about = hanging.about
        return [(hour, self.writer.rows(hour.cards)) for hour in hours]

    def _grid(self, day: date, entries: Sequence[Entry]) -> Face:
        grid = lay_out(entries, zone=self.zone, by=BY_TRACK if self.look.view == View.TRACKS else BY_ROOM)
        minute = grid.minute_of(self.now)
        return Face(
            day,
            zone_label=zone_words(entries[0].starts_at, zone=self.zone),
            grid=grid,
            cards=self.writer.grid(grid_cards(grid, zone=self.zone, now=self.now)),
            now_at=None if minute is None else (minute - minute % grid.step, minute % grid.step),
        )
