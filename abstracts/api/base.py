"""What all entrances to abstracts share, and who runs the abstracts of an event."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from abstracts.standing import manages_abstracts
from accounts.models import User
from events.models import Event
from kit.api import NUMBER, MemberViewSet
from rooms.api.refusing import member


class AbstractsViewSet(MemberViewSet):
    """Things in an address go by their numbers; lists are narrowed by a `Query`."""

    filter_backends: tuple[Any, ...] = ()
    lookup_value_regex = NUMBER


def chair(request: Request, event: Event) -> User:
    """The person, if they run the abstracts of the event; else the answer is 401 or 403."""
    by = member(request)
    if not manages_abstracts(by, event):
        raise PermissionDenied(chairs_not())
    return by


def chairs_not() -> str:
    """Why somebody may not run calls, reviewing and decisions."""
    return _("Only those who run the event or its abstracts may do that.")
