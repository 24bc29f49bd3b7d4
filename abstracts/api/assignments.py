"""Who reviews what, over REST: read, give and take away. Who runs the abstracts gives; conveners read along."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from abstracts.api.assignment_fields import (
    AssignmentSerializer,
    AssignmentsGiven,
    AssignmentsQuery,
    GaveSerializer,
    LoadSerializer,
    LoadsQuery,
    TakeQuery,
    assignment_shown,
    load_shown,
)
from abstracts.api.base import chairs_not
from abstracts.api.committee import OfTheCommittee
from abstracts.assigning.tables import Overview
from abstracts.models import Assignment, Call
from abstracts.operations.assigning import give, take_away
from abstracts.reading import led_by
from abstracts.standing import Standing, standing_of
from rooms.api.query import checked
from rooms.api.refusing import member


class AssignmentViewSet(OfTheCommittee):
    """Abstracts given to reviewers. Those kept from the caller by a conflict of interest are nowhere in it."""

    serializer_class = AssignmentSerializer
    queryset = Assignment.objects.none()

    @extend_schema(summary="Who was given which abstracts", parameters=[AssignmentsQuery])
    def list(self, request: Request) -> Response:
        """Of what the caller leads."""
        member(request)
        values = AssignmentsQuery.of(request)
        found = _led(self.standing_at(request, values["event"]))
        names = {"call": "abstract__call", "abstract": "abstract", "reviewer": "reviewer"}
        found = found.filter(**{field: values[name] for name, field in names.items() if name in values})
        page = self.paginate_queryset(found.order_by("pk")) or []
        return self.get_paginated_response([assignment_shown(one) for one in page])

    @extend_schema(summary="Who has one abstract", responses=AssignmentSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        _standing, assignment = self._one(request, pk)
        return Response(assignment_shown(assignment))

    @extend_schema(
        summary="Give abstracts to reviewers", request=AssignmentsGiven, responses={201: GaveSerializer}
    )
    def create(self, request: Request) -> Response:
        """What must not be is left out, with the reason; 409 where nothing could be given."""
        member(request)
        values = checked(AssignmentsGiven(data=request.data))
        standing = self.standing_at(request, values["event"])
        _require_chair(standing)
        pairs = [(pair["abstract"], pair["reviewer"]) for pair in values["pairs"]]
        done = give(
            standing,
            pairs,
            tell=values.get("tell", False),
            beyond_limit=values.get("beyond_limit", False),
        )
        left_out = [
            {"abstract": one.abstract.pk, "reviewer": one.reviewer.pk, "why": str(one.refusal)}
            for one in done.left_out
        ]
        shown = {"given": len(done.pairs), "left_out": left_out}
        return Response(shown, status=HTTP_201_CREATED)

    @extend_schema(summary="Take an abstract from a reviewer", parameters=[TakeQuery], responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """What was written stays. 409 where a review was begun, unless told so."""
        standing, assignment = self._one(request, pk)
        _require_chair(standing)
        even = TakeQuery.of(request).get("even_if_begun", False)
        take_away(standing, [(assignment.abstract_id, assignment.reviewer_id)], even_if_begun=even)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="How much each reviewer has", parameters=[LoadsQuery], responses=LoadSerializer(many=True)
    )
    @action(detail=False, pagination_class=None)
    def loads(self, request: Request) -> Response:
        """Of one call, for those who lead it."""
        by, key = member(request), LoadsQuery.of(request)["call"]
        calls = Call.objects.filter(event__deleted_at__isnull=True)
        call = calls.select_related("event", "reviewing").filter(pk=key).first()
        standing = standing_of(by, call.event) if call is not None else None
        if call is None or standing is None or not (standing.is_manager or standing.is_convener):
            raise Http404
        return Response([load_shown(line) for line in Overview(standing, call).lines()])

    def _one(self, request: Request, pk: str) -> tuple[Standing, Assignment]:
        by = member(request)
        row = Assignment.objects.select_related("abstract__event").filter(
            pk=pk, abstract__event__deleted_at__isnull=True
        )
        known = row.first()
        if known is None:
            raise Http404
        standing = standing_of(by, known.abstract.event)
        found = _led(standing).filter(pk=pk).first()
        if found is None:
            raise Http404
        return standing, found


def _led(standing: Standing) -> "QuerySet[Assignment, Any]":
    mine = Assignment.objects.filter(abstract__in=led_by(standing).values("pk"))
    return mine.select_related("abstract", "reviewer")


def _require_chair(standing: Standing) -> None:
    if not standing.is_manager:
        raise PermissionDenied(chairs_not())
