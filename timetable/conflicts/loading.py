"""The facts of an event, read from the database: the same few queries however large it is."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from events.models import Event, EventPerson
from programme.models import (
    Contribution,
    Credit,
    Session,
    SessionConvener,
    SubcontributionSpeaker,
    Track,
)
from timetable.conflicts.facts import Booked, Facts, Period, PersonFacts, Rules, SessionFacts, Talk, merged
from timetable.conflicts.loading_rooms import rooms_of
from timetable.models import Availability, Slot, Star, TimetableSettings, settings_of
from timetable.plan import Key
from timetable.standing import slot_standings

Names = dict[int, list[int]]


def facts_of(event: Event, *, with_bookings: bool = True) -> Facts:
    """Eleven queries; three more for rooms that are in the house, and those of whoever knows their bookings."""
    times: dict[tuple[str, int], list[Period]] = defaultdict(list)
    for person, room, start, end in _availabilities(event):
        times["room" if person is None else "person", room or person or 0].append(
            (start.timestamp(), end.timestamp())
        )
    rooms, are_in_house = rooms_of(
        event, {key: merged(spans) for (name, key), spans in times.items() if name == "room"}
    )
    return Facts(
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.zone,
        day_change=event.day_change,
        rules=_rules(settings_of(event)),
        talks=_talks(event),
        sessions=_sessions(event),
        rooms=rooms,
        people={
            key: PersonFacts(key, name, merged(times.get(("person", key), ())))
            for key, name in EventPerson.objects.filter(event=event).order_by().values_list("pk", "name")
        },
        tracks=dict(Track.objects.filter(event=event).order_by().values_list("pk", "name")),
        booked=_booked(event) if with_bookings and are_in_house else {},
    )


def _availabilities(event: Event) -> Iterable[tuple]:
    found = Availability.objects.filter(event=event).order_by()
    return found.values_list("person_id", "room_id", "starts_at", "ends_at")


def _rules(settings: TimetableSettings) -> Rules:
    return Rules(
        change_minutes=settings.change_minutes,
        building_minutes=settings.building_minutes,
        popular_stars=settings.popular_stars,
        keeps_tracks_apart=settings.keeps_tracks_apart,
        asks_speakers=settings.asks_speakers,
    )


def _talks(event: Event) -> dict[int, Talk]:
    people, unanswered, declined = _credits(event)
    stars = dict(
        Star.objects.filter(contribution__event=event)
        .order_by()
        .values_list("contribution")
        .annotate(Count("pk"))
    )
    rows = Contribution.objects.filter(event=event, deleted_at__isnull=True).order_by()
    columns = ("pk", "title", "number", "minutes", "track_id", "session_id")
    more = ("expected_audience", "needs", "withdrawn_at")
    return {
        key: Talk(
            id=key,
            title=title,
            number=number,
            minutes=minutes,
            track=track,
            session=session,
            people=tuple(dict.fromkeys(people.get(key, ()))),
            audience=audience,
            stars=stars.get(key, 0),
            needs=tuple(needs),
            unanswered=tuple(unanswered.get(key, ())),
            declined=tuple(declined.get(key, ())),
            is_withdrawn=withdrawn_at is not None,
        )
        for key, title, number, minutes, track, session, audience, needs, withdrawn_at in rows.values_list(
            *columns, *more
        )
    }


def _credits(event: Event) -> tuple[Names, Names, Names]:
    """By talk: who speaks in it or in a part of it, who has not answered, who declined."""
    people: Names = defaultdict(list)
    unanswered: Names = defaultdict(list)
    declined: Names = defaultdict(list)
    spoken = Credit.objects.filter(contribution__event=event, role=Credit.Role.SPEAKER)
    for talk, person, answer in spoken.values_list("contribution_id", "person_id", "answer"):
        if answer == Credit.Answer.DECLINED:
            declined[talk].append(person)
            continue
        people[talk].append(person)
        if not answer:
            unanswered[talk].append(person)
    parts = SubcontributionSpeaker.objects.filter(subcontribution__contribution__event=event)
    for talk, person in parts.values_list("subcontribution__contribution_id", "person_id"):
        people[talk].append(person)
    return people, unanswered, declined


def _sessions(event: Event) -> dict[int, SessionFacts]:
    conveners: Names = defaultdict(list)
    links = SessionConvener.objects.filter(session__event=event)
    for session, person in links.values_list("session_id", "person_id"):
        conveners[session].append(person)
    rows = Session.objects.filter(event=event).alive().order_by()
    return {
        key: SessionFacts(key, title, track, tuple(conveners.get(key, ())), bool(is_poster))
        for key, title, track, is_poster in rows.values_list("pk", "title", "track_id", "type__is_poster")
    }


def _booked(event: Event) -> dict[Key, Booked]:
    """What the floors above know of the rooms of entries that have one of their own."""
    slots = list(
        Slot.objects.filter(event=event, room__isnull=False)
        .select_related("room", "parent__room")
        .prefetch_related("children__room", "children__parent__room")
        .order_by()
    )
    by_key = {slot.pk: slot for slot in slots}
    found = slot_standings(event, slots)
    return {
        key: Booked(
            by_key[key].starts_at, by_key[key].ends_at, by_key[key].room_id, standing.words, standing.kind
        )
        for key, standing in found.items()
        if key in by_key
    }
