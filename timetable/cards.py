"""The entries of a day as the templates write them: every text and style ready, for there may be hundreds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import groupby

from timetable.entries import SESSION_HUE, Entry
from timetable.grid import LOW, TWO_LINES, Grid, Placed


@dataclass(slots=True)
class Card:
    """One entry in the grid or in the list. `style` and `classes` are ours alone, never people's words."""

    entry: Entry
    clock: str
    until: str
    from_iso: str
    until_iso: str
    classes: str = ""
    style: str = ""
    hue: int = SESSION_HUE
    room: str = ""
    """The room's name, where the column does not say it."""
    inside: list["Card"] = field(default_factory=list)
    listed: bool = False
    in_block: bool = False
    """The head of its block says the room already."""
    about: str = ""
    """The beginning of its abstract, where the reader asked for it."""
    clashes: bool = False
    """It shares a moment with another starred talk."""

    @property
    def slots(self) -> list["Card"]:
        """What is drawn of it as slots: what is inside a block, else itself."""
        return self.inside or [self]


@dataclass(slots=True)
class Hour:
    """What begins at the same moment, for the list."""

    clock: str
    iso: str
    cards: list[Card]


def grid_cards(grid: Grid, *, zone: tzinfo, now: datetime) -> list[Card]:
    """A card for everything in the grid, in reading order."""
    rooms = {head.room for head in grid.heads}
    cards = []
    for place in grid.placed:
        card = _placed_card(place, zone=zone, now=now, block=None)
        in_own_column = place.entry.room in rooms and place.width < max(grid.columns, 2)
        card.room = "" if in_own_column or not place.entry.room else place.entry.room.name
        card.inside = [_placed_card(inner, zone=zone, now=now, block=place) for inner in place.inside]
        if card.room:  # no column says it, and the name of a block has no space for it
            for inner, placed in zip(card.inside, place.inside, strict=True):
                inner.room = inner.room or (placed.entry.room.name if placed.entry.room else "")
        cards.append(card)
    return cards


def list_by_time(leaves: Sequence[Entry], *, zone: tzinfo, now: datetime) -> list[Hour]:
    """The talks and pauses of a day under the moments at which they begin."""
    hours = []
    for moment, entries in groupby(leaves, key=lambda leaf: leaf.starts_at):
        cards = [list_card(entry, zone=zone, now=now) for entry in entries]
        hours.append(Hour(_clock(moment, zone), _iso(moment, zone), cards))
    return hours


def list_card(entry: Entry, *, zone: tzinfo, now: datetime | None = None) -> Card:
    """A card that stands in a list; with `now`, what is over stands back."""
    card = _card(entry, zone)
    card.room = entry.room.name if entry.room else ""
    card.classes = "past" if now and entry.ends_at <= now else ""
    if entry.hue is not None:
        card.style = f"--h:{entry.hue}"
    return card


def _placed_card(place: Placed, *, zone: tzinfo, now: datetime, block: Placed | None) -> Card:
    entry = place.entry
    card = _card(entry, zone)
    style = f"--c:{place.column};--w:{place.width};--s:{place.start};--d:{place.minutes}"
    hue = entry.hue if entry.hue is not None or block is None else block.entry.hue
    if hue is not None:
        card.hue = hue
        style += f";--h:{hue}"
    card.style = style
    card.classes = " ".join(_classes(place, now=now, has_hue=hue is not None, is_free=block is None))
    card.listed = place.listed
    card.in_block = block is not None
    if block and entry.room and entry.room != block.entry.room:
        card.room = entry.room.name
    return card


def _classes(place: Placed, *, now: datetime, has_hue: bool, is_free: bool) -> list[str]:
    entry = place.entry
    says = {
        "trk-hue": has_hue,
        "pause": entry.is_pause,
        "free": is_free and not entry.is_pause and not place.inside,
        "low": place.is_low,
        "short": LOW < place.minutes < TWO_LINES,
        "tiny": place.minutes < LOW,
        "live": entry.talk is not None and entry.is_on(now),
    }
    return [name for name, holds in says.items() if holds]


def _card(entry: Entry, zone: tzinfo) -> Card:
    starts_at, ends_at = entry.starts_at, entry.ends_at
    until = _clock(ends_at, zone) if ends_at > starts_at else ""
    return Card(entry, _clock(starts_at, zone), until, _iso(starts_at, zone), _iso(ends_at, zone))


def _clock(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%H:%M")


def _iso(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="minutes")
