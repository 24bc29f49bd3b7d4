"""What an event holds now, worded like the records of a file, so that the two can be compared."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from events.models import Event, EventPerson, EventRoom
from interchange.models import Origin, ScheduleSource
from interchange.operations.records import Kind, in_order, moment
from programme.models import Contribution, ContributionType, Credit, Link, Track
from timetable.models import Slot

REFERENCE_OF = {
    Kind.ROOM: "room",
    Kind.TRACK: "track",
    Kind.TYPE: "type",
    Kind.PERSON: "person",
    Kind.TALK: "contribution",
}
COLUMNS = {
    Kind.ROOM: ("name", "capacity", "description", "position"),
    Kind.TRACK: ("name", "hue", "position"),
    Kind.TYPE: ("name",),
    Kind.PERSON: ("name", "email", "biography"),
    Kind.TALK: ("title", "subtitle", "code", "language", "abstract", "description", "minutes"),
}
EVENT_COLUMNS = (
    "title", "acronym", "description", "starts_at", "ends_at", "time_zone", "day_change", "venue", "address",
    "website",
)  # fmt: skip


class Stored:
    """One event and everything of it that a file could name; eleven queries however large it is."""

    def __init__(self, event: Event | None) -> None:
        self.event = event
        self.source: ScheduleSource | None = None
        self.origins: dict[tuple[str, str], Origin] = {}
        self.things: dict[Origin.Kind, dict[int, Any]] = {kind: {} for kind in REFERENCE_OF}
        self.slots: dict[int, list[Slot]] = defaultdict(list)
        self.known_as: dict[tuple[Origin.Kind, int], str] = {}
        if event is not None:
            self._load(event)

    def thing_of(self, origin: Origin) -> Any:
        """The row made of a thing of the file, or None if it was deleted here."""
        pk = getattr(origin, f"{REFERENCE_OF[Kind(origin.kind)]}_id")
        return self.things[Kind(origin.kind)].get(pk)

    def origin_of(self, kind: Origin.Kind, thing: Any) -> Origin | None:
        """What a file said of the row, if one did."""
        key = self.known_as.get((kind, thing.pk))
        return None if key is None else self.origins[kind, key]

    def edits(self, origin: Origin, thing: Any, *names: str) -> dict[str, Any]:
        """Which of these values were edited here, and what they are now."""
        values = self.values_of(Kind(origin.kind), thing)
        return {name: values[name] for name in names if values[name] != origin.values.get(name)}

    def values_of_event(self) -> dict[str, Any]:
        values = {name: getattr(self.event, name) for name in EVENT_COLUMNS}
        return values | {name: values[name].isoformat() for name in ("starts_at", "ends_at", "day_change")}

    def values_of(self, kind: Origin.Kind, thing: Any) -> dict[str, Any]:
        """The row as a record would word it."""
        values = {name: getattr(thing, name) for name in COLUMNS[kind]}
        if kind == Kind.TALK:
            values["type"] = self._reference(Kind.TYPE, thing.type_id)
            values["track"] = self._reference(Kind.TRACK, thing.track_id)
            values["credits"] = [
                [self._reference(Kind.PERSON, credit.person_id), credit.role]
                for credit in self.credits[thing.pk]
            ]
            values["links"] = [[link.kind, link.title, link.url] for link in self.links[thing.pk]]
            values["slots"] = in_order(self.values_of_slot(slot) for slot in self.slots[thing.pk])
        return values

    def values_of_slot(self, slot: Slot) -> list[Any]:
        return [moment(slot.starts_at), moment(slot.ends_at), self._reference(Kind.ROOM, slot.room_id)]

    def _reference(self, kind: Origin.Kind, pk: int | None) -> str | int | None:
        """The key by which files know the row; the number of a row that only we know."""
        return None if pk is None else self.known_as.get((kind, pk), pk)

    def _load(self, event: Event) -> None:
        self.source = ScheduleSource.objects.filter(event=event).first()
        self.things = {
            Kind.ROOM: _by_pk(EventRoom.objects.filter(event=event)),
            Kind.TRACK: _by_pk(Track.objects.filter(event=event)),
            Kind.TYPE: _by_pk(ContributionType.objects.filter(event=event)),
            Kind.PERSON: _by_pk(EventPerson.objects.filter(event=event)),
            Kind.TALK: _by_pk(Contribution.objects.filter(event=event)),
        }
        for origin in Origin.objects.filter(source__event=event).order_by("-is_gone", "pk"):
            self.origins[origin.kind, origin.key] = origin
            if origin.kind != Kind.EVENT and (thing := self.thing_of(origin)) is not None:
                self.known_as[Kind(origin.kind), thing.pk] = origin.key
        of_event = {"contribution__event": event}
        self.credits = _by_talk(Credit.objects.filter(**of_event).order_by("position", "pk"))
        self.links = _by_talk(Link.objects.filter(**of_event).order_by("position", "pk"))
        self.slots = _by_talk(Slot.objects.filter(event=event, contribution__isnull=False).order_by("pk"))


def _by_pk(rows: models.QuerySet[Any]) -> dict[int, Any]:
    return {row.pk: row for row in rows}


def _by_talk(rows: Iterable[Any]) -> dict[int, list[Any]]:
    answer: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        answer[row.contribution_id].append(row)
    return answer
