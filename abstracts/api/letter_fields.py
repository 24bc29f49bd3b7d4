"""What is told and sent about letters over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from abstracts.letters.checking import LONGEST_BODY, LONGEST_NAME, LONGEST_SUBJECT
from abstracts.letters.matching import LETTER_STATES, Outcome
from abstracts.models import Letter, LetterRule
from rooms.api.query import KeyField, Query
from rooms.api.strict import Strict

EVENT = "Number or address."
MOST = 1_000
MAILS = ("sent", "waiting", "failed")
STATES = [state.value for state in LETTER_STATES]


class OfEventQuery(Query):
    event = serializers.CharField(max_length=80, help_text=EVENT)


class TesterQuery(OfEventQuery):
    """A real abstract by its number, or a state with a track and a type."""

    abstract = KeyField(required=False, help_text="Its number. Then the others are not looked at.")
    state = serializers.ChoiceField(choices=STATES, required=False, help_text="accepted without.")
    track = KeyField(required=False, help_text="None without.")
    type = KeyField(required=False, help_text="None without.")


class SentQuery(OfEventQuery):
    mail = serializers.ChoiceField(choices=MAILS, required=False)
    abstract = KeyField(required=False, help_text="Its number.")
    rule = KeyField(required=False)


class RuleFileSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")


class LetterRuleSerializer(serializers.ModelSerializer[LetterRule]):
    event = serializers.IntegerField(source="event_id", read_only=True)
    tracks = serializers.SerializerMethodField()
    types = serializers.SerializerMethodField()
    files = RuleFileSerializer(many=True, read_only=True)

    class Meta:
        model = LetterRule
        fields = [
            *(
                "id",
                "event",
                "position",
                "name",
                "is_active",
                "states",
                "track_match",
                "tracks",
                "type_match",
            ),
            *("types", "stops", "recipients", "copies_to", "reply_to", "subject", "body", "files"),
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_tracks(self, rule: LetterRule) -> list[int]:
        return [track.pk for track in rule.tracks.all()]

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_types(self, rule: LetterRule) -> list[int]:
        return [kind.pk for kind in rule.types.all()]


class LetterRuleGiven(Strict):
    """What is not sent stays, or is usual in a new rule: in use, ending the search, any track, any type."""

    event = serializers.CharField(max_length=80, help_text=EVENT)
    name = serializers.CharField(max_length=LONGEST_NAME)
    is_active = serializers.BooleanField(required=False)
    states = serializers.ListField(child=serializers.ChoiceField(choices=STATES), max_length=len(STATES))
    track_match = serializers.ChoiceField(choices=LetterRule.Match.choices, required=False)
    tracks = serializers.ListField(child=KeyField(), required=False, max_length=MOST)
    type_match = serializers.ChoiceField(choices=LetterRule.Match.choices, required=False)
    types = serializers.ListField(child=KeyField(), required=False, max_length=MOST)
    stops = serializers.BooleanField(required=False)
    recipients = serializers.ListField(
        child=serializers.ChoiceField(choices=LetterRule.Recipient.choices), required=False, max_length=4
    )
    copies_to = serializers.ListField(
        child=serializers.CharField(max_length=254), required=False, max_length=MOST
    )
    reply_to = serializers.CharField(required=False, allow_blank=True, max_length=254)
    subject = serializers.CharField(max_length=LONGEST_SUBJECT)
    body = serializers.CharField(
        max_length=LONGEST_BODY, help_text="With placeholders such as {abstract_title}."
    )


class RuleOrderGiven(Strict):
    event = serializers.CharField(max_length=80, help_text=EVENT)
    rules = serializers.ListField(child=KeyField(), max_length=MOST)


class EventGiven(Strict):
    event = serializers.CharField(max_length=80, help_text=EVENT)


class AnewGiven(EventGiven):
    abstract = KeyField(help_text="Its number.")


class OutcomeSerializer(serializers.Serializer[Any]):
    rule = serializers.IntegerField()
    name = serializers.CharField()
    outcome = serializers.ChoiceField(choices=Outcome.choices)


class DraftSerializer(serializers.Serializer[Any]):
    abstract = serializers.IntegerField(source="abstract.number", help_text="Its number.")
    rule = serializers.IntegerField(source="rule.pk")
    recipient = serializers.CharField(source="reader.email")
    reply_to = serializers.CharField()
    subject = serializers.CharField()
    body = serializers.CharField(source="told", help_text="Without the secret part of links.")


class TestedSerializer(serializers.Serializer[Any]):
    rules = OutcomeSerializer(many=True)
    letters = DraftSerializer(many=True)


class RuleCountSerializer(serializers.Serializer[Any]):
    rule = serializers.IntegerField()
    name = serializers.CharField()
    letters = serializers.IntegerField()


class StateCountSerializer(serializers.Serializer[Any]):
    state = serializers.CharField()
    abstracts = serializers.IntegerField()
    letters = serializers.IntegerField()


class PreviewSerializer(serializers.Serializer[Any]):
    abstracts = serializers.IntegerField()
    letters = serializers.IntegerField()
    addresses = serializers.IntegerField()
    by_rule = RuleCountSerializer(many=True)
    by_state = StateCountSerializer(many=True)
    without_letter = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numbers of abstracts."
    )


class CountSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()


class LetterSerializer(serializers.ModelSerializer[Letter]):
    abstract = serializers.IntegerField(source="abstract.number", read_only=True, help_text="Its number.")
    body = serializers.CharField(source="told", read_only=True, help_text="Without the secret part of links.")
    mail = serializers.SerializerMethodField()
    sent_at = serializers.DateTimeField(source="notice.sent_at", read_only=True, default=None)
    problem = serializers.CharField(source="notice.last_error", read_only=True, default="")

    class Meta:
        model = Letter
        fields = [
            *("id", "abstract", "rule", "state", "recipient", "reply_to", "subject", "body", "created_at"),
            *("mail", "sent_at", "problem"),
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=MAILS))
    def get_mail(self, letter: Letter) -> str:
        notice = letter.notice
        if notice is not None and notice.given_up_at is not None:
            return "failed"
        return "waiting" if notice is not None and notice.sent_at is None else "sent"
