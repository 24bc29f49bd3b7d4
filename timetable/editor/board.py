"""The board of one day: rooms as columns, entries where they stand, marks and shades (pure).

Columns are of one width whatever is in them: what overlaps shares the width of its column, so nothing else moves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from timetable.editor.reading import Row
from timetable.editor.scale import HOUR, Scale, midnight, scale_of
from timetable.lanes import Span, side_by_side

DRAWN = 10
"""Minutes as which something without length is drawn."""
EARLIEST, LATEST, DAWN = 9 * HOUR, 18 * HOUR, 5 * HOUR
"""Clock times: days are open from nine to six at least; a party in the night makes no other day begin in the night."""
MOST_ROOMS_IN_SIGHT = 6
MOST_LANES = 3
"""More talks at the same time in one block than this are listed rather than set side by side."""

Drawn = Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Head:
    """A column: one room of the event, or None for what has no room."""

    room: int | None
    name: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A conflict as a card tells it: "bad", "warn" or "", and a few words."""

    look: str
    words: str


@dataclass(slots=True)
class Card:
    """An entry and where it stands. `x` and `wide` count columns, from 0; `room_name` is where no column says it."""

    row: Row
    start: int
    minutes: int
    x: float
    wide: float
    room_name: str
    spans: bool = False
    mark: Mark | None = None
    in_strip: bool = False
    inside: int = 0
    cards: list["Card"] = field(default_factory=list)
    """What a block holds."""
    listed: list[Row] = field(default_factory=list)
    """What a block holds where that is written as a list in it: posters, and more side by side than can be read."""


@dataclass(frozen=True, slots=True)
class Shade:
    """Part of a column in which the room can not be used."""

    column: int
    start: int
    until: int
    words: str


@dataclass(slots=True)
class Board:
    """Everything the page writes down of a day."""

    day: date
    scale: Scale
    heads: list[Head]
    cards: list[Card] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)

    @property
    def is_wide(self) -> bool:
        return len(self.heads) > MOST_ROOMS_IN_SIGHT


def lay_out(
    day: date,
    zone: ZoneInfo,
    rows: Sequence[Row],
    rooms: Sequence[Head],
    *,
    opens: datetime,
    hours: tuple[int, int],
    marks: Mapping[int, Mark],
) -> Board:
    """The board of a day that begins at `opens`; `hours` are the minutes from which and to which there is something."""
    zero = midnight(opens, zone)
    heads = _heads(rows, rooms)
    at = _drawn(rows, zero)
    first = min([hours[0], *(start for start, _end in at.values())]) // HOUR * HOUR
    last = max([hours[1], *(end for _start, end in at.values())])
    last += -last % HOUR
    is_spanning = {row.key for row in rows if _spans(row)}
    busy = [at[row.key] for row in rows if row.kind != "break"]
    breaks = [at[key] for key in is_spanning]
    scale = scale_of(zero, zone, first=first, last=last, busy=busy, breaks=breaks)
    return Board(day, scale, heads, _cards(rows, heads, at, marks))


def usual_hours(entries: Iterable[tuple[datetime, datetime]], zone: ZoneInfo) -> tuple[int, int]:
    """From when to when the boards of all days are open: what any day needs, and an hour to spare at the end."""
    first, last = EARLIEST, LATEST
    for starts_at, ends_at in set(entries):
        clock = starts_at.astimezone(zone)
        start = clock.hour * HOUR + clock.minute
        if start >= DAWN:
            first = min(first, start)
            last = max(last, min(start + int((ends_at - starts_at).total_seconds() // 60), 24 * HOUR))
    return first // HOUR * HOUR, min(last + HOUR, 24 * HOUR)


def _heads(rows: Sequence[Row], rooms: Sequence[Head]) -> list[Head]:
    """All rooms; and a column for what has none, where there is such a thing or no room at all."""
    by_key = {row.key: row for row in rows}
    homeless = any(_room_of(row, by_key) is None and not _spans(row) for row in rows)
    return [*rooms, Head(None, "")] if homeless or not rooms else list(rooms)


def _spans(row: Row) -> bool:
    """A break without a room is for all of them."""
    return row.kind == "break" and row.parent is None and row.room is None


def _room_of(row: Row, by_key: Mapping[int, Row]) -> int | None:
    if row.room is not None or row.parent is None or row.parent not in by_key:
        return row.room
    return by_key[row.parent].room


def _drawn(rows: Sequence[Row], zero: datetime) -> Drawn:
    """By the key of an entry: from which minute to which it is drawn."""
    midnight = zero.timestamp()
    drawn = {}
    for row in rows:
        start = int((row.starts_at.timestamp() - midnight) // 60)
        drawn[row.key] = (start, start + (row.minutes or DRAWN))
    return drawn


def _cards(rows: Sequence[Row], heads: Sequence[Head], at: Drawn, marks: Mapping[int, Mark]) -> list[Card]:
    """In order of time, what a block holds after it."""
    by_key = {row.key: row for row in rows}
    columns = {head.room: number for number, head in enumerate(heads)}
    inside: dict[int, list[Row]] = defaultdict(list)
    held: dict[int, int] = defaultdict(int)
    top: dict[int, list[Row]] = defaultdict(list)
    cards: list[Card] = []
    for row in rows:
        column = columns.get(_room_of(row, by_key), len(heads) - 1)
        if row.parent in by_key:
            held[row.parent] += 1
        if _spans(row):
            cards.append(_card(row, at, 0, len(heads), heads, marks, spans=True))
        elif row.parent in by_key and columns.get(_room_of(by_key[row.parent], by_key)) == column:
            inside[row.parent].append(row)
        else:
            top[column].append(row)
    for column, standing in top.items():
        for row, (x, wide) in zip(standing, _lanes(standing, at, column, 1), strict=True):
            card = _card(row, at, x, wide, heads, marks)
            cards.append(card)
            children = inside[row.key]
            places = _lanes(children, at, x, wide)
            if row.is_poster or any(wide / width > MOST_LANES for _left, width in places):
                card.listed = children
            else:
                card.cards = [
                    _card(child, at, left, width, heads, marks, in_strip=True)
                    for child, (left, width) in zip(children, places, strict=True)
                ]
    for card in cards:
        card.inside = held[card.row.key]
    ordered = sorted(cards, key=lambda card: (card.start, card.x))
    return [each for card in ordered for each in (card, *card.cards)]


def _lanes(rows: Sequence[Row], at: Drawn, x: float, wide: float) -> list[tuple[float, float]]:
    """Where these stand side by side in a part of a column: how far in, and how wide."""
    if not rows:
        return []
    lanes = side_by_side([Span(*at[row.key]) for row in rows])
    return [(round(x + wide * lane.first / lane.of, 3), round(wide / lane.of, 3)) for lane in lanes]


def _card(
    row: Row,
    at: Drawn,
    x: float,
    wide: float,
    heads: Sequence[Head],
    marks: Mapping[int, Mark],
    *,
    spans: bool = False,
    in_strip: bool = False,
) -> Card:
    start, end = at[row.key]
    name = "" if spans else heads[int(x)].name
    return Card(
        row,
        start,
        end - start,
        x,
        wide,
        name,
        spans=spans,
        mark=marks.get(row.key),
        in_strip=in_strip,
    )
