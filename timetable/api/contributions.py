"""Contributions over REST, with the times and rooms they have in the timetable."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters  # type: ignore[import-untyped]
from django_filters.rest_framework import DjangoFilterBackend  # type: ignore[import-untyped]
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from access.filters import Keyring, keyring_of, run_by
from accounts.api_once import KEY, once
from accounts.models import User
from events.api import event_named
from events.operations import lock_event
from kit.api import NUMBER
from kit.keys import is_key
from kit.unchanged import answer_with_etag, check_unchanged
from programme.asides import answers_of
from programme.models import Contribution, Credit, Session, Subcontribution, SubcontributionSpeaker
from programme.operations import (
    create_contribution,
    delete_contribution,
    edit_contribution,
    reinstate_contribution,
    restore_contribution,
    withdraw_contribution,
)
from rooms.api.query import DryRunQuery, checked
from rooms.api.refusing import member
from timetable.api.base import IF_MATCH, runs_not
from timetable.api.contribution_fields import ContributionSerializer
from timetable.api.contribution_given import ContributionChangeGiven, ContributionGiven, talk_values
from timetable.api.doing import acted, do
from timetable.api.protection import Protection
from timetable.api.stars import Starring
from timetable.models import Slot


class ContributionFilter(filters.FilterSet):
    """Which contributions to list."""

    event = filters.CharFilter(method="of_event", max_length=80, label=_("number or address of the event"))
    track = filters.NumberFilter(field_name="track", min_value=1, max_value=2**63 - 1)
    session = filters.NumberFilter(method="of_session", min_value=1, max_value=2**63 - 1)
    type = filters.NumberFilter(field_name="type", min_value=1, max_value=2**63 - 1)
    q = filters.CharFilter(method="holding", max_length=100, label=_("words in title, subtitle or abstract"))
    updated_after = filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gt")

    class Meta:
        model = Contribution
        fields: list[str] = []

    def of_event(
        self, contributions: QuerySet[Contribution], name: str, value: str
    ) -> QuerySet[Contribution]:
        named = Q(event__slug=value.lower())
        return contributions.filter(named | Q(event=int(value)) if is_key(value) else named)

    def of_session(
        self, contributions: QuerySet[Contribution], name: str, value: Decimal
    ) -> QuerySet[Contribution]:
        """Only of a session the caller may see: what is in another one shows without it."""
        seen = Session.objects.visible_to(self.request.user).filter(pk=int(value))
        return contributions.filter(session__in=seen)

    def holding(self, contributions: QuerySet[Contribution], name: str, value: str) -> QuerySet[Contribution]:
        wanted = Q(title__icontains=value) | Q(subtitle__icontains=value) | Q(abstract__icontains=value)
        return contributions.filter(wanted)


@extend_schema_view(list=extend_schema(summary="Contributions you may see"))
class ContributionViewSet(ListModelMixin, Protection, Starring):
    """Talks and posters, with their people, links, parts and times."""

    serializer_class = ContributionSerializer
    queryset = Contribution.objects.none()
    filter_backends = (DjangoFilterBackend,)
    filterset_class = ContributionFilter
    lookup_value_regex = NUMBER

    def get_queryset(self) -> QuerySet[Contribution]:
        return seen_by(keyring_of(self.caller)).order_by("pk")

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "keyring": keyring_of(self.caller), "answers": {}}

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """With what was answered in the abstracts behind the talks, asked for all of them at once."""
        talks = [talk.pk for talk in (args[0] if args and kwargs.get("many") else args)]
        context = {**self.get_serializer_context(), "answers": answers_of(talks) if talks else {}}
        return super().get_serializer(*args, **{"context": context, **kwargs})

    @extend_schema(summary="One contribution")
    def retrieve(self, request: Request, pk: str) -> Response:
        return answer_with_etag(self.get_serializer(self.get_object()).data)

    @extend_schema(
        summary="Add a talk",
        parameters=[KEY],
        request=ContributionGiven,
        responses={201: ContributionSerializer},
    )
    @once
    def create(self, request: Request) -> Response:
        """With the next number of the event; without `minutes` it lasts as its session says."""
        member(request)
        given = checked(ContributionGiven(data=request.data))
        event = event_named(given.pop("event"), self)
        by = self.to_work_on(request, event)
        talk = create_contribution(event, by=by, **talk_values(event, given))
        return self._told(talk, status=HTTP_201_CREATED)

    @extend_schema(
        summary="Change a talk",
        parameters=[IF_MATCH, DryRunQuery],
        request=ContributionChangeGiven,
        responses={
            200: OpenApiResponse(ContributionSerializer, "The talk; with `dry_run` what its entries become.")
        },
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        """Its words, people, links, parts, length and session; its entry lasts as long as it does."""
        talk, by = self._to_change(request, pk)
        dry_run = DryRunQuery.asked(request)
        values = talk_values(talk.event, checked(ContributionChangeGiven(data=request.data, partial=True)))

        def act() -> None:
            check_unchanged(request, self._shown(talk))
            edit_contribution(talk, by=by, **values)

        done = do(talk.event, act, by=by, dry_run=dry_run)
        return Response(acted(done)) if dry_run else self._told(talk)

    @extend_schema(summary="Delete a talk", parameters=[IF_MATCH], responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """`restore/` brings it back as it was."""
        self._act(request, pk, delete_contribution)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Withdraw a talk", parameters=[IF_MATCH], request=None, responses=ContributionSerializer
    )
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """The public does not see it any more; its place in the timetable is kept."""
        return self._told(self._act(request, pk, withdraw_contribution))

    @extend_schema(
        summary="Take a withdrawn talk in again",
        parameters=[IF_MATCH],
        request=None,
        responses=ContributionSerializer,
    )
    @action(detail=True, methods=["post"])
    def reinstate(self, request: Request, pk: str) -> Response:
        return self._told(self._act(request, pk, reinstate_contribution))

    @extend_schema(summary="Bring back a deleted talk", request=None, responses=ContributionSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        return self._told(self._act(request, pk, restore_contribution, deleted=True))

    def _act(
        self, request: Request, pk: str, act: Callable[..., None], *, deleted: bool = False
    ) -> Contribution:
        talk, by = self._to_change(request, pk, deleted=deleted)
        with transaction.atomic():
            lock_event(talk.event)
            check_unchanged(request, self._shown(talk))
            act(talk, by=by)
        return talk

    def to_protect(self, request: Request) -> tuple[Contribution, User]:
        return self._to_change(request, self.kwargs["pk"])

    def _to_change(self, request: Request, pk: str, *, deleted: bool = False) -> tuple[Contribution, User]:
        """Also withdrawn ones. 403 for who sees the talk and does not run its event; 404 for who does not see it."""
        by = member(request)
        keyring = keyring_of(by)
        run = Contribution.objects.filter(run_by(keyring, "event__access"), event__deleted_at__isnull=True)
        if not deleted:
            run = run.filter(deleted_at__isnull=True)
        talk = run.select_related("event__access", "event__logbook", "access").filter(pk=int(pk)).first()
        if talk is None:
            self.get_object()
            self.permission_denied(request, message=runs_not())
        return talk, by

    def _shown(self, talk: Contribution) -> dict[str, Any]:
        """As it is now, withdrawn or not."""
        keyring = keyring_of(self.caller)
        found = told_to(Contribution.objects.filter(pk=talk.pk), keyring).get()
        return dict(self.get_serializer(found).data)

    def _told(self, talk: Contribution, status: int = 200) -> Response:
        address = reverse("api-contribution-detail", args=[talk.pk])
        return answer_with_etag(self._shown(talk), status=status, address=address)


def seen_by(keyring: Keyring) -> QuerySet[Contribution]:
    """The contributions somebody may see, with all that is said of them."""
    return told_to(Contribution.objects.visible_to(keyring), keyring)


def told_to(talks: QuerySet[Contribution], keyring: Keyring) -> QuerySet[Contribution]:
    """With all that is said of them to somebody; sessions and times they may not see are left out."""
    slots = Slot.shown.visible_to(keyring).select_related("room", "parent__room").in_order()
    credits = Credit.objects.select_related("person")
    parts = Subcontribution.objects.prefetch_related(
        Prefetch("speaker_links", SubcontributionSpeaker.objects.select_related("person"))
    )
    return talks.select_related("event__access", "type", "track").prefetch_related(
        Prefetch("session", Session.objects.visible_to(keyring)),
        Prefetch("credits", credits),
        Prefetch("parts", parts),
        Prefetch("slots", slots),
        "links",
    )
