"""Why something about a conflict is refused."""

from kit.refusals import Refused


class ConflictGone(Refused):
    """It was solved in between, or is another one now; or what would have solved it no longer does."""


class NeedsAReason(Refused):
    """A conflict is accepted with a reason."""
