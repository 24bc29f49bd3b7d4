"""Lists of rooms in and out, over REST."""

import json
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from kit.cells import stream_csv
from kit.json_bodies import JsonText
from kit.refusals import Refused
from kit.tables import heading_key
from rooms.api.base import RightsViewSet
from rooms.api.query import DryRunQuery, wrong
from rooms.api.refusing import member, permit, runs_no_location, runs_nothing
from rooms.api.uploads import checked_form, takes_a_list
from rooms.importing.room_columns import ATTRIBUTE, COLUMNS, known_columns
from rooms.importing.room_export import export_headings, export_rows
from rooms.importing.room_files import MOST_BYTES, read_some_rooms
from rooms.importing.room_lines import lines_of_rooms
from rooms.models import Attribute, Location, Room
from rooms.operations.import_rooms import RoomOutcome, RoomsReport, import_rooms
from rooms.operations.settings import room_settings
from rooms.permissions import can_run_all_rooms, can_run_anything

LONGEST_COLUMNS = 20_000


class RoomListForm(forms.Form):
    """The file, where rows that name no location belong, and what headings mean that are not ours."""

    file = forms.FileField()
    location = forms.ModelChoiceField(queryset=Location.objects.none(), required=False)
    columns = JsonText(required=False)

    def __init__(self, *args: Any, locations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["location"].queryset = locations  # type: ignore[attr-defined]

    def clean_columns(self) -> dict[str, str]:
        given = self.cleaned_data["columns"] or {}
        fits = isinstance(given, dict) and all(isinstance(name, str) for name in given.values())
        if not fits or len(json.dumps(given)) > LONGEST_COLUMNS:
            raise ValidationError(_("Give an object: the column for each heading, empty to leave it out."))
        return {heading_key(heading): column for heading, column in given.items()}


class RoomListGiven(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="CSV, XLSX, or a JSON list of objects.")
    location = serializers.IntegerField(
        required=False, help_text="Number of the location of rows that name none."
    )
    columns = serializers.CharField(
        required=False, help_text='What headings mean, as JSON: {"Sitze": "capacity"}; empty leaves one out.'
    )


class RoomRowSerializer(serializers.Serializer[Any]):
    """What became of a row, or would become of it."""

    number = serializers.IntegerField(help_text="Of the row in the file.")
    outcome = serializers.ChoiceField(choices=[one.value for one in RoomOutcome])
    room = serializers.CharField()
    sentence = serializers.CharField(help_text="Why it was refused, or what to know.")
    fields_changed = serializers.ListField(child=serializers.CharField())


class RoomListSerializer(serializers.Serializer[Any]):
    dry_run = serializers.BooleanField()
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="Of rows, by outcome.")
    columns = serializers.DictField(
        child=serializers.CharField(), help_text="What each heading is taken for."
    )
    notes = serializers.ListField(child=serializers.CharField())
    rows = RoomRowSerializer(many=True)


class RoomLists(RightsViewSet):
    """Many rooms at once."""

    @takes_a_list("Take over a list of rooms", RoomListGiven, RoomListSerializer)
    def take_over(self, request: Request) -> Response:
        """All rows that can be had, into locations you run; with `dry_run` only what would become of each."""
        by = member(request)
        locations = Location.objects.run_by(by)
        allowed = locations.exists() or can_run_all_rooms(self.rights.keyring, room_settings())
        permit(allowed, runs_no_location())
        dry_run = DryRunQuery.asked(request)
        given = checked_form(RoomListForm, request, locations=locations).cleaned_data
        names = list(Attribute.objects.values_list("name", flat=True))
        try:
            table = read_some_rooms(given["file"].read(MOST_BYTES + 1), given["file"].name or "")
            columns = known_columns(table.headings, names, chosen=_chosen(given["columns"], names))
            lines = lines_of_rooms(table, columns)
        except Refused as refusal:
            raise wrong("file", refusal) from refusal
        location = given["location"].name if given["location"] else ""
        report = import_rooms(lines, by=by, location=location, dry_run=dry_run)
        meant = {heading: columns.get(heading_key(heading), "") for heading in table.headings}
        return Response({**_report(report), "columns": meant, "notes": list(table.notes)})

    @extend_schema(
        summary="All rooms you run, as a list that imports unchanged",
        responses={(200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, "CSV.")},
    )
    @action(detail=False, pagination_class=None)
    def export(self, request: Request) -> StreamingHttpResponse:
        by = member(request)
        permit(can_run_anything(by), runs_nothing())
        attributes = list(Attribute.objects.all())
        rows = export_rows(Room.objects.run_by(by).in_use(), attributes)
        return stream_csv(chain([export_headings(attributes)], rows), name=f"{_('Rooms')}.csv")


def _chosen(given: dict[str, str], attributes: list[str]) -> dict[str, str]:
    known = {*COLUMNS, "", *(f"{ATTRIBUTE}{name}" for name in attributes)}
    if unknown := [column for column in given.values() if column not in known]:
        raise wrong("columns", _("There is no “{name}”.").format(name=unknown[0][:60]))
    return given


def _report(report: RoomsReport) -> dict[str, Any]:
    return {
        "dry_run": report.is_dry_run,
        "counts": report.counts,
        "rows": [
            {
                "number": one.number,
                "outcome": one.outcome.value,
                "room": one.room,
                "sentence": one.sentence,
                "fields_changed": list(one.fields),
            }
            for one in report.results
        ],
    }
