"""What all entrances to abstracts share: which event it is, who runs its abstracts, and two people at once."""

from typing import Any

from django.db.models import Case, Q, When
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_412_PRECONDITION_FAILED
from rest_framework.views import set_rollback

from abstracts.standing import manages_abstracts
from accounts.models import User
from events.models import Event
from kit.api import MemberViewSet
from kit.keys import is_key
from kit.unchanged import ChangedMeanwhile
from rooms.api.query import wrong

NUMBER = "[1-9][0-9]{0,17}"
"""In an address: the number of a thing."""


class AbstractsViewSet(MemberViewSet):
    """Whoever gave If-Match, and is not the last who changed it, is answered 412 with both states."""

    filter_backends: tuple[Any, ...] = ()
    lookup_value_regex = NUMBER

    def handle_exception(self, exc: Exception) -> Response:
        if not isinstance(exc, ChangedMeanwhile):
            return super().handle_exception(exc)
        set_rollback()
        both = {"detail": str(exc), "theirs": exc.theirs, "yours": self.request.data}
        return Response(both, status=HTTP_412_PRECONDITION_FAILED)


def member(request: Request) -> User:
    """The person whose account it is. Raises NotAuthenticated for a stranger."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def event_named(name: str, view: MemberViewSet, *, field: str = "event") -> Event:
    """By number or by address, if the caller may see it. Raises ValidationError."""
    named = Q(slug=name.lower())
    if is_key(name):
        named |= Q(pk=int(name))
    seen = Event.objects.visible_to(view.caller).select_related("access", "logbook").filter(named)
    event = seen.order_by(Case(When(slug=name.lower(), then=0), default=1)).first()
    if event is None:
        raise wrong(field, _("There is no such event."))
    return event


def chair(request: Request, event: Event) -> User:
    """The person, if they run the abstracts of the event; else the answer is 401 or 403."""
    by = member(request)
    if not manages_abstracts(by, event):
        raise PermissionDenied(chairs_not())
    return by


def chairs_not() -> str:
    """Why somebody may not run calls, reviewing and decisions."""
    return _("Only those who run the event or its abstracts may do that.")
