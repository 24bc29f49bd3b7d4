"""Who sees, books and runs rooms: the mode, and rights given and taken; of all rooms, a location, or one room."""

from typing import Any, TypeAlias

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.models import AccessList, Grant
from access.operations import grant_unless_held, revoke_unless_last, set_mode
from accounts.models import Group, User
from journal.operations import record
from kit.refusals import Refused
from notices.operations import tell_of_right
from rooms.models import Location, Room, RoomSettings

Protected: TypeAlias = RoomSettings | Location | Room
MAIL = "rooms/mail/right_given.txt"

RIGHTS_IN_ROOM = [
    (Room.BOOK, gettext_lazy("book it without asking")),
    (Room.PREBOOK, gettext_lazy("ask for a booking")),
    (Room.OVERRIDE, gettext_lazy("book past hours, closures and limits")),
    (Room.MODERATE, gettext_lazy("approve and reject bookings")),
    (Grant.VIEW, gettext_lazy("see it")),
    (Grant.MANAGE, gettext_lazy("run it")),
]
RIGHTS_IN_LOCATION = [
    (Room.BOOK, gettext_lazy("book its rooms without asking")),
    (Room.PREBOOK, gettext_lazy("ask for bookings of its rooms")),
    (Room.MODERATE, gettext_lazy("approve and reject bookings")),
    (Grant.VIEW, gettext_lazy("see its rooms")),
    (Grant.MANAGE, gettext_lazy("run it and all its rooms")),
]
RIGHTS_IN_ALL = [
    (Grant.VIEW, gettext_lazy("see the rooms")),
    (Grant.MANAGE, gettext_lazy("run all rooms")),
]


def rights_in(thing: Protected) -> list[tuple[str, Any]]:
    """The permissions that can be given there, in words."""
    if isinstance(thing, Room):
        return RIGHTS_IN_ROOM
    return RIGHTS_IN_LOCATION if isinstance(thing, Location) else RIGHTS_IN_ALL


@transaction.atomic
def set_protection(thing: Protected, *, mode: str, by: User | None) -> None:
    """Public, as above, or restricted; the next request follows. Above all rooms there is nothing to follow."""
    thing.access.refresh_from_db()
    before = AccessList.Mode(thing.access.mode)
    after = AccessList.Mode(mode)
    if before == after:
        return
    if after == AccessList.Mode.INHERITING and thing.access.parent_id is None:
        raise Refused(_("There is nothing above all rooms whose protection they could follow."))
    set_mode(thing.access, mode=after)
    changes = {"protection": (before.label, after.label)}
    record(thing.logbook, "protection.changed", by=by, subject=thing, changes=changes)


@transaction.atomic
def give_right(thing: Protected, *, to: User | Group | str, permission: str, by: User | None) -> Grant:
    """Let a person, a group, or whoever proves to own an e-mail address see, book or run it; twice is once.

    People and addresses are told by mail, groups are not. Raises WroteTooOften for more new addresses than somebody
    may write to within an hour.
    """
    given, is_new = grant_unless_held(thing.access, to=to, permission=permission)
    if is_new:
        changes = {permission: ("", given.principal)}
        record(thing.logbook, "right.given", by=by, subject=thing, changes=changes)
        _tell(given, thing, by=by)
    return given


@transaction.atomic
def take_right(thing: Protected, held: Grant, *, by: User | None) -> None:
    """Take a right away. Raises WouldLockOut for somebody who, by going, would leave nobody to run it."""
    last = _("Nobody else runs it. Give somebody else the right to run it first.")
    changes = {held.permission: (held.principal, "")}
    revoke_unless_last(held, thing.access, by=by, last=last)
    record(thing.logbook, "right.taken", by=by, subject=thing, changes=changes)


def _tell(given: Grant, thing: Protected, *, by: User | None) -> None:
    """A mail to the person or the address; groups are many and have not asked."""
    path = thing.get_absolute_url() if isinstance(thing, Room) else reverse("room-finder")
    tell_of_right(
        MAIL,
        to=given.user or given.email,
        by=by,
        about=f"access-{given.access_list_id}",
        url=path,
        path=path,
        thing="" if isinstance(thing, RoomSettings) else thing,
        may=dict(rights_in(thing))[given.permission],
    )
