"""Which bookings stand in the way of a blocking, and who may pass it."""

from collections import defaultdict

from django.db.models import Q
from django.utils import timezone

from access.models import Grant
from accounts.models import User
from rooms.models import BlockedRoom, Blocking, Booking, Occurrence, Room


def in_the_way(blocked: BlockedRoom) -> list[tuple[Booking, list[Occurrence]]]:
    """The dates that putting it in force rejects, by booking in the order of their keys: those that are not over
    and belong to people who may not pass (indico: whole bookings inside it fall whole, for no date is left).
    """
    start = max(blocked.starts_at, timezone.now())
    if start >= blocked.ends_at:
        return []
    near = Room.objects.sharing_space_with([blocked.room_id])
    dates = Occurrence.objects.within(start, blocked.ends_at).filter(room__in=near)
    passing = passers(blocked)
    by_booking: dict[Booking, list[Occurrence]] = defaultdict(list)
    for date in dates.select_related("booking__room", "booking__booked_for").order_by("booking", "starts_at"):
        if passing.isdisjoint({date.booking.booked_for_id, date.booking.created_by_id} - {None}):
            by_booking[date.booking].append(date)
    return list(by_booking.items())


def passers(blocked: BlockedRoom) -> set[int | None]:
    """The people whose bookings it spares: who asked for it, whom it names, and who manages the room."""
    room = Room.objects.for_rights().get(pk=blocked.room_id)
    named = Q(access_list=blocked.blocking.access_id, permission=Blocking.USE)
    managing = Q(access_list__in=room.access.path, permission=Grant.MANAGE)
    grants = Grant.objects.filter(named | managing)
    people = User.objects.filter(Q(grants__in=grants) | Q(member_of__grants__in=grants) | Q(is_admin=True))
    return {blocked.blocking.created_by_id, room.owner_id, *people.values_list("pk", flat=True)} - {None}
