"""The rules of a room about when and how it is booked, each with the sentence that names it and who can help."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.moments import local
from rooms.models import Room, RoomSettings
from rooms.rights import Rights
from rooms.times import Times, Wanted


def objections(
    room: Room, times: Times, wanted: list[Wanted], *, rights: Rights, settings: RoomSettings, now: datetime
) -> list[str]:
    """What stands against this person booking the room then, whoever else has booked; empty when nothing does.

    Whoever overrides the rules of the room hears only of its rights and of the past.
    """
    if not (rights.books(room) or rights.requests(room)):
        return [_no_right(room, rights)]
    said = [_past(room, wanted[0], settings=settings, now=now)]
    if not rights.overrides(room):
        said += [
            _too_long(room, times),
            _too_far(room, wanted[-1], now=now),
            _too_many_days(room, wanted, settings=settings),
        ]
    return [sentence for sentence in said if sentence]


def who_helps(room: Room) -> str:
    """The person to ask about the room, in words."""
    if room.owner:
        return _("Ask {owner}, who runs this room.").format(owner=room.owner.name)
    return _("Ask those who run the rooms of {location}.").format(location=room.location)


def _no_right(room: Room, rights: Rights) -> str:
    if rights.user_id is None:  # strangers are not told who runs a room
        return _("Sign in to book {room}.").format(room=room)
    if not room.is_bookable:
        return _("{room} can not be booked.").format(room=room) + " " + who_helps(room)
    return _("Only some people may book {room}.").format(room=room) + " " + who_helps(room)


def _past(room: Room, first: Wanted, *, settings: RoomSettings, now: datetime) -> str:
    starts_at = first.span.starts_at
    if settings.grace_period is None:
        if local(starts_at, room.zone).date() >= local(now, room.zone).date():
            return ""
        return _("That day is over. A booking starts today at the earliest.")
    if starts_at >= now - timedelta(hours=settings.grace_period):
        return ""
    if not settings.grace_period:
        return _("That time is over. A booking starts in the future.")
    return ngettext(
        "That time is over. A booking starts at most {hours} hour ago.",
        "That time is over. A booking starts at most {hours} hours ago.",
        settings.grace_period,
    ).format(hours=settings.grace_period)


def _too_long(room: Room, times: Times) -> str:
    most = room.length_minutes
    if most is None or times.minutes <= most:
        return ""
    sentence = _("{room} is booked for at most {length} at a time.").format(room=room, length=_length(most))
    return f"{sentence} {who_helps(room)}"


def _too_far(room: Room, last: Wanted, *, now: datetime) -> str:
    most = room.advance_days
    if (
        most is None
        or (local(last.span.starts_at, room.zone).date() - local(now, room.zone).date()).days <= most
    ):
        return ""
    sentence = ngettext(
        "{room} is booked at most {days} day ahead.", "{room} is booked at most {days} days ahead.", most
    ).format(room=room, days=most)
    return f"{sentence} {who_helps(room)}"


def _too_many_days(room: Room, wanted: list[Wanted], *, settings: RoomSettings) -> str:
    most = settings.booking_limit if room.limit_days is None else room.limit_days
    days = (
        local(wanted[-1].span.ends_at, room.zone).date() - local(wanted[0].span.starts_at, room.zone).date()
    ).days + 1
    if days <= most:
        return ""
    sentence = ngettext(
        "A booking of {room} spans at most {days} day from its first to its last.",
        "A booking of {room} spans at most {days} days from its first to its last.",
        most,
    ).format(room=room, days=most)
    return f"{sentence} {who_helps(room)}"


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not rest:
        return ngettext("{hours} hour", "{hours} hours", hours).format(hours=hours)
    if not hours:
        return ngettext("{minutes} minute", "{minutes} minutes", rest).format(minutes=rest)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
