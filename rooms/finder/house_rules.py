"""The rules of a room in words: when it is open, how long and how far ahead, who decides, what goes with it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rooms.availability.opening import stretches_of
from rooms.finder.rails import clock
from rooms.models import BlockedRoom, Closure, Room, RoomSettings
from rooms.rights import Rights
from rooms.times import MINUTES_OF_DAY

MOST_AHEAD = 10


def rules_in_words(
    room: Room, settings: RoomSettings, *, rights: Rights, parts: Sequence[Room] = ()
) -> list[str]:
    """One sentence for each rule. `parts` are the rooms it consists of, as far as the reader sees them."""
    said = [
        _who(room, rights),
        _("A manager of the room answers every request.") if room.needs_approval else "",
        _longest(room),
        _ahead(room),
        _span(room, settings),
        _buffers(room),
        _check_in(room),
        _parts(parts),
    ]
    return [sentence for sentence in said if sentence]


def hours_in_words(room: Room) -> list[tuple[str, str]]:
    """Days and their hours, days alike together: ("Monday to Friday", "08:00–20:00"); [] when always open."""
    by_day = [_hours(room, weekday) for weekday in range(7)]
    if by_day == [_hours_words([(0, MINUTES_OF_DAY)])] * 7:
        return []
    found: list[tuple[int, int, str]] = []
    for weekday, words in enumerate(by_day):
        if found and found[-1][2] == words:
            found[-1] = (found[-1][0], weekday, words)
        else:
            found.append((weekday, weekday, words))
    return [(_days(first, last), words) for first, last, words in found]


def closures_ahead(room: Room, now: datetime) -> list[Closure]:
    """The next periods in which nobody books it, its location's among them."""
    of_room = Q(room=room.pk) | Q(location=room.location_id)
    return list(Closure.objects.filter(of_room, ends_at__gt=now).order_by("starts_at", "pk")[:MOST_AHEAD])


def blockings_ahead(room: Room, now: datetime) -> list[BlockedRoom]:
    """The next days for which it is kept free for some (Indico #4082)."""
    blocked = BlockedRoom.objects.in_force().filter(room=room.pk, ends_at__gt=now)
    return list(blocked.select_related("blocking").order_by("starts_at", "pk")[:MOST_AHEAD])


def _hours(room: Room, weekday: int) -> str:
    return _hours_words(list(stretches_of(room.open_week, weekday)))


def _hours_words(stretches: Iterable[tuple[int, int]]) -> str:
    return ", ".join(f"{clock(start)}–{clock(end)}" for start, end in stretches) or _("closed")


def _days(first: int, last: int) -> str:
    if first == last:
        return str(WEEKDAYS[first])
    if (first, last) == (0, 6):
        return _("Every day")
    return _("{first} to {last}").format(first=WEEKDAYS[first], last=WEEKDAYS[last])


def _who(room: Room, rights: Rights) -> str:
    if not room.is_bookable:
        return _("It can not be booked.")
    if rights.books(room):
        return _("You may book it.")
    if rights.requests(room):
        return _("You may ask for it.")
    return "" if rights.user_id is None else _("Only some people may book it.")


def _longest(room: Room) -> str:
    minutes = room.length_minutes
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return ngettext("At most {n} hour at a time.", "At most {n} hours at a time.", hours).format(n=hours)
    return ngettext("At most {n} minute at a time.", "At most {n} minutes at a time.", minutes).format(
        n=minutes
    )


def _ahead(room: Room) -> str:
    days = room.advance_days
    if days is None:
        return ""
    return ngettext("At most {n} day ahead.", "At most {n} days ahead.", days).format(n=days)


def _span(room: Room, settings: RoomSettings) -> str:
    days = settings.booking_limit if room.limit_days is None else room.limit_days
    return ngettext("A series spans at most {n} day.", "A series spans at most {n} days.", days).format(
        n=days
    )


def _buffers(room: Room) -> str:
    if not (room.buffer_before or room.buffer_after):
        return ""
    return _("{before} min before and {after} min after each booking are kept free.").format(
        before=room.buffer_before, after=room.buffer_after
    )


def _check_in(room: Room) -> str:
    if not room.check_in:
        return ""
    return ngettext(
        "Check in at the door: {n} minute after the start it is free again.",
        "Check in at the door: {n} minutes after the start it is free again.",
        room.release_minutes,
    ).format(n=room.release_minutes)


def _parts(parts: Sequence[Room]) -> str:
    if not parts:
        return ""
    return _("Shares its space with {rooms}: who books one takes the other.").format(
        rooms=", ".join(str(part) for part in parts)
    )
