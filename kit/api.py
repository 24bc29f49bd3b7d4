"""What every REST entrance shares: how it refuses, how it turns pages, and who is calling."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from rest_framework import status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler, set_rollback
from rest_framework.viewsets import GenericViewSet

from kit.paging import ByCursor
from kit.refusals import Refused
from kit.unchanged import ChangedMeanwhile

__all__ = ["NUMBER", "ByCursor", "MemberViewSet", "explain"]

NUMBER = "[1-9][0-9]{0,17}"
"""In an address: the number of a thing."""

if TYPE_CHECKING:
    from django.contrib.auth.models import _AnyUser


def explain(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error in JSON: a refusal is 409 (429 for TooOften) with its sentence; None leaves a bug to crash.

    Whoever gave If-Match, and is not the last who changed it, is answered 412 with both states.
    All 404s have the same body, so that nobody can tell the unknown from the forbidden.
    """
    if isinstance(error, Refused):
        set_rollback()
        return Response({"detail": str(error)}, status=error.status, headers=dict(error.headers))
    if isinstance(error, ChangedMeanwhile):
        set_rollback()
        both = {"detail": str(error), "theirs": error.theirs, "yours": context["request"].data}
        return Response(both, status=status.HTTP_412_PRECONDITION_FAILED)
    if isinstance(error, Http404 | NotFound):
        error = NotFound()
    if isinstance(error, DjangoValidationError):
        error = ValidationError(as_serializer_error(error))
    return exception_handler(error, context)


class MemberViewSet(GenericViewSet[Any]):
    """The base of all API views: it knows who is calling, and answers lists in pages."""

    pagination_class = ByCursor

    def check_repeat(self, request: Request) -> None:
        """Raise what denies the act to the caller now, before an answer of then is given again."""

    @property
    def caller(self) -> "_AnyUser":
        """The person whose rights apply, or an anonymous user."""
        return self.request.user
