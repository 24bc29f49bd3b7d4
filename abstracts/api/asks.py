"""What calls ask over REST: fields that authors fill in, and questions that reviewers answer."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from abstracts.api.base import AbstractsViewSet, chair
from abstracts.api.call_fields import (
    FieldGiven,
    FieldSerializer,
    OfCallQuery,
    QuestionGiven,
    QuestionSerializer,
)
from abstracts.api.calls_seen import calls_run, calls_seen
from abstracts.api.order_given import NumbersInOrderGiven
from abstracts.models import Call, Field, Question
from abstracts.operations import (
    add_field,
    add_question,
    edit_field,
    edit_question,
    order_fields,
    order_questions,
    remove_field,
    remove_question,
)
from accounts.models import User
from events.operations import lock_event
from kit.unchanged import IF_SAME, answer_with_etag, check_unchanged
from rooms.api.query import Query, checked, wrong
from rooms.api.refusing import member


class OfACall(AbstractsViewSet):
    """A list of a call; `given` is what is sent, and add, edit, order and remove are its operations."""

    given: type[serializers.Serializer[Any]]
    add: Callable[..., Any]
    edit: Callable[..., Any]
    put_in_order: Callable[..., None]
    remove: Callable[..., None]
    kind: str
    rows: str

    def list(self, request: Request) -> Response:
        values = OfCallQuery.of(request)
        found = self.get_queryset()
        if "call" in values:
            found = found.filter(call=self._call(values["call"]))
        page = self.paginate_queryset(found)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, pk: str) -> Response:
        Query.of(request)
        return self._told(self.get_object())

    def create(self, request: Request) -> Response:
        member(request)
        values = checked(self.given(data=request.data))
        call = self._call(values.pop("call"))
        row = type(self).add(call, by=chair(request, call.event), **values)
        return self._told(row, status=HTTP_201_CREATED)

    def partial_update(self, request: Request, pk: str) -> Response:
        row, by = self._mine(request)
        values = checked(self.given(data=request.data, partial=True))
        if "call" in values:
            raise wrong("call", _("It stays with its call."))
        with transaction.atomic():
            self._unchanged(request, row)
            type(self).edit(row, by=by, **values)
        return self._told(row)

    def destroy(self, request: Request, pk: str) -> Response:
        row, by = self._mine(request)
        with transaction.atomic():
            self._unchanged(request, row)
            type(self).remove(row, by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(summary="Put them in order", parameters=[OfCallQuery], request=NumbersInOrderGiven)
    @action(detail=False, methods=["post"], pagination_class=None)
    def order(self, request: Request) -> Response:
        """Those of ?call=. Those not named follow in the order they had."""
        member(request)
        asked = OfCallQuery.of(request)
        if "call" not in asked:
            raise wrong("call", _("Name the call."))
        call = self._call(asked["call"])
        by = chair(request, call.event)
        keys = checked(NumbersInOrderGiven(data=request.data))["order"]
        found = getattr(call, self.rows).in_bulk(keys)
        if lost := next((key for key in keys if key not in found), None):
            raise wrong("order", _("The call has no {number}.").format(number=lost))
        type(self).put_in_order(call, **{self.rows: [found[key] for key in keys]}, by=by)
        return Response(self.get_serializer(getattr(call, self.rows).all(), many=True).data)

    def _call(self, key: int) -> Call:
        call = calls_seen(self.caller).filter(pk=key).first()
        if call is None:
            raise wrong("call", _("There is no such call."))
        return call

    def _mine(self, request: Request) -> tuple[Any, User]:
        member(request)
        row = self.get_object()
        return row, chair(request, row.call.event)

    def _unchanged(self, request: Request, row: Any) -> None:
        lock_event(row.call.event)
        check_unchanged(request, self._shown(row))

    def _shown(self, row: Model) -> dict[str, Any]:
        return dict(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)

    def _told(self, row: Model, status: int = 200) -> Response:
        address = reverse(f"api-{self.kind}-detail", args=[row.pk])
        return answer_with_etag(self._shown(row), status=status, address=address)


def described(things: str, thing: str, given: Any, shown: Any) -> Any:
    """The words of the API's description for a list of a call."""
    return extend_schema_view(
        list=extend_schema(summary=f"The {things} you may see", parameters=[OfCallQuery]),
        retrieve=extend_schema(summary=f"One {thing}"),
        create=extend_schema(summary=f"Add a {thing}", request=given, responses={201: shown}),
        partial_update=extend_schema(
            summary=f"Change a {thing}", parameters=[IF_SAME], request=given, responses=shown
        ),
        destroy=extend_schema(summary=f"Remove a {thing}", parameters=[IF_SAME], responses={204: None}),
        order=extend_schema(
            summary=f"Put the {things} in order",
            parameters=[OfCallQuery],
            request=NumbersInOrderGiven,
            responses={200: shown(many=True)},
        ),
    )


@described("fields of calls", "field of a call", FieldGiven, FieldSerializer)
class FieldViewSet(OfACall):
    """What authors fill in beyond title, text and people. Fields of organisers are told to those only."""

    serializer_class = FieldSerializer
    queryset = Field.objects.none()
    given = FieldGiven
    kind, rows = "call-field", "fields"
    add, edit = staticmethod(add_field), staticmethod(edit_field)
    put_in_order, remove = staticmethod(order_fields), staticmethod(remove_field)

    def get_queryset(self) -> QuerySet[Field]:
        seen = calls_seen(self.caller).order_by().values("pk")
        mine = calls_run(self.caller).order_by().values("pk")
        of_mine = ~Q(visibility=Field.Visibility.MANAGERS) | Q(call__in=mine)
        rows = Field.objects.filter(of_mine, call__in=seen).select_related("call__event__logbook")
        return rows.order_by("call", "position", "pk")


@described("questions to reviewers", "question to reviewers", QuestionGiven, QuestionSerializer)
class QuestionViewSet(OfACall):
    """What reviewers answer; read and changed by who runs the abstracts."""

    serializer_class = QuestionSerializer
    queryset = Question.objects.none()
    given = QuestionGiven
    kind, rows = "call-question", "questions"
    add, edit = staticmethod(add_question), staticmethod(edit_question)
    put_in_order, remove = staticmethod(order_questions), staticmethod(remove_question)

    def get_queryset(self) -> QuerySet[Question]:
        mine = calls_run(self.caller).order_by().values("pk")
        rows = Question.objects.filter(call__in=mine).select_related("call__event__logbook")
        return rows.order_by("call", "position", "pk")
