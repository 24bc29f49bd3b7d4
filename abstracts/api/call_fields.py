"""What is told and sent about calls, and what they ask, over REST."""

from datetime import timedelta
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from abstracts.models import Call, Field, LateSubmitter, Question, Quota, Reviewing, TeamMember
from abstracts.operations.questions import HIGHEST, LOWEST
from events.models import EventRole
from rooms.api.query import KeyField, MomentField, Query
from rooms.api.strict import Strict, StrictFields

EVENT = "Number or address."
MINUTES = "Minutes, 7 days at most."
LONGEST_GRACE = 7 * 24 * 60
MOST = 1000
MOMENTS = ("opens_at", "closes_at", "modification_until")
OF_A_CALL = (
    *("name", "announcement", "instructions", "contact_email"),
    *("track_choice", "tracks_required", "type_required", "topics"),
    *("text_required", "most_characters", "most_words"),
    *("speakers", "authors_confirm", "guests_may_submit", "editors"),
    *("most_files", "file_types", "most_megabytes", "publish_files", "licences", "consent"),
)
OF_A_FIELD = (
    *("title", "help", "kind", "visibility", "is_required", "reviewers_see", "is_long"),
    *("most_characters", "most_words", "lowest", "highest", "options"),
)
OF_A_QUESTION = ("title", "help", "kind", "weight", "is_required", "counts")
OF_REVIEWING = (
    *("instructions", "blinding", "assignment", "reviews_wanted", "load_limit", "remind_days", "others"),
    *("reviewers_are_named", "discussion_is_open", "conveners_decide", "conveners_change_tracks"),
    *("conveners_see_authors", "conveners_see_other_tracks", "authors_see_comments", "authors_see_scores"),
    *("release", "scale_from", "scale_to"),
    *("same_affiliation_conflicts", "same_domain_conflicts", "co_authors_conflict"),
)


class OfCallQuery(Query):
    call = KeyField(required=False)


class FieldSerializer(serializers.ModelSerializer[Field]):
    call = serializers.IntegerField(source="call_id", read_only=True)

    class Meta:
        model = Field
        fields = ["id", "call", "position", *OF_A_FIELD]
        read_only_fields = fields


class CallSerializer(serializers.ModelSerializer[Call]):
    """`fields` are those that whoever asks may know of. No `tracks` or `types` means that all are offered."""

    event = serializers.IntegerField(source="event_id", read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    grace_minutes = serializers.SerializerMethodField(help_text=MINUTES)
    is_open = serializers.SerializerMethodField(help_text="Whether anybody may submit now.")
    tracks = serializers.SerializerMethodField()
    types = serializers.SerializerMethodField()
    asks = serializers.SerializerMethodField(help_text="The custom fields you may know of.")

    class Meta:
        model = Call
        fields = ["id", "event", "url", "position", "is_open", *OF_A_CALL, *MOMENTS, "grace_minutes"]
        fields += ["tracks", "types", "asks"]
        read_only_fields = fields

    def get_grace_minutes(self, call: Call) -> int:
        return int(call.grace / timedelta(minutes=1))

    def get_is_open(self, call: Call) -> bool:
        return call.is_open()

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_tracks(self, call: Call) -> list[int]:
        return [track.pk for track in call.tracks.all()]

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_types(self, call: Call) -> list[int]:
        return [kind.pk for kind in call.types.all()]

    @extend_schema_field(FieldSerializer(many=True))
    def get_asks(self, call: Call) -> Any:
        return FieldSerializer(call.fields_shown, many=True).data  # type: ignore[attr-defined]


class CallGiven(StrictFields):
    """What is not sent stays. Of `tracks` and `types` the whole list is sent."""

    event = serializers.CharField(max_length=80, help_text=EVENT)
    grace_minutes = serializers.IntegerField(
        required=False, min_value=0, max_value=LONGEST_GRACE, help_text=MINUTES
    )
    opens_at = MomentField(required=False, allow_null=True)
    closes_at = MomentField(required=False, allow_null=True)
    modification_until = MomentField(required=False, allow_null=True)
    tracks = serializers.ListField(child=KeyField(), required=False, max_length=MOST)
    types = serializers.ListField(child=KeyField(), required=False, max_length=MOST)

    class Meta:
        model = Call
        fields = ["event", *OF_A_CALL, *MOMENTS, "grace_minutes", "tracks", "types"]
        validators: list[Any] = []


class FieldGiven(StrictFields):
    """What is not sent stays."""

    call = KeyField()

    class Meta:
        model = Field
        fields = ["call", *OF_A_FIELD]
        validators: list[Any] = []


class QuestionSerializer(serializers.ModelSerializer[Question]):
    call = serializers.IntegerField(source="call_id", read_only=True)

    class Meta:
        model = Question
        fields = ["id", "call", "position", *OF_A_QUESTION]
        read_only_fields = fields


class QuestionGiven(StrictFields):
    """What is not sent stays."""

    call = KeyField()

    class Meta:
        model = Question
        fields = ["call", *OF_A_QUESTION]
        validators: list[Any] = []


class ReviewingSerializer(serializers.ModelSerializer[Reviewing]):
    class Meta:
        model = Reviewing
        fields = [*OF_REVIEWING, "bids_until", "due_at"]
        read_only_fields = fields


class ReviewingGiven(StrictFields):
    """What is not sent stays. Ratings that were given keep their place on a new scale."""

    bids_until = MomentField(required=False, allow_null=True)
    due_at = MomentField(required=False, allow_null=True)
    scale_from = serializers.IntegerField(required=False, min_value=LOWEST, max_value=HIGHEST)
    scale_to = serializers.IntegerField(required=False, min_value=LOWEST, max_value=HIGHEST)

    class Meta:
        model = Reviewing
        fields = [*OF_REVIEWING, "bids_until", "due_at"]
        validators: list[Any] = []


class QuotaSerializer(serializers.ModelSerializer[Quota]):
    track = serializers.IntegerField(source="track_id", read_only=True, allow_null=True)
    type = serializers.IntegerField(source="type_id", read_only=True, allow_null=True)

    class Meta:
        model = Quota
        fields = ["track", "type", "wanted"]
        read_only_fields = fields


class QuotaGiven(Strict):
    track = KeyField(required=False, allow_null=True, default=None)
    type = KeyField(required=False, allow_null=True, default=None)
    wanted = serializers.IntegerField(min_value=0, max_value=100_000)


class QuotasGiven(Strict):
    quotas = serializers.ListField(child=QuotaGiven(), max_length=MOST)


class QuotasSerializer(serializers.Serializer[Any]):
    quotas = QuotaSerializer(many=True, read_only=True)


class LateSerializer(serializers.ModelSerializer[LateSubmitter]):
    class Meta:
        model = LateSubmitter
        fields = ["id", "email", "until"]
        read_only_fields = fields


class LatesSerializer(serializers.Serializer[Any]):
    late_submitters = LateSerializer(many=True, read_only=True)


class LateGiven(Strict):
    email = serializers.EmailField(max_length=254)
    until = MomentField(required=False, allow_null=True, default=None)


class LateQuery(Query):
    late = KeyField(help_text="Number of the late submitter.")


class MemberSerializer(serializers.ModelSerializer[TeamMember]):
    """A place is held by one of `user` (by name), `group`, `email` and `role`."""

    event = serializers.IntegerField(source="event_id", read_only=True)
    track = serializers.IntegerField(source="track_id", read_only=True, allow_null=True)
    name = serializers.CharField(source="__str__", read_only=True)
    user = serializers.IntegerField(source="user_id", read_only=True, allow_null=True)
    group = serializers.IntegerField(source="group_id", read_only=True, allow_null=True)

    class Meta:
        model = TeamMember
        fields = ["id", "event", "track", "duty", "name", "user", "group", "email", "role", "waits_for_mail"]
        read_only_fields = fields


class WriteGiven(Strict):
    event = serializers.CharField(max_length=80, help_text=EVENT)


class WrittenSerializer(serializers.Serializer[Any]):
    written = serializers.IntegerField()
    waiting = serializers.IntegerField(help_text="Too many new addresses were written to within the hour.")


class MemberGiven(Strict):
    """Give `to` (an e-mail address, or the name of a group) or `role`: everybody who has it at the event."""

    event = serializers.CharField(max_length=80, help_text=EVENT)
    duty = serializers.ChoiceField(choices=TeamMember.Duty.choices)
    track = KeyField(required=False, allow_null=True, default=None, help_text="Left out: of the whole event.")
    to = serializers.CharField(required=False, max_length=254)
    role = serializers.ChoiceField(choices=EventRole.Role.choices, required=False)
    tell = serializers.BooleanField(required=False, default=True, help_text="By mail.")
