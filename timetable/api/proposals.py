"""Proposals of a timetable over REST: ask for one (a long job), look at it, take all or some of it, let it go."""

from dataclasses import fields
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse as page_of
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_202_ACCEPTED, HTTP_204_NO_CONTENT

from access.filters import keyring_of, run_by
from events.api import ID_OR_ADDRESS
from events.models import Event
from jobs.api import JobSerializer
from jobs.operations import start_job
from kit.api import NUMBER
from rooms.api.query import DryRunQuery, KeyField, Query, checked, wrong
from rooms.api.refusing import member
from rooms.api.strict import Strict
from timetable.api.base import Freshly, OfAnEvent
from timetable.api.doing import ActedSerializer, acted, do
from timetable.api.entry_fields import EntrySerializer, shown_in
from timetable.api.entry_given import room_given
from timetable.api.times_given import NearDayField
from timetable.forms.proposal import STEPS
from timetable.jobs import PROPOSAL
from timetable.models import Version
from timetable.operations.proposing import (
    accept_proposal,
    changes_of_proposal,
    discard_proposal,
    overtaken,
)
from timetable.plan import Plan, plan_of
from timetable.plan.days import EventDays
from timetable.refusals import NoSolver
from timetable.solver.model import is_installed
from timetable.solver.wishes import ALL, UNSCHEDULED, Wishes

MOST_SECONDS = 900
NAMES = {field.name for field in fields(Wishes)}


class WishesGiven(Strict):
    """What the search should respect; each has a usual value."""

    include = serializers.ChoiceField(
        choices=[UNSCHEDULED, ALL],
        required=False,
        help_text="Talks without a place, or all that is not pinned.",
    )
    days = serializers.ListField(child=NearDayField(), required=False, max_length=60)
    opens = serializers.TimeField(required=False, help_text="First talks from, on the clocks of the event.")
    closes = serializers.TimeField(required=False, help_text="Last talks until.")
    rooms = serializers.ListField(child=KeyField(), required=False, max_length=500)
    step_minutes = serializers.ChoiceField(choices=STEPS, required=False)
    gap_minutes = serializers.IntegerField(required=False, min_value=0, max_value=120)
    block_minutes = serializers.IntegerField(required=False, min_value=10, max_value=1440)
    keep_weight = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=50,
        help_text="What it costs to move an entry that has a place.",
    )
    seconds = serializers.IntegerField(required=False, min_value=1, max_value=MOST_SECONDS)


class AcceptGiven(Strict):
    entries = serializers.ListField(
        child=serializers.IntegerField(min_value=-(2**31), max_value=2**63 - 1),
        required=False,
        min_length=1,
        max_length=10_000,
        help_text="The `key` of some of its changes; all that still fit without.",
    )


class ProposalSerializer(serializers.Serializer[Any]):
    """The lower a score the better; `before` is that of the timetable when the search began."""

    id = serializers.IntegerField()
    event = serializers.IntegerField()
    made_at = serializers.DateTimeField()
    made_by = serializers.CharField(allow_null=True)
    placed = serializers.IntegerField(help_text="Talks that have a place in it.")
    hard_conflicts = serializers.IntegerField()
    score = serializers.DictField(child=serializers.IntegerField())
    before = serializers.DictField(child=serializers.IntegerField())
    unplaced = serializers.ListField(child=serializers.DictField(), help_text="Talks, each with a reason.")


class ProposedSerializer(serializers.Serializer[Any]):
    """One entry that would be elsewhere. `overtaken`: it got another place since the search began."""

    key = serializers.IntegerField(help_text="Negative for a talk without an entry.")
    before = EntrySerializer(allow_null=True)
    after = EntrySerializer()
    overtaken = serializers.BooleanField()


class WholeProposalSerializer(ProposalSerializer):
    changes = ProposedSerializer(many=True)


class Proposals(OfAnEvent):
    """For those who run the event."""

    @extend_schema(
        summary="Proposals of a timetable that wait to be taken",
        parameters=[ID_OR_ADDRESS],
        responses=ProposalSerializer(many=True),
    )
    @action(detail=True)
    def proposals(self, request: Request, pk: str) -> Response:
        event, _by = self.mine(request)
        Query.of(request)
        found = Version.objects.filter(event=event).proposals().defer("entries").select_related("made_by")
        page = self.paginate_queryset(found) or []
        return self.get_paginated_response([_proposal(version) for version in page])

    @extend_schema(
        summary="Ask for a proposal of a timetable",
        parameters=[ID_OR_ADDRESS],
        request=WishesGiven,
        responses={202: JobSerializer},
    )
    @proposals.mapping.post
    def propose(self, request: Request, pk: str) -> Response:
        """A long job: ask how far it is at its address; its result names the proposal."""
        event, by = self.mine(request)
        wishes = _wishes(event, checked(WishesGiven(data=request.data)))
        if not is_installed():
            raise NoSolver(
                _("The search needs OR-tools, which is not installed here. Ask who runs this site.")
            )
        job = start_job(
            PROPOSAL,
            by=by,
            arguments={"event": event.pk, "wishes": wishes.as_json()},
            about_url=page_of("timetable-proposals", args=[event.pk]),
            unique=True,
        )
        said = JobSerializer(job, context=self.get_serializer_context()).data
        address = reverse("api-job-detail", args=[job.key])
        return Response(said, status=HTTP_202_ACCEPTED, headers={"Location": address})


class ProposalViewSet(Freshly):
    """One proposal that waits to be taken."""

    serializer_class = WholeProposalSerializer
    queryset = Version.objects.none()
    lookup_value_regex = NUMBER

    def get_queryset(self) -> QuerySet[Version]:
        run = Version.objects.filter(run_by(keyring_of(self.caller), "event__access"))
        found = run.filter(event__deleted_at__isnull=True, kind=Version.Kind.PROPOSAL)
        return found.select_related("event__logbook", "made_by")

    @extend_schema(summary="One proposal, with what it would change", responses=WholeProposalSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Beside the timetable as it is now."""
        member(request)
        Query.of(request)
        version: Version = self.get_object()
        return Response({**_proposal(version), "changes": _changes(version)})

    @extend_schema(
        summary="Take a proposal, or some of it",
        parameters=[DryRunQuery],
        request=AcceptGiven,
        responses=ActedSerializer,
    )
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Into the timetable as it is worked on. A block comes with what it holds."""
        by = member(request)
        version: Version = self.get_object()
        dry_run = DryRunQuery.asked(request)
        keys = checked(AcceptGiven(data=request.data)).get("entries")
        done = do(version.event, lambda: accept_proposal(version, by=by, keys=keys), by=by, dry_run=dry_run)
        return Response(acted(done))

    @extend_schema(summary="Discard a proposal", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        by = member(request)
        discard_proposal(self.get_object(), by=by)
        return Response(status=HTTP_204_NO_CONTENT)


def _wishes(event: Event, values: dict[str, Any]) -> Wishes:
    """Raises ValidationError at the field that does not fit."""
    days = EventDays.of(event)
    for day in values.get("days", ()):
        if not days.first <= day <= days.last:
            raise wrong("days", _("The event is not held on {day}.").format(day=day.isoformat()))
    chosen: tuple[date, ...] = tuple(sorted(set(values.get("days", ()))))
    rooms = tuple(room_given(event, key, "rooms").pk for key in dict.fromkeys(values.get("rooms", ())))
    wishes = Wishes(**{**values, "days": chosen, "rooms": rooms})
    if wishes.opens == wishes.closes:
        raise wrong("closes", _("Give an end after the start."))
    return wishes


def _proposal(version: Version) -> dict[str, Any]:
    report = version.report
    return {
        "id": version.pk,
        "event": version.event_id,
        "made_at": version.made_at,
        "made_by": str(version.made_by) if version.made_by else None,
        **{name: report[name] for name in ("placed", "hard_conflicts", "score", "before", "unplaced")},
    }


def _changes(version: Version) -> list[dict[str, Any]]:
    event, plan = version.event, plan_of(version.event)
    changes, late = changes_of_proposal(version), overtaken(version, plan)
    wanted = Plan.of([*plan.changed(changes).values()])
    return [
        {
            "key": key,
            "before": shown_in(plan, plan[key], event=event, revisions={}) if key in plan else None,
            "after": shown_in(wanted, wanted[key], event=event, revisions={}),
            "overtaken": key in late,
        }
        for key in sorted(changes)
    ]
