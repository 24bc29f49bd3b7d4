"""Who comes to the desk of an event: organisers of its abstracts, and conveners. Everybody else gets a 404."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from abstracts.desk.asked import Asked
from abstracts.desk.frame import Frame, frame_of
from abstracts.desk.rights import Act, may, permits
from abstracts.desk.rows import Found, Row, find
from abstracts.models import DeskStep
from abstracts.standing import Standing, standing_of
from abstracts.views.committee import committee_side
from abstracts.views.fetch import chair_side
from accounts.models import User
from accounts.requests import MemberRequest
from events.models import Event


@dataclass(frozen=True, slots=True)
class AtDesk:
    """One person at one desk."""

    request: MemberRequest
    event: Event
    standing: Standing
    frame: Frame

    @property
    def user(self) -> User:
        return self.request.user

    def find(self, asked: Asked) -> Found:
        return find(self.standing, asked, self.frame)

    def row(self, number: int) -> Row:
        """The one abstract of this number. Raises Http404 for what is not there, or not for this person."""
        asked = Asked(words=f"#{number}", stage="all")
        row = next((row for row in self.find(asked).rows if row.number == number), None)
        if row is None:
            raise Http404
        return row

    def address(self, query: str = "", *, number: int | None = None) -> str:
        """The desk with these filters, at this abstract."""
        chosen = "" if number is None else f"{'&' if query else ''}abstract={number}"
        where = f"?{query}{chosen}" if query or chosen else ""
        return f"{reverse('desk', args=[self.event.slug])}{where}#sheet"

    def may(self, act: Act, row: Row) -> bool:
        return may(self.standing, self.frame, act, row)

    def permits(self, act: Act, keys: Collection[int]) -> bool:
        return permits(self.standing, act, keys)


def at_desk(request: MemberRequest, slug: str) -> AtDesk:
    """The desk at this address. Raises Http404."""
    alive = Event.objects.filter(deleted_at__isnull=True, slug__iexact=slug)
    event = alive.select_related("category", "access", "logbook").first()
    if event is None:
        raise Http404
    standing = standing_of(request.user, event)
    if not (standing.is_manager or standing.is_convener):
        raise Http404
    return AtDesk(request, event, standing, frame_of(standing))


def side_of(desk: AtDesk, *, current: str) -> dict[str, Any]:
    """Organisers have the pages of the event beside the desk, conveners their own few."""
    if desk.standing.is_manager:
        return chair_side(desk.request, desk.event, current=current)
    return committee_side(desk.standing, current=current)


def acts_on(desk: AtDesk, row: Row, among: "tuple[Act, ...]") -> "tuple[Act, ...]":
    """What the person may do to this one, as far as rights go."""
    return tuple(act for act in among if desk.may(act, row))


def done_words(act: Act, number: int) -> str:
    """What the toast says after an act on one abstract."""
    said = {
        Act.ACCEPT: _("Accepted #%(number)d"),
        Act.REVISE: _("Asked for a revision of #%(number)d"),
        Act.MOVE: _("Moved #%(number)d"),
        Act.MERGE: _("Merged #%(number)d"),
        Act.DUPLICATE: _("Marked #%(number)d as a duplicate"),
        Act.REJECT: _("Rejected #%(number)d"),
        Act.TAKE_BACK: _("#%(number)d waits for a decision again"),
        Act.RELEASE: _("Released #%(number)d"),
        Act.WITHDRAW: _("Withdrew #%(number)d"),
    }
    return said[act] % {"number": number}


def undo_address(desk: AtDesk, step: DeskStep | None, *, filters: str = "") -> str:
    """For a toast, with the filters to come back to; empty where the act can not be undone."""
    if step is None:
        return ""
    return f"{reverse('desk-undo', args=[desk.event.slug, step.pk])}{'?' if filters else ''}{filters}"
