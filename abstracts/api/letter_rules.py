"""The rules of letters over REST, for those who run the abstracts of an event."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import ValidationError
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from abstracts.api.base import chair
from abstracts.api.letter_fields import (
    EventGiven,
    LetterRuleGiven,
    LetterRuleSerializer,
    OfEventQuery,
    RuleOrderGiven,
    TestedSerializer,
    TesterQuery,
)
from abstracts.api.letter_files import LetterFiles, rules_run_by
from abstracts.letters.checking import RuleWritten
from abstracts.letters.doors import written_about_for
from abstracts.letters.drafts import planned, write
from abstracts.letters.loading import loaded
from abstracts.letters.matching import Facts, facts_of, outcomes, rule_of
from abstracts.models import Abstract, LetterRule, State
from abstracts.operations.letter_rules import (
    BadRuleFields,
    add_rule,
    add_usual_rules,
    edit_rule,
    order_rules,
    remove_rule,
    written_of_rule,
)
from abstracts.standing import standing_of
from accounts.models import User
from events.api import event_named
from events.models import Event
from events.operations import lock_event
from kit.unchanged import ETAG, IF_SAME, answer_with_etag, check_unchanged
from rooms.api.query import checked, wrong
from rooms.api.refusing import member

Values = dict[str, Any]


class LetterRuleViewSet(LetterFiles):
    """Which letters are sent about abstracts. Tried in their order; see the tester for why one fires."""

    serializer_class = LetterRuleSerializer
    queryset = LetterRule.objects.none()

    def get_queryset(self) -> "QuerySet[LetterRule]":
        mine = rules_run_by(self.caller)
        return mine.select_related("event__access", "event__logbook").prefetch_related(
            "tracks", "types", "files"
        )

    @extend_schema(summary="The letter rules of an event, in order", parameters=[OfEventQuery])
    def list(self, request: Request) -> Response:
        member(request)
        event, _by = self._run(request, OfEventQuery.of(request)["event"])
        page = self.paginate_queryset(self.get_queryset().filter(event=event).order_by("position", "pk"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(summary="One letter rule", description=ETAG)
    def retrieve(self, request: Request, pk: str) -> Response:
        member(request)
        return self._told(self.get_object())

    @extend_schema(
        summary="Add a letter rule", request=LetterRuleGiven, responses={201: LetterRuleSerializer}
    )
    def create(self, request: Request) -> Response:
        """Tried after the others."""
        member(request)
        values = checked(LetterRuleGiven(data=request.data))
        event, by = self._run(request, values.pop("event"))
        return self._told(
            _saved(add_rule, event, RuleWritten(**_linked(event, values)), by=by), HTTP_201_CREATED
        )

    @extend_schema(
        summary="Change a letter rule",
        parameters=[IF_SAME],
        request=LetterRuleGiven,
        responses=LetterRuleSerializer,
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        by, rule = member(request), self.get_object()
        values = checked(LetterRuleGiven(data=request.data, partial=True))
        if "event" in values:
            raise wrong("event", _("It stays with its event."))
        values = _linked(rule.event, values)
        with transaction.atomic():
            self._check(request, rule)
            rule.refresh_from_db()
            _saved(edit_rule, rule, replace(written_of_rule(rule), **values), by=by)
        return self._told(rule)

    @extend_schema(summary="Remove a letter rule", parameters=[IF_SAME], responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """What it sent stays in the list of letters."""
        by, rule = member(request), self.get_object()
        with transaction.atomic():
            self._check(request, rule)
            remove_rule(rule, by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(summary="Put the letter rules of an event in order", request=RuleOrderGiven)
    @action(detail=False, methods=["post"], pagination_class=None)
    def order(self, request: Request) -> Response:
        """Those not named follow in the order they had."""
        member(request)
        values = checked(RuleOrderGiven(data=request.data))
        event, by = self._run(request, values["event"])
        order_rules(event, values["rules"], by=by)
        return self._all(event)

    @extend_schema(summary="Add the usual letter rules to an event", request=EventGiven)
    @action(detail=False, methods=["post"], pagination_class=None)
    def usual(self, request: Request) -> Response:
        """One for each state that no rule names yet. Answers with all rules."""
        member(request)
        event, by = self._run(request, checked(EventGiven(data=request.data))["event"])
        add_usual_rules(event, by=by)
        return self._all(event)

    @extend_schema(
        summary="Which letter rules would fire, and why", parameters=[TesterQuery], responses=TestedSerializer
    )
    @action(detail=False, pagination_class=None)
    def tester(self, request: Request) -> Response:
        """For an abstract with the letters it would get, or for what is thought up. Nothing is sent."""
        member(request)
        values = TesterQuery.of(request)
        event, by = self._run(request, values["event"])
        rules = list(event.letter_rules.prefetch_related("tracks", "types"))
        abstract = _abstract(by, event, values["abstract"]) if "abstract" in values else None
        facts = facts_of(abstract) if abstract is not None else _facts(event, values)
        names = {rule.pk: rule.name for rule in rules}
        told = [
            {"rule": rule.key, "name": names[rule.key], "outcome": outcome}
            for rule, outcome in outcomes(map(rule_of, rules), facts)
        ]
        drafts = [write(letter) for letter in planned({event.pk: rules}, [abstract])] if abstract else []
        return Response(TestedSerializer({"rules": told, "letters": drafts}).data)

    def _run(self, request: Request, name: str) -> tuple[Event, User]:
        event = event_named(name, self)
        return event, chair(request, event)

    def _check(self, request: Request, rule: LetterRule) -> None:
        lock_event(rule.event)
        check_unchanged(request, self._shown(rule))

    def _shown(self, rule: LetterRule) -> Values:
        return dict(self.get_serializer(self.get_queryset().get(pk=rule.pk)).data)

    def _told(self, rule: LetterRule, status: int = 200) -> Response:
        address = reverse("api-letter-rule-detail", args=[rule.pk])
        return answer_with_etag(self._shown(rule), status=status, address=address)

    def _all(self, event: Event) -> Response:
        rules = event.letter_rules.prefetch_related("tracks", "types", "files")
        return Response(self.get_serializer(rules, many=True).data)


def _saved(operation: Any, *given: Any, by: User) -> LetterRule:
    """What is wrong with the rule stands under its fields, as 400."""
    try:
        rule: LetterRule = operation(*given, by=by)
    except BadRuleFields as refusal:
        sentences: dict[str, list[str]] = {}
        for field, sentence in refusal.problems:
            sentences.setdefault(field, []).append(sentence)
        raise ValidationError(sentences) from refusal
    return rule


def _linked(event: Event, values: Values) -> Values:
    """Tracks and types by what they are instead of their ids."""
    found = {"tracks": event.tracks.all(), "types": event.contribution_types.all()}
    return values | {name: _named(found[name], values[name], name) for name in found if name in values}


def _named(rows: Any, keys: Sequence[int], field: str) -> list[Any]:
    known = {row.pk: row for row in rows}
    if missing := [key for key in keys if key not in known]:
        raise wrong(field, _("The event has none with the number %(number)d.") % {"number": missing[0]})
    return [known[key] for key in dict.fromkeys(keys)]


def _abstract(user: User, event: Event, number: int) -> Abstract:
    found = written_about_for(standing_of(user, event)).filter(number=number)
    key = found.values_list("pk", flat=True).first()
    if key is None:
        raise wrong("abstract", _("There is no abstract #%(number)d, or it is a draft.") % {"number": number})
    return loaded([key])[0]


def _facts(event: Event, values: Values) -> Facts:
    tracks = _named(event.tracks.all(), [values["track"]], "track") if "track" in values else []
    kinds = _named(event.contribution_types.all(), [values["type"]], "type") if "type" in values else []
    state = values.get("state", State.ACCEPTED)
    return Facts(state, frozenset(track.pk for track in tracks), kinds[0].pk if kinds else None)
