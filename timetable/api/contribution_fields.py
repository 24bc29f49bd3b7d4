"""What is told of a contribution over REST, with the times and rooms it has in the timetable."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from events.models import EventPerson
from events.permissions import can_manage_event
from programme.models import (
    Contribution,
    ContributionType,
    Credit,
    Link,
    Session,
    Subcontribution,
    SubcontributionSpeaker,
    Track,
)
from timetable.models import Slot


class NamedTrack(serializers.ModelSerializer[Track]):
    class Meta:
        model = Track
        fields = ["id", "name", "code"]
        read_only_fields = fields


class NamedType(serializers.ModelSerializer[ContributionType]):
    class Meta:
        model = ContributionType
        fields = ["id", "name"]
        read_only_fields = fields


class NamedSession(serializers.ModelSerializer[Session]):
    class Meta:
        model = Session
        fields = ["id", "number", "title", "code"]
        read_only_fields = fields


class PersonSerializer(serializers.ModelSerializer[EventPerson]):
    """The e-mail address is for those who run the event; others get an empty one."""

    email = serializers.SerializerMethodField()

    class Meta:
        model = EventPerson
        fields = ["id", "name", "affiliation", "email"]
        read_only_fields = fields

    def get_email(self, person: EventPerson) -> str:
        return person.email if self.context["shows_addresses"] else ""


class CreditSerializer(serializers.ModelSerializer[Credit]):
    """What a speaker answered is for those who run the event; others get an empty word."""

    person = PersonSerializer()
    answer = serializers.SerializerMethodField(help_text="confirmed, declined, or empty.")

    class Meta:
        model = Credit
        fields = ["role", "person", "answer"]
        read_only_fields = fields

    def get_answer(self, credit: Credit) -> str:
        return credit.answer if self.context["shows_addresses"] else ""


class PartSpeakerSerializer(serializers.ModelSerializer[SubcontributionSpeaker]):
    person = PersonSerializer()

    class Meta:
        model = SubcontributionSpeaker
        fields = ["person"]
        read_only_fields = fields


class LinkSerializer(serializers.ModelSerializer[Link]):
    class Meta:
        model = Link
        fields = ["kind", "title", "url"]
        read_only_fields = fields


class PartSerializer(serializers.ModelSerializer[Subcontribution]):
    speakers = PartSpeakerSerializer(source="speaker_links", many=True)

    class Meta:
        model = Subcontribution
        fields = ["id", "code", "title", "description", "minutes", "speakers"]
        read_only_fields = fields


class TalkAnswerSerializer(serializers.Serializer[Any]):
    """What everybody may read of the fields of its abstract: the name of the field, and the answer in words."""

    title = serializers.CharField()
    answer = serializers.CharField()


class PlaceSerializer(serializers.ModelSerializer[Slot]):
    """A time and a room; a talk without a room of its own is in that of its session."""

    start = serializers.DateTimeField(source="starts_at")
    end = serializers.DateTimeField(source="ends_at")
    room = serializers.SerializerMethodField()

    class Meta:
        model = Slot
        fields = ["start", "end", "room"]
        read_only_fields = fields

    def get_room(self, slot: Slot) -> str | None:
        room = slot.room or (slot.parent.room if slot.parent else None)
        return room.name if room else None


class ContributionSerializer(serializers.ModelSerializer[Contribution]):
    """`start`, `end` and `room` are those of its first time in the timetable; `slots` has all of them.

    `expected_audience` and `needs` are for those who run the event; others get null. `answers` are
    those to fields of its abstract that are for everybody, once it is accepted; they come with the context, by talk.
    """

    url = serializers.CharField(source="get_absolute_url", read_only=True)
    event = serializers.IntegerField(source="event_id", read_only=True)
    type = NamedType(read_only=True)
    track = NamedTrack(read_only=True)
    session = NamedSession(read_only=True)
    people = serializers.SerializerMethodField()
    links = LinkSerializer(many=True, read_only=True)
    parts = serializers.SerializerMethodField()
    start = serializers.SerializerMethodField()
    end = serializers.SerializerMethodField()
    room = serializers.SerializerMethodField()
    slots = PlaceSerializer(many=True, read_only=True)
    expected_audience = serializers.SerializerMethodField()
    needs = serializers.SerializerMethodField()
    is_withdrawn = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()

    class Meta:
        model = Contribution
        fields = [
            "id",
            "event",
            "number",
            "code",
            "url",
            "title",
            "subtitle",
            "abstract",
            "description",
            "type",
            "track",
            "session",
            "minutes",
            "language",
            "keywords",
            "board_number",
            "expected_audience",
            "needs",
            "is_withdrawn",
            "answers",
            "people",
            "links",
            "parts",
            "start",
            "end",
            "room",
            "slots",
            "revision",
            "updated_at",
        ]
        read_only_fields = fields

    @extend_schema_field(CreditSerializer(many=True))
    def get_people(self, contribution: Contribution) -> Any:
        return CreditSerializer(
            contribution.credits.all(), many=True, context=self._viewing(contribution)
        ).data

    @extend_schema_field(PartSerializer(many=True))
    def get_parts(self, contribution: Contribution) -> Any:
        return PartSerializer(contribution.parts.all(), many=True, context=self._viewing(contribution)).data

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_start(self, contribution: Contribution) -> Any:
        return self._first_place(contribution).get("start")

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_end(self, contribution: Contribution) -> Any:
        return self._first_place(contribution).get("end")

    def get_room(self, contribution: Contribution) -> str | None:
        return self._first_place(contribution).get("room")

    def get_expected_audience(self, contribution: Contribution) -> int | None:
        return contribution.expected_audience if self._runs(contribution) else None

    def get_needs(self, contribution: Contribution) -> list[str] | None:
        return contribution.needs if self._runs(contribution) else None

    def get_is_withdrawn(self, contribution: Contribution) -> bool:
        return contribution.withdrawn_at is not None

    @extend_schema_field(TalkAnswerSerializer(many=True))
    def get_answers(self, contribution: Contribution) -> list[dict[str, str]]:
        told = self.context["answers"].get(contribution.pk, ())
        return [{"title": title, "answer": answer} for title, answer in told]

    def _runs(self, contribution: Contribution) -> bool:
        return can_manage_event(self.context["keyring"], contribution.event)

    def _viewing(self, contribution: Contribution) -> dict[str, bool]:
        return {"shows_addresses": self._runs(contribution)}

    def _first_place(self, contribution: Contribution) -> dict[str, Any]:
        slots = contribution.slots.all()
        return dict(PlaceSerializer(slots[0]).data) if slots else {}
