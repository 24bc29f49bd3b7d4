"""Take over bookings from elsewhere: all that can be had, and for every line what became of it.

All rooms of the file are locked at once, before anything is looked at, so that what the dry run of a quiet moment
says is what happens. Past bookings come in too; nobody gets a mail about any of it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from kit.refusals import Refused
from rooms.availability.collisions import Obstacle
from rooms.importing.lines import Line
from rooms.importing.naming import Names
from rooms.models import Booking, Room
from rooms.operations.booking import OnConflict, RoomTaken, Wish, takeable, write_booking
from rooms.operations.rejecting import turn_down_requests
from rooms.operations.turns import lock_rooms
from rooms.outlook import Prospect, prospects
from rooms.refusals import MayNotBook
from rooms.rights import Rights, rights_of

UID_KEY = "import:"
LONGEST_KEY = 100


class Outcome(StrEnum):
    """What became of a line."""

    NEW = "new"
    SAME = "same"
    PARTLY = "partly"
    OVERLAPS = "overlaps"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report; `dates` how many were booked."""

    number: int
    outcome: Outcome
    sentence: str = ""
    dates: int = 0


@dataclass
class BookingsReport:
    """`overlaps` come first: they are what has to be decided."""

    results: list[Result] = field(default_factory=list)
    is_dry_run: bool = False

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(result.outcome.value for result in self.results))

    @property
    def overlaps_first(self) -> list[Result]:
        order = [Outcome.OVERLAPS, Outcome.REFUSED, Outcome.PARTLY, Outcome.NEW, Outcome.SAME]
        return sorted(self.results, key=lambda result: (order.index(result.outcome), result.number))


@transaction.atomic
def import_bookings(
    lines: Sequence[Line],
    *,
    by: User,
    rooms: Sequence[Room],
    into: Room | None = None,
    on_conflict: OnConflict = "refuse",
    dry_run: bool = False,
) -> BookingsReport:
    """Book what the lines say, in these rooms (`into`: all in that one). With `dry_run` everything but keeping it.

    A line whose UID this person imported before is left as it is.
    """
    rights = rights_of(by)
    names = Names(list(rooms))
    named = {line.number: into or _room(names, line) for line in lines if not line.problem}
    locked = lock_rooms({room.pk for room in named.values() if room})
    report = BookingsReport(is_dry_run=dry_run)
    for line in lines:
        room = named.get(line.number)
        report.results.append(_result(line, locked[room.pk] if room else None, rights, by, on_conflict))
    transaction.set_rollback(dry_run)
    return report


def _room(names: Names, line: Line) -> Room | None:
    try:
        return names.room(line.room)
    except Refused:
        return None


def _result(line: Line, room: Room | None, rights: Rights, by: User, on_conflict: OnConflict) -> Result:
    if line.problem or line.times is None:
        return Result(line.number, Outcome.REFUSED, line.problem)
    if room is None:
        return Result(
            line.number, Outcome.REFUSED, _("No one room is called “{text}”.").format(text=line.room[:60])
        )
    key = _key_of(line)
    if key and Booking.objects.filter(created_by=by, idempotency_key=key).exists():
        return Result(line.number, Outcome.SAME)
    try:
        with transaction.atomic():
            return _book(line, room, rights, by, on_conflict, key)
    except RoomTaken as taken:
        return Result(line.number, Outcome.OVERLAPS, _overlaps(taken.conflicts) or str(taken))
    except Refused as refusal:
        return Result(line.number, Outcome.REFUSED, str(refusal))


def _key_of(line: Line) -> str:
    """What its UID is remembered by, a long one by its digest: Outlook's differ at their end only. "" without one."""
    if not line.uid:
        return ""
    key = f"{UID_KEY}{line.uid}"
    return key if len(key) <= LONGEST_KEY else f"{UID_KEY}{sha256(line.uid.encode()).hexdigest()}"


def _book(line: Line, room: Room, rights: Rights, by: User, on_conflict: OnConflict, key: str) -> Result:
    if not rights.manages(room):
        raise MayNotBook(_("Only those who run {room} import bookings of it.").format(room=room))
    assert line.times is not None  # noqa: S101 (lines without times are refused before)
    times = line.times(room.zone)
    person = User.objects.owning(line.booked_for) if line.booked_for else None
    wish = Wish(room, times, purpose=line.purpose, booked_for=person or by, idempotency_key=key)
    dates = prospects(room, times, rights=rights)
    free = takeable(dates, on_conflict)
    booking = write_booking(wish, room, free, by=by)
    turn_down_requests([hit.id for date in free for hit in date.requests], by=by, instead=booking)
    unknown = line.booked_for and person is None
    notes = (
        [*line.notes, _("Nobody here has the address {address}.").format(address=line.booked_for)]
        if unknown
        else line.notes
    )
    left_out = [date for date in dates if not date.is_free]
    outcome = Outcome.PARTLY if left_out else Outcome.NEW
    said = [*notes, _overlaps(left_out)] if left_out else notes
    return Result(line.number, outcome, " ".join(said), len(free))


def _overlaps(conflicts: Sequence[Prospect]) -> str:
    """The dates that are taken, and by which bookings: for those who run the room."""
    said = []
    for date in conflicts:
        bookings = sorted({hit.booking_id or 0 for hit in date.obstacles if hit.obstacle is Obstacle.BOOKING})
        by_whom = ", ".join(f"#{key}" for key in bookings)
        said.append(f"{date.day.isoformat()} ({by_whom})" if by_whom else date.day.isoformat())
    return _("Taken: {dates}.").format(dates=", ".join(said)) if said else ""
