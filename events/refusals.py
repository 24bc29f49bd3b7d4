"""Why something about events and categories is refused."""

from kit.refusals import Refused


class AddressTaken(Refused):
    """Another event has this address."""


class BadAddress(Refused):
    """The address holds characters that an address of an event may not hold."""


class EndsBeforeItStarts(Refused):
    """The end lies before the start."""


class OutsideOfCalendars(Refused):
    """A moment so far away that no calendar program could show it."""


class WouldBeACircle(Refused):
    """A category can not be moved below itself."""


class NotEmpty(Refused):
    """Something still depends on what should go."""


class RootStays(Refused):
    """The top of the category tree can neither move, nor go, nor ask anybody above."""


class RoomNameTaken(Refused):
    """The event has a room of that name."""


class BookableTaken(Refused):
    """Another room of the event is the same bookable room."""


class AlreadyAmongThePeople(Refused):
    """The event has a person with this e-mail address."""


class StillNeeded(Refused):
    """Something else at the event still names what should go."""


class TooManyClones(Refused):
    """More clones, or more to copy, than one act makes."""


class UnknownPart(Refused):
    """An event has no such part."""
