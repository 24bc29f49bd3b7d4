"""The talks of an event for its export."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from events.models import Event, EventPerson
from interchange.models import Origin
from interchange.operations.carrying import from_json
from interchange.operations.records import Kind, room_key
from interchange.operations.stored import Stored
from interchange.schedule.shape import Person, Reference, Talk
from kit.moments import day_of
from programme.models import Contribution, Credit, Link
from timetable.models import Slot

TEXTS = ("title", "subtitle", "code", "language", "abstract", "description")


class TalkExporter:
    """Words contributions as talks. `rooms` and `tracks` say what rows are called in the export."""

    def __init__(
        self,
        stored: Stored,
        *,
        event: Event,
        rooms: Mapping[int, str],
        tracks: Mapping[int, str],
        slots: Iterable[Slot],
        with_answers: bool,
    ) -> None:
        self.stored = stored
        self.event = event
        self.rooms = rooms
        self.tracks = tracks
        self.with_answers = with_answers
        self.slots: dict[int, list[Slot]] = defaultdict(list)
        for slot in slots:
            if slot.contribution_id is not None:
                self.slots[slot.contribution_id].append(slot)

    def talks_of(self, contribution: Contribution) -> list[Talk]:
        """One talk for each time at which it is held; none for one that has no place in the timetable."""
        slots = self.slots[contribution.pk]
        if not slots:
            return []
        origin = self.stored.origin_of(Kind.TALK, contribution)
        talk = self._imported(contribution, origin) if origin else self._own(contribution)
        if origin and "slots" not in self.stored.edits(origin, contribution, "slots"):
            names = dict.fromkeys(self._name_of_room(name) for name in talk.rooms)
            return [replace(talk, rooms=tuple(names))]
        return self._at_its_times(talk, slots)

    def _at_its_times(self, talk: Talk, slots: Sequence[Slot]) -> list[Talk]:
        """The talk once for each time; rooms of the same time share it. Only the first keeps its guid."""
        rooms: dict[tuple[datetime, datetime], list[str]] = defaultdict(list)
        for slot in slots:
            room_id = slot.room_id or (slot.parent.room_id if slot.parent else None)
            rooms[slot.starts_at, slot.ends_at] += [self.rooms[room_id]] if room_id else []
        talks: list[Talk] = []
        for (starts_at, ends_at), names in rooms.items():
            placed = replace(
                talk,
                starts_at=starts_at,
                duration=ends_at - starts_at,
                day=day_of(starts_at, self.event.zone, self.event.day_change),
                rooms=tuple(dict.fromkeys(names)),
            )
            talks.append(_again(placed) if talks else placed)
        return talks

    def _own(self, contribution: Contribution) -> Talk:
        """A contribution that was made here; its time is set afterwards."""
        return Talk(
            stable_key=f"contribution-{contribution.pk}",
            starts_at=self.event.starts_at,
            duration=self.event.ends_at - self.event.starts_at,
            day=self.event.first_day,
            slug=slugify(f"{self.event.slug}-{contribution.number}-{contribution.title}")[:80].strip("-_"),
            url=settings.BASE_URL + contribution.get_absolute_url(),
            track=self._track(contribution),
            kind=self._type(contribution),
            persons=tuple(self._persons(contribution, {})),
            **{name: getattr(contribution, name) for name in TEXTS},
            **self._references(contribution),
        )

    def _imported(self, contribution: Contribution, origin: Origin) -> Talk:
        """What the file said, with what was edited here since."""
        kept = dict(origin.carried)
        person_keys = kept.pop("person_keys", [])
        talk = from_json(Talk, kept)
        known = dict(zip(person_keys, talk.persons, strict=True))
        edits = self.stored.edits(origin, contribution, *TEXTS, "type", "track", "credits", "links")
        changes: dict[str, Any] = {name: edits[name] for name in TEXTS if name in edits}
        if talk.track or "track" in edits:
            changes["track"] = self._track(contribution)
        if "type" in edits:
            changes["kind"] = self._type(contribution)
        if "credits" in edits:
            changes["persons"] = tuple(self._persons(contribution, known))
        else:
            named = zip(talk.persons, person_keys, strict=True)
            changes["persons"] = tuple(self._edited(person, key) for person, key in named)
        if "links" in edits:
            changes |= self._references(contribution)
        if not self.with_answers:
            changes["answers"] = ()
        return replace(talk, **changes)

    def _persons(self, contribution: Contribution, known: Mapping[str, Person]) -> Iterable[Person]:
        """The people credited now, each as the file named them in this talk if it did."""
        for credit in self.stored.credits[contribution.pk]:
            row: EventPerson = self.stored.things[Kind.PERSON][credit.person_id]
            key = self.stored.known_as.get((Kind.PERSON, row.pk), "")
            if key in known:
                yield self._edited(known[key], key)
            else:
                role = "" if credit.role == Credit.Role.SPEAKER else str(credit.role)
                yield Person(row.name, biography=row.biography, role=role)

    def _edited(self, person: Person, key: str) -> Person:
        """A person as a talk of the file names them, with the name and biography as edited here."""
        answers = person.answers if self.with_answers else ()
        origin = self.stored.origins.get((Kind.PERSON, key))
        row = self.stored.thing_of(origin) if origin else None
        edits = self.stored.edits(origin, row, "name", "biography") if origin and row else {}
        return replace(person, email="", answers=answers, **edits)

    def _references(self, contribution: Contribution) -> dict[str, Any]:
        by_kind: dict[str, list[Reference]] = defaultdict(list)
        for link in self.stored.links[contribution.pk]:
            by_kind[link.kind].append(Reference(link.url, title=link.title))
        return {
            "links": tuple(by_kind[Link.Kind.LINK]),
            "attachments": tuple(by_kind[Link.Kind.ATTACHMENT]),
            "video_urls": tuple(reference.url for reference in by_kind[Link.Kind.RECORDING]),
            "feedback_url": next((reference.url for reference in by_kind[Link.Kind.FEEDBACK]), ""),
            "recording_url": "",
            "recording_link": "",
        }

    def _name_of_room(self, name: str) -> str:
        """What a room of the file is called now."""
        origin = self.stored.origins.get((Kind.ROOM, room_key(name)))
        row = self.stored.thing_of(origin) if origin else None
        return self.rooms[row.pk] if row else name

    def _track(self, contribution: Contribution) -> str:
        return self.tracks[contribution.track_id] if contribution.track_id else ""

    def _type(self, contribution: Contribution) -> str:
        return str(self.stored.things[Kind.TYPE][contribution.type_id].name) if contribution.type_id else ""


def _again(talk: Talk) -> Talk:
    """The talk held once more, at another time: something of its own to other programs."""
    key = f"{talk.stable_key}@{talk.starts_at.isoformat()}"
    return replace(talk, guid=None, source_id="", code="", slug="", stable_key=key)
