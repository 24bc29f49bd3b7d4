"""The cards of the board as HTML, each with a mark that changes when anything in it does.

There may be hundreds, and each act writes them again to find those that changed: compare `timetable.markup`. Every word
of a person goes through `_said`; everything else (keys, minutes, clock times, class names of ours) can hold no markup.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from operator import attrgetter
from zlib import crc32

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.icons import svg
from timetable.editor.board import Board, Card
from timetable.editor.reading import Row
from timetable.editor.scale import REM

LINE = 1.12
"""Height of a line in rem: a card that is lower than two says its title only, in one."""

SAID = attrgetter(
    *(each.name for each in fields(Row) if each.name not in ("starts_at", "ends_at")), "minutes"
)
"""Of a row, all but when it is, which the place of its card tells."""


@dataclass(slots=True)
class Fragment:
    """One card, and what tells it from another state of the same card; its HTML is written when it is asked for."""

    card: Card
    version: str
    writer: "Writer"

    @property
    def key(self) -> int:
        return self.card.row.key

    @property
    def html(self) -> str:
        return self.writer.html(self.card, self.version)


class Writer:
    """Writes the cards of one day, in one language."""

    def __init__(self, board: Board) -> None:
        self.scale = board.scale
        self.day = board.day
        self.y = cache(board.scale.y)
        self.name = _("%(title)s, %(start)s to %(end)s, %(room)s")
        self.roomless = _("no room")
        self.everywhere = _("all rooms")
        self.pinned = _("stays where it is")
        self.alert = svg("alert", size=12)
        self.pin = svg("lock", size=12)

    def fragments(self, cards: Iterable[Card]) -> list[Fragment]:
        language = get_language()
        return [Fragment(card, self._version(card, language), self) for card in cards]

    def html(self, card: Card, version: str) -> str:
        row = card.row
        return (
            f'<li id="e{row.key}" data-entry="{row.key}" data-v="{version}" class="{self._classes(card)}"'
            f' data-kind="{row.kind}" data-rev="{row.revision}" data-s="{card.start}" data-d="{row.minutes}"'
            f' data-room="{row.room or ""}" data-parent="{row.parent or ""}" style="{self._style(card)}">'
            f"{self._inside(card)}</li>"
        )

    def _inside(self, card: Card) -> str:
        row = card.row
        start, end = self.scale.clock(card.start), self.scale.clock(card.start + row.minutes)
        room = self.everywhere if card.spans else card.room_name or self.roomless
        name = self.name % {"title": row.label, "start": start, "end": end, "room": room}
        said = [name, *([self.pinned] if row.is_pinned else []), *([card.mark.words] if card.mark else [])]
        link = (
            f'<a href="{address(self.day, row.key)}" dir="auto" draggable="false"'
            f' aria-label="{_said(", ".join(said))}">{_said(row.label)}</a>'
        )
        clock = start if row.kind == "talk" else f"{start}–{end}"
        meta = f'<span class="meta"><bdi>{clock}</bdi>{self._also(card)}</span>'
        return f'{link}{meta}{self._why(card)}{self._list(card)}<i class="grip"></i>'

    def _also(self, card: Card) -> str:
        """After the time: who; where, on a phone; what is particular."""
        row = card.row
        parts = [f" · {_bdi(row.people)}"] if row.people else []
        if card.room_name:
            parts.append(f'<span class="only-s"> · {_bdi(card.room_name)}</span>')
        if row.is_pinned:
            parts.append(f" {self.pin}")
        return "".join(parts)

    def _why(self, card: Card) -> str:
        if card.mark is None:
            return ""
        return f'<span class="why">{self.alert}<span>{_said(card.mark.words)}</span></span>'

    def _list(self, card: Card) -> str:
        return f'<ol class="listed">{"".join(map(self._listed, card.listed))}</ol>' if card.listed else ""

    def _listed(self, row: Row) -> str:
        board = f'<span class="num">{_said(row.board)}</span> ' if row.board else ""
        start = self.scale.minute(row.starts_at)
        return (
            f'<li id="e{row.key}" data-entry="{row.key}" data-kind="{row.kind}" data-rev="{row.revision}"'
            f' data-s="{start}" data-d="{row.minutes}" data-room="{row.room or ""}" data-parent="{row.parent or ""}">'
            f'<a href="{address(self.day, row.key)}" dir="auto" draggable="false">{board}{_said(row.label)}</a></li>'
        )

    def _version(self, card: Card, language: str | None) -> str:
        """Of everything a card says, and of where it stands."""
        listed = [
            (row.key, row.revision, row.label, row.board, self.scale.minute(row.starts_at))
            for row in card.listed
        ]
        said = (
            SAID(card.row),
            card.start,
            card.x,
            card.wide,
            card.room_name,
            card.mark,
            card.in_strip,
            listed,
        )
        place = (self.y(card.start), self.y(card.start + card.minutes))
        return f"{crc32(repr((said, self.day, place, language)).encode()):x}"

    def _style(self, card: Card) -> str:
        top = self.y(card.start)
        high = self.y(card.start + card.minutes) - top
        hue = f"--h:{card.row.hue};" if card.row.hue is not None else ""
        return f"{hue}--x:{card.x:g};--k:{card.wide:g};--y:{top:g};--b:{high:g}"

    def _classes(self, card: Card) -> str:
        row = card.row
        high = self.y(card.start + card.minutes) - self.y(card.start)
        says = {
            "slot ed": True,
            "trk-hue": row.hue is not None,
            "pause": row.kind == "break",
            "strip": row.kind == "block",
            "in": card.in_strip,
            "span": card.spans,
            "low": high < 2 * LINE,
            "short": 2 * LINE <= high < 20 * REM,
            "gone": row.is_withdrawn,
            "clash": card.mark is not None and card.mark.look == "bad",
            "warned": card.mark is not None and card.mark.look == "warn",
        }
        return " ".join(name for name, holds in says.items() if holds)


def joined(fragments: Iterable[Fragment]) -> SafeString:
    return mark_safe("".join(fragment.html for fragment in fragments))


def address(day: date, key: int) -> str:
    """Where the page is with this entry chosen, as the query of its address."""
    return f"?day={day:%Y-%m-%d}&amp;entry={key}"


def _bdi(words: str) -> str:
    return f"<bdi>{_said(words)}</bdi>"


def _said(words: str) -> str:
    """What a person wrote, made harmless."""
    return str(escape(words))
