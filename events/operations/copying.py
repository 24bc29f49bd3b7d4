"""The parts of a clone that events own: people with their roles, rooms, and who is named in its protection."""

from collections import defaultdict
from collections.abc import Sequence

from access.memory import forget
from access.models import Grant
from accounts.models import User
from events.cloning import Cloning
from events.models import Event, EventPerson, EventRole, EventRoom
from rooms.models import Room


def copy_people(cloning: Cloning) -> None:
    """Everybody of the event, and who chairs it or answers questions."""
    cloning.copy(EventPerson.objects.filter(event=cloning.source))
    cloning.copy(EventRole.objects.filter(event=cloning.source))


def count_people(event: Event, by: User) -> int:
    return event.people.count()


def copy_rooms(cloning: Cloning) -> None:
    """Its rooms; one that is in the house stays that room where the person sees it."""
    held = list(EventRoom.objects.filter(event=cloning.source))
    keys = [room.bookable_id for room in held if room.bookable_id]
    seen = set(Room.objects.visible_to(cloning.by).filter(pk__in=keys).values_list("pk", flat=True))

    def forget_unseen(new: EventRoom, old: EventRoom) -> None:
        new.bookable_id = old.bookable_id if old.bookable_id in seen else None

    cloning.copy(held, change=forget_unseen)


def count_rooms(event: Event, by: User) -> int:
    return event.rooms.count()


def copy_grants(cloning: Cloning) -> None:
    """Who sees it and who runs it. The lists of its sessions and talks follow with those."""
    copy_rights([(cloning.source.access.pk, cloning.clone.access.pk)])


def count_grants(event: Event, by: User) -> int:
    return event.access.grants.count()


def copy_rights(pairs: Sequence[tuple[int, int]]) -> None:
    """Give on the second list of each pair what is given on the first; nobody gets a mail."""
    forget()
    held = defaultdict(list)
    for right in Grant.objects.filter(access_list__in={before for before, _after in pairs}):
        held[right.access_list_id].append(right)
    rights = [
        Grant(
            access_list_id=after,
            user_id=right.user_id,
            group_id=right.group_id,
            email=right.email,
            permission=right.permission,
        )
        for before, after in pairs
        for right in held[before]
    ]
    Grant.objects.bulk_create(rights, ignore_conflicts=True)
