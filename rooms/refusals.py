"""What the rooms refuse, each with a sentence for the person who asked."""

from kit.refusals import Refused


class MayNotBook(Refused):
    """The person has no right to this room, or a rule of it stands against the times."""


class AlreadyDecided(Refused):
    """Somebody else approved, rejected or cancelled it meanwhile."""


class NothingLeft(Refused):
    """No date would be left."""


class NotEditable(Refused):
    """It is over, or cancelled, or not the person's to change."""


class RoomNameTaken(Refused):
    """There is a room, location, plan or kind of equipment of that name already."""


class StillUsed(Refused):
    """Something hangs on it, so it stays."""


class TryAgain(Refused):
    """Somebody else held the rooms for too long."""


class StandsInTheWay(Refused):
    """There are bookings about which somebody has to decide first."""


class NotCombinable(Refused):
    """These rooms can not be parts of one."""
