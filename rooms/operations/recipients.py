"""Who hears of bookings in a room: those it is for, and those who run the room, as they chose."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from access.models import Grant
from accounts.models import User
from rooms.models import Booking, MailChoice, MutedRoom, Room

RUNS = (Grant.MANAGE, Room.MODERATE)


@dataclass(frozen=True, slots=True)
class Audience:
    """Nobody is in it twice."""

    own: list[User] = field(default_factory=list)
    """Those the booking is for, or who made it; the one it is for comes first."""
    run: list[User] = field(default_factory=list)
    """Those who run one of the rooms and want to know at once."""
    digest: list[User] = field(default_factory=list)
    """The same, once a day."""
    addresses: list[str] = field(default_factory=list)
    """What the rooms name besides."""


@dataclass(frozen=True, slots=True)
class _Duties:
    """Who runs one room."""

    room: Room
    managers: set[int]
    moderators: set[int]

    def wanted_by(self, user: User, mode: str, *, asks: bool) -> bool:
        """Whether somebody who chose `mode` hears of this room; what `asks` for an answer goes to moderators too."""
        owns = self.room.owner_id == user.pk
        decides = asks and user.pk in self.moderators
        if mode == MailChoice.Mode.NONE:
            return False
        if mode == MailChoice.Mode.OWNED:
            return owns
        if mode == MailChoice.Mode.MANAGED and owns:
            return False
        return owns or decides or user.pk in self.managers

    @property
    def people(self) -> set[int]:
        owner = {self.room.owner_id} if self.room.owner_id else set()
        return owner | self.managers | self.moderators


def audience_of(booking: Booking, rooms: Sequence[Room], *, by: User | None, asks: bool = False) -> Audience:
    """Who is told what `by` did; the rooms come with their access lists and locations.

    Those who run a room are its owner and whoever manages it or its location; where something `asks` for an answer
    also whoever approves there, and when there is nobody those who run all rooms, or else the administrators. Nobody is
    told what they did themselves, but whom a booking is for gets it confirmed. The number of queries does not depend
    on how many they are.
    """
    own = _own(booking, by=by)
    duties = _duties(rooms, asks=asks)
    people = {key for duty in duties for key in duty.people} - {user.pk for user in own}
    told = _who_want_to_know(people - {by.pk if by else 0}, duties, asks=asks)
    run = [user for user in told if not _choice(user).digest]
    return Audience(
        own=own,
        run=run,
        digest=[user for user in told if _choice(user).digest],
        addresses=_addresses(rooms, besides=[*own, *told]),
    )


def rooms_heard_of(user: User) -> QuerySet[Room]:
    """The rooms in whose audience the person is, whatever they chose; not all rooms, for those who run all."""
    lists = Grant.objects.held_by(user).filter(permission__in=RUNS).values_list("access_list", flat=True)
    held = sorted(set(lists))
    return (
        Room.objects.in_use()
        .filter(Q(owner=user) | Q(access__in=held) | Q(location__access__in=held))
        .select_related("location")
    )


def _own(booking: Booking, *, by: User | None) -> list[User]:
    owner = booking.booked_for or booking.created_by
    people = [owner]
    if booking.created_by != by and booking.created_by != owner:
        people.append(booking.created_by)
    return [person for person in people if person and person.is_active]


def _duties(rooms: Iterable[Room], *, asks: bool) -> list[_Duties]:
    """One query for all rooms, and one more where a question would reach nobody."""
    rooms = list(rooms)
    roots = {room.access.path[0] for room in rooms}
    lists = {key for room in rooms for key in (room.access_id, room.location.access_id)}
    held: dict[tuple[int, str], set[int]] = defaultdict(set)
    grants = Grant.objects.filter(access_list__in=lists | roots, permission__in=RUNS)
    for access_list, right, user, member in grants.values_list(
        "access_list", "permission", "user", "group__members"
    ):
        held[access_list, right] |= {key for key in (user, member) if key is not None}
    duties = [
        _Duties(
            room,
            managers=held[room.access_id, Grant.MANAGE] | held[room.location.access_id, Grant.MANAGE],
            moderators=held[room.access_id, Room.MODERATE] | held[room.location.access_id, Room.MODERATE],
        )
        for room in rooms
    ]
    if asks:
        for duty in duties:
            if not duty.people:
                duty.managers.update(held[duty.room.access.path[0], Grant.MANAGE] or _admins())
    return duties


def _admins() -> Collection[int]:
    return set(User.objects.filter(is_admin=True, is_active=True).values_list("pk", flat=True))


def _who_want_to_know(people: Collection[int], duties: Sequence[_Duties], *, asks: bool) -> list[User]:
    if not people:
        return []
    rooms = [duty.room.pk for duty in duties]
    muted = set(MutedRoom.objects.filter(user__in=people, room__in=rooms).values_list("user", "room"))
    found = User.objects.filter(pk__in=people, is_active=True).select_related("room_mail").order_by("pk")
    return [
        user
        for user in found
        if any(
            (user.pk, duty.room.pk) not in muted and duty.wanted_by(user, _choice(user).mode, asks=asks)
            for duty in duties
        )
    ]


def _choice(user: User) -> MailChoice:
    return getattr(user, "room_mail", None) or MailChoice(user=user)


def _addresses(rooms: Iterable[Room], *, besides: Iterable[User]) -> list[str]:
    """In order, without those of people who are told anyway."""
    told = {user.email.lower() for user in besides}
    named = {address.lower(): address for room in rooms for address in room.notification_emails}
    return [address for key, address in named.items() if key not in told]
