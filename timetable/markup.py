"""The cards of the grid as HTML.

A day of a large conference has hundreds of cards, and Django's templates take five times as long for them as
string formatting does. This is the one place that writes HTML by hand: every word of a person goes through
`_said`, and everything else (keys, minutes, clock times, our own class names) can hold no markup.
"""

from collections.abc import Iterable, Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kit.plain import title_in_words
from timetable.cards import Card
from timetable.entries import Entry


class Writer:
    """Writes the cards of one page: for an event's address, in one language."""

    def __init__(self, base: str, *, sessions: Mapping[int, int] | None = None) -> None:
        """`sessions` are the numbers of those that have a page for the reader, by their keys."""
        self.talks = f"{escape(base)}talks/"
        self.session_pages = f"{escape(base)}sessions/"
        self.sessions = sessions or {}
        self.star_label = escape(_("In my schedule:"))
        self.overlaps = escape(_("Overlaps"))

    def grid(self, cards: Iterable[Card]) -> SafeString:
        """All of them, in the order given."""
        return mark_safe("\n".join(self._card(card) for card in cards))

    def rows(self, cards: Iterable[Card]) -> SafeString:
        """The same as entries of a list by time (`.agenda`)."""
        return mark_safe("\n".join(self._row(card) for card in cards))

    def _card(self, card: Card) -> str:
        if card.entry.is_pause:
            return self._pause(card)
        if card.inside:
            return self._block(card)
        head = f'<div id="{_anchor(card)}" class="slot at {card.classes}" style="{card.style}">'
        return f"{head}{self._slot(card)}</div>"

    def _pause(self, card: Card) -> str:
        where = "".join(f" · {_bdi(text)}" for text in (card.room, card.entry.note) if text)
        head = f'<div id="{_anchor(card)}" class="slot at {card.classes}" style="{card.style}">'
        return f'{head}<b dir="auto">{_title(card.entry.title)}</b><span>{_times(card)}{where}</span></div>'

    def _block(self, card: Card) -> str:
        room = f" · {_bdi(card.entry.room.name)}" if card.entry.room else ""
        until = f"–{card.until}" if card.until else ""
        head = (
            f'<section class="sess trk-hue" style="--h:{card.hue}">'
            f'<h2 id="{_anchor(card)}" class="sess-head at trk-hue" style="{card.style}">{self._session(card)}'
            f'<span class="only-s muted">{room}, <bdi>{card.clock}{until}</bdi></span></h2>'
        )
        if card.listed:
            return f"{head}{self._posters(card)}</section>"
        slots = "".join(
            f'<li id="{_anchor(slot)}" class="slot at {slot.classes}" style="{slot.style}">{self._slot(slot)}</li>'
            for slot in card.inside
        )
        return f"{head}<ol>{slots}</ol></section>"

    def _session(self, card: Card) -> str:
        """The name of a block; a link where the session has a page for the reader."""
        title, page = f"<bdi>{_title(card.entry.title)}</bdi>", self.page_of(card.entry)
        return f'<a href="{page}">{title}</a>' if page else title

    def page_of(self, entry: Entry) -> str:
        """The page of the talk, or of the session of the block; "" where there is none for the reader."""
        if entry.number:
            return f"{self.talks}{entry.number}/"
        number = self.sessions.get(entry.session or 0)
        return f"{self.session_pages}{number}/" if number else ""

    def _posters(self, card: Card) -> str:
        where = f" · {_bdi(card.room)}" if card.room else ""
        rows = "".join(f"<li>{self._poster(slot)}</li>" for slot in card.slots)
        return (
            f'<div class="slot at posters {card.classes}" style="{card.style}" tabindex="0" role="group"'
            f' aria-label="{_title(card.entry.title)}">'
            f'<span class="meta">{_times(card)}{where}</span><ol>{rows}</ol></div>'
        )

    def _poster(self, card: Card) -> str:
        entry = card.entry
        board = f'<span class="num">{_said(entry.board)}</span> ' if entry.board else ""
        title = f"<bdi>{_title(entry.title)}</bdi>"
        people = f' <span class="meta">{_bdi(entry.people)}</span>' if entry.people else ""
        if not entry.number:
            return f"{title}{people}"
        return f'{self.star(card)}<a href="{self.talks}{entry.number}/">{board}{title}</a>{people}'

    def _slot(self, card: Card) -> str:
        entry = card.entry
        title = _title(entry.title)
        if not entry.number:
            name = f'<a dir="auto" href="{self.page_of(entry)}">{title}</a>' if self.page_of(entry) else ""
            note = f" · {_bdi(entry.note)}" if entry.note else ""
            named = name or f'<b dir="auto">{title}</b>'
            return f'{named}<span class="meta">{_times(card)}{_place(card)}{note}</span>'
        people = f" · {_bdi(entry.people)}" if entry.people else ""
        return (
            f'<a dir="auto" href="{self.talks}{entry.number}/">{title}</a>'
            f'<span class="meta">{_times(card)}{_place(card)}{people}</span>{self.star(card)}'
        )

    def _row(self, card: Card) -> str:
        entry = card.entry
        start = f'<time datetime="{card.from_iso}">{card.clock}</time>'
        room = f" · {_bdi(card.room)}" if card.room else ""
        if entry.is_pause:
            head = f'<li id="{_anchor(card)}" class="pause {card.classes}">{start}'
            return f"{head}<span><bdi>{_title(entry.title)}</bdi>{room}</span></li>"
        people = "".join(f" · {_bdi(text)}" for text in (entry.people, entry.note) if text)
        board = f'<span class="num">{_said(entry.board)}</span> ' if entry.board else ""
        what, star = f'<span class="what" dir="auto">{board}{_title(entry.title)}</span>', ""
        if page := self.page_of(entry):
            what = f'<a class="what" dir="auto" href="{page}">{board}{_title(entry.title)}</a>'
            star = self.star(card) if entry.number else ""
        dot = f'<i class="dot trk-hue" style="{card.style}"></i> ' if card.style else ""
        clash = f' <span class="chip warn">{self.overlaps}</span>' if card.clashes else ""
        who = f'<div class="who">{dot}{_times(card)}{people}{room}{clash}</div>'
        if card.about:
            who += f'<p class="about" dir="auto">{_said(card.about)}</p>'
        head = f'<li id="{_anchor(card)}" class="{card.classes}">'
        return f"{head}{start}<div>{what}{who}</div>{star}</li>"

    def star(self, card: Card) -> SafeString:
        """The button of `ui/star.html` that acts on the server; its picture is drawn once in the page."""
        act = f"{self.talks}{card.entry.number}/star/"
        pressed = "true" if card.entry.starred else "false"
        return mark_safe(
            f'<button class="star" id="star-{card.entry.pk}" form="act" type="submit" formaction="{act}"'
            f' hx-post="{act}" hx-target="this" hx-swap="outerHTML" aria-pressed="{pressed}"'
            f' aria-label="{self.star_label} {_title(card.entry.title)}">'
            '<svg aria-hidden="true"><use href="#star"/></svg></button>'
        )


def _anchor(card: Card) -> str:
    """What addresses of this entry end with; the same in all versions of the timetable."""
    return f"e{card.entry.lasting}"


def _times(card: Card) -> str:
    start = f'<time datetime="{card.from_iso}">{card.clock}</time>'
    if not card.until:
        return f"<bdi>{start}</bdi>"
    return f'<bdi>{start}–<time datetime="{card.until_iso}">{card.until}</time></bdi>'


def _place(card: Card) -> str:
    """The room where the column does not say it; on a phone, where there are no columns, always."""
    if card.room:
        return f" · {_bdi(card.room)}"
    if card.entry.room and not card.in_block:
        return f'<span class="only-s"> · {_bdi(card.entry.room.name)}</span>'
    return ""


def _bdi(words: str) -> str:
    return f"<bdi>{_said(words)}</bdi>"


def _title(title: str) -> str:
    """A card is too small for formulas: they are said in words."""
    return _said(title_in_words(title))


def _said(words: str) -> str:
    """What a person wrote, made harmless."""
    return str(escape(words))
