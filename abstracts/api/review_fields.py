"""What the API tells of abstracts to those who review them, and what they may send. All of it is made of the reading
sheet: where authors are hidden, there is no field that could hold them."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from abstracts.models import Bid, Comment, Review
from abstracts.operations.wishes import LONGEST_REASON
from abstracts.reviewing.sheet import ReviewShown, Sheet
from kit.markdown import LONGEST_TEXT
from rooms.api.query import KeyField, Query
from rooms.api.strict import Strict


class ReviewableQuery(Query):
    event = serializers.CharField(help_text="Its number or its address.")
    show = serializers.ChoiceField(choices=["waiting", "begun", "done", "all"], required=False)
    track = KeyField(required=False)


class EventQuery(Query):
    event = serializers.CharField(help_text="Its number or its address.")


class TrackQuery(Query):
    track = KeyField(required=False, help_text="Where you review the abstract for several tracks.")


class ReviewGiven(Strict):
    """A whole review. For a draft anything may be missing."""

    track = KeyField(required=False, help_text="Where you review the abstract for several tracks.")
    action = serializers.ChoiceField(choices=Review.Action.choices, required=False)
    type = KeyField(required=False, allow_null=True, help_text="With `accept`: as which type.")
    tracks = serializers.ListField(
        child=KeyField(),
        required=False,
        max_length=100,
        help_text="With `change_tracks`: where it fits better.",
    )
    other = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=2**31 - 1,
        help_text="With `duplicate` and `merge`: the number of the other abstract.",
    )
    committee_comment = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    author_comment = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    ratings = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        required=False,
        help_text="By the `id` of the question: a number on the scale, true or false, or words.",
    )


class WishGiven(Strict):
    wish = serializers.ChoiceField(choices=Bid.Wish.choices)


class ReasonGiven(Strict):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_REASON)


class ReviewCommentGiven(Strict):
    text = serializers.CharField(max_length=LONGEST_TEXT)
    audience = serializers.ChoiceField(choices=Comment.Audience.choices, default=Comment.Audience.REVIEWERS)


class ReviewableSerializer(serializers.Serializer[Any]):
    """An abstract in the list of a reviewer."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    call = serializers.IntegerField()
    title = serializers.CharField()
    tracks = serializers.ListField(child=serializers.CharField())
    type = serializers.CharField(allow_null=True)
    topics = serializers.ListField(child=serializers.CharField())
    due_at = serializers.DateTimeField(allow_null=True)
    is_reviewed = serializers.BooleanField()
    has_draft = serializers.BooleanField()


class SheetFileSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="Says nothing where authors are hidden.")
    size = serializers.IntegerField(help_text="Bytes.")
    media_type = serializers.CharField()
    url = serializers.CharField()


class ReviewRatingSerializer(serializers.Serializer[Any]):
    question = serializers.IntegerField()
    title = serializers.CharField()
    value = serializers.IntegerField(
        allow_null=True, help_text="A number on the scale; 1 or 0 for yes or no."
    )
    text = serializers.CharField()


class ReviewSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    abstract = serializers.IntegerField(help_text="The `id` of the abstract.")
    by = serializers.CharField(help_text="The name, or “Reviewer 2” where reviewers are not named.")
    track = serializers.CharField(allow_null=True)
    action = serializers.CharField()
    type = serializers.CharField(allow_null=True)
    tracks = serializers.ListField(child=serializers.CharField())
    other = serializers.IntegerField(allow_null=True, help_text="The number of the other abstract.")
    committee_comment = serializers.CharField()
    author_comment = serializers.CharField()
    score = serializers.FloatField(allow_null=True)
    ratings = ReviewRatingSerializer(many=True)
    submitted_at = serializers.DateTimeField(allow_null=True, help_text="Empty for your own draft.")
    revision = serializers.IntegerField(required=False, help_text="Of your own: send it as `If-Match`.")


class SheetQuestionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]


class WholeReviewableSerializer(serializers.Serializer[Any]):
    """The reading sheet. `authors` is there only where reviewers may know them."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    call = serializers.IntegerField()
    title = serializers.CharField()
    text = serializers.CharField(help_text="Markdown with LaTeX.")
    tracks = serializers.ListField(child=serializers.CharField())
    type = serializers.CharField(allow_null=True)
    topics = serializers.ListField(child=serializers.CharField())
    keywords = serializers.ListField(child=serializers.CharField())
    answers = serializers.DictField()
    files = SheetFileSerializer(many=True)
    submitted_at = serializers.DateTimeField()
    authors = serializers.ListField(child=serializers.DictField(), required=False)
    questions = SheetQuestionSerializer(many=True)
    scale_from = serializers.IntegerField()
    scale_to = serializers.IntegerField()
    reviews = ReviewSerializer(many=True, help_text="Those you may read, your own too.")
    drafts = ReviewSerializer(many=True, help_text="Your own.")


class ReviewCommentSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    by = serializers.CharField()
    text = serializers.CharField()
    audience = serializers.CharField()
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)


def reviewable_shown(abstract: Any) -> dict[str, Any]:
    return {
        "id": abstract.pk,
        "number": abstract.number,
        "call": abstract.call_id,
        "title": abstract.title,
        "tracks": [str(track) for track in abstract.reviewed_for.all()],
        "type": str(abstract.type) if abstract.type else None,
        "topics": abstract.topics,
        "due_at": abstract.call.reviewing.due_at,
        "is_reviewed": abstract.is_done,
        "has_draft": abstract.is_begun,
    }


def sheet_shown(sheet: Sheet) -> dict[str, Any]:
    abstract, reviewing = sheet.abstract, sheet.abstract.call.reviewing
    shown = {
        "id": abstract.pk,
        "number": abstract.number,
        "call": abstract.call_id,
        "title": abstract.title,
        "text": abstract.text,
        "tracks": [str(track) for track in sheet.tracks],
        "type": str(abstract.type) if abstract.type else None,
        "topics": abstract.topics,
        "keywords": abstract.keywords,
        "answers": {field.title: answer for field, answer in sheet.answers},
        "files": [
            {
                "name": file.name,
                "size": file.size,
                "media_type": file.file.media_type,
                "url": reverse("review-file", args=[abstract.event.slug, abstract.number, file.file.pk])
                + ("?authors=1" if sheet.may_show_authors and not file.is_blind else ""),
            }
            for file in sheet.files
        ],
        "submitted_at": abstract.submitted_at,
        "questions": [
            {"id": one.pk, "title": one.title, "kind": one.kind, "required": one.is_required}
            for one in abstract.call.questions.all()
        ],
        "scale_from": reviewing.scale_from,
        "scale_to": reviewing.scale_to,
    }
    if not sheet.hides_authors:
        shown["authors"] = [
            {"name": one.name, "affiliations": [place.name for place in one.affiliations.all()]}
            for one in sheet.authors
        ]
    return shown


def review_shown(shown: ReviewShown, *, is_own: bool) -> dict[str, Any]:
    review = shown.review
    told = {
        "id": review.pk,
        "abstract": review.abstract_id,
        "by": shown.by,
        "track": str(review.track) if review.track else None,
        "action": review.action,
        "type": str(review.type) if review.type else None,
        "tracks": [str(track) for track in review.tracks.all()],
        "other": shown.other,
        "committee_comment": review.committee_comment,
        "author_comment": review.author_comment,
        "score": None if review.score is None else float(review.score),
        "ratings": [
            {"question": one.question.pk, "title": one.question.title, "value": one.value, "text": one.text}
            for one in shown.ratings
        ],
        "submitted_at": review.submitted_at,
    }
    return told | {"revision": review.revision} if is_own else told


def comment_shown(comment: Comment, name: str) -> dict[str, Any]:
    return {
        "id": comment.pk,
        "by": name,
        "text": comment.text,
        "audience": comment.audience,
        "created_at": comment.created_at,
        "edited_at": comment.edited_at,
    }
