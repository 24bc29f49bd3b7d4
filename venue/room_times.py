"""When the rooms of an event can not be used in its timetable: they are given to something else, or not booked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from events.models import Event, EventRoom
from kit.moments import Span
from kit.words import clock_words
from timetable.editor.shading import ROOM_TIMES, RoomTime
from venue.standings import taken_by_others


def _unusable(event: Event, span: Span) -> Sequence[RoomTime]:
    """Of the rooms that are in the house. That a room is not booked is said where the event has booked anything."""
    rooms = list(EventRoom.objects.filter(event=event, bookable__isnull=False).order_by("position", "pk"))
    if not rooms:
        return []
    bookable = [room.bookable_id for room in rooms if room.bookable_id]
    others = taken_by_others(bookable, span.starts_at, span.ends_at, event=event)
    own = _own(event)
    found = []
    for room in rooms:
        taken = sorted(others.get(room.bookable_id or 0, []))
        found += [_given_away(room, each, event) for each in taken]
        if own:
            held = [*own.get(room.bookable_id or 0, []), *taken]
            found += [RoomTime(room.pk, gap, _("Not booked")) for gap in gaps(held, span)]
    return found


def gaps(spans: Iterable[Span], within: Span) -> list[Span]:
    """The stretches of a span that none of the others holds, in order."""
    found = []
    reached = within.starts_at
    for span in sorted(spans):
        if span.starts_at > reached:
            found.append(Span(reached, min(span.starts_at, within.ends_at)))
        reached = max(reached, span.ends_at)
        if reached >= within.ends_at:
            return found
    return [*found, Span(reached, within.ends_at)]


def _given_away(room: EventRoom, span: Span, event: Event) -> RoomTime:
    until = clock_words(span.ends_at, zone=event.zone)
    return RoomTime(room.pk, span, _("Booked for something else until %(time)s") % {"time": until})


def _own(event: Event) -> dict[int, list[Span]]:
    """What the event holds or has asked for, by bookable room."""
    found: dict[int, list[Span]] = defaultdict(list)
    dates = event.room_bookings.live().values_list(
        "occurrence__room_id", "occurrence__starts_at", "occurrence__ends_at"
    )
    for room, starts_at, ends_at in dates:
        found[room].append(Span(starts_at, ends_at))
    return found


ROOM_TIMES.append(_unusable)
