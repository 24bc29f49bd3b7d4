"""What every REST entrance shares: how it refuses, how it turns pages, and who is calling."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler, set_rollback
from rest_framework.viewsets import GenericViewSet

from kit.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import _AnyUser


def explain(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error in JSON: a refusal is 409 with its sentence; None leaves a bug to crash.

    All 404s have the same body, so that nobody can tell the unknown from the forbidden.
    """
    if isinstance(error, Refused):
        set_rollback()
        return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
    if isinstance(error, Http404 | NotFound):
        error = NotFound()
    if isinstance(error, DjangoValidationError):
        error = ValidationError(as_serializer_error(error))
    return exception_handler(error, context)


class ByCursor(CursorPagination):
    """Pages of 50, or of `limit`; the order is that of the queryset, made total by the key.

    The order must begin with a column that is never null, or rows without a value would be lost.
    """

    page_size = 50
    max_page_size = 200
    page_size_query_param = "limit"

    def get_page_size(self, request: Request) -> int:
        asked = request.query_params.get("limit")
        if asked is None:
            return self.page_size
        if not (
            asked.isascii() and asked.isdigit() and len(asked) < 4 and 1 <= int(asked) <= self.max_page_size
        ):
            message = _("Give a whole number from 1 to {most}.").format(most=self.max_page_size)
            raise ValidationError({"limit": [message]})
        return int(asked)

    def decode_cursor(self, request: Request) -> Any:
        try:
            return super().decode_cursor(request)
        except NotFound as error:
            raise ValidationError({"cursor": [_("This is not a cursor of ours.")]}) from error

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> tuple[str, ...]:
        order = [str(column) for column in queryset.query.order_by or queryset.model._meta.ordering]
        return (*order, *(["pk"] if not {"pk", "-pk", "id", "-id"} & set(order) else []))


class MemberViewSet(GenericViewSet[Any]):
    """The base of all API views: it knows who is calling."""

    @property
    def caller(self) -> "_AnyUser":
        """The person whose rights apply, or an anonymous user."""
        return self.request.user
