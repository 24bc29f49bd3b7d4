"""Contributions over REST, with the times and rooms they have in the timetable."""

from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters  # type: ignore[import-untyped]
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from access.filters import Keyring, keyring_of
from kit.api import MemberViewSet
from kit.keys import is_key
from programme.models import Contribution, Credit, Session, Subcontribution, SubcontributionSpeaker
from timetable.api.contribution_fields import ContributionSerializer
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


@extend_schema_view(
    list=extend_schema(summary="Contributions you may see"),
    retrieve=extend_schema(summary="One contribution"),
)
class ContributionViewSet(ListModelMixin, RetrieveModelMixin, MemberViewSet):
    """Talks and posters, with their people, links, parts and times."""

    serializer_class = ContributionSerializer
    queryset = Contribution.objects.none()
    filterset_class = ContributionFilter
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Contribution]:
        return seen_by(keyring_of(self.caller)).order_by("pk")

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "keyring": keyring_of(self.caller)}


def seen_by(keyring: Keyring) -> QuerySet[Contribution]:
    """The contributions somebody may see, with all that is said of them; sessions they may not see are left out."""
    slots = Slot.shown.visible_to(keyring).select_related("room", "parent__room").in_order()
    credits = Credit.objects.select_related("person")
    parts = Subcontribution.objects.prefetch_related(
        Prefetch("speaker_links", SubcontributionSpeaker.objects.select_related("person"))
    )
    return (
        Contribution.objects.visible_to(keyring)
        .select_related("event__access", "type", "track")
        .prefetch_related(
            Prefetch("session", Session.objects.visible_to(keyring)),
            Prefetch("credits", credits),
            Prefetch("parts", parts),
            Prefetch("slots", slots),
            "links",
        )
    )
