"""The rooms a clone of an event would need: those of the original, at the times of the clone."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.crypto import salted_hmac

from accounts.models import User
from events.cloning import WallShift
from events.models import Event
from kit.moments import Span, day_of, local
from rooms.models import Room
from rooms.rights import rights_of
from timetable.models import Slot
from venue.models import EventBooking
from venue.needs import EventTimes, Need, Scope

SALT = "hemicycle.venue.hidden-room"


@dataclass(frozen=True, slots=True)
class RoomWish:
    """A room of the house, and what the original needs it for."""

    room: Room
    needs: tuple[Need, ...]
    key: str
    """What a choice names it by: its number; another word for a room that who clones may not see."""
    is_hidden: bool = False

    def needs_then(self, shift: WallShift) -> list[Need]:
        """The same at a clone, by its clocks; what lost its length to a change of the clocks is left out."""
        shifted = [_then(need, shift) for need in self.needs]
        return [need for need in shifted if need.span.starts_at < need.span.ends_at]


def room_wishes(event: Event, *, by: User, parts: Collection[str]) -> list[RoomWish]:
    """Rooms booked for the event; where there are none, the rooms of the event that are in the house.

    Entries of the timetable count that come along with the parts; without them a room is wanted for each day.
    """
    times = EventTimes(event)
    times.slots = [slot for slot in times.slots if _comes_along(slot, parts)]
    links = list(event.room_bookings.live().with_dates())
    found = _of_bookings(links, times, parts) if links else _of_rooms(event, times, by, parts)
    rooms, rights = Room.objects.for_rights().in_bulk(found), rights_of(by)
    wishes = []
    for number, needs in sorted(found.items()):
        is_hidden = not rights.sees(rooms[number])
        key = _word_for(event, number, by) if is_hidden else str(number)
        if needs:
            wishes.append(RoomWish(rooms[number], tuple(needs), key, is_hidden))
    return wishes


def _word_for(event: Event, room: int, by: User) -> str:
    """The same whenever that person looks; it tells nobody which room it is."""
    return "hidden" + salted_hmac(SALT, f"{event.pk}.{room}.{by.pk}").hexdigest()[:16]


def _of_bookings(
    links: Iterable[EventBooking], times: EventTimes, parts: Collection[str]
) -> dict[int, list[Need]]:
    found: dict[int, list[Need]] = defaultdict(list)
    for link in links:
        for need in _needs_of(link, times, parts):
            if need not in found[link.occurrence.room_id]:
                found[link.occurrence.room_id].append(need)
    return found


def _needs_of(link: EventBooking, times: EventTimes, parts: Collection[str]) -> list[Need]:
    scope = EventBooking.Scope(link.scope)
    if scope in (Scope.DAY, Scope.SLOT) and not {"timetable", "rooms"} <= set(parts):
        return _each_day(times)
    if scope is Scope.SLOT and (link.slot_id or 0) not in times.by_key:
        return []
    span = times.span_of(link)
    if span is None and scope is Scope.DAY:
        return []
    return [Need(scope, span or link.in_step_with, link.room, link.day, link.slot)]


def _of_rooms(event: Event, times: EventTimes, by: User, parts: Collection[str]) -> dict[int, list[Need]]:
    columns = [room for room in event.rooms.all() if room.bookable_id]
    seen = Room.objects.visible_to(by).filter(pk__in=[column.bookable_id for column in columns])
    keys = set(seen.values_list("pk", flat=True))
    by_room = times.by_room if {"timetable", "rooms"} <= set(parts) else {}
    found: dict[int, list[Need]] = {}
    for column in columns:
        if column.bookable_id is None or column.bookable_id not in keys:
            continue
        days = by_room.get(column.pk, {})
        if days:
            found[column.bookable_id] = [Need(Scope.DAY, days[day], column, day=day) for day in sorted(days)]
        elif not by_room:
            found[column.bookable_id] = [replace(need, room=column) for need in _each_day(times)]
    return found


def _each_day(times: EventTimes) -> list[Need]:
    days = times.event_days
    if len(days) < 2:
        return [Need(Scope.EVENT, times.whole)]
    return [Need(Scope.EVENT_DAY, span, day=day) for day, span in days.items()]


def _comes_along(slot: Slot, parts: Collection[str]) -> bool:
    if slot.contribution_id is not None:
        return "talks" in parts
    return slot.session_id is None or "sessions" in parts


def _then(need: Need, shift: WallShift) -> Need:
    span = Span(*shift.span(need.span.starts_at, need.span.ends_at))
    return replace(need, span=span, day=_day(need, span, shift))


def _day(need: Need, span: Span, shift: WallShift) -> date | None:
    if need.scope == Scope.EVENT_DAY:
        return local(span.starts_at, shift.event.zone).date()
    if need.scope == Scope.DAY:
        return day_of(span.starts_at, shift.event.zone, shift.event.day_change)
    return None
