"""What the API tells authors of their abstracts, and takes from them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from abstracts.forms.people_rows import MOST_PEOPLE, MOST_PLACES
from abstracts.forms.submission import LONGEST_NOTE
from abstracts.hands import Hand
from abstracts.models import Abstract, AbstractFile, Author, Field
from abstracts.operations.submitting import LONGEST_DRAFT
from abstracts.telling_authors import told_reviews
from kit.addresses import absolute

MOST_KEY = 2**63 - 1


class PlaceGiven(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=300)
    ror = serializers.CharField(
        max_length=30, allow_blank=True, default="", help_text="Of ror.org, if known."
    )


class WriterGiven(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=300, allow_blank=True)
    email = serializers.CharField(max_length=254, allow_blank=True, default="")
    role = serializers.ChoiceField(choices=Author.Role.choices, default=Author.Role.AUTHOR)
    speaks = serializers.BooleanField(default=False)
    affiliations: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=PlaceGiven(), default=list, max_length=MOST_PLACES
    )


class WriterSerializer(WriterGiven):
    answer = serializers.ChoiceField(
        choices=Author.Answer.choices,
        allow_blank=True,
        help_text="Whether they confirmed, where the call asks.",
    )


class FileSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    has_blind_copy = serializers.BooleanField(
        help_text="Whether reviewers who must not know the authors get it, cleared of its metadata."
    )
    url = serializers.CharField()


class ToldReviewSerializer(serializers.Serializer[Any]):
    comment = serializers.CharField(allow_null=True)
    score = serializers.FloatField(allow_null=True)


class SubmissionSerializer(serializers.Serializer[Any]):
    """An abstract as its authors know it: a decision only once it is released."""

    id = serializers.IntegerField()
    event = serializers.CharField(help_text="Address of the event.")
    call = serializers.IntegerField()
    number = serializers.IntegerField()
    state = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    type = serializers.IntegerField(allow_null=True)
    tracks = serializers.ListField(child=serializers.IntegerField())
    topics = serializers.ListField(child=serializers.CharField())
    keywords = serializers.ListField(child=serializers.CharField())
    answers = serializers.DictField(help_text="By the number of the field.")
    licence = serializers.CharField()
    note = serializers.CharField()
    people = WriterSerializer(many=True)
    files = FileSerializer(many=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    revision_until = serializers.DateTimeField(allow_null=True)
    revision_comment = serializers.CharField()
    decision_comment = serializers.CharField()
    accepted_type = serializers.IntegerField(allow_null=True)
    accepted_track = serializers.IntegerField(allow_null=True)
    reviews = ToldReviewSerializer(many=True, help_text="What the call lets authors read, after the release.")
    may_edit = serializers.BooleanField(allow_null=True, help_text="Null in lists.")
    may_withdraw = serializers.BooleanField()
    url = serializers.CharField()


class SubmissionGiven(serializers.Serializer[Any]):
    """What may be written. What is left out stays as it is."""

    title = serializers.CharField(max_length=500, allow_blank=True, required=False)
    text = serializers.CharField(
        max_length=LONGEST_DRAFT, allow_blank=True, required=False, trim_whitespace=False
    )
    type = serializers.IntegerField(min_value=1, max_value=MOST_KEY, allow_null=True, required=False)
    tracks = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_KEY), max_length=100, required=False
    )
    topics = serializers.ListField(
        child=serializers.CharField(max_length=100), max_length=100, required=False
    )
    keywords = serializers.ListField(
        child=serializers.CharField(max_length=80), max_length=20, required=False
    )
    answers = serializers.DictField(required=False, help_text="By the number of the field.")
    licence = serializers.CharField(max_length=200, allow_blank=True, required=False)
    note = serializers.CharField(max_length=LONGEST_NOTE, allow_blank=True, required=False)
    people: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=WriterGiven(), max_length=MOST_PEOPLE, required=False
    )


class NewSubmissionGiven(SubmissionGiven):
    call = serializers.IntegerField(min_value=1, max_value=MOST_KEY)


class SubmitGiven(serializers.Serializer[Any]):
    consents = serializers.BooleanField(default=False, help_text="To what the call asks consent for.")


class UploadGiven(serializers.Serializer[Any]):
    file = serializers.FileField()


@extend_schema_field(SubmissionSerializer)
def shown(hand: Hand, *, in_list: bool = False) -> dict[str, Any]:
    """The abstract for one of its authors; nothing the committee has not told them.

    In lists nothing is asked for each row: notes, addresses and answers are there for the submitter.
    """
    abstract = hand.abstract
    owns = hand.user is not None and abstract.submitter_id == hand.user.pk
    to_writer = owns if in_list else hand.writes
    return {
        "id": abstract.pk,
        "event": abstract.event.slug,
        "call": abstract.call_id,
        "number": abstract.number,
        "state": str(abstract.shown_state),
        **_text_of(abstract),
        "note": abstract.note if to_writer else "",
        "people": [_person(author, to_writer=to_writer) for author in abstract.authors.all()],
        "files": [file_shown(file) for file in abstract.files.all()],
        "submitted_at": abstract.submitted_at,
        "revision_until": abstract.revision_until,
        "revision_comment": abstract.revision_comment if abstract.revision_asked_at else "",
        **_decision(abstract),
        "may_edit": None if in_list else to_writer and hand.may_edit,
        "may_withdraw": hand.may_withdraw,
        "url": absolute(abstract.get_absolute_url()),
    }


def file_shown(file: AbstractFile) -> dict[str, Any]:
    return {
        "id": file.pk,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "has_blind_copy": bool(file.blind),
        "url": absolute(f"/api/v1/abstract-files/{file.pk}/"),
    }


def _text_of(abstract: Abstract) -> dict[str, Any]:
    hidden = {
        str(field.pk) for field in abstract.call.fields.all() if field.visibility == Field.Visibility.MANAGERS
    }
    return {
        "title": abstract.title,
        "text": abstract.text,
        "type": abstract.type_id,
        "tracks": [track.pk for track in abstract.submitted_for.all()],
        "topics": abstract.topics,
        "keywords": abstract.keywords,
        "answers": {key: value for key, value in abstract.answers.items() if key not in hidden},
        "licence": abstract.licence,
    }


def _decision(abstract: Abstract) -> dict[str, Any]:
    told = abstract.is_released
    return {
        "decision_comment": abstract.decision_comment if told else "",
        "accepted_type": abstract.accepted_type_id if told else None,
        "accepted_track": abstract.accepted_track_id if told else None,
        "reviews": [
            {"comment": row.get("author_comment"), "score": row.get("score")}
            for row in told_reviews(abstract)
        ],
    }


def _person(author: Author, *, to_writer: bool) -> dict[str, Any]:
    """Addresses and answers are for who writes the abstract, not for everybody named at it."""
    return {
        "name": author.name,
        "email": author.email if to_writer else "",
        "role": author.role,
        "speaks": author.speaks,
        "affiliations": [{"name": place.name, "ror": place.ror} for place in author.affiliations.all()],
        "answer": author.answer if to_writer else "",
    }
