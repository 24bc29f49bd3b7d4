"""Submissions out and in over REST: files for members of the committee, imports for those who run the abstracts."""

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from abstracts.api.base import AbstractsViewSet
from abstracts.api.book_fields import AbstractImportSerializer, ExportQuery, SubmissionsGiven
from abstracts.desk.asked import Asked, Stage
from abstracts.desk.frame import frame_of
from abstracts.desk.rows import find
from abstracts.duties import ABSTRACTS
from abstracts.exporting.files import export_file
from abstracts.exporting.reading import Export
from abstracts.importing.reading import read_submissions
from abstracts.models import Abstract, Call
from abstracts.operations.importing import import_abstracts
from abstracts.standing import standing_of
from access.filters import granted_to
from events.api import event_named
from kit.files import safe_file_name
from kit.tables import BadTable
from rooms.api.query import DryRunQuery, checked, wrong
from rooms.api.refusing import member


class AbstractExportViewSet(AbstractsViewSet):
    """What the caller may read as a member of the committee; names that are hidden from them are in no file."""

    queryset = Abstract.objects.none()

    @extend_schema(
        summary="Submissions as a file",
        parameters=[ExportQuery],
        responses={
            (200, "application/json"): OpenApiResponse(OpenApiTypes.OBJECT, "With their reviews."),
            (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, "With `file` csv or reviews."),
        },
    )
    def list(self, request: Request) -> HttpResponseBase:
        by = member(request)
        given = ExportQuery.of(request)
        standing = standing_of(by, event_named(given["event"], self))
        if not standing.is_in_committee:
            raise PermissionDenied
        wanted = None
        if set(request.query_params) - {"event", "file"}:
            asked = Asked.of(request.query_params, stage=Stage.ALL)
            wanted = [row.pk for row in find(standing, asked, frame_of(standing)).rows]
        return export_file(Export(standing, wanted=wanted), given.get("file", "json"))


class AbstractImportViewSet(AbstractsViewSet):
    """For those who run the abstracts of the call's event."""

    serializer_class = AbstractImportSerializer
    queryset = Call.objects.none()
    parser_classes = (MultiPartParser,)

    @extend_schema(
        summary="Import submissions",
        parameters=[DryRunQuery],
        request={"multipart/form-data": SubmissionsGiven},
        responses={200: AbstractImportSerializer},
    )
    def create(self, request: Request) -> Response:
        """Rows that can not be had are skipped and told; nobody is written to."""
        by = member(request)
        dry_run = DryRunQuery.asked(request)
        values: dict[str, Any] = checked(SubmissionsGiven(data=request.data))
        mine = Call.objects.filter(granted_to(by, ABSTRACTS, "event__access"), event__deleted_at__isnull=True)
        call = get_object_or_404(mine.select_related("event"), pk=values["call"])
        try:
            read = read_submissions(values["file"].read(), safe_file_name(values["file"].name))
        except BadTable as problem:
            raise wrong("file", problem) from problem
        report = import_abstracts(
            call,
            read.rows,
            by=by,
            add_missing=values.get("add_missing", True),
            strict=values.get("strict", False),
            dry_run=dry_run,
            notes=read.notes,
        )
        return Response(report.as_json())
