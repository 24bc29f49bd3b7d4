"""The bookings that await an answer of one moderator: the work list."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from accounts.models import User
from rooms.models import Booking, Occurrence, Room, State
from rooms.standoff import Standoff, requests_among, standoffs


@dataclass(frozen=True, slots=True)
class Task:
    """One booking: its dates that await the answer, and what stands against them."""

    booking: Booking
    dates: Sequence[Occurrence]
    against: Sequence[Standoff] = field(default=())

    @property
    def rooms(self) -> list[Room]:
        """The rooms of these dates: that of the booking, or the one a date was moved to; each once."""
        found = {date.room_id: date.room for date in self.dates}
        return list(found.values())

    @property
    def title(self) -> str:
        """What it is for; else the first of these rooms, for that of the booking may be one nobody may name here."""
        return self.booking.purpose or f"{self.dates[0].room} {self.dates[0].date}"

    @property
    def taken(self) -> int:
        """Dates that can not be approved any more."""
        return sum(line.is_taken for line in self.against)

    @property
    def requests(self) -> int:
        """Requests of others that approving would reject."""
        return requests_among(self.against)

    @property
    def free(self) -> int:
        return len(self.dates) - len(self.against)


def waiting_for(user: User) -> QuerySet[Booking]:
    """The soonest first."""
    rooms = Room.objects.moderated_by(user)
    pending = Occurrence.objects.pending().filter(booking=OuterRef("pk"), room__in=rooms)
    soonest = Min("occurrences__starts_at", filter=Q(occurrences__state=State.PENDING))
    return (
        Booking.objects.filter(Exists(pending))
        .for_rights()
        .annotate(soonest=soonest)
        .order_by("soonest", "pk")
    )


def tasks_of(bookings: Sequence[Booking], *, user: User) -> list[Task]:
    """With dates and collisions, in as many queries for a page of them as for one."""
    rooms = Room.objects.moderated_by(user)
    rows = Occurrence.objects.pending().filter(booking__in=bookings, room__in=rooms)
    dates: dict[int, list[Occurrence]] = {booking.pk: [] for booking in bookings}
    for row in rows.select_related("room__location").order_by("starts_at"):
        dates[row.booking_id].append(row)
    against = standoffs([row for some in dates.values() for row in some], user=user)
    return [
        Task(
            booking,
            dates[booking.pk],
            [against[row.pk] for row in dates[booking.pk] if against[row.pk].is_any],
        )
        for booking in bookings
    ]
