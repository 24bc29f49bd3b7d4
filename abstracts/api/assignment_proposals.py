"""Proposed assignments over REST: ask for one (a long job), look at it, take all or some of it, put it back."""

from django.db.models import QuerySet
from django.urls import reverse as page_of
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT

from abstracts.api.assignment_fields import (
    AcceptAssignmentGiven,
    AssignmentProposalSerializer,
    LoadsQuery,
    RulesGiven,
    TakenSerializer,
    WholeAssignmentProposalSerializer,
    comparison_shown,
    proposal_shown,
)
from abstracts.api.base import AbstractsViewSet
from abstracts.assigning.comparison import compare
from abstracts.assigning.cost import Rules
from abstracts.assigning.tables import Overview
from abstracts.assigning_job import ASSIGN
from abstracts.duties import ABSTRACTS
from abstracts.models import AssignmentProposal, Call, Reviewing
from abstracts.operations.proposing import Taken, accept_proposal, discard_proposal, put_back
from abstracts.refusals import NotInThisState
from abstracts.standing import standing_of
from access.filters import granted_to
from jobs.api import JobSerializer
from jobs.operations import start_job
from rooms.api.query import Query, checked, wrong
from rooms.api.refusing import member


class AssignmentProposalViewSet(AbstractsViewSet):
    """For those who run the abstracts of the event. Abstracts kept from the caller are nowhere in it."""

    serializer_class = WholeAssignmentProposalSerializer
    queryset = AssignmentProposal.objects.none()

    def get_queryset(self) -> "QuerySet[AssignmentProposal]":
        mine = granted_to(self.caller, ABSTRACTS, "call__event__access")
        found = AssignmentProposal.objects.filter(mine, call__event__deleted_at__isnull=True)
        return found.select_related("call__event__logbook", "call__reviewing", "by")

    @extend_schema(
        summary="Proposed assignments of a call, the latest first",
        parameters=[LoadsQuery],
        responses=AssignmentProposalSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        member(request)
        call = self._call(LoadsQuery.of(request)["call"])
        page = self.paginate_queryset(self.get_queryset().filter(call=call).order_by("-pk")) or []
        return self.get_paginated_response([proposal_shown(one) for one in page])

    @extend_schema(
        summary="Ask for a proposed assignment", request=RulesGiven, responses={202: JobSerializer}
    )
    def create(self, request: Request) -> Response:
        """A long job: ask how far it is at its address; its result names the proposal."""
        by = member(request)
        values = checked(RulesGiven(data=request.data))
        call = self._call(values.pop("call"))
        if call.reviewing.assignment != Reviewing.Assignment.INDIVIDUAL:
            raise NotInThisState(
                _("In “%(call)s” reviewers of a track review all of it, so there is nothing to propose.")
                % {"call": call}
            )
        job = start_job(
            ASSIGN,
            by=by,
            arguments={"call": call.pk, "rules": Rules(**values).as_json()},
            about_url=f"{page_of('abstract-assignment-proposals', args=[call.event_id])}?call={call.pk}",
            unique=True,
        )
        said = JobSerializer(job, context=self.get_serializer_context()).data
        address = reverse("api-job-detail", args=[job.key])
        return Response(said, status=HTTP_202_ACCEPTED, headers={"Location": address})

    @extend_schema(
        summary="One proposed assignment, beside what is given now",
        responses=WholeAssignmentProposalSerializer,
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        """With what it would change, what each reviewer would have, and what lacks and why."""
        by = member(request)
        Query.of(request)
        proposal = self.get_object()
        overview = Overview(standing_of(by, proposal.call.event), proposal.call)
        return Response({**proposal_shown(proposal), **comparison_shown(compare(overview, proposal))})

    @extend_schema(
        summary="Take a proposed assignment, or some of it",
        request=AcceptAssignmentGiven,
        responses=TakenSerializer,
    )
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """What changed since the search is left as it is. 409 where nothing is left to take."""
        by, proposal = member(request), self.get_object()
        values = checked(AcceptAssignmentGiven(data=request.data))
        taken = accept_proposal(
            standing_of(by, proposal.call.event),
            proposal,
            abstracts=values.get("abstracts"),
            tell=values.get("tell", False),
        )
        return Response(_taken(taken))

    @extend_schema(
        summary="Put back what was given before a proposal was taken",
        request=None,
        responses=TakenSerializer,
    )
    @action(detail=True, methods=["post"], url_path="put-back")
    def put_back(self, request: Request, pk: str) -> Response:
        """Of the last time some of it was taken. What somebody began to review stays."""
        by, proposal = member(request), self.get_object()
        return Response(_taken(put_back(standing_of(by, proposal.call.event), proposal)))

    @extend_schema(summary="Discard a proposed assignment", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        by = member(request)
        discard_proposal(self.get_object(), by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    def _call(self, key: int) -> Call:
        mine = granted_to(self.caller, ABSTRACTS, "event__access")
        calls = Call.objects.filter(mine, event__deleted_at__isnull=True)
        call = calls.select_related("event__logbook", "reviewing").filter(pk=key).first()
        if call is None:
            raise wrong("call", _("There is no such call, or you do not run it."))
        return call


def _taken(taken: Taken) -> dict[str, int]:
    return {
        "given": len(taken.given),
        "taken_away": len(taken.ended),
        "overtaken": taken.overtaken,
        "conflicted": taken.conflicted,
        "told": taken.told,
    }
