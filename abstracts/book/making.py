"""A book of abstracts as PDF: cover, introduction, contents, the abstracts, index of authors, closing words.

Front matter is numbered in Roman figures and set last, when the pages are known.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from abstracts.book.entries import Entry, printed
from abstracts.book.ordering import Section
from abstracts.models import Book
from events.models import Event
from kit.letters import first_letter, plain_letters
from kit.pdf import Part, PdfBinder
from kit.words import dates_words

Tell = Callable[[int, str], None]
"""Is told how many percent are done, and what is being done; may raise to stop."""

AT_ONCE = 250
"""Abstracts that are laid out together, and set on pages without a break where no section begins one."""

MOST_TAGGED = 250
"""Abstracts of a book that is written with its structure, for readers of screens: of a thousand it takes 500 MB."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the contents."""

    level: int
    title: str
    anchor: str
    page: int
    label: str = ""


def book_pdf(event: Event, book: Book, sections: Sequence[Section], *, tell: Tell | None = None) -> bytes:
    """Raises kit.pdf.PdfUnavailable, and what `tell` raises."""
    return _Maker(PdfBinder(), event, book, tell or (lambda _percent, _note: None)).make(sections)


@dataclass(slots=True)
class _Maker:
    binder: PdfBinder
    event: Event
    book: Book
    tell: Tell
    body: list[Part] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    lightly: bool = False
    authors: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    """Name sorted and as written, then the anchors of their abstracts with the pages."""

    def make(self, sections: Sequence[Section]) -> bytes:
        total = sum(len(section.entries) for section in sections)
        self.lightly = total > MOST_TAGGED
        done = 0
        for group in _parts(sections):
            amount = sum(len(section.entries) for section in group)
            note = ngettext("Setting %(n)d abstract", "Setting %(n)d abstracts", amount) % {"n": amount}
            self.tell(5 + round(60 * done / (total or 1)), note)
            self._set(group)
            done += amount
        self.tell(68, _("Setting the index"))
        if self.authors:
            self._set_index()
        if self.book.closing:
            self._set_closing()
        self.tell(72, _("Setting the contents"))
        front = self._front()
        self.tell(78, _("Writing the file"))
        return self.binder.bind([*front, *self.body], tagged=not self.lightly)

    @property
    def _begins_pages(self) -> bool:
        """Whether sections begin on pages of their own."""
        return self.book.order == Book.Order.TRACK_TITLE or self.book.each_on_a_page

    @property
    def _pages(self) -> int:
        return sum(len(part.pages) for part in self.body)

    def _set(self, sections: Sequence[Section]) -> None:
        before = self._pages
        context = {
            "sections": sections,
            "section_pages": self._begins_pages,
            "section_titles": any(section.title for section in sections),
        }
        part = self._lay_out("body", before, context)
        self.body.append(part)
        places = {anchor: before + page + 1 for anchor, page in part.places.items()}
        for section in sections:
            if section.title:
                self.lines.append(
                    Line(1, section.title, section.anchor, places.get(section.anchor, before + 1))
                )
            for entry in section.entries:
                self._note(entry, places.get(entry.anchor, before + 1))

    def _note(self, entry: Entry, page: int) -> None:
        label = entry.label if self.book.show_numbers else ""
        self.lines.append(Line(2, entry.heading, entry.anchor, page, label))
        for person in entry.people:
            name = person.sorted_under
            self.authors.setdefault((plain_letters(name), name), {})[entry.anchor] = page

    def _set_index(self) -> None:
        before = self._pages
        rows = [(name, list(pages.items())) for (_key, name), pages in sorted(self.authors.items())]
        letters: list[tuple[str, list[Any]]] = []
        for name, pages in rows:
            letter = first_letter(name)
            if not letters or letters[-1][0] != letter:
                letters.append((letter, []))
            letters[-1][1].append((name, _one_of_each_page(pages)))
        self.body.append(self._lay_out("index", before, {"letters": letters}))
        self.lines.append(Line(1, _("Index of authors"), "index", before + 1))

    def _set_closing(self) -> None:
        self.body.append(self._lay_out("words", self._pages, {"text": printed(self.book.closing)}))

    def _front(self) -> Iterable[Part]:
        parts = [self._lay_out("cover", 0, {"front": 0})]
        if self.book.introduction:
            words = {"text": printed(self.book.introduction), "front": sum(len(part.pages) for part in parts)}
            parts.append(self._lay_out("words", 0, words))
        if self.lines:
            counted = sum(len(part.pages) for part in parts)
            parts.append(self._lay_out("contents", 0, {"lines": self.lines, "front": counted}))
        if sum(len(part.pages) for part in parts) % 2:  # page 1 is a right-hand one
            parts.append(self._lay_out("blank", 0, {"front": 1}))
        return parts

    def _lay_out(self, template: str, before: int, context: dict[str, Any]) -> Part:
        event = self.event
        common = {
            "event": event,
            "book": self.book,
            "title": self.book.title or _("Book of abstracts"),
            "language": get_language() or "en",
            "dates": dates_words(event.first_day, event.last_day, today=event.first_day.replace(year=1)),
            "before": before,
            "front": None,
            "two": self.book.style == Book.Style.TWO_COLUMNS,
        }
        return self.binder.lay_out(f"abstracts/pdf/{template}.html", common | context, lightly=self.lightly)


def _parts(sections: Sequence[Section]) -> Iterable[list[Section]]:
    """Sections that are laid out together; a very long one is divided, and says its title once."""
    group: list[Section] = []
    for section in chain.from_iterable(map(_divided, sections)):
        if group and sum(len(one.entries) for one in group) + len(section.entries) > AT_ONCE:
            yield group
            group = []
        group.append(section)
    if group or not sections:
        yield group


def _divided(section: Section) -> Iterable[Section]:
    for start in range(0, len(section.entries), AT_ONCE):
        piece = section.entries[start : start + AT_ONCE]
        yield Section(section.title if start == 0 else "", f"{section.anchor}-{start}", piece)


def _one_of_each_page(pages: list[tuple[str, int]]) -> list[tuple[str, int]]:
    seen: dict[int, str] = {}
    for anchor, page in pages:
        seen.setdefault(page, anchor)
    return [(anchor, page) for page, anchor in seen.items()]
