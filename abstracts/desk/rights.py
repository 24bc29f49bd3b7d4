"""The doors for acts at the desk: on which abstracts a person may do what. Page, bulk and API ask here."""

from collections.abc import Collection

from django.db.models import Q, TextChoices
from django.utils.translation import pgettext_lazy

from abstracts.desk.frame import Frame
from abstracts.desk.rows import Row
from abstracts.models import AbstractQuerySet, State
from abstracts.reading import decidable_by, led_by
from abstracts.standing import Standing


class Act(TextChoices):
    """What is done at the desk. `value` is what forms and the API send."""

    ACCEPT = "accept", pgettext_lazy("act at the desk", "Accept")
    REVISE = "revise", pgettext_lazy("act at the desk", "Ask for a revision")
    MOVE = "move", pgettext_lazy("act at the desk", "Move to other tracks")
    MERGE = "merge", pgettext_lazy("act at the desk", "Merge with another")
    DUPLICATE = "duplicate", pgettext_lazy("act at the desk", "Duplicate of another")
    REJECT = "reject", pgettext_lazy("act at the desk", "Reject")
    TAKE_BACK = "take_back", pgettext_lazy("act at the desk", "Take the decision back")
    RELEASE = "release", pgettext_lazy("act at the desk", "Release")
    WITHDRAW = "withdraw", pgettext_lazy("act at the desk", "Withdraw")


DECISIONS = {
    Act.ACCEPT: State.ACCEPTED,
    Act.REJECT: State.REJECTED,
    Act.MERGE: State.MERGED,
    Act.DUPLICATE: State.DUPLICATE,
}


def open_for(standing: Standing, act: Act) -> AbstractQuerySet:
    """The abstracts on which the person may do this, as far as it is a matter of rights and not of state.

    Conveners move where the call lets them move, and decide where it lets them decide; what was released, or
    withdrawn, only organisers bring back, and only they release and withdraw.
    """
    if act in (Act.RELEASE, Act.WITHDRAW):
        return led_by(standing) if standing.is_manager else led_by(standing).none()
    if act == Act.MOVE:
        moved = led_by(standing)
        return moved if standing.is_manager else moved.filter(call__reviewing__conveners_change_tracks=True)
    mine = decidable_by(standing)
    if act == Act.TAKE_BACK and not standing.is_manager:
        return mine.filter(~Q(state=State.WITHDRAWN), released_at__isnull=True)
    return mine


def may(standing: Standing, frame: Frame, act: Act, row: Row) -> bool:
    """The same as `open_for` says, for a row that is known already."""
    if act in (Act.RELEASE, Act.WITHDRAW):
        return standing.is_manager
    if act == Act.MOVE:
        return standing.is_manager or (row.leads and frame.calls[row.call].conveners_change_tracks)
    if act == Act.TAKE_BACK and not standing.is_manager:
        return row.decides and row.released_at is None and row.state != State.WITHDRAWN
    return row.decides


def permits(standing: Standing, act: Act, keys: Collection[int]) -> bool:
    """Whether the person may do it to all of these. Asks the database: for acts, not for pages."""
    return open_for(standing, act).filter(pk__in=keys).count() == len(set(keys))


def fits(act: Act, state: str, *, is_released: bool) -> bool:
    """Whether the act is one for this state; the operation has the last word."""
    if act == Act.RELEASE:
        return state in DECISIONS.values() and not is_released
    if act == Act.TAKE_BACK:
        return state not in (State.SUBMITTED, State.DRAFT, State.INVITED)
    if act == Act.WITHDRAW:
        return state not in (State.WITHDRAWN, State.DRAFT, State.INVITED)
    return state in (State.SUBMITTED, State.REVISION)
