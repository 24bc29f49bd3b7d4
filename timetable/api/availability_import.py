"""When people and rooms are there, from a table over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from events.api import ID_OR_ADDRESS
from kit.refusals import Refused
from kit.tables import MOST_BYTES
from rooms.api.query import DryRunQuery, checked, wrong
from timetable.api.base import OfAnEvent
from timetable.availability.importing import Given, Reading, read_list
from timetable.operations.availability import set_availabilities


class AvailabilityListGiven(serializers.Serializer[Any]):
    file = serializers.FileField(
        help_text="CSV or XLSX with the columns `email` or `room`, `day`, `from` and `to`."
    )


class AvailabilityRowSerializer(serializers.Serializer[Any]):
    """What becomes of a row: `left_out` where another row of the same person or room has a problem."""

    row = serializers.IntegerField()
    said = serializers.CharField()
    outcome = serializers.ChoiceField(choices=["set", "left_out", "refused"])
    problem = serializers.CharField()


class AvailabilityListSerializer(serializers.Serializer[Any]):
    """`changed` people and rooms have other times now, or would have as many of `named`."""

    dry_run = serializers.BooleanField()
    named = serializers.IntegerField(help_text="People and rooms whose rows are all right.")
    changed = serializers.IntegerField(allow_null=True, help_text="null in a dry run.")
    rows = AvailabilityRowSerializer(many=True)


class AvailabilityImport(OfAnEvent):
    """For those who run the event."""

    @extend_schema(
        summary="Take over a list of when people and rooms are there",
        parameters=[ID_OR_ADDRESS, DryRunQuery],
        request={"multipart/form-data": AvailabilityListGiven},
        responses=AvailabilityListSerializer,
    )
    @action(
        detail=True,
        methods=["post"],
        url_path="availabilities/import",
        url_name="availabilities-import",
        parser_classes=[MultiPartParser],
    )
    def import_availabilities(self, request: Request, pk: str) -> Response:
        """Whoever is named gets exactly these periods, unless a row about them has a problem; others stay."""
        event, by = self.mine(request)
        dry_run = DryRunQuery.asked(request)
        upload = checked(AvailabilityListGiven(data=request.data))["file"]
        try:
            reading = read_list(event, upload.read(MOST_BYTES + 1), upload.name)
        except Refused as refusal:
            raise wrong("file", str(refusal)) from refusal
        changed = None if dry_run else set_availabilities(event, reading.periods, by=by)
        return Response(
            {
                "dry_run": dry_run,
                "named": len(reading.periods),
                "changed": changed,
                "rows": [_row(row, reading) for row in reading.rows],
            }
        )


def _row(row: Given, reading: Reading) -> dict[str, Any]:
    outcome = "left_out" if row.holder in reading.spoilt else "set"
    return {
        "row": row.number,
        "said": row.said,
        "outcome": "refused" if row.problem else outcome,
        "problem": row.problem,
    }
