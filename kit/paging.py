"""Turning the pages of a list that the API answers.

Apart from `kit.api` because Django REST framework loads the pagination class while it loads its views.
"""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import DataError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


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

    def paginate_queryset(self, queryset: Any, request: Request, view: Any | None = None) -> list[Any] | None:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, DjangoValidationError, DataError) as error:
            if self.cursor_query_param not in request.query_params:
                raise
            raise _not_ours() from error  # its place is no value of the column

    def decode_cursor(self, request: Request) -> Any:
        try:
            return super().decode_cursor(request)
        except NotFound as error:
            raise _not_ours() from error

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> tuple[str, ...]:
        order = [str(column) for column in queryset.query.order_by or queryset.model._meta.ordering]
        return (*order, *(["pk"] if not {"pk", "-pk", "id", "-id"} & set(order) else []))


def _not_ours() -> ValidationError:
    return ValidationError({"cursor": [_("This is not a cursor of ours.")]})
