"""Bookings from elsewhere, over REST."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kit.refusals import Refused
from rooms.api.base import RightsViewSet
from rooms.api.query import DryRunQuery, wrong
from rooms.api.refusing import member, permit, runs_nothing
from rooms.api.uploads import checked_form, takes_a_list
from rooms.forms.import_bookings import ImportBookingsForm
from rooms.importing.given import lines_given
from rooms.models import Room
from rooms.operations.import_bookings import Outcome, import_bookings
from rooms.permissions import can_run_anything


class BookingListGiven(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="A calendar (.ics), or a table (.csv, .xlsx).")
    into = serializers.IntegerField(required=False, help_text="Number of the room that all of it is for.")
    skip = serializers.BooleanField(required=False, help_text="Of a series, book the dates that are free.")


class BookingRowSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField(help_text="Of the line in the file.")
    outcome = serializers.ChoiceField(choices=[one.value for one in Outcome])
    sentence = serializers.CharField()
    dates = serializers.IntegerField(help_text="How many are booked.")


class BookingListSerializer(serializers.Serializer[Any]):
    dry_run = serializers.BooleanField()
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="Of lines, by outcome.")
    rows = BookingRowSerializer(many=True)


class BookingLists(RightsViewSet):
    """Many bookings at once."""

    @takes_a_list("Take over bookings from a file", BookingListGiven, BookingListSerializer)
    def take_over(self, request: Request) -> Response:
        """Into rooms you run. Nobody gets a mail; a line imported before is left as it is."""
        by = member(request)
        permit(can_run_anything(by), runs_nothing())
        dry_run = DryRunQuery.asked(request)
        rooms = Room.objects.run_by(by).in_use().for_rights()
        given = checked_form(ImportBookingsForm, request, rooms=rooms).cleaned_data
        try:
            lines = lines_given(given["file"])
        except Refused as refusal:
            raise wrong("file", refusal) from refusal
        report = import_bookings(
            lines,
            by=by,
            rooms=list(rooms),
            into=given["into"],
            on_conflict="skip" if given["skip"] else "refuse",
            dry_run=dry_run,
        )
        rows = [
            {
                "number": one.number,
                "outcome": one.outcome.value,
                "sentence": one.sentence,
                "dates": one.dates,
            }
            for one in report.results
        ]
        return Response({"dry_run": report.is_dry_run, "counts": report.counts, "rows": rows})
