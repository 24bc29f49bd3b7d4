"""An event as a schedule: what is stored here and the viewer may see, and what its file said beyond that."""

import hashlib
from dataclasses import replace
from typing import Any

from django.conf import settings

from access.filters import Person as Viewer
from access.filters import keyring_of, run_by
from events.models import Event
from interchange.operations.carrying import from_json
from interchange.operations.colours import color_of
from interchange.operations.exported_talks import TalkExporter
from interchange.operations.records import Kind
from interchange.operations.stored import Stored
from interchange.schedule.shape import Generator, Room, Schedule, Track
from programme.models import Contribution
from timetable.models import Slot


def schedule_of(event: Event, *, viewer: Viewer) -> Schedule:
    """The published programme as this person may see it, whatever its size in the same number of queries.

    Where nobody edited what an import brought, the file's own wording comes back, markup and all. Answers to
    organisers' questions and e-mail addresses are for those who run the event only (and the writers leave
    addresses out for them too).
    """
    keyring = keyring_of(viewer)
    stored = Stored(event)
    talks = Contribution.objects.filter(event=event).visible_to(keyring)
    seen = Slot.shown.filter(event=event).visible_to(keyring)
    slots = seen.filter(contribution__isnull=False)
    runs_it = Event.objects.filter(run_by(keyring), pk=event.pk).exists()
    exporter = TalkExporter(
        stored,
        event=event,
        rooms=_names(stored, Kind.ROOM),
        tracks=_names(stored, Kind.TRACK),
        slots=slots.select_related("parent").order_by("starts_at", "ends_at", "room__position", "pk"),
        with_answers=runs_it,
    )
    exported = tuple(
        talk for contribution in talks.order_by("number") for talk in exporter.talks_of(contribution)
    )
    # Nobody is told of a room or a track that stands for hidden things only, or for what was not published yet.
    rooms_in_use = Slot.every.filter(event=event).values_list("room", flat=True)
    tracks_in_use = (talk.track_id for talk in stored.things[Kind.TALK].values())
    secret_rooms = set() if runs_it else {*rooms_in_use} - {*seen.values_list("room", flat=True)}
    secret_tracks = set() if runs_it else {*tracks_in_use} - {*talks.values_list("track", flat=True)}
    schedule = replace(
        _event(event, stored),
        rooms=tuple(_room(room, stored) for room in _in_place(stored, Kind.ROOM, without=secret_rooms)),
        tracks=tuple(_track(track, stored) for track in _in_place(stored, Kind.TRACK, without=secret_tracks)),
        talks=exported,
    )
    return schedule if stored.source else replace(schedule, version=_version(schedule))


def _event(event: Event, stored: Stored) -> Schedule:
    """The event without its parts."""
    origin = stored.origins.get((Kind.EVENT, ""))
    if origin is None:
        return _own_event(event)
    schedule = from_json(Schedule, origin.carried)
    ours = stored.values_of_event()
    edited = {name: value for name, value in ours.items() if origin.values.get(name) != value}
    same_names = {
        "title": "title",
        "acronym": "acronym",
        "venue": "venue",
        "address": "city",
        "website": "url",
    }
    changes: dict[str, Any] = {theirs: edited[name] for name, theirs in same_names.items() if name in edited}
    if "description" in edited:
        changes |= {"description": event.description, "subtitle": ""}
    if edited.keys() & {"time_zone", "day_change"}:
        changes |= {"time_zone": event.time_zone, "day_change": event.day_change, "days": ()}
    if edited.keys() & {"starts_at", "ends_at", "time_zone"}:
        changes |= {"starts_on": event.first_day, "ends_on": event.last_day, "days": ()}
    return replace(schedule, **changes)


def _own_event(event: Event) -> Schedule:
    """An event that was made here."""
    return Schedule(
        title=event.title,
        time_zone=event.time_zone,
        starts_on=event.first_day,
        ends_on=event.last_day,
        acronym=event.acronym,
        slug=event.slug,
        generator=Generator(name="Hemicycle", url=settings.BASE_URL),
        description=event.description,
        url=event.website or settings.BASE_URL + event.get_absolute_url(),
        base_url=settings.BASE_URL,
        venue=event.venue,
        city=event.address,
        day_change=event.day_change,
    )


def _version(schedule: Schedule) -> str:
    """Another one whenever the viewer would read something else; the event's revision also counts hidden changes."""
    return hashlib.blake2b(repr(schedule).encode(), digest_size=6).hexdigest()


def _in_place(stored: Stored, kind: Any, *, without: set[Any]) -> list[Any]:
    """In their order, without those of these ids."""
    things = [thing for thing in stored.things[kind].values() if thing.pk not in without]
    return sorted(things, key=lambda thing: (thing.position, thing.name, thing.pk))


def _names(stored: Stored, kind: Any) -> dict[int, str]:
    """What each room or track is called in the export: as the file has it, unless it was renamed here."""
    to_schedule = _room if kind == Kind.ROOM else _track
    return {pk: to_schedule(thing, stored).name for pk, thing in stored.things[kind].items()}


def _room(room: Any, stored: Stored) -> Room:
    origin = stored.origin_of(Kind.ROOM, room)
    if origin is None:
        return Room(room.name, capacity=room.capacity, description=room.description)
    return replace(
        from_json(Room, origin.carried), **stored.edits(origin, room, "name", "capacity", "description")
    )


def _track(track: Any, stored: Stored) -> Track:
    origin = stored.origin_of(Kind.TRACK, track)
    if origin is None:
        return Track(track.name, color=color_of(track.hue))
    edits = stored.edits(origin, track, "name", "hue")
    if "hue" in edits:
        edits["color"] = color_of(edits.pop("hue"))
    return replace(from_json(Track, origin.carried), **edits)
