"""Keep rooms free for some people for some days: ask for it, answer, change it, end it.

Rooms whose managers ask are kept free at once; for all others one of their managers answers. What stands in the
way is rejected in the same transaction, under the locks of the rooms; only bookings of people who may pass the
blocking stay.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from access.models import AccessList
from access.operations import grant, open_access_list
from accounts.models import Group, User
from journal.operations import open_logbook, record
from kit.moments import Span, day_bounds
from kit.recurrence.rule import YEARS
from kit.refusals import Refused
from rooms.blocked import in_the_way
from rooms.models import BlockedRoom, Blocking, Room
from rooms.operations.blocking_letters import ask_managers, tell_creator
from rooms.operations.rejecting import turn_down
from rooms.operations.turns import lock_rooms
from rooms.refusals import AlreadyDecided, TryAgain
from rooms.rights import Rights, rights_of

Allowed = User | Group | str
LONGEST = timedelta(days=366)


class BadBlocking(Refused):
    """Days no room can be kept free for, or no room at all."""


@transaction.atomic
def request_blocking(
    *,
    rooms: Iterable[Room],
    first_day: date,
    last_day: date,
    reason: str,
    by: User,
    allowed: Iterable[Allowed] = (),
    idempotency_key: str = "",
) -> Blocking:
    """Ask to keep rooms free; in rooms the person manages it is in force at once. Raises BadBlocking, TryAgain."""
    locked = _turn_for([room.pk for room in rooms], first_day, last_day)
    access = open_access_list(mode=AccessList.Mode.RESTRICTED)
    blocking = Blocking.objects.create(
        created_by=by,
        reason=reason,
        first_day=first_day,
        last_day=last_day,
        idempotency_key=idempotency_key,
        access=access,
        logbook=open_logbook(),
    )
    for principal in allowed:
        grant(access, to=principal, permission=Blocking.USE)
    record(
        blocking.logbook,
        "blocking.requested",
        by=by,
        subject=blocking,
        changes={"when": ("", _days(blocking))},
    )
    _add_rooms(blocking, list(locked.values()), by=by)
    return blocking


@transaction.atomic
def accept_blocked_room(blocked: BlockedRoom, *, by: User) -> int:
    """Put it in force; returns how many dates of others that rejected. Raises AlreadyDecided."""
    lock_rooms([blocked.room_id])
    _read_undecided(blocked)
    return _put_in_force(blocked, by=by)


@transaction.atomic
def reject_blocked_room(blocked: BlockedRoom, *, by: User, reason: str) -> None:
    """Say no, with the reason. Raises AlreadyDecided."""
    lock_rooms([blocked.room_id])
    _read_undecided(blocked)
    _decide(blocked, BlockedRoom.State.REJECTED, by=by, answer=reason)
    changes = {"room": ("", blocked.room), "reason": ("", reason)}
    record(blocked.blocking.logbook, "blocking.rejected", by=by, subject=blocked.blocking, changes=changes)
    tell_creator(blocked, by=by)


@transaction.atomic
def edit_blocking(
    blocking: Blocking,
    *,
    by: User,
    first_day: date,
    last_day: date,
    reason: str,
    rooms: Iterable[Room],
    allowed: Iterable[Allowed] | None = None,
) -> None:
    """Other days, rooms or people. Where it grows in a room, its managers answer again; where it shrinks it just does.

    `allowed` None leaves the people as they are. Raises BadBlocking, TryAgain.
    """
    wanted = [room.pk for room in rooms]
    locked = _turn_for({*wanted, *_rooms_of(blocking)}, first_day, last_day)
    blocking.refresh_from_db()
    if blocking.ended_at is not None:
        raise AlreadyDecided(_("This blocking has been ended. Ask for a new one."))
    kept = _rooms_of(blocking)
    if not kept <= locked.keys():
        raise TryAgain(_("Somebody else changed this blocking just now. Look at it again."))
    grows = first_day < blocking.first_day or last_day > blocking.last_day
    before = (_days(blocking), blocking.reason)
    blocking.first_day, blocking.last_day, blocking.reason = first_day, last_day, reason
    blocking.save(update_fields=["first_day", "last_day", "reason"])
    if allowed is not None:
        _allow_only(blocking, list(allowed))
    changes = {"when": (before[0], _days(blocking)), "reason": (before[1], reason)}
    changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    record(blocking.logbook, "blocking.edited", by=by, subject=blocking, changes=changed)
    blocking.blocked_rooms.exclude(room__in=wanted).delete()
    rights = rights_of(by)
    for blocked in blocking.blocked_rooms.select_related("blocking"):
        _fit(blocked, locked[blocked.room_id], grows=grows, rights=rights, by=by)
    _add_rooms(blocking, [locked[key] for key in wanted if key not in kept], by=by)


@transaction.atomic
def end_blocking(blocking: Blocking, *, by: User) -> None:
    """Nothing is kept free any more; what it rejected stays rejected. Its log stays."""
    lock_rooms(blocking.blocked_rooms.values_list("room", flat=True))
    blocking.blocked_rooms.filter(state=BlockedRoom.State.PENDING).delete()
    now = timezone.now()
    blocking.blocked_rooms.filter(starts_at__gte=now).delete()
    blocking.blocked_rooms.filter(ends_at__gt=now).update(ends_at=now)
    blocking.ended_at = now
    blocking.save(update_fields=["ended_at"])
    record(blocking.logbook, "blocking.ended", by=by, subject=blocking)


def _turn_for(rooms: Iterable[int], first_day: date, last_day: date) -> dict[int, Room]:
    if last_day < first_day:
        raise BadBlocking(_("The last day is before the first."))
    if last_day - first_day > LONGEST:
        raise BadBlocking(_("Rooms are kept free for at most a year at a time."))
    if last_day < timezone.now().date() - timedelta(days=1):
        raise BadBlocking(_("These days are over."))
    if last_day.year not in YEARS:
        raise BadBlocking(_("These days are too far away."))
    locked = lock_rooms(rooms)
    if not locked:
        raise BadBlocking(_("Choose at least one room."))
    return locked


def _rooms_of(blocking: Blocking) -> set[int]:
    return set(blocking.blocked_rooms.order_by().values_list("room", flat=True))


def _add_rooms(blocking: Blocking, rooms: Sequence[Room], *, by: User) -> None:
    rights = rights_of(by)
    asked = []
    for room in rooms:
        span = span_of(blocking, room)
        blocked = BlockedRoom.objects.create(
            blocking=blocking, room=room, starts_at=span.starts_at, ends_at=span.ends_at
        )
        if rights.manages(room):
            _put_in_force(blocked, by=by)
        else:
            asked.append(blocked)
    if asked:
        ask_managers(blocking, asked, by=by)


def _fit(blocked: BlockedRoom, room: Room, *, grows: bool, rights: Rights, by: User) -> None:
    span = span_of(blocked.blocking, room)
    blocked.room = room
    blocked.starts_at, blocked.ends_at = span.starts_at, span.ends_at
    blocked.save(update_fields=["starts_at", "ends_at"])
    if not grows:
        return
    if rights.manages(room):
        _put_in_force(blocked, by=by)
    elif blocked.state != BlockedRoom.State.PENDING:
        _decide(blocked, BlockedRoom.State.PENDING, by=None)
        ask_managers(blocked.blocking, [blocked], by=by)


def _put_in_force(blocked: BlockedRoom, *, by: User) -> int:
    rejected = 0
    reason = _("The room is kept free: {reason}").format(reason=blocked.blocking.reason)
    for booking, dates in in_the_way(blocked):
        turn_down(booking, dates, by=by, reason=reason)
        rejected += len(dates)
    _decide(blocked, BlockedRoom.State.ACCEPTED, by=by)
    changes = {"room": ("", blocked.room), "dates rejected": ("", rejected)}
    record(blocked.blocking.logbook, "blocking.accepted", by=by, subject=blocked.blocking, changes=changes)
    if blocked.blocking.created_by_id != by.pk:
        tell_creator(blocked, by=by)
    return rejected


def _read_undecided(blocked: BlockedRoom) -> None:
    fresh = BlockedRoom.objects.pending().filter(pk=blocked.pk).first()
    if fresh is None:
        raise AlreadyDecided(_("Somebody has answered this already, or it was taken back."))
    blocked.starts_at, blocked.ends_at, blocked.state = fresh.starts_at, fresh.ends_at, fresh.state


def _decide(blocked: BlockedRoom, state: int, *, by: User | None, answer: str = "") -> None:
    blocked.state, blocked.answer, blocked.decided_by = state, answer[:300], by
    blocked.decided_at = timezone.now() if by else None
    blocked.save(update_fields=["state", "answer", "decided_by", "decided_at"])


def _allow_only(blocking: Blocking, allowed: Sequence[Allowed]) -> None:
    blocking.access.grants.filter(permission=Blocking.USE).delete()
    for principal in allowed:
        grant(blocking.access, to=principal, permission=Blocking.USE)


def span_of(blocking: Blocking, room: Room) -> Span:
    """The whole days of a blocking on the clocks of a room."""
    first, last = (day_bounds(day, room.zone) for day in (blocking.first_day, blocking.last_day))
    return Span(first.starts_at, last.ends_at)


def _days(blocking: Blocking) -> str:
    return f"{blocking.first_day.isoformat()} – {blocking.last_day.isoformat()}"
