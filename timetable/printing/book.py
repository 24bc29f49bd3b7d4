"""The programme as a book: cover, contents, a chapter after the other, the speakers. Made in parts, bound as one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.pdf import Part, PdfBinder
from kit.words import dates_words
from timetable.printing.chapters import Chapter, chapters_of
from timetable.printing.lines import Line, lines_of
from timetable.printing.options import PrintOptions
from timetable.printing.printout import Printout
from timetable.printing.unscheduled import unscheduled_lines

Tell = Callable[[int, str], None]
"""Is told how many percent are done, and what is being done; may raise to stop."""


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the contents."""

    level: int
    title: str
    anchor: str
    page: int
    note: str = ""


@dataclass(slots=True)
class _Body:
    parts: list[Part] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    speakers: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """Name, then the anchors of their talks with the pages."""

    @property
    def pages(self) -> int:
        return sum(len(part.pages) for part in self.parts)


def programme_pdf(
    printout: Printout, options: PrintOptions, *, session: int | None = None, tell: Tell | None = None
) -> bytes:
    """The programme, or one session of it (by its key), as one person may see it. Raises kit.pdf.PdfUnavailable."""
    maker = _Maker(PdfBinder(), printout, options, tell or (lambda _percent, _note: None))
    return maker.make(chapters_of(printout, session=session))


@dataclass(slots=True)
class _Maker:
    binder: PdfBinder
    printout: Printout
    options: PrintOptions
    tell: Tell
    body: _Body = field(default_factory=_Body)

    def make(self, chapters: Sequence[Chapter]) -> bytes:
        total = sum(chapter.size for chapter in chapters) or 1
        done = 0
        for chapter in chapters:
            self.tell(5 + round(65 * done / total), _("Setting %(chapter)s") % {"chapter": chapter.title})
            self._set(chapter.title, chapter.anchor, self._lines(chapter))
            done += chapter.size
        if self.options.unscheduled and (lines := unscheduled_lines(self.printout, self.options)):
            self._set(_("Without a time"), "unscheduled", lines)
        self.tell(72, _("Setting the contents"))
        if self.options.speakers and self.body.speakers:
            self._set_speakers()
        front = self._front()
        self.tell(78, _("Writing the file"))
        return self.binder.bind([*front, *self.body.parts], tagged=True)

    def _lines(self, chapter: Chapter) -> list[Line]:
        return lines_of(chapter.entries, self.printout, self.options)

    def _set(self, title: str, anchor: str, lines: list[Line]) -> None:
        before = self.body.pages
        is_first = before == 0 and not self.options.cover
        context = {
            "title": title,
            "anchor": anchor,
            "lines": lines,
            "heads_event": is_first and self.options.title,
        }
        part = self._lay_out("chapter", before, context)
        places = {name: before + number + 1 for name, number in part.places.items()}
        self.body.parts.append(part)
        self.body.places.append(Place(1, title, anchor, places.get(anchor, before + 1)))
        for line in lines:
            self._note(line, places, level=2)

    def _note(self, line: Line, places: dict[str, int], *, level: int) -> None:
        """Into the contents, and its people into the list of speakers."""
        if line.anchor and (page := places.get(line.anchor)):
            when = line.time.partition("–")[0]
            self.body.places.append(Place(level, line.title, line.anchor, page, when))
            for name in line.names:
                self.body.speakers[name].setdefault(line.anchor, page)
        for inner in line.inside:
            self._note(inner, places, level=level + 1)

    def _set_speakers(self) -> None:
        before = self.body.pages
        rows = sorted(self.body.speakers.items(), key=lambda row: _family_first(row[0]))
        speakers = [(name, list(pages.items())) for name, pages in rows]
        part = self._lay_out("speakers", before, {"speakers": speakers})
        self.body.parts.append(part)
        self.body.places.append(Place(1, _("Speakers"), "speakers", before + 1))

    def _front(self) -> Iterable[Part]:
        front = []
        if self.options.cover:
            front.append(self._lay_out("cover", 0, {}))
        if self.options.contents and self.body.places:
            context = {"places": self.body.places, "first": not front}
            front.append(self._lay_out("contents", 0, context))
        if not front and not self.body.parts:  # a programme of nothing says so on a page
            front.append(self._lay_out("cover", 0, {}))
        return front

    def _lay_out(self, template: str, before: int, context: dict[str, Any]) -> Part:
        common = {
            **document_context(self.printout),
            "options": self.options,
            "before": before,
            "side": "left" if before % 2 else "right",
        }
        return self.binder.lay_out(f"timetable/pdf/{template}.html", common | context)


def document_context(printout: Printout) -> dict[str, Any]:
    """What every printed page may say of the event."""
    event = printout.event
    return {
        "event": event,
        "language": get_language() or "en",
        "as_of": printout.as_of,
        "dates": dates_words(event.first_day, event.last_day, today=event.first_day.replace(year=1)),
    }


def _family_first(name: str) -> str:
    given, _space, family = name.strip().rpartition(" ")
    return f"{family} {given}".casefold()
