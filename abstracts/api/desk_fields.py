"""What the desk tells and takes over REST. Scores, reviews and verdicts stand only where the caller leads."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from abstracts.desk.asked import STAGES, Asked, Stage, answer_in
from abstracts.desk.frame import Frame
from abstracts.desk.opinions import Opinion
from abstracts.desk.rights import Act
from abstracts.desk.rows import Row
from abstracts.desk.sheet import Sheet
from abstracts.forms.decision import ONE, SEVERAL
from abstracts.review_states import ReviewState
from kit.markdown import LONGEST_TEXT
from rooms.api.query import KeyField, MomentField, Query
from rooms.api.strict import FiniteField, Strict

MOST_AT_ONCE = 2000


class DeskQuery(Query):
    """The filters of the page."""

    event = serializers.CharField(help_text="Its number or its address.")
    q = serializers.CharField(required=False, max_length=200, help_text="A number, or words.")
    state = serializers.ChoiceField(choices=STAGES, required=False, help_text="Without it: all.")
    call = KeyField(required=False)
    track = KeyField(required=False)
    type = KeyField(required=False)
    topic = serializers.CharField(required=False, max_length=100)
    answer = serializers.CharField(
        required=False,
        max_length=400,
        help_text="The id of a field of the call, a colon, and the answer; of yes or no: true or false.",
    )
    reviewing = serializers.ChoiceField(choices=ReviewState.values, required=False)
    low = FiniteField(required=False, help_text="Mean score at least.")
    high = FiniteField(required=False, help_text="Mean score at most.")
    fewest = serializers.IntegerField(required=False, min_value=0, max_value=999)
    most = serializers.IntegerField(required=False, min_value=0, max_value=999)
    disagree = serializers.BooleanField(required=False, help_text="Only where reviewers disagree.")

    def validate_answer(self, value: str) -> str:
        if not answer_in(value):
            raise serializers.ValidationError(_("Give the id of a field, a colon, and the answer."))
        return value


class OneQuery(Query):
    authors = serializers.BooleanField(
        required=False, help_text="Who wrote it, where the call is double-blind and you may know."
    )


class DecisionGiven(Strict):
    """`type`, `track` and `session` go with `accept`, `tracks` with `move`, `until` with `revise`.

    `revise` needs a `comment`: it is mailed to the authors at once.
    """

    type = KeyField(required=False, allow_null=True)
    track = KeyField(required=False, allow_null=True)
    session = KeyField(required=False, allow_null=True)
    tracks = serializers.ListField(child=KeyField(), required=False, max_length=100)
    until = MomentField(required=False, allow_null=True)
    comment = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TEXT)


class DeskActGiven(DecisionGiven):
    act = serializers.ChoiceField(choices=[*(act.value for act in ONE), Act.TAKE_BACK.value])
    other = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text="With `merge` and `duplicate`: the number of the other abstract.",
    )
    merge_people = serializers.BooleanField(required=False)


class SeenGiven(Strict):
    id = KeyField()
    revision = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


class ManyGiven(DecisionGiven):
    """To all of these, or to none."""

    event = serializers.CharField(max_length=200, help_text="Its number or its address.")
    act = serializers.ChoiceField(choices=[act.value for act in SEVERAL])
    abstracts = serializers.ListField(child=SeenGiven(), allow_empty=False, max_length=MOST_AT_ONCE)


class DoneSerializer(serializers.Serializer[Any]):
    done = serializers.IntegerField(allow_null=True, help_text="How many; null where a job does it.")
    job = serializers.UUIDField(allow_null=True, help_text="More than 50 are released by a job: ask it.")
    undo = serializers.IntegerField(
        allow_null=True, help_text="For `undo/`; null where the authors were told at once."
    )


class UndoGiven(Strict):
    event = serializers.CharField(max_length=200, help_text="Its number or its address.")
    undo = KeyField(help_text="What `many/` answered.")


class UndoneSerializer(serializers.Serializer[Any]):
    undone = serializers.IntegerField()
    left = serializers.IntegerField(help_text="Changed since, so they stay as they are.")


class DeskRowSerializer(serializers.Serializer[Any]):
    """An abstract at the desk."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    state = serializers.CharField()
    is_released = serializers.BooleanField()
    call = serializers.IntegerField()
    type = serializers.IntegerField(allow_null=True)
    tracks = serializers.ListField(child=serializers.IntegerField())
    topics = serializers.ListField(child=serializers.CharField())
    accepted_track = serializers.IntegerField(allow_null=True)
    accepted_type = serializers.IntegerField(allow_null=True)
    submitted_at = serializers.DateTimeField()
    revision = serializers.IntegerField()
    leads = serializers.BooleanField(help_text="Whether you read all its reviews.")
    may_decide = serializers.BooleanField()
    reviews = serializers.IntegerField(allow_null=True)
    reviewing = serializers.CharField(allow_null=True)
    score = serializers.FloatField(allow_null=True)
    spread = serializers.FloatField(allow_null=True)
    normalised = serializers.FloatField(allow_null=True)
    disagree = serializers.BooleanField(allow_null=True)


class DeskAbstractSerializer(DeskRowSerializer):
    """With its text and its reviews."""

    text = serializers.CharField()
    keywords = serializers.ListField(child=serializers.CharField())
    answers = serializers.ListField(child=serializers.DictField())
    authors = serializers.ListField(
        child=serializers.DictField(), allow_null=True, help_text="null while they are not shown"
    )
    opinions = serializers.ListField(child=serializers.DictField())
    comment = serializers.CharField(allow_null=True, help_text="to the authors, with the decision")
    other = serializers.IntegerField(
        allow_null=True, help_text="Number of what it is merged into or doubles."
    )
    differs = serializers.BooleanField(help_text="Its contribution has another text.")


def asked_in(values: dict[str, Any]) -> Asked:
    """What a query asks for."""
    return Asked(
        words=values.get("q", ""),
        stage=values.get("state", Stage.ALL),
        call=values.get("call", 0),
        track=str(values.get("track", "")),
        type=str(values.get("type", "")),
        topic=values.get("topic", ""),
        answer=values.get("answer", ""),
        reviewing=values.get("reviewing", ""),
        low=values.get("low"),
        high=values.get("high"),
        fewest=values.get("fewest"),
        most=values.get("most"),
        disagree=values.get("disagree", False),
    )


def row_shown(row: Row) -> dict[str, Any]:
    leads = row.leads
    return {
        **{
            name: getattr(row, name)
            for name in ("number", "title", "state", "call", "type", "topics", "submitted_at", "revision")
        },
        "id": row.pk,
        "is_released": row.released_at is not None,
        "tracks": list(row.tracks),
        "accepted_track": row.accepted_track,
        "accepted_type": row.accepted_type,
        "leads": leads,
        "may_decide": row.decides,
        "reviews": row.reviews if leads else None,
        "reviewing": row.reviewing or None,
        "score": row.score.mean,
        "spread": row.score.spread,
        "normalised": row.score.normalised,
        "disagree": row.disagree if leads else None,
    }


def abstract_shown(sheet: Sheet, frame: Frame) -> dict[str, Any]:
    abstract, leads = sheet.abstract, sheet.row.leads
    other = abstract.merged_into or abstract.duplicate_of
    return {
        **row_shown(sheet.row),
        "text": abstract.text,
        "keywords": list(abstract.keywords),
        "answers": [{"field": answer.question, "answer": answer.words} for answer in sheet.answers],
        "authors": sheet.authors if sheet.names else None,
        "opinions": [_opinion(opinion) for opinion in sheet.opinions],
        "comment": abstract.decision_comment if leads else None,
        "other": other.number if other is not None and leads else None,
        "differs": sheet.differs,
    }


def _opinion(opinion: Opinion) -> dict[str, Any]:
    return {
        "reviewer": opinion.reviewer,
        "proposal": opinion.proposal,
        "score": opinion.score,
        "answers": [
            {"question": answer.question, "answer": answer.words}
            for answer in [*opinion.answers, *opinion.texts]
        ],
        "committee_comment": opinion.committee_comment,
        "author_comment": opinion.author_comment,
        "at": opinion.at.isoformat(),
    }
