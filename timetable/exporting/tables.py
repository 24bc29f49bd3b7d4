"""The tables of an event for those who run it: rows for CSV and XLSX, objects for JSON; read as they are written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventPerson
from programme.models import Contribution, Credit, Session, SessionConvener
from timetable.exporting.columns import ENTRIES, SESSIONS, SPEAKERS, TALKS, Column, cell, chosen
from timetable.models import Slot
from timetable.talk_list import Asked, found

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class TableKind:
    """One table: what it is called, and its columns."""

    name: str
    title: Any
    columns: Sequence[Column[Any]]


TABLES: Mapping[str, TableKind] = {
    kind.name: kind
    for kind in (
        TableKind("talks", _("Talks"), TALKS),
        TableKind("sessions", _("Sessions"), SESSIONS),
        TableKind("speakers", _("Speakers"), SPEAKERS),
        TableKind("timetable", _("Timetable"), ENTRIES),
    )
}


def headings(kind: TableKind, names: Sequence[str]) -> list[str]:
    return [str(column.title) for column in chosen(kind.columns, names)]


def rows(event: Event, kind: TableKind, names: Sequence[str], asked: Asked) -> Iterator[list[Any]]:
    """The cells of each row; `asked` narrows the table of talks, as their list does."""
    columns = chosen(kind.columns, names)
    for thing in things(event, kind, asked):
        yield [cell(column.read(thing)) for column in columns]


def objects(event: Event, kind: TableKind, names: Sequence[str], asked: Asked) -> Iterator[dict[str, Any]]:
    """The same by the names of the columns, with moments in ISO 8601 and lists as lists."""
    columns = chosen(kind.columns, names)
    for thing in things(event, kind, asked):
        yield {column.name: column.read(thing) for column in columns}


def things(event: Event, kind: TableKind, asked: Asked) -> Iterable[Any]:
    """What the table is about, with all its columns read, some hundred at once."""
    source = {
        "talks": lambda: _talks(event, asked),
        "sessions": lambda: _sessions(event),
        "speakers": lambda: _speakers(event),
        "timetable": lambda: _entries(event),
    }[kind.name]
    return map(_with_event(event), source().iterator(chunk_size=AT_ONCE))


def _with_event(event: Event) -> Any:
    def known(thing: Any) -> Any:
        thing.event = event  # or each row would ask for it
        return thing

    return known


def _talks(event: Event, asked: Asked) -> QuerySet[Contribution]:
    return found(event, asked)


def _sessions(event: Event) -> QuerySet[Session]:
    alive = Q(
        contributions__isnull=False,
        contributions__withdrawn_at__isnull=True,
        contributions__deleted_at__isnull=True,
    )
    blocks = Slot.objects.select_related("room", "parent__room").order_by("starts_at", "pk")
    conveners = SessionConvener.objects.select_related("person")
    return (
        Session.objects.filter(event=event, deleted_at__isnull=True)
        .select_related("type", "track")
        .prefetch_related(Prefetch("slots", blocks), Prefetch("convener_links", conveners))
        .annotate(talk_count=Count("contributions", filter=alive))
        .order_by("number")
    )


def _speakers(event: Event) -> QuerySet[EventPerson]:
    spoken = Credit.objects.filter(
        role=Credit.Role.SPEAKER,
        contribution__withdrawn_at__isnull=True,
        contribution__deleted_at__isnull=True,
    ).select_related("contribution")
    prefetch = Prefetch("credits", spoken.order_by("contribution__number"), to_attr="spoken")
    named = EventPerson.objects.filter(event=event, pk__in=spoken.order_by().values("person"))
    return named.prefetch_related(prefetch).order_by("sort_name", "name", "pk")


def _entries(event: Event) -> QuerySet[Slot]:
    slots = Slot.objects.filter(event=event).exclude(contribution__deleted_at__isnull=False)
    shown: QuerySet[Slot] = slots.exclude(session__deleted_at__isnull=False).with_contents().in_order()
    return shown.select_related("contribution", "session", "parent__session")
