"""Conflicts of interest over REST: organisers see what was found for a person, lift it, and undo that."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from abstracts.api.assignment_fields import MOST_PAIRS, OfEvent, ReviewerSerializer, reviewer_shown
from abstracts.api.base import chairs_not
from abstracts.api.committee import OfTheCommittee
from abstracts.assigning.lifting import found_between, lifted_open_to
from abstracts.committee import committee_of
from abstracts.models import LiftedConflict
from abstracts.operations.lifting import LONGEST_REASON, lift_conflicts, restore_conflicts
from abstracts.reading import led_by
from abstracts.standing import Standing, standing_of
from accounts.models import User
from rooms.api.query import KeyField, checked, wrong
from rooms.api.refusing import member
from rooms.api.strict import Strict


class LiftedQuery(OfEvent):
    reviewer = KeyField(required=False, help_text="The person's `id`.")


class FoundQuery(OfEvent):
    reviewer = KeyField(help_text="The person's `id`.")


class LiftGiven(Strict):
    event = serializers.CharField(max_length=80, help_text="Its number or its address.")
    reviewer = KeyField(help_text="The person's `id`: somebody of the committee.")
    abstracts = serializers.ListField(
        child=KeyField(), min_length=1, max_length=MOST_PAIRS, help_text="Their `id`s."
    )
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="Why it does not hold.")


class LiftedConflictSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    abstract = serializers.IntegerField(help_text="Its `id`.")
    number = serializers.IntegerField()
    reviewer = ReviewerSerializer()
    rules = serializers.ListField(child=serializers.ChoiceField(choices=LiftedConflict.Rule.choices))
    reason = serializers.CharField()
    by = serializers.CharField(allow_null=True)
    lifted_at = serializers.DateTimeField()


class LiftableConflictSerializer(serializers.Serializer[Any]):
    abstract = serializers.IntegerField(help_text="Its `id`.")
    number = serializers.IntegerField()
    why = serializers.CharField()


class LiftedConflictViewSet(OfTheCommittee):
    """For those who run the abstracts of the event; of their own abstracts, and for themselves, they lift nothing."""

    serializer_class = LiftedConflictSerializer
    queryset = LiftedConflict.objects.none()

    @extend_schema(summary="Conflicts of interest that were lifted", parameters=[LiftedQuery])
    def list(self, request: Request) -> Response:
        member(request)
        values = LiftedQuery.of(request)
        found = lifted_open_to(self._chairing(request, values["event"]))
        if "reviewer" in values:
            found = found.filter(user=values["reviewer"])
        page = self.paginate_queryset(found.order_by("pk")) or []
        return self.get_paginated_response([_shown(one) for one in page])

    @extend_schema(summary="A lifted conflict of interest", responses=LiftedConflictSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(_shown(self._one(request, pk)[1]))

    @extend_schema(
        summary="Conflicts of interest of one person that can be lifted",
        parameters=[FoundQuery],
        responses=LiftableConflictSerializer(many=True),
    )
    @action(detail=False, pagination_class=None)
    def found(self, request: Request) -> Response:
        """Found by affiliation, e-mail domain or common papers, as far as the call says so."""
        member(request)
        values = FoundQuery.of(request)
        standing = self._chairing(request, values["event"])
        found = found_between(standing, _person(standing, values["reviewer"]))
        rows = led_by(standing).filter(pk__in=found).order_by("number").values_list("pk", "number")
        return Response([{"abstract": key, "number": number, "why": found[key]} for key, number in rows])

    @extend_schema(
        summary="Lift conflicts of interest",
        request=LiftGiven,
        responses={201: LiftedConflictSerializer(many=True)},
    )
    def create(self, request: Request) -> Response:
        """All of them or none. What reviewers are told changes in nothing but that they may be given the abstracts."""
        member(request)
        values = checked(LiftGiven(data=request.data))
        standing = self._chairing(request, values["event"])
        person = _person(standing, values["reviewer"])
        asked = set(values["abstracts"])
        if led_by(standing).filter(pk__in=asked).count() != len(asked):
            raise wrong("abstracts", _("Name abstracts of this event that you can read."))
        lifted = lift_conflicts(standing, asked, of=person, reason=values["reason"])
        return Response([_shown(one) for one in lifted], status=HTTP_201_CREATED)

    @extend_schema(summary="Let a lifted conflict of interest count again", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """The abstract is given to somebody else then, and a review of theirs is a draft again."""
        standing, lifted = self._one(request, pk)
        restore_conflicts(standing, [lifted.abstract_id], of=lifted.user)
        return Response(status=HTTP_204_NO_CONTENT)

    def _chairing(self, request: Request, name: str) -> Standing:
        standing = self.standing_at(request, name)
        if not standing.is_manager:
            raise PermissionDenied(chairs_not())
        return standing

    def _one(self, request: Request, pk: str) -> tuple[Standing, LiftedConflict]:
        """Nobody but organisers learns that it is there."""
        by = member(request)
        known = LiftedConflict.objects.select_related("abstract__event").filter(
            pk=pk, abstract__event__deleted_at__isnull=True
        )
        row = known.first()
        if row is None:
            raise Http404
        standing = standing_of(by, row.abstract.event)
        found = lifted_open_to(standing).filter(pk=pk).first()
        if found is None:
            raise Http404
        return standing, found


def _person(standing: Standing, key: int) -> User:
    person = next((user for user in committee_of(standing.event) if user.pk == key), None)
    if person is None:
        raise wrong("reviewer", _("Choose somebody of the committee of this event."))
    return person


def _shown(lifted: LiftedConflict) -> dict[str, Any]:
    return {
        "id": lifted.pk,
        "abstract": lifted.abstract_id,
        "number": lifted.abstract.number,
        "reviewer": reviewer_shown(lifted.user),
        "rules": lifted.rules,
        "reason": lifted.reason,
        "by": str(lifted.by) if lifted.by else None,
        "lifted_at": lifted.lifted_at,
    }
