"""Versions of a timetable over REST: publish the draft, compare, and go back to one."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED

from access.filters import keyring_of, run_by
from events.api import ID_OR_ADDRESS
from events.models import Event
from events.permissions import can_manage_event
from kit.api import NUMBER
from rooms.api.query import DryRunQuery, Query, checked, wrong
from rooms.api.refusing import member
from timetable.api.base import Freshly, OfAnEvent
from timetable.api.doing import ActedSerializer, acted, do
from timetable.api.version_fields import (
    DRAFT,
    DiffQuery,
    DiffSerializer,
    NewsSerializer,
    OutlookSerializer,
    PublishGiven,
    VersionSerializer,
    WholeVersionSerializer,
    change_shown,
    entries_shown,
    news_shown,
    number_of,
)
from timetable.models import Version, settings_of
from timetable.operations.publishing import publish
from timetable.operations.rolling_back import roll_back
from timetable.outlook import Outlook
from timetable.versions import Edition, edition_of, working_edition
from timetable.versions.news import news_of


class Versions(OfAnEvent):
    """For those who run the event; `changelog` is for everybody."""

    @extend_schema(
        summary="The versions of a timetable, the newest first",
        parameters=[ID_OR_ADDRESS],
        responses=VersionSerializer(many=True),
    )
    @action(detail=True)
    def versions(self, request: Request, pk: str) -> Response:
        event, _by = self.mine(request)
        Query.of(request)
        found = Version.objects.filter(event=event).published().defer("entries", "report")
        page = self.paginate_queryset(found.select_related("made_by"))
        return self.get_paginated_response(VersionSerializer(page or [], many=True).data)

    @extend_schema(
        summary="What changed from version to version, the newest first",
        parameters=[ID_OR_ADDRESS],
        responses=NewsSerializer(many=True),
    )
    @action(detail=True)
    def changelog(self, request: Request, pk: str) -> Response:
        """For everybody who sees the event: of each version what they may see."""
        Query.of(request)
        event, keyring = self.get_object(), keyring_of(self.caller)
        page = self.paginate_queryset(Version.objects.filter(event=event).published()) or []
        runs = can_manage_event(keyring, event)
        found = news_of(event, page, keyring, runs=runs, sees_event=True)
        return self.get_paginated_response([news_shown(news) for news in found])

    @extend_schema(
        summary="Publish the timetable",
        parameters=[ID_OR_ADDRESS, DryRunQuery],
        request=PublishGiven,
        responses={
            201: VersionSerializer,
            200: OpenApiResponse(OutlookSerializer, "With `dry_run`: what publishing would do."),
        },
    )
    @versions.mapping.post
    def publish(self, request: Request, pk: str) -> Response:
        """Everybody sees the timetable as it is worked on now; those concerned are told, unless `tell` is false."""
        event, by = self.mine(request)
        dry_run = DryRunQuery.asked(request)
        values = checked(PublishGiven(data=request.data))
        if dry_run:
            return Response(_outlook(event))
        version = publish(event, by=by, **values)
        address = reverse("api-timetable-version-detail", args=[version.pk])
        said = VersionSerializer(version).data
        return Response(said, status=HTTP_201_CREATED, headers={"Location": address})

    @extend_schema(
        summary="What two versions of a timetable have apart",
        parameters=[ID_OR_ADDRESS, DiffQuery],
        responses=DiffSerializer,
    )
    @action(detail=True, pagination_class=None)
    def diff(self, request: Request, pk: str) -> Response:
        """By their numbers; from the newest version to the draft without."""
        event, _by = self.mine(request)
        values = DiffQuery.of(request)
        newest = Version.objects.filter(event=event).published().values_list("number", flat=True).first()
        first, last = values.get("from", str(newest or DRAFT)), values.get("to", DRAFT)
        before, after = _edition(event, first, "from"), _edition(event, last, "to")
        changes = after.changes_since(before)
        shown = [change_shown(change, before, after, event=event) for change in changes]
        return Response({"from": first, "to": last, "changes": shown})


class VersionViewSet(Freshly):
    """One version that was published."""

    serializer_class = WholeVersionSerializer
    queryset = Version.objects.none()
    lookup_value_regex = NUMBER

    def get_queryset(self) -> QuerySet[Version]:
        run = Version.objects.filter(run_by(keyring_of(self.caller), "event__access"))
        return run.filter(event__deleted_at__isnull=True).published().select_related("event", "made_by")

    @extend_schema(summary="One version of a timetable, with its entries", responses=WholeVersionSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """For those who run the event."""
        member(request)
        Query.of(request)
        version = self.get_object()
        entries = entries_shown(edition_of(version).held, event=version.event)
        return Response({**VersionSerializer(version).data, "entries": entries})

    @extend_schema(
        summary="Roll a timetable back to a version",
        parameters=[DryRunQuery],
        request=None,
        responses=ActedSerializer,
    )
    @action(detail=True, methods=["post"], url_path="roll-back", url_name="roll-back")
    def roll_back(self, request: Request, pk: str) -> Response:
        """Every entry goes where it was then; in drafts nobody sees it before it is published."""
        by = member(request)
        version: Version = self.get_object()
        dry_run = DryRunQuery.asked(request)
        event = version.event
        done = do(event, lambda: roll_back(event, version, by=by), by=by, dry_run=dry_run)
        return Response(acted(done))


def _outlook(event: Event) -> dict[str, Any]:
    outlook = Outlook(event, settings_of(event))
    before, after = outlook.before, outlook.after
    return {
        "number": outlook.settings.next_version,
        "changes": [change_shown(change, before, after, event=event) for change in outlook.changes],
        "conflicts": len(outlook.conflicts),
        "hard_conflicts": sum(conflict.is_error for conflict in outlook.conflicts),
        "unconfirmed": len(outlook.unconfirmed),
        "mails": len(outlook.letters),
        "unreached": [str(person) for person in outlook.unreached],
    }


def _edition(event: Event, name: str, field: str) -> Edition:
    """Of a version by its number, or of the draft. Raises ValidationError."""
    if name == DRAFT:
        return working_edition(event)
    number = number_of(name, field)
    version = Version.objects.filter(event=event, number=number).first()
    if version is None:
        raise wrong(field, _("The timetable has no version {number}.").format(number=number))
    return edition_of(version)
