"""The columns of the tables that organisers take home: a name for addresses and JSON, a title for people, a value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from kit.moments import local
from programme.models import Contribution, Credit
from timetable.models import Slot

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Column(Generic[Thing]):
    """`read(thing)` is the value as JSON has it: a list where there may be several; `None` where there is none."""

    name: str
    title: Any
    read: Callable[[Thing], Any]


def cell(value: Any) -> Any:
    """The value as a table has it: a list in one cell, a moment by the clocks it is given in."""
    if isinstance(value, list | tuple):
        return "; ".join(str(cell(each)) for each in value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def chosen(columns: Sequence[Column[Thing]], names: Sequence[str]) -> list[Column[Thing]]:
    """Those named, in their own order; all of them if none is."""
    return [column for column in columns if column.name in names] or list(columns)


def _slots(talk: Contribution) -> list[Slot]:
    return list(talk.slots.all())


def _first(talk: Contribution) -> Slot | None:
    return next(iter(_slots(talk)), None)


def _start(slot: Slot | None, zone: Any) -> datetime | None:
    return local(slot.starts_at, zone) if slot else None


def _room(slot: Slot | None) -> str:
    room = slot and (slot.room or (slot.parent.room if slot.parent else None))
    return room.name if room else ""


def _people(*roles: str, field: str = "name") -> Callable[[Contribution], list[str]]:
    """Of the people in these roles; those without an e-mail address keep their place in the list."""
    return lambda talk: [getattr(person, field) for person in talk.credited(*roles)]


def _answers(talk: Contribution) -> list[str]:
    """What each speaker answered, "asked" for who has not, "" for who was not asked."""
    speakers = [credit for credit in talk.credits.all() if credit.role == Credit.Role.SPEAKER]
    return [credit.answer or ("asked" if credit.asked_at else "") for credit in speakers]


def _state(talk: Contribution) -> str:
    if talk.withdrawn_at:
        return "withdrawn"
    return "scheduled" if _slots(talk) else "unscheduled"


TALKS: list[Column[Contribution]] = [
    Column("number", _("Number"), lambda talk: talk.number),
    Column("code", _("Code"), lambda talk: talk.code),
    Column("title", _("Title"), lambda talk: talk.title),
    Column("subtitle", _("Subtitle"), lambda talk: talk.subtitle),
    Column("state", _("State"), _state),
    Column("start", _("Start"), lambda talk: _start(_first(talk), talk.event.zone)),
    Column("minutes", _("Duration"), lambda talk: talk.minutes),
    Column("room", _("Room"), lambda talk: _room(_first(talk))),
    Column(
        "times",
        _("All times"),
        lambda talk: [local(slot.starts_at, talk.event.zone) for slot in _slots(talk)],
    ),
    Column("track", _("Track"), lambda talk: talk.track.name if talk.track else ""),
    Column("type", _("Type"), lambda talk: talk.type.name if talk.type else ""),
    Column("session", _("Session"), lambda talk: talk.session.title if talk.session else ""),
    Column("speakers", _("Speakers"), _people(Credit.Role.SPEAKER)),
    Column("emails", _("E-mail"), _people(Credit.Role.SPEAKER, field="email")),
    Column("affiliations", _("Affiliation"), _people(Credit.Role.SPEAKER, field="affiliation")),
    Column("confirmation", _("Confirmation"), _answers),
    Column("authors", _("Authors"), _people(Credit.Role.AUTHOR, Credit.Role.CO_AUTHOR)),
    Column("board", _("Board number"), lambda talk: talk.board_number),
    Column("language", _("Language"), lambda talk: talk.language),
    Column("keywords", _("Keywords"), lambda talk: talk.keywords),
    Column("needs", _("Technical needs"), lambda talk: talk.needs),
    Column("audience", _("Expected audience"), lambda talk: talk.expected_audience),
    Column("abstract", _("Abstract"), lambda talk: talk.abstract),
]

SESSIONS: list[Column[Any]] = [
    Column("number", _("Number"), lambda session: session.number),
    Column("code", _("Code"), lambda session: session.code),
    Column("title", _("Title"), lambda session: session.title),
    Column("type", _("Type"), lambda session: session.type.name if session.type else ""),
    Column("track", _("Track"), lambda session: session.track.name if session.track else ""),
    Column(
        "conveners",
        _("Conveners"),
        lambda session: [link.person.name for link in session.convener_links.all()],
    ),
    Column("talks", _("Talks"), lambda session: session.talk_count),
    Column(
        "times",
        _("Times"),
        lambda session: [local(slot.starts_at, session.event.zone) for slot in session.slots.all()],
    ),
    Column("rooms", _("Rooms"), lambda session: list(dict.fromkeys(map(_room, session.slots.all())))),
    Column("description", _("Description"), lambda session: session.description),
]

SPEAKERS: list[Column[Any]] = [
    Column("name", _("Name"), lambda person: person.name),
    Column("email", _("E-mail"), lambda person: person.email),
    Column("affiliation", _("Affiliation"), lambda person: person.affiliation),
    Column("talks", _("Talks"), lambda person: [credit.contribution.title for credit in person.spoken]),
    Column("numbers", _("Numbers"), lambda person: [credit.contribution.number for credit in person.spoken]),
    Column(
        "confirmation",
        _("Confirmation"),
        lambda person: [credit.answer or ("asked" if credit.asked_at else "") for credit in person.spoken],
    ),
    Column("biography", _("Biography"), lambda person: person.biography),
]


def _kind(slot: Slot) -> str:
    return "session" if slot.is_block else ("break" if slot.is_break else "talk")


ENTRIES: list[Column[Slot]] = [
    Column("start", _("Start"), lambda slot: local(slot.starts_at, slot.event.zone)),
    Column("end", _("End"), lambda slot: local(slot.ends_at, slot.event.zone)),
    Column("minutes", _("Duration"), lambda slot: slot.minutes),
    Column("kind", _("Kind"), _kind),
    Column("number", _("Number"), lambda slot: slot.contribution.number if slot.contribution else None),
    Column("title", _("Title"), lambda slot: slot.label),
    Column("session", _("Session"), lambda slot: _session(slot)),
    Column("track", _("Track"), lambda slot: _track(slot)),
    Column("room", _("Room"), _room),
    Column(
        "speakers",
        _("Speakers"),
        lambda slot: [person.name for person in slot.contribution.speakers] if slot.contribution else [],
    ),
    Column("pinned", _("Stays where it is"), lambda slot: slot.is_pinned),
]


def _session(slot: Slot) -> str:
    session = slot.session or (slot.parent.session if slot.parent else None)
    return session.title if session else ""


def _track(slot: Slot) -> str:
    track = slot.contribution.track if slot.contribution else (slot.session.track if slot.session else None)
    return track.name if track else ""
