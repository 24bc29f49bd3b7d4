"""What a person may do in which room: one query for everything they hold, then questions without any."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from access.filters import Keyring, grants_of, keyring_with
from accounts.models import User
from rooms.models import Room


@dataclass(frozen=True, slots=True)
class Rights:
    """The rooms asked about come from `Room.objects.for_rights()`, so that no question costs a query.

    Duties hold where they were granted: on the room, or on its location for all its rooms. Management comes down.
    """

    user_id: int | None
    keyring: Keyring
    held: frozenset[tuple[int, str]]

    def manages(self, room: Room) -> bool:
        """Owner, manager of the room, of its location or of all rooms, or administrator."""
        if self.keyring.is_admin:
            return True
        if self.user_id is None:
            return False
        return room.owner_id == self.user_id or not set(self.keyring.managed).isdisjoint(room.access.path)

    def sees(self, room: Room) -> bool:
        """The same answer as `Room.objects.visible_to` gives somebody signed in, for a room at hand."""
        opened = room.access.is_open or not set(self.keyring.invited).isdisjoint(room.access.reach)
        return self.manages(room) or (self.user_id is not None and opened)

    def books(self, room: Room) -> bool:
        """May take the room at once."""
        if not self._may_use(room):
            return False
        return (room.open_to_all and not room.needs_approval) or self._on_duty(room, Room.BOOK)

    def requests(self, room: Room) -> bool:
        """May ask for the room, so that a moderator decides."""
        if not self._may_use(room):
            return False
        return (room.open_to_all and room.needs_approval) or self._holds(room, Room.PREBOOK)

    def overrides(self, room: Room) -> bool:
        """Is free from hours, closures and limits there."""
        return self._on_duty(room, Room.OVERRIDE)

    def moderates(self, room: Room) -> bool:
        """Approves and rejects bookings there."""
        return self._on_duty(room, Room.MODERATE)

    def _may_use(self, room: Room) -> bool:
        return self.user_id is not None and room.is_bookable and room.retired_at is None and self.sees(room)

    def _on_duty(self, room: Room, duty: str) -> bool:
        return self._holds(room, duty) or self.manages(room)

    def _holds(self, room: Room, duty: str) -> bool:
        return (room.access_id, duty) in self.held or (room.location.access_id, duty) in self.held


def rights_of(user: User | AnonymousUser) -> Rights:
    """Everything the person holds, in one query; none for strangers and administrators."""
    if user.pk is None or not user.is_active:
        return Rights(None, Keyring(), frozenset())
    if user.is_admin:
        return Rights(user.pk, Keyring(is_admin=True), frozenset())
    held = grants_of(user)
    return Rights(user.pk, keyring_with(held), held)
