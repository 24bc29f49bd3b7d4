"""What a book of abstracts says of each contribution, as one reader may see it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from abstracts.models import Abstract, Author, Book
from abstracts.public.published import published_answers
from access.filters import Keyring
from events.models import Event
from kit.formula_pictures import draw_formulas
from kit.markdown import TextTooLong, render_markdown, render_title
from kit.moments import local
from programme.held import held_at
from programme.models import Contribution, Credit
from programme.models.contribution import ContributionQuerySet

RAISED = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹˒")


@dataclass(slots=True)
class Named:
    """Somebody at an entry; `marks` are the numbers of their affiliations at it, as they are printed."""

    name: str
    sorted_under: str
    email: str
    speaks: bool = False
    writes: bool = False
    marks: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One contribution. `text` is what was written, as Markdown: it is set when the page is."""

    key: int
    number: int
    code: str
    title: str
    text: str
    track: str
    type: str
    session: str
    board: str
    keywords: list[str]
    starts_at: datetime | None = None
    room: str = ""
    people: list[Named] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)
    corresponding: list[tuple[str, str]] = field(default_factory=list)
    about: str = ""
    """Type, board and time, in one line."""

    @property
    def anchor(self) -> str:
        return f"c{self.key}"

    @property
    def label(self) -> str:
        return self.code or str(self.number)

    @property
    def heading(self) -> SafeString:
        """The title with its formulas drawn."""
        return draw_formulas(render_title(self.title))

    @property
    def speakers(self) -> list[Named]:
        return [person for person in self.people if person.speaks]

    @property
    def byline(self) -> SafeString:
        """Names with the numbers of their affiliations; who speaks is underlined. As few elements as can be: each
        costs a book of a thousand abstracts a megabyte."""
        numbered = len(self.places) > 1
        return format_html_join(", ", "{}", ((_named(person, numbered=numbered),) for person in self.people))

    @property
    def whereabouts(self) -> str:
        if len(self.places) < 2:
            return "".join(self.places)
        return "; ".join(
            f"{str(mark).translate(RAISED)}\u2009{place}" for mark, place in enumerate(self.places, 1)
        )

    @property
    def prose(self) -> SafeString:
        return printed(self.text)


def for_everybody(event: Event) -> ContributionQuerySet:
    """What all may see who see the event: nothing with a protection of its own that is narrower."""
    inherits = Q(access__reach__contains=[event.access_id]) | Q(access__is_open=True)
    return Contribution.objects.alive().filter(inherits, event=event)


def for_reader(event: Event, keyring: Keyring) -> ContributionQuerySet:
    return Contribution.objects.visible_to(keyring).filter(event=event)


def read_entries(event: Event, talks: ContributionQuerySet, keyring: Keyring, book: Book) -> list[Entry]:
    """All of these, by number, with their people: six queries however many. `keyring` is for the times shown."""
    held = held_at(event, keyring)
    rows = talks.order_by("number").values_list(
        "pk", "number", "code", "title", "abstract", "track__name", "type__name", "session__title", "board_number",
        "keywords",
    )  # fmt: skip
    entries: dict[int, Entry] = {}
    for key, number, code, title, text, track, kind, session, board, keywords in rows:
        entry = Entry(key, number, code, title, text, track or "", kind or "", session or "", board, keywords)
        if place := held.get(key):
            entry.starts_at, entry.room = place.starts_at, place.room
        entry.about = _about(entry, event)
        entries[key] = entry
    _add_people(entries, talks)
    for key, answers in published_answers(list(entries)).items():
        entries[key].answers = answers
    _add_corresponding(entries, event, book)
    return list(entries.values())


def _named(person: Named, *, numbered: bool) -> str:
    name = format_html("<u>{}</u>", person.name) if person.speaks else escape(person.name)
    if not numbered or not person.marks:
        return name
    marks = ",".join(map(str, person.marks))
    raised = marks.translate(RAISED) if len(person.marks) == 1 else format_html("<sup>{}</sup>", marks)
    return format_html("{}{}", name, raised)


def _about(entry: Entry, event: Event) -> str:
    """ "Talk · Tools · Saturday 1 February 2020, 10:00, Aula": paper gets old, so it says the day in full."""
    when = ""
    if entry.starts_at is not None:
        at = local(entry.starts_at, event.zone)
        day = f"{date_format(at.date(), 'l j F Y')}, {at:%H:%M}"
        when = f"{day}, {entry.room}" if entry.room else day
    board = _("Board %(board)s") % {"board": entry.board} if entry.board else ""
    return " · ".join(filter(None, (entry.type, board, when)))


def _add_people(entries: dict[int, Entry], talks: ContributionQuerySet) -> None:
    """Authors in order with numbered affiliations; who only speaks stands after them."""
    credits = Credit.objects.filter(contribution__in=talks.order_by().values("pk")).order_by("position", "pk")
    rows = credits.values_list(
        "contribution", "role", "person", "person__name", "person__sort_name", "person__email", "person__affiliation"
    )  # fmt: skip
    found: dict[int, dict[int, Named]] = defaultdict(dict)
    for talk, role, person, name, sort_name, email, affiliation in rows:
        entry = entries.get(talk)
        if entry is None:
            continue
        named = found[talk].get(person)
        if named is None:
            named = found[talk][person] = Named(name, sort_name or name, email)
            named.marks = [_mark(entry, place) for place in affiliation.split(";") if place.strip()]
            entry.people.append(named)
        named.speaks |= role == Credit.Role.SPEAKER
        named.writes |= role != Credit.Role.SPEAKER
    for entry in entries.values():
        entry.people.sort(key=lambda named: not named.writes)


def _mark(entry: Entry, place: str) -> int:
    name = " ".join(place.split())
    if name not in entry.places:
        entry.places.append(name)
    return entry.places.index(name) + 1


def _add_corresponding(entries: dict[int, Entry], event: Event, book: Book) -> None:
    if book.corresponding == Book.Corresponding.SPEAKERS:
        for entry in entries.values():
            entry.corresponding = [(one.name, one.email) for one in entry.speakers if one.email]
    elif book.corresponding == Book.Corresponding.SUBMITTER:
        behind = Abstract.objects.filter(event=event, contribution__in=list(entries)).exclude(
            submitter_email=""
        )
        declined = Author.objects.filter(abstract__event=event, answer=Author.Answer.DECLINED)
        gone = set(declined.values_list("abstract", "email"))
        rows = behind.order_by().values_list("pk", "contribution", "submitter_name", "submitter_email")
        for pk, key, name, email in rows:
            if (pk, email) not in gone:
                entries[key].corresponding = [(name, email)]


def printed(text: str) -> SafeString:
    """Markdown as safe HTML for paper: formulas are drawn. A text too long to show says so."""
    if not text:
        return SafeString("")
    try:
        return draw_formulas(render_markdown(text))
    except TextTooLong as refusal:
        return format_html("<p>{}</p>", str(refusal))
