"""Who hears of a blocking: the managers of its rooms when they are asked, its creator when they have answered."""

from collections.abc import Sequence

from access.models import Grant
from accounts.models import User
from notices.operations import post
from rooms.models import BlockedRoom, Blocking, Room


def ask_managers(blocking: Blocking, asked: Sequence[BlockedRoom], *, by: User) -> None:
    """One mail to each manager (not the owner alone: Indico's defect) about all the rooms they answer for."""
    rooms = Room.objects.for_rights().select_related("owner").in_bulk([blocked.room_id for blocked in asked])
    for manager, theirs in _managers(list(rooms.values())).items():
        if manager != by:
            post("rooms/mail/blocking_asked.txt", to=[manager], blocking=blocking, rooms=theirs, by=by)


def tell_creator(blocked: BlockedRoom, *, by: User) -> None:
    """The answer for one room, with its reason."""
    creator = blocked.blocking.created_by
    if creator is not None and creator.is_active and creator != by:
        post(
            "rooms/mail/blocking_answered.txt",
            to=[creator],
            blocked=blocked,
            blocking=blocked.blocking,
            by=by,
        )


def _managers(rooms: Sequence[Room]) -> dict[User, list[Room]]:
    """Owners, and holders of management on the rooms themselves or their locations, with the rooms each answers for."""
    lists = {key for room in rooms for key in (room.access_id, room.location.access_id)}
    grants = Grant.objects.filter(access_list__in=lists, permission=Grant.MANAGE)
    held: dict[int, set[int]] = {}
    for key, user, member in grants.values_list("access_list", "user", "group__members"):
        held.setdefault(user or member, set()).add(key)
    people = [
        (person, held[person.pk])
        for person in User.objects.filter(pk__in=held, is_active=True).order_by("pk")
    ]
    found: dict[User, list[Room]] = {}
    for room in rooms:
        owner = [room.owner] if room.owner and room.owner.is_active else []
        here = {room.access_id, room.location.access_id}
        for person in dict.fromkeys([*owner, *(person for person, keys in people if keys & here)]):
            found.setdefault(person, []).append(room)
    return found
