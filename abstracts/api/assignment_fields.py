"""What is told and sent about assignments over REST."""

from typing import Any

from rest_framework import serializers

from abstracts.assigning.comparison import Comparison
from abstracts.assigning.cost import EVENNESS
from abstracts.assigning.tables import Line
from abstracts.models import Assignment, AssignmentProposal
from accounts.models import User
from rooms.api.query import KeyField, Query
from rooms.api.strict import Strict

MOST_PAIRS = 2_000
MOST_ABSTRACTS = 10_000


class OfEvent(Query):
    event = serializers.CharField(max_length=80, help_text="Its number or its address.")


class AssignmentsQuery(OfEvent):
    call = KeyField(required=False)
    abstract = KeyField(required=False, help_text="Its `id`.")
    reviewer = KeyField(required=False, help_text="The person's `id`.")


class LoadsQuery(Query):
    call = KeyField()


class TakeQuery(Query):
    even_if_begun = serializers.BooleanField(
        required=False, help_text="Also where the reviewer wrote something. It stays."
    )


class PairGiven(Strict):
    abstract = KeyField(help_text="Its `id`.")
    reviewer = KeyField(help_text="The person's `id`.")


class AssignmentsGiven(Strict):
    event = serializers.CharField(max_length=80, help_text="Its number or its address.")
    pairs = serializers.ListField(child=PairGiven(), min_length=1, max_length=MOST_PAIRS)
    tell = serializers.BooleanField(required=False, help_text="One mail to each reviewer.")
    beyond_limit = serializers.BooleanField(required=False, help_text="Give more than reviewers take.")


class RulesGiven(Strict):
    call = KeyField()
    balance = serializers.ChoiceField(choices=sorted(EVENNESS), required=False)
    keep = serializers.BooleanField(required=False, help_text="What is given stays given; so it is without.")
    others_help = serializers.BooleanField(
        required=False, help_text="Reviewers of other tracks step in where those of the track are not enough."
    )


class AcceptAssignmentGiven(Strict):
    abstracts = serializers.ListField(
        child=KeyField(),
        required=False,
        min_length=1,
        max_length=MOST_ABSTRACTS,
        help_text="The `id`s of some; all that fit without.",
    )
    tell = serializers.BooleanField(required=False, help_text="One mail to each reviewer.")


class ReviewerSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class AssignmentSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    abstract = serializers.IntegerField(help_text="Its `id`.")
    number = serializers.IntegerField()
    reviewer = ReviewerSerializer()
    by_hand = serializers.BooleanField(help_text="False for one of a proposal.")
    created_at = serializers.DateTimeField()


class LeftOutSerializer(serializers.Serializer[Any]):
    abstract = serializers.IntegerField()
    reviewer = serializers.IntegerField()
    why = serializers.CharField()


class GaveSerializer(serializers.Serializer[Any]):
    given = serializers.IntegerField(help_text="How many are new.")
    left_out = LeftOutSerializer(many=True)


class LoadSerializer(serializers.Serializer[Any]):
    reviewer = ReviewerSerializer()
    tracks = serializers.ListField(child=serializers.IntegerField())
    whole_event = serializers.BooleanField()
    given = serializers.IntegerField()
    reviewed = serializers.IntegerField()
    limit = serializers.IntegerField(allow_null=True)


class AssignmentProposalSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    call = serializers.IntegerField()
    made_at = serializers.DateTimeField()
    made_by = serializers.CharField(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    discarded_at = serializers.DateTimeField(allow_null=True)


class ProposedAssignmentSerializer(serializers.Serializer[Any]):
    """What would change at one abstract. `overtaken`: somebody changed its reviewers since the search."""

    abstract = serializers.IntegerField()
    number = serializers.IntegerField()
    comes = ReviewerSerializer(many=True)
    stays = ReviewerSerializer(many=True)
    goes = ReviewerSerializer(many=True)
    overtaken = serializers.BooleanField()


class ProposedLoadSerializer(serializers.Serializer[Any]):
    reviewer = ReviewerSerializer()
    before = serializers.IntegerField()
    after = serializers.IntegerField()
    limit = serializers.IntegerField(allow_null=True)


class LackSerializer(serializers.Serializer[Any]):
    abstract = serializers.IntegerField()
    number = serializers.IntegerField()
    missing = serializers.IntegerField()
    why = serializers.CharField()


class WholeAssignmentProposalSerializer(AssignmentProposalSerializer):
    changes = ProposedAssignmentSerializer(many=True)
    loads = ProposedLoadSerializer(many=True)
    lacks = LackSerializer(many=True)


class TakenSerializer(serializers.Serializer[Any]):
    given = serializers.IntegerField()
    taken_away = serializers.IntegerField()
    overtaken = serializers.IntegerField(help_text="Abstracts left as they are.")
    conflicted = serializers.IntegerField(help_text="Pairs that must not be any more.")
    told = serializers.IntegerField(help_text="People who get a mail.")


def reviewer_shown(user: User) -> dict[str, Any]:
    return {"id": user.pk, "name": str(user)}


def assignment_shown(assignment: Assignment) -> dict[str, Any]:
    return {
        "id": assignment.pk,
        "abstract": assignment.abstract_id,
        "number": assignment.abstract.number,
        "reviewer": reviewer_shown(assignment.reviewer),
        "by_hand": assignment.by_hand,
        "created_at": assignment.created_at,
    }


def load_shown(line: Line) -> dict[str, Any]:
    return {
        "reviewer": reviewer_shown(line.user),
        "tracks": [track.pk for track in line.tracks],
        "whole_event": line.of_all,
        "given": line.given,
        "reviewed": line.done,
        "limit": line.limit,
    }


def proposal_shown(proposal: AssignmentProposal) -> dict[str, Any]:
    return {
        "id": proposal.pk,
        "call": proposal.call_id,
        "made_at": proposal.created_at,
        "made_by": str(proposal.by) if proposal.by else None,
        "accepted_at": proposal.accepted_at,
        "discarded_at": proposal.discarded_at,
    }


def comparison_shown(comparison: Comparison) -> dict[str, Any]:
    return {
        "changes": [
            {
                "abstract": change.abstract.pk,
                "number": change.abstract.number,
                "comes": [reviewer_shown(user) for user, _why in change.comes],
                "stays": [reviewer_shown(user) for user in change.stays],
                "goes": [reviewer_shown(user) for user in change.goes],
                "overtaken": change.is_overtaken,
            }
            for change in comparison.changes
        ],
        "loads": [
            {
                "reviewer": reviewer_shown(load.line.user),
                "before": load.before,
                "after": load.after,
                "limit": load.line.limit,
            }
            for load in comparison.loads
        ],
        "lacks": [
            {
                "abstract": lack.abstract.pk,
                "number": lack.abstract.number,
                "missing": lack.count,
                "why": lack.words,
            }
            for lack in comparison.missing
        ],
    }
