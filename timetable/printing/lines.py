"""The lines of a printed programme: entries as they are read, with what each says in full."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kit.formula_pictures import draw_formulas
from kit.markdown import TextTooLong, render_markdown
from kit.words import clock_words
from programme.models import Credit
from timetable.entries import Entry
from timetable.printing.options import PrintOptions
from timetable.printing.printout import Printout

NOTHING = mark_safe("")


@dataclass(slots=True)
class Line:
    """A talk, a session with what it holds, or a break. `anchor` is its id, "" for what nothing leads to."""

    kind: str
    anchor: str
    title: str
    time: str
    day: str = ""
    length: int | None = None
    room: str = ""
    code: str = ""
    board: str = ""
    hue: int | None = None
    people: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    text: SafeString = NOTHING
    inside: list["Line"] = field(default_factory=list)
    is_poster: bool = False


def lines_of(entries: Sequence[Entry], printout: Printout, options: PrintOptions) -> list[Line]:
    """Top-level entries of one chapter, with their talks' people and abstracts: five queries."""
    leaves = [leaf for entry in entries for leaf in (entry, *entry.inside)]
    abstracts = options.abstracts or options.poster_abstracts
    details = read_details(printout, [leaf.talk for leaf in leaves if leaf.talk], abstracts=abstracts)
    described: dict[int, str] = {}
    if options.session_descriptions:
        sessions = {entry.session for entry in entries if entry.session}
        described = dict(printout.sessions.filter(pk__in=sessions).values_list("pk", "description"))
    scribe = _Scribe(printout, options, details, described)
    return [line for entry in entries if (line := scribe.line(entry)) is not None]


@dataclass(slots=True)
class Details:
    """What the list of entries leaves out of a talk."""

    subtitle: str
    code: str
    abstract: str
    people: list[tuple[str, str]]
    """Name and affiliation."""


def read_details(printout: Printout, talks: Iterable[int], *, abstracts: bool) -> dict[int, Details]:
    """Of those of the talks the reader may see. Speakers; the authors of a talk that has none."""
    found = printout.talks.filter(pk__in=set(talks))
    text = "abstract" if abstracts else "code"
    details = {
        pk: Details(subtitle, code, written if abstracts else "", [])
        for pk, subtitle, code, written in found.order_by().values_list("pk", "subtitle", "code", text)
    }
    credits = Credit.objects.filter(contribution__in=details).order_by("position", "pk")
    rows = credits.values_list("contribution", "role", "person__name", "person__affiliation")
    authors: dict[int, list[tuple[str, str]]] = {}
    for talk, role, name, affiliation in rows:
        if role == Credit.Role.SPEAKER:
            details[talk].people.append((name, affiliation))
        else:
            authors.setdefault(talk, []).append((name, affiliation))
    for talk, people in authors.items():
        details[talk].people = details[talk].people or people
    return details


@dataclass(slots=True)
class _Scribe:
    printout: Printout
    options: PrintOptions
    details: dict[int, Details]
    described: dict[int, str]

    def line(self, entry: Entry, *, block: Entry | None = None) -> Line | None:
        """None for what the options leave out."""
        if entry.is_pause:
            return self._break(entry) if self.options.breaks else None
        if entry.session:
            return self._session(entry)
        return self._talk(entry, block) if self.options.talks and entry.talk in self.details else None

    def _break(self, entry: Entry) -> Line:
        note = format_html("<p>{}</p>", entry.note) if entry.note else NOTHING
        room = entry.room.name if entry.room else ""
        return Line("break", "", entry.title, self._time(entry), room=room, text=note)

    def _session(self, entry: Entry) -> Line:
        inside = [line for each in entry.inside if (line := self.line(each, block=entry)) is not None]
        return Line(
            "session",
            f"e{entry.pk}",
            entry.title,
            self._time(entry),
            day=day_in_full(entry.starts_at.astimezone(self.printout.event.zone).date())
            if self.options.session_dates
            else "",
            room=entry.room.name if entry.room else "",
            hue=entry.hue,
            text=printed(self.described.get(entry.session or 0, "")),
            inside=inside,
            is_poster=entry.is_poster,
        )

    def _talk(self, entry: Entry, block: Entry | None) -> Line:
        details = self.details[entry.talk or 0]
        is_poster = block is not None and block.is_poster
        wants_text = self.options.poster_abstracts if is_poster else self.options.abstracts
        place = entry.room.name if entry.room and (block is None or entry.room != block.room) else ""
        return Line(
            "talk",
            f"e{entry.pk}",
            entry.title,
            "" if is_poster else self._time(entry),
            length=self._length(entry),
            room=place,
            code=details.code,
            board=entry.board,
            hue=entry.hue,
            people=people_words(details.people, affiliations=self.options.affiliations),
            names=[name for name, _affiliation in details.people],
            text=printed(details.abstract) if wants_text else NOTHING,
            is_poster=is_poster,
        )

    def _length(self, entry: Entry) -> int | None:
        seconds = (entry.ends_at - entry.starts_at).total_seconds()
        return int(seconds // 60) if self.options.durations else None

    def _time(self, entry: Entry) -> str:
        return time_words(entry.starts_at, entry.ends_at, self.printout)


def time_words(starts_at: datetime, ends_at: datetime, printout: Printout) -> str:
    """ "10:00–10:20", or one time for what has no length."""
    zone = printout.event.zone
    first = clock_words(starts_at, zone=zone)
    return first if starts_at == ends_at else f"{first}–{clock_words(ends_at, zone=zone)}"


def people_words(people: Iterable[tuple[str, str]], *, affiliations: bool) -> list[str]:
    return [
        _("%(name)s (%(affiliation)s)") % {"name": name, "affiliation": affiliation}
        if affiliations and affiliation
        else name
        for name, affiliation in people
    ]


def printed(text: str) -> SafeString:
    """Markdown as safe HTML for paper: formulas are drawn. A text too long to show says so."""
    if not text:
        return NOTHING
    try:
        return draw_formulas(render_markdown(text))
    except TextTooLong as refusal:
        return format_html("<p>{}</p>", str(refusal))


def day_in_full(day: date) -> str:
    """ "Saturday 1 February 2020": paper gets old."""
    return date_format(day, "l j F Y")
