"""The lanes of a day as HTML.

A page has 60 rooms with hundreds of bars, and Django's templates take five times as long for them as string
formatting does (as in `timetable.markup`). Every word of a person goes through `escape`; everything else (keys,
minutes, clock times, our own class names) can hold no markup.
"""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.moments import local
from kit.words import day_words
from rooms.calendar.axis import Axis
from rooms.calendar.lanes import Gap, Lane, Piece
from rooms.models import Room

USUAL_LENGTH = 60
"""Minutes that a link on free time asks for."""


class Writer:
    """Writes the lanes of one page, in one language. `base` is the address of the rooms, `today` that of the reader.

    `asks` are the rooms the reader may ask for and not simply take.
    """

    def __init__(self, base: str, *, today: date, asks: frozenset[int]) -> None:
        self.base = str(escape(base))
        self.today = today
        self.asks = asks
        self.words = {
            "busy": str(escape(_("Busy"))),
            "mine": str(escape(_("My booking"))),
            "ask": str(escape(_("Request"))),
            "closure": str(escape(_("Closed"))),
            "blocking": str(escape(_("Kept free for others"))),
            "shut": str(escape(_("Not open"))),
        }
        self.book_from, self.ask_from = _("Book from {clock}"), _("Ask from {clock}")
        self.in_room = _("{act}: {room}")

    def rows(self, lanes: Iterable[Lane], axis: Axis) -> SafeString:
        """The lanes in the order given, as rows of a list."""
        return mark_safe("\n".join(self._row(lane, axis) for lane in lanes))

    def _row(self, lane: Lane, axis: Axis) -> str:
        room = lane.room
        name = escape(room)
        shown = [self._piece(piece, axis) for piece in lane.pieces]
        shown += [self._gap(gap, room, axis) for gap in lane.gaps]
        inner = "".join(part for _start, part in sorted(shown) if part)
        book = ""
        if lane.gaps:
            query = urlencode({"date": axis.day.day.isoformat()})
            book = f' data-book="{self.base}{room.pk}/book/?{query}" data-room="{name}"'
            book += ' data-asks=""' if room.pk in self.asks else ""
        return (
            f'<li class="lane-row"><div class="who">{room_label(self.base, room)}</div>'
            f'<div class="lane"{book}><ol aria-label="{name}">{inner}</ol></div>'
            f'<a class="open" href="?{urlencode({"date": axis.day.day.isoformat(), "room": room.pk})}">'
            f'<span class="sr">{escape(self._day_of(lane))}</span></a></li>'
        )

    def _day_of(self, lane: Lane) -> str:
        """On phones the lane is only drawn, and this is the way to its entries."""
        said = ngettext("{room}: {n} booking this day", "{room}: {n} bookings this day", len(lane.booked))
        return said.format(room=lane.room, n=len(lane.booked))

    def _piece(self, piece: Piece, axis: Axis) -> tuple[int, str]:
        span = within(axis, piece.start, piece.minutes)
        if span is None:
            return piece.start, ""
        word = self.words[piece.what]
        if piece.what == "shut":
            return (
                piece.start,
                f'<li class="bar shut" style="{span}"><span class="sr">{word} {_span(piece, axis)}</span></li>',
            )
        times = self._times(piece, axis)
        style = f"{span};--l:{piece.level};--n:{piece.levels}" if piece.levels > 1 else span
        told = piece.told
        if told is None:
            return piece.start, (
                f'<li class="bar {piece.what}" style="{style}"><span title="{word}, {times}">'
                f"{word}<small>{times}</small></span></li>"
            )
        purpose = escape(told.purpose) if told.purpose else word
        whole = ", ".join(part for part in (str(purpose), str(escape(told.booked_for)), word, times) if part)
        state = "" if piece.what == "busy" else f'<span class="sr">{word}</span> '
        return piece.start, (
            f'<li class="bar {piece.what}" style="{style}"><a href="{self.base}bookings/{told.booking_id}/"'
            f' title="{whole}"><bdi>{purpose}</bdi> {state}<small>{times}</small></a></li>'
        )

    def _gap(self, gap: Gap, room: Room, axis: Axis) -> tuple[int, str]:
        start, end = max(gap.start, axis.first), min(gap.start + gap.minutes, axis.last)
        if end - start < 5:
            return gap.start, ""
        day = axis.day
        until = min(start + USUAL_LENGTH, end)
        query = urlencode(
            {
                "date": day.day.isoformat(),
                "from": day.clock(start),
                "to": day.clock(until).replace("24:00", "23:59"),
            },
            safe=":",
        )
        act = (self.ask_from if room.pk in self.asks else self.book_from).format(clock=day.clock(start))
        label = escape(self.in_room.format(act=act, room=room))
        return gap.start, (
            f'<li class="gap" style="--s:{start};--d:{end - start}"><a href="{self.base}{room.pk}/book/?'
            f'{escape(query)}" aria-label="{label}"><span>{escape(act)}</span>'
            f"<small>{day.clock(start)}–{day.clock(end)}</small></a></li>"
        )

    def _times(self, piece: Piece, axis: Axis) -> str:
        """ "10:00–11:00", with the days where it begins or ends on another."""
        if piece.bar is None:
            return _span(piece, axis)
        zone, day = axis.day.zone, axis.day.day
        first, last = local(piece.bar.starts_at, zone), local(piece.bar.ends_at, zone)
        before = "" if first.date() == day else f"{day_words(first.date(), today=self.today)} "
        midnight = piece.bar.ends_at == axis.day.ends_at
        after = "" if last.date() == day or midnight else f"{day_words(last.date(), today=self.today)} "
        return str(escape(f"{before}{first:%H:%M}–{after}{'24:00' if midnight else f'{last:%H:%M}'}"))


def room_label(base: str, room: Room, place: str = "") -> str:
    """The room as a link, with its size, and its number or (as HTML) its place."""
    seats = ngettext("{n} seat", "{n} seats", room.capacity).format(n=room.capacity)
    code = place or (f"<bdi>{escape(room.code)}</bdi>" if room.name else "")
    about = " · ".join(part for part in (code, str(escape(seats))) if part)
    return f'<a href="{base}{room.pk}/"><bdi>{escape(room)}</bdi></a><small>{about}</small>'


def within(axis: Axis, start: int, minutes: int) -> str | None:
    """Where it stands on the ruler; None when it is not on it."""
    first, last = max(start, axis.first), min(start + minutes, axis.last)
    return f"--s:{first};--d:{last - first}" if first < last else None


def _span(piece: Piece, axis: Axis) -> str:
    return f"{axis.day.clock(piece.start)}–{axis.day.clock(piece.start + piece.minutes)}"
