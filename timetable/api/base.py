"""What all entrances to a timetable share: which event it is, who may work on it, and two people at one entry."""

from collections.abc import Sequence
from typing import Any, cast

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_409_CONFLICT, HTTP_412_PRECONDITION_FAILED
from rest_framework.views import set_rollback

from accounts.models import User
from events.api import SeenEvents, event_named
from events.models import Event
from events.permissions import can_manage_event
from kit.api import MemberViewSet
from kit.unchanged import MATCH_HEADER
from rooms.api.query import wrong
from rooms.api.refusing import member, permit
from timetable.api.entry_fields import revisions_of, shown_in
from timetable.plan import plan_of
from timetable.refusals import Stale

LONGEST_TAG = 12
IF_MATCH = OpenApiParameter(
    MATCH_HEADER,
    str,
    OpenApiParameter.HEADER,
    description="The `revision` you saw, in quotes: 412 with both states where somebody changed it in between.",
)


class Freshly(MemberViewSet):
    """Whoever saw an entry as it no longer is, is answered with both states: 412 to If-Match, else 409."""

    filter_backends: tuple[Any, ...] = ()

    def handle_exception(self, exc: Exception) -> Response:
        if not isinstance(exc, Stale) or self.stale_event is None:
            return super().handle_exception(exc)
        set_rollback()
        theirs = exc.theirs
        event, plan = self.stale_event, plan_of(self.stale_event)
        now = shown_in(plan, theirs, event=event, revisions=revisions_of([theirs.key])) if theirs else None
        by_header = MATCH_HEADER in self.request.headers
        status = HTTP_412_PRECONDITION_FAILED if by_header else HTTP_409_CONFLICT
        return Response({"detail": str(exc), "theirs": now, "yours": self.request.data}, status=status)

    def check_repeat(self, request: Request) -> None:
        """Only who runs the event still."""
        fields = cast(dict[str, Any], request.data)
        self.to_work_on(request, event_named(str(fields["event"]), self))

    stale_event: Event | None = None
    """The event that is worked on, once that is known."""

    def to_work_on(self, request: Request, event: Event) -> User:
        """The person, if they run the event; else the answer is 401 or 403."""
        by = member(request)
        permit(can_manage_event(by, event), runs_not())
        self.stale_event = event
        return by


class OfAnEvent(Freshly, SeenEvents):
    """Addresses below a timetable: `/timetables/<number or address of the event>/`."""

    def mine(self, request: Request) -> tuple[Event, User]:
        """The event and the person, for what only those who run it may read and do."""
        member(request)
        event = self.get_object()
        return event, self.to_work_on(request, event)


def expected_by(request: Request, key: int) -> dict[int, int]:
    """The revision of the entry that If-Match names; nothing without it, or for “*”. Raises ValidationError."""
    given = request.headers.get(MATCH_HEADER, "").strip()
    if given in ("", "*"):
        return {}
    number = given.strip('"')
    if not (number.isascii() and number.isdigit() and len(number) < LONGEST_TAG):
        raise wrong(MATCH_HEADER, _('Give the revision you saw, in quotes, such as "3".'))
    return {key: int(number)}


def expected_of(request: Request, keys: Sequence[int]) -> dict[int, int]:
    """The same for an act that names these entries. Raises ValidationError where If-Match can not mean just one."""
    if request.headers.get(MATCH_HEADER, "").strip() in ("", "*"):
        return {}
    if len(keys) != 1:
        raise wrong(
            MATCH_HEADER, _("This is about many entries. Send the revision you saw of each in the body.")
        )
    return expected_by(request, keys[0])


def tag_of(shown: dict[str, Any]) -> dict[str, str]:
    """The header ETag of an entry that can be changed."""
    return {} if shown["revision"] is None else {"ETag": f'"{shown["revision"]}"'}


def runs_not() -> str:
    """Why somebody may not read or change how a timetable is made."""
    return _("Only those who run the event may do that.")
