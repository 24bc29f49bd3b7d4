"""What is told and sent about when people are there and whether they come."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from events.models import EventPerson
from kit.moments import Span
from kit.unchanged import ETAG, tagged
from programme.models import Credit
from programme.operations.speakers import LONGEST_WORD
from rooms.api.query import KeyField, Query, wrong
from rooms.api.strict import Strict
from timetable.api.times_given import NearMomentField
from timetable.operations.availability import Holder

MOST_PERIODS = 500
ANSWERS = ["confirmed", "declined", ""]


class PeriodSerializer(serializers.Serializer[Any]):
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()


class HolderSerializer(serializers.Serializer[Any]):
    """A person or a room; without periods they are always there."""

    person = serializers.IntegerField(allow_null=True)
    room = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    periods = PeriodSerializer(many=True)
    etag = serializers.CharField(help_text=ETAG)


class PeriodGiven(Strict):
    start = NearMomentField()
    end = NearMomentField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["end"] <= attrs["start"]:
            raise wrong("end", _("The end is not after the start."))
        return attrs


class OwnAvailabilityGiven(Strict):
    """All periods in which you are there."""

    periods = serializers.ListField(child=PeriodGiven(), min_length=1, max_length=MOST_PERIODS)


class AvailabilityGiven(Strict):
    """All periods of one person or one room; none at all means always there."""

    person = KeyField(required=False)
    room = KeyField(required=False)
    periods = serializers.ListField(child=PeriodGiven(), max_length=MOST_PERIODS)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("person" in attrs) == ("room" in attrs):
            raise wrong("person", _("Name either a person or a room."))
        return attrs


class WhoQuery(Query):
    who = serializers.ChoiceField(
        choices=["people", "rooms"], required=False, help_text="People without; with periods or without."
    )


class ReachSerializer(serializers.Serializer[Any]):
    """Whom a letter reaches, and whom not: nobody knows their address, or they were asked within the last hour."""

    dry_run = serializers.BooleanField()
    reached = serializers.IntegerField()
    unreached = serializers.ListField(child=serializers.CharField())
    lately = serializers.ListField(child=serializers.CharField())


class ConfirmationSerializer(serializers.Serializer[Any]):
    """Whether somebody comes to speak."""

    credit = serializers.IntegerField()
    person = serializers.IntegerField()
    name = serializers.CharField()
    contribution = serializers.IntegerField()
    title = serializers.CharField()
    asked_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.ChoiceField(choices=ANSWERS)
    answered_at = serializers.DateTimeField(allow_null=True)
    etag = serializers.CharField(help_text=ETAG)


class ConfirmationQuery(Query):
    answer = serializers.ChoiceField(
        choices=["confirmed", "declined", "none"], required=False, help_text="All without."
    )


class AnswerGiven(Strict):
    credit = KeyField()
    answer = serializers.ChoiceField(choices=ANSWERS, help_text="Empty: has not said.")


class OwnAnswerGiven(Strict):
    credit = KeyField()
    answer = serializers.ChoiceField(choices=["confirmed", "declined"])
    word = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_WORD, help_text="To the organisers."
    )


class AskGiven(Strict):
    credits = serializers.ListField(
        child=KeyField(),
        required=False,
        min_length=1,
        max_length=10_000,
        help_text="Only these; all who have not answered without.",
    )


def holder_shown(holder: Holder, periods: Iterable[Span]) -> dict[str, Any]:
    is_person = isinstance(holder, EventPerson)
    shown = {
        "person": holder.pk if is_person else None,
        "room": None if is_person else holder.pk,
        "name": holder.name,
        "periods": [{"start": period.starts_at, "end": period.ends_at} for period in periods],
    }
    return tagged(shown)


def confirmation_shown(credit: Credit) -> dict[str, Any]:
    shown = {
        "credit": credit.pk,
        "person": credit.person_id,
        "name": credit.person.name,
        "contribution": credit.contribution_id,
        "title": credit.contribution.title,
        "asked_at": credit.asked_at,
        "answer": credit.answer,
        "answered_at": credit.answered_at,
    }
    return tagged(shown)


def spans(given: Iterable[dict[str, Any]]) -> list[Span]:
    return [Span(row["start"], row["end"]) for row in given]
