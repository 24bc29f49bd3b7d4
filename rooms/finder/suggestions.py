"""What could be had instead when nothing, or not the wanted room, is free: other times, other rooms, other days."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.moments import local, wall_to_utc
from kit.words import day_words
from rooms.availability.next_free import Gap, next_free
from rooms.finder.free_variants import free_variants
from rooms.finder.ranking import nearest
from rooms.finder.standing import Kind, Standing
from rooms.finder.variants import Variant, is_daytime
from rooms.models import Room
from rooms.outlook import passed_by
from rooms.rights import Rights
from rooms.times import MINUTES_OF_DAY, Times

MOST = 3
MOST_LOOKED_AT = 12
LOOKS = 4
DAYS_AHEAD = 14
MORNING = time(8)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence, and what of the search it changes (names as in the address)."""

    text: str
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Need:
    """Who wants what when; `now` is the moment."""

    times: Times
    rights: Rights
    now: datetime
    people: int = 0


def suggestions(wanted: Standing | None, shown: Sequence[Standing], need: Need) -> list[Suggestion]:
    """For the chosen room that can not be had, or for the shown rooms when none can; [] when there is no need."""
    if wanted is not None:
        if wanted.kind is not Kind.TAKEN:
            return []
        others = [one for one in nearest(wanted.candidate, shown, people=need.people) if not one.conflicts]
        rooms = _whole([wanted])
        return [
            *_other_times(rooms, need),
            *(_other_room(one, need) for one in others[:MOST]),
            *_next_slots(rooms, need),
        ]
    if any(one.kind in (Kind.FREE, Kind.ON_REQUEST) for one in shown):
        return []
    rooms = _whole([one for one in shown if one.kind is Kind.TAKEN][:MOST_LOOKED_AT])
    return [*_fewer_dates(shown), *_other_times(rooms, need), *_next_slots(rooms, need)]


def _whole(standings: Sequence[Standing]) -> list[Room]:
    """The rooms with all fields, in the same order, all of the zone of the first."""
    keys = [one.candidate.room.pk for one in standings]
    found = Room.objects.for_rights().in_bulk(keys) if keys else {}
    rooms = [found[key] for key in keys if key in found]
    return [room for room in rooms if room.location.time_zone == rooms[0].location.time_zone]


def _other_times(rooms: Sequence[Room], need: Need) -> list[Suggestion]:
    """Earlier, later or shorter: for a series only in the chosen room, on all its dates."""
    days = need.times.days()
    if len(days) > 1:
        rooms = rooms[:1]
    free = free_variants(rooms, need.times, days, rights=need.rights, now=need.now)
    found: list[tuple[float, Room, Variant]] = []
    for room in rooms:
        every_day = [free[room.pk, day] for day in days]
        common = [one for one in every_day[0] if all(one in others for others in every_day[1:])]
        found += [(one.cost, room, one) for one in common]
    found.sort(key=lambda one: one[0])
    told: dict[tuple[time, time], Suggestion] = {}
    for _cost, room, variant in found:
        told.setdefault((variant.times.start, variant.times.end), _moved(room, variant))
    return list(told.values())[:MOST]


def _moved(room: Room, variant: Variant) -> Suggestion:
    times = variant.times
    said = {"room": room, "times": f"{times.start:%H:%M}–{times.end:%H:%M}", "minutes": variant.cut}
    if variant.cut:
        text = ngettext(
            "{room}, {times}: {minutes} minute shorter",
            "{room}, {times}: {minutes} minutes shorter",
            variant.cut,
        )
    elif variant.shift < 0:
        text = _("{room}, {times}: earlier")
    else:
        text = _("{room}, {times}: later")
    changes = {"from": times.start, "to": times.end, "room": room.pk}
    return Suggestion(text.format(**said), changes)


def _other_room(one: Standing, need: Need) -> Suggestion:
    room = one.candidate.room
    text = ngettext(
        "{room} is free then: {seats} seat, {code}",
        "{room} is free then: {seats} seats, {code}",
        room.capacity,
    )
    return Suggestion(text.format(room=room, seats=room.capacity, code=room.code), {"room": room.pk})


def _fewer_dates(shown: Sequence[Standing]) -> list[Suggestion]:
    """Rooms that are free on most dates: the others are left out, or held elsewhere."""
    partly = sorted((one for one in shown if one.kind is Kind.PARTLY), key=lambda one: len(one.conflicts))
    return [
        Suggestion(
            _("{room} is free on {free} of {all} dates").format(
                room=one.candidate.room, free=one.free, all=one.total
            ),
            {"room": one.candidate.room.pk},
        )
        for one in partly[:MOST]
    ]


def _next_slots(rooms: Sequence[Room], need: Need) -> list[Suggestion]:
    """The next time of that length within two weeks, between morning and evening. Not for series."""
    times = need.times
    if not rooms or times.rule is not None or times.minutes > MINUTES_OF_DAY:
        return []
    zone = rooms[0].zone
    after = max(need.now, times.on(times.first_day, zone).span.ends_at)
    passing = passed_by(need.rights)
    for _look in range(LOOKS):
        gaps = next_free(
            [room.pk for room in rooms],
            minutes=times.minutes,
            after=after,
            zone=rooms[0].location.time_zone,
            days=DAYS_AHEAD,
            most=1,
            passing=passing,
        )
        if not gaps:
            return []
        starts = local(gaps[0].starts_at, zone)
        if is_daytime(starts, times.minutes):
            return [_next(gaps[0], rooms, need)]
        after = _next_morning(starts, zone)
    return []


def _next_morning(starts: datetime, zone: Any) -> datetime:
    """Eight o'clock, of the same day where that is still to come."""
    day = starts.date() if starts.time() < MORNING else starts.date() + timedelta(days=1)
    return wall_to_utc(day, MORNING, zone)[0]


def _next(gap: Gap, rooms: Sequence[Room], need: Need) -> Suggestion:
    room = next(room for room in rooms if room.pk == gap.room_id)
    starts, ends = local(gap.starts_at, room.zone), local(gap.ends_at, room.zone)
    text = _("Next free: {room} on {day}, {times}").format(
        room=room,
        day=day_words(starts.date(), today=_today(room, need)),
        times=f"{starts:%H:%M}–{ends:%H:%M}",
    )
    changes = {"date": starts.date(), "from": starts.time(), "to": ends.time(), "room": room.pk}
    return Suggestion(text, changes)


def _today(room: Room, need: Need) -> date:
    return local(need.now, room.zone).date()
