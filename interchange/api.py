"""Importing published schedules over REST: what the import would do, and what it did."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, HTTP_201_CREATED

from events.api import event_named
from events.models import Category
from events.models.event import SLUG
from events.permissions import can_create_in, can_manage_event
from interchange.models import Origin
from interchange.operations import import_schedule
from interchange.operations.report import ImportReport
from interchange.schedule.findings import ScheduleUnreadable
from interchange.schedule.reading import LARGEST, read_schedule
from interchange.schedule.shape import Schedule
from kit.api import MemberViewSet
from kit.files import safe_file_name
from kit.moments import zone
from kit.refusals import Refused, require
from rooms.api.query import DryRunQuery, KeyField, checked, wrong
from rooms.api.refusing import member, permit
from rooms.api.strict import Strict
from timetable.api.base import runs_not

KINDS: dict[str, str] = {
    Origin.Kind.ROOM: "rooms",
    Origin.Kind.TRACK: "tracks",
    Origin.Kind.TYPE: "types",
    Origin.Kind.PERSON: "people",
    Origin.Kind.TALK: "talks",
}


class ScheduleGiven(Strict):
    """A file, and the `category` of a new event or the `event` to bring up to date."""

    file = serializers.FileField(
        help_text="schedule.xml (frab), schedule.json (c3voc) or the JSON of pretalx, at most 50 MB."
    )
    category = KeyField(required=False)
    event = serializers.CharField(required=False, max_length=80, help_text="Number or address.")
    slug = serializers.CharField(
        required=False,
        max_length=80,
        validators=[SLUG],
        help_text="Of a new event; without, the file decides.",
    )
    time_zone = serializers.CharField(
        required=False, max_length=64, help_text="For files that do not name theirs."
    )
    publish = serializers.BooleanField(
        required=False, help_text="Show a new event at once; without, it begins as a draft."
    )

    def validate_file(self, file: Any) -> Any:
        if (file.size or 0) > LARGEST:
            raise serializers.ValidationError(
                _("The file is larger than %(size)d MB.") % {"size": LARGEST // 1024**2}
            )
        return file

    def validate_time_zone(self, value: str) -> str:
        try:
            return zone(value).key
        except Refused as refusal:
            raise serializers.ValidationError(str(refusal)) from refusal

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("category" in attrs) == ("event" in attrs):
            raise wrong("category", _("Give either the category of a new event, or an event."))
        if "event" in attrs and "slug" in attrs:
            raise wrong("slug", _("The event has its address."))
        return attrs


class CountsSerializer(serializers.Serializer[Any]):
    """How many things of one kind; `kept` are those edited here that the file has otherwise."""

    added = serializers.IntegerField()
    updated = serializers.IntegerField()
    withdrawn = serializers.IntegerField()
    reinstated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    kept = serializers.IntegerField()


class RemarkSerializer(serializers.Serializer[Any]):
    """One sentence about a row. With a warning the event does not hold what the file says."""

    row = serializers.CharField()
    sentence = serializers.CharField()
    is_warning = serializers.BooleanField()


class AllCountsSerializer(serializers.Serializer[Any]):
    """By kind of thing."""

    def get_fields(self) -> dict[str, Any]:
        return {name: CountsSerializer() for name in KINDS.values()}


class ImportReportSerializer(serializers.Serializer[Any]):
    """What the import did, or with `dry_run` what it would do."""

    dry_run = serializers.BooleanField()
    is_new = serializers.BooleanField()
    event = serializers.IntegerField(allow_null=True, help_text="Null in a dry run for a new one.")
    slug = serializers.CharField()
    title = serializers.CharField()
    counts = AllCountsSerializer()
    remarks = RemarkSerializer(many=True)
    hard_conflicts = serializers.IntegerField(
        allow_null=True, help_text="Null where so much is at once in one place that they are not counted."
    )
    conflicts = serializers.ListField(
        child=serializers.CharField(), help_text="The first hard conflicts, as sentences."
    )


class ScheduleImportViewSet(MemberViewSet):
    """Published schedules become events, and newer ones bring them up to date."""

    serializer_class = ImportReportSerializer
    queryset = Category.objects.none()
    parser_classes = (MultiPartParser,)

    @extend_schema(
        summary="Import a published schedule",
        parameters=[DryRunQuery],
        request={"multipart/form-data": ScheduleGiven},
        responses={
            200: OpenApiResponse(ImportReportSerializer, "An event is up to date; or a dry run."),
            201: OpenApiResponse(ImportReportSerializer, "A new event."),
        },
    )
    def create(self, request: Request) -> Response:
        """All of it or nothing. What was edited here stays."""
        by = member(request)
        dry_run = DryRunQuery.asked(request)
        values = checked(ScheduleGiven(data=request.data))
        where = self._where(values)
        schedule, name = _read(values)
        report = import_schedule(
            schedule,
            file_name=name,
            by=by,
            slug=values.get("slug"),
            is_draft=not values.get("publish", False),
            dry_run=dry_run,
            **where,
        )
        is_made = report.is_new and not dry_run
        return Response(_told(report), status=HTTP_201_CREATED if is_made else HTTP_200_OK)

    def _where(self, values: dict[str, Any]) -> dict[str, Any]:
        """The category or the event; 400 for one the caller does not see, 403 for one they do not run."""
        if "event" in values:
            event = event_named(values["event"], self)
            permit(can_manage_event(self.caller, event), runs_not())
            return {"event": event}
        seen = Category.objects.visible_to(self.caller).select_related("access")
        category = seen.filter(pk=values["category"]).first()
        if category is None:
            raise wrong("category", _("There is no such category."))
        require(can_create_in(self.caller, category))
        return {"category": category}


def _read(values: dict[str, Any]) -> tuple[Schedule, str]:
    """The schedule and the name of its file. Raises ValidationError with all that is wrong with it."""
    file, name = values["file"], safe_file_name(values["file"].name)
    try:
        return read_schedule(file.read(), file_name=name, default_zone=values.get("time_zone")), name
    except ScheduleUnreadable as refusal:
        raise wrong("file", refusal) from refusal


def _told(report: ImportReport) -> dict[str, Any]:
    shown = {
        "dry_run": report.is_dry_run,
        "is_new": report.is_new,
        "event": report.event.pk if report.event else None,
        "slug": report.event.slug if report.event else report.slug,
        "title": report.title,
        "counts": {KINDS[kind]: counts for kind, counts in report.counts.items()},
        "remarks": report.remarks,
        "hard_conflicts": report.clashes.number,
        "conflicts": report.clashes.told,
    }
    return dict(ImportReportSerializer(shown).data)
