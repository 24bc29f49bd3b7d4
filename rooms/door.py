"""What the display at a door shows: who is in, who comes next, until when the room is free."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from kit.moments import day_bounds, local
from rooms.availability.next_free import free_gaps
from rooms.models import Occurrence, Room, RoomSettings
from rooms.operations.checking_in import may_check_in_at
from rooms.operations.door import LENGTHS, is_bookable_at_the_door
from rooms.operations.settings import room_settings


@dataclass(frozen=True, slots=True)
class Door:
    """`titles` are what anybody who walks past may read: only where nothing is private or hidden."""

    at: datetime
    present: Occurrence | None
    next: Occurrence | None
    free_until: datetime | None
    lengths: tuple[int, ...]
    settings: RoomSettings

    @property
    def expected(self) -> Occurrence | None:
        """The date one may check in for now."""
        for occurrence in (self.present, self.next):
            if occurrence and not occurrence.checked_in_at and may_check_in_at(occurrence, self.at):
                return occurrence
        return None

    @property
    def present_title(self) -> str:
        return self._title(self.present)

    @property
    def next_title(self) -> str:
        return self._title(self.next)

    def _title(self, occurrence: Occurrence | None) -> str:
        if occurrence is None or self.settings.hide_booking_details or occurrence.booking.is_private:
            return ""
        return occurrence.booking.purpose


def door_of(room: Room) -> Door:
    """The room at this moment, and the rest of its day."""
    now = timezone.now()
    end_of_day = day_bounds(local(now, room.zone).date(), room.zone).ends_at
    dates = Occurrence.objects.within(now, end_of_day).accepted().filter(room=room).select_related("booking")
    ahead = list(dates.order_by("starts_at")[:2])
    present = ahead.pop(0) if ahead and ahead[0].starts_at <= now else None
    start = now.replace(second=0, microsecond=0)
    gaps = free_gaps(room.pk, local(now, room.zone).date())
    free_until = next((gap.ends_at for gap in gaps if gap.starts_at <= start < gap.ends_at), None)
    lengths: tuple[int, ...] = ()
    if free_until and is_bookable_at_the_door(room):
        minutes = (free_until - start).total_seconds() / 60
        lengths = tuple(length for length in LENGTHS if length <= minutes)
    return Door(now, present, ahead[0] if ahead else None, free_until, lengths, room_settings())
