"""Book a room, once or again and again; or ask for it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from journal.operations import open_logbook, record
from kit.ready_insert import ReadyInsert
from kit.refusals import Refused, constraint_speaks
from rooms.models import Booking, Occurrence, Room, RoomSettings, State
from rooms.operations.letters import News, tell
from rooms.operations.rejecting import turn_down_requests
from rooms.operations.settings import room_settings
from rooms.operations.turns import lock_rooms
from rooms.outlook import Choice, Prospect, plan_of, prospects
from rooms.refusals import MayNotBook, NothingLeft
from rooms.rights import Rights, rights_of
from rooms.rules import objections
from rooms.times import Times

OnConflict = Literal["refuse", "skip"]
_write, _write_date = ReadyInsert(Booking), ReadyInsert(Occurrence)


class RoomTaken(Refused):
    """Some dates can not be had; `conflicts` are all of them, `free` those that could."""

    def __init__(
        self, message: str, *, conflicts: Sequence[Prospect] = (), free: Sequence[Prospect] = ()
    ) -> None:
        super().__init__(message)
        self.conflicts = list(conflicts)
        self.free = list(free)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants: a room, when, for whom and what for; and what to do about dates that are taken.

    `for_event` relaxes the rule that a booking says what it is for (settings: not for events).
    """

    room: Room
    times: Times
    purpose: str = ""
    booked_for: User | None = None
    choices: Mapping[date, Choice] = field(default_factory=dict)
    on_conflict: OnConflict = "refuse"
    is_private: bool = False
    internal_note: str = ""
    link: str = ""
    for_event: bool = False
    idempotency_key: str = ""


@transaction.atomic
def book(wish: Wish, *, by: User) -> Booking:
    """Take the room for all dates at once, or ask for those that need approval; nothing is left out in silence.

    Others' requests for the same time are rejected, with a mail. Raises MayNotBook (a right or a rule stands
    against it), RoomTaken (with every date that is taken), NothingLeft, BadRule, TryAgain.
    """
    rights = rights_of(by)
    rooms = lock_rooms({wish.room.pk, *(choice.room.pk for choice in wish.choices.values() if choice.room)})
    room = rooms[wish.room.pk]
    check_rules(wish, room, rights=rights)
    choices = {day: _with_locked_room(choice, rooms, rights) for day, choice in wish.choices.items()}
    dates = takeable(prospects(room, wish.times, rights=rights, choices=choices), wish.on_conflict)
    booking = write_booking(wish, room, dates, by=by)
    requests = [hit.id for date in dates for hit in date.requests]
    turn_down_requests(requests, by=by, instead=booking)
    tell(News.BOOKED if booking.state == State.ACCEPTED else News.REQUESTED, booking, by=by)
    return booking


def check_rules(wish: Wish, room: Room, *, rights: Rights) -> None:
    """Raise MayNotBook with all that stands against it apart from other bookings; choices keep to the rules too."""
    settings, now = room_settings(), timezone.now()
    said = objections(
        room, wish.times, wish.times.wanted(room.zone), rights=rights, settings=settings, now=now
    )
    plans = [plan_of(room, wish.times, *pair) for pair in wish.choices.items() if not pair[1].skip]
    for plan in plans:
        said += objections(plan.room, plan.times, [plan.wanted], rights=rights, settings=settings, now=now)
    if not wish.purpose.strip() and asks_why(settings, for_event=wish.for_event):
        said.append(_("Say what the booking is for."))
    if said:
        raise MayNotBook(" ".join(dict.fromkeys(said)))


def takeable(dates: Sequence[Prospect], on_conflict: OnConflict) -> list[Prospect]:
    """The dates to take: all of them, or with `skip` those that are free. Raises RoomTaken, NothingLeft."""
    conflicts = [date for date in dates if not date.is_free]
    free = [date for date in dates if date.is_free]
    if conflicts and (on_conflict == "refuse" or not free):
        raise RoomTaken(taken_words(dates, conflicts), conflicts=conflicts, free=free)
    if not free:
        raise NothingLeft(_("No date is left to book."))
    return free


def write_dates(booking: Booking, dates: Sequence[Prospect]) -> list[Occurrence]:
    """One row for each date, in order of time. The rooms are locked, so the constraint is only the backstop."""
    rows = [
        Occurrence(
            booking=booking,
            room=date.room,
            date=date.day,
            starts_at=date.span.starts_at,
            ends_at=date.span.ends_at,
            state=date.state,
            is_moved=date.is_moved,
        )
        for date in sorted(dates, key=lambda date: date.span.starts_at)
    ]
    taken = RoomTaken(overlaps_itself())
    with constraint_speaks("room_is_never_double_booked", refusal=taken, savepoint=False):
        return Occurrence.objects.bulk_create(rows) if len(rows) > 1 else [_write_date(row) for row in rows]


def asks_why(settings: RoomSettings, *, for_event: bool) -> bool:
    """Whether a booking has to say what it is for."""
    if settings.reason_required == RoomSettings.Reason.NOT_FOR_EVENTS:
        return not for_event
    return settings.reason_required == RoomSettings.Reason.ALWAYS


def taken_words(dates: Sequence[object], conflicts: Sequence[Prospect]) -> str:
    """What to say when these of the dates can not be had."""
    if len(dates) == 1:
        return f"{conflicts[0].why} " + _("Choose another room or another time.")
    return ngettext(
        "{taken} of {all} dates can not be had. Choose another room or time for it, or leave it out.",
        "{taken} of {all} dates can not be had. Choose another room or time for each, or leave them out.",
        len(conflicts),
    ).format(taken=len(conflicts), all=len(dates))


def overlaps_itself() -> str:
    """What to say when the constraint speaks, although nobody else holds the room."""
    return _("Two dates of this booking overlap each other. Make it shorter, or repeat it less often.")


def write_booking(wish: Wish, room: Room, dates: Sequence[Prospect], *, by: User) -> Booking:
    """The booking with a row for each of these dates, and its first entry in the log. The rooms are locked."""
    times = wish.times
    kept = {date.day for date in dates}
    booking = Booking(
        room=room,
        state=State.ACCEPTED if any(date.state == State.ACCEPTED for date in dates) else State.PENDING,
        purpose=wish.purpose.strip(),
        booked_for=wish.booked_for or by,
        created_by=by,
        internal_note=wish.internal_note,
        is_private=wish.is_private,
        link=wish.link,
        first_day=times.first_day,
        start=times.start,
        end=times.end,
        nights=times.nights,
        time_zone=room.location.time_zone,
        rrule=times.rule.text() if times.rule else "",
        exdates=sorted({*times.exdates, *(day for day in times.days() if day not in kept)}),
        idempotency_key=wish.idempotency_key,
        request_digest=digest(wish) if wish.idempotency_key else "",
        logbook=open_logbook(),
    )
    _write(booking)
    write_dates(booking, dates)
    left_out = ", ".join(day.isoformat() for day in times.days() if day not in kept)
    changes = {"left out": ("", left_out)} if left_out else {}
    verb = "booking.made" if booking.state == State.ACCEPTED else "booking.requested"
    record(booking.logbook, verb, by=by, subject=booking, changes=changes)
    return booking


def digest(wish: Wish) -> str:
    """What tells two requests with one idempotency key apart."""
    for_whom = wish.booked_for.pk if wish.booked_for else ""
    asked = f"{wish.room.pk}|{wish.times}|{wish.purpose}|{for_whom}|{wish.on_conflict}|{wish.is_private}"
    choices = sorted(
        f"{day}:{choice.skip}:{choice.room.pk if choice.room else ''}:{choice.start}:{choice.end}"
        for day, choice in wish.choices.items()
    )
    return hashlib.sha256(f"{asked}|{choices}".encode()).hexdigest()


def _with_locked_room(choice: Choice, rooms: Mapping[int, Room], rights: Rights) -> Choice:
    if choice.room is None:
        return choice
    room = rooms[choice.room.pk]
    if not (rights.books(room) or rights.requests(room)):
        raise MayNotBook(_("You may not book {room}. Choose another room for that date.").format(room=room))
    return Choice(skip=choice.skip, room=room, start=choice.start, end=choice.end)
