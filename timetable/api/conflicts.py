"""The conflicts of a timetable over REST: what is wrong, what can be done, what was let be."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT

from events.api import ID_OR_ADDRESS
from rooms.api.query import DryRunQuery, KeyField, Query, checked
from rooms.api.strict import Strict
from timetable.api.base import OfAnEvent
from timetable.api.conflict_fields import FoundConflictSerializer, conflict_shown, fixes_shown
from timetable.api.doing import ActedSerializer, acted, do
from timetable.conflicts import Accepted, Conflict, Found, Kind, Severity, conflicts_of
from timetable.conflicts.fixes import fixes_for
from timetable.operations.conflicts import LONGEST_REASON, accept_conflict, apply_fix, reopen_conflict

LONGEST_KEY = 120
MOST_FIXED = 20


class ConflictQuery(Query):
    severity = serializers.ChoiceField(choices=[each.value for each in Severity], required=False)
    kind = serializers.ChoiceField(choices=[each.value for each in Kind], required=False)
    state = serializers.ChoiceField(
        choices=["open", "accepted", "all"], required=False, help_text="Those that are open without."
    )
    entry = KeyField(required=False, help_text="Those of one entry.")
    fixes = serializers.BooleanField(
        required=False, help_text=f"With what can be done about the first {MOST_FIXED}."
    )


class ConflictAcceptanceGiven(Strict):
    key = serializers.CharField(max_length=LONGEST_KEY)
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="Others who run the event read it.")


class ReopeningGiven(Strict):
    key = serializers.CharField(max_length=LONGEST_KEY)


class FixGiven(Strict):
    key = serializers.CharField(max_length=LONGEST_KEY)
    fix = serializers.CharField(max_length=40, help_text="The `code` of one of its fixes.")


class FoundSerializer(serializers.Serializer[Any]):
    """All of them, the worst first; `counts` are those of the open ones by severity."""

    counts = serializers.DictField(child=serializers.IntegerField())
    conflicts = FoundConflictSerializer(many=True)


class Conflicts(OfAnEvent):
    """For those who run the event."""

    @extend_schema(
        summary="What is wrong with a timetable",
        parameters=[ID_OR_ADDRESS, ConflictQuery],
        responses=FoundSerializer,
    )
    @action(detail=True, pagination_class=None)
    def conflicts(self, request: Request, pk: str) -> Response:
        """Of the timetable as it is worked on."""
        event, _by = self.mine(request)
        values = ConflictQuery.of(request)
        return Response(_found(conflicts_of(event), values))

    @extend_schema(
        summary="Let a conflict be, with a reason",
        parameters=[ID_OR_ADDRESS],
        request=ConflictAcceptanceGiven,
        responses={204: None},
    )
    @action(detail=True, methods=["post"], url_path="conflicts/accept", url_name="conflict-accept")
    def accept(self, request: Request, pk: str) -> Response:
        """It is open again when what clashes, or when, changes."""
        event, by = self.mine(request)
        values = checked(ConflictAcceptanceGiven(data=request.data))
        accept_conflict(event, values["key"], values["reason"], by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Open an accepted conflict again",
        parameters=[ID_OR_ADDRESS],
        request=ReopeningGiven,
        responses={204: None},
    )
    @action(detail=True, methods=["post"], url_path="conflicts/reopen", url_name="conflict-reopen")
    def reopen(self, request: Request, pk: str) -> Response:
        event, by = self.mine(request)
        reopen_conflict(event, checked(ReopeningGiven(data=request.data))["key"], by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Do what solves a conflict",
        parameters=[ID_OR_ADDRESS, DryRunQuery],
        request=FixGiven,
        responses=ActedSerializer,
    )
    @action(detail=True, methods=["post"], url_path="conflicts/fix", url_name="conflict-fix")
    def fix(self, request: Request, pk: str) -> Response:
        """One of the fixes that its list offers."""
        event, by = self.mine(request)
        dry_run = DryRunQuery.asked(request)
        values = checked(FixGiven(data=request.data))
        done = do(
            event, lambda: apply_fix(event, values["key"], values["fix"], by=by)[1], by=by, dry_run=dry_run
        )
        return Response(acted(done))


def _found(found: Found, values: dict[str, Any]) -> dict[str, Any]:
    state = values.get("state", "open")
    rows: list[Conflict | Accepted] = []
    if state != "accepted":
        rows += found.open
    if state != "open":
        rows += found.accepted
    rows = [row for row in rows if _is_asked(row if isinstance(row, Conflict) else row.conflict, values)]
    fixed = MOST_FIXED if values.get("fixes") else 0
    return {
        "counts": {
            each.value: sum(conflict.severity is each for conflict in found.open) for each in Severity
        },
        "conflicts": [_row(row, found, with_fixes=number < fixed) for number, row in enumerate(rows)],
    }


def _is_asked(conflict: Conflict, values: dict[str, Any]) -> bool:
    return (
        values.get("severity", conflict.severity.value) == conflict.severity.value
        and values.get("kind", conflict.kind.value) == conflict.kind.value
        and ("entry" not in values or values["entry"] in conflict.entries)
    )


def _row(row: Conflict | Accepted, found: Found, *, with_fixes: bool) -> dict[str, Any]:
    if isinstance(row, Conflict):
        fixes = fixes_shown(fixes_for(row, found.checker)) if with_fixes else []
        return {**conflict_shown(row), "reason": "", "accepted_by": "", "fixes": fixes}
    by = row.acceptance.by
    said = {"reason": row.acceptance.reason, "accepted_by": str(by) if by else _("Somebody")}
    return {**conflict_shown(row.conflict), **said, "fixes": []}
