"""Programmes as files over REST: on paper as a job, tables to take home, and lists of talks that come in."""

from dataclasses import asdict, fields
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError as BadFile
from django.http import JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse as page_of
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_202_ACCEPTED

from events.api import ID_OR_ADDRESS
from jobs.api import JobSerializer
from jobs.operations import start_job
from kit.cells import stream_csv
from kit.files import as_attachment
from kit.refusals import Refused
from kit.tables import xlsx_bytes
from kit.workbooks import XLSX
from rooms.api.query import DryRunQuery, Query, checked, wrong
from rooms.api.strict import Strict
from rooms.api.uploads import checked_form
from timetable.api.base import OfAnEvent
from timetable.exporting.tables import TABLES, headings, objects, rows
from timetable.forms.import_talks import ImportTalksForm
from timetable.importing.talk_lines import read_talks
from timetable.models import settings_of
from timetable.operations.import_talks import TalksReport, import_talks
from timetable.printing.jobs import PROGRAMME
from timetable.printing.options import LAYOUTS, PAPERS, PrintOptions
from timetable.talk_list import STATES, Asked

HOLDS = [field.name for field in fields(PrintOptions) if field.type in (bool, "bool")]


class TableQuery(Query):
    table = serializers.ChoiceField(choices=list(TABLES), required=False, help_text="The talks without.")
    file = serializers.ChoiceField(choices=["json", "csv", "xlsx"], required=False, help_text="JSON without.")
    column = serializers.ListField(
        child=serializers.CharField(max_length=60),
        required=False,
        max_length=100,
        help_text="Only these; all without.",
    )
    state = serializers.ChoiceField(
        choices=[state for state in STATES if state], required=False, help_text="Of talks."
    )


class PrintGiven(Strict):
    """What is not sent is as everybody gets it."""

    layout = serializers.ChoiceField(choices=list(LAYOUTS), required=False)
    paper = serializers.ChoiceField(choices=list(PAPERS), required=False)
    draft = serializers.BooleanField(required=False, help_text="As it is worked on, not as it is published.")

    def get_fields(self) -> dict[str, Any]:
        """With a switch for each part of it."""
        return {
            **super().get_fields(),
            **{name: serializers.BooleanField(required=False) for name in HOLDS},
        }


class TalkListGiven(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="CSV or XLSX.")
    add_missing = serializers.BooleanField(
        required=False, help_text="Add tracks, types, sessions and rooms that are not here yet."
    )


class TalkRowSerializer(serializers.Serializer[Any]):
    """What became of a row, or would become of it."""

    row = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=["new", "changed", "same", "refused"])
    title = serializers.CharField()
    fields_changed = serializers.ListField(child=serializers.CharField())
    sentence = serializers.CharField()


class TalkListSerializer(serializers.Serializer[Any]):
    """All rows, or none where one is refused: then `is_kept` is false."""

    is_kept = serializers.BooleanField()
    problem = serializers.CharField()
    counts = serializers.DictField(child=serializers.IntegerField())
    rows = TalkRowSerializer(many=True)
    added = serializers.ListField(child=serializers.CharField())
    conflicts = serializers.ListField(child=serializers.CharField(), help_text="Those that come with it.")
    notes = serializers.ListField(child=serializers.CharField())


class Files(OfAnEvent):
    """For those who run the event."""

    @extend_schema(
        summary="A table of an event: talks, sessions, speakers, timetable",
        parameters=[ID_OR_ADDRESS, TableQuery],
        responses={
            (200, "application/json"): OpenApiResponse(OpenApiTypes.OBJECT, "A list of objects."),
            (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, "With `file` csv."),
        },
    )
    @action(detail=True, pagination_class=None)
    def tables(self, request: Request, pk: str) -> HttpResponseBase:
        """As the organisers' pages export them."""
        event, _by = self.mine(request)
        values = TableQuery.of(request)
        kind, names = TABLES[values.get("table", "talks")], values.get("column", [])
        if unknown := sorted(set(names) - {column.name for column in kind.columns}):
            raise wrong("column", _("There is no column “{name}”.").format(name=unknown[0]))
        asked, form = Asked(state=values.get("state", "")), values.get("file", "json")
        if form == "json":
            return JsonResponse(list(objects(event, kind, names, asked)), safe=False)
        heads, cells = headings(kind, names), rows(event, kind, names, asked)
        name = f"{event.slug}-{kind.name}.{form}"
        if form == "csv":
            return stream_csv(chain([heads], cells), name=name)
        return as_attachment(xlsx_bytes(heads, cells, sheet=str(kind.title)), name=name, content_type=XLSX)

    @extend_schema(
        summary="Print the programme",
        parameters=[ID_OR_ADDRESS],
        request=PrintGiven,
        responses={202: JobSerializer},
    )
    @action(detail=True, methods=["post"])
    def programme(self, request: Request, pk: str) -> Response:
        """A long job whose file is the PDF: ask how far it is at its address."""
        event, by = self.mine(request)
        values = checked(PrintGiven(data=request.data))
        is_draft = values.pop("draft", False) and not settings_of(event).is_live
        options = PrintOptions.from_json(asdict(PrintOptions()) | values)
        job = start_job(
            PROGRAMME,
            by=by,
            arguments={"event": event.pk, "options": options.as_json(), "draft": is_draft},
            about_url=page_of("programme-print", args=[event.pk]),
            unique=True,
        )
        said = JobSerializer(job, context=self.get_serializer_context()).data
        address = reverse("api-job-detail", args=[job.key])
        return Response(said, status=HTTP_202_ACCEPTED, headers={"Location": address})

    @extend_schema(
        summary="Take over a list of talks",
        parameters=[ID_OR_ADDRESS, DryRunQuery],
        request={"multipart/form-data": TalkListGiven},
        responses=TalkListSerializer,
    )
    @action(
        detail=True, methods=["post"], url_path="import", url_name="import", parser_classes=[MultiPartParser]
    )
    def take_over(self, request: Request, pk: str) -> Response:
        """All of it or nothing; with `dry_run` only what would become of each row."""
        event, by = self.mine(request)
        dry_run = DryRunQuery.asked(request)
        given = checked_form(ImportTalksForm, request).cleaned_data
        try:
            table = read_talks(given["content"], given["name"], zone=event.zone)
        except (Refused, BadFile) as problem:
            said = " ".join(problem.messages) if isinstance(problem, BadFile) else str(problem)
            raise wrong("file", said) from problem
        options = {"add_missing": given["add_missing"], "dry_run": dry_run}
        return Response(_report(import_talks(event, table.lines, by=by, **options), list(table.notes)))


def _report(report: TalksReport, notes: list[str]) -> dict[str, Any]:
    return {
        "is_kept": report.is_kept,
        "problem": report.problem,
        "counts": report.counts,
        "rows": [
            {
                "row": one.row,
                "outcome": one.outcome,
                "title": one.title,
                "fields_changed": list(one.fields),
                "sentence": one.sentence,
            }
            for one in report.results
        ],
        "added": report.added,
        "conflicts": report.conflicts,
        "notes": [*notes, *report.notes],
    }
