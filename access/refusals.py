"""Why a change of rights is refused."""

from kit.refusals import Refused


class UnknownPrincipal(Refused):
    """Nobody and no group of that name can be given a right."""


class WouldLockOut(Refused):
    """The change would leave nobody to run the thing."""
