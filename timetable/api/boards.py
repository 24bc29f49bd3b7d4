"""The boards of poster sessions over REST: number them by a pattern, one by one, or change places."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from events.operations import lock_event
from kit.unchanged import IF_SAME, answer_with_etag, check_unchanged
from programme.models import Session
from rooms.api.query import KeyField, Query, checked, wrong
from rooms.api.refusing import member
from rooms.api.strict import Strict
from timetable.api.programme import SessionViewSet as Sessions
from timetable.api.protection import Protection
from timetable.operations.boards import LONGEST, ORDERS, number_boards, order_boards, posters_of, set_boards

MOST_POSTERS = 10_000
LONGEST_PATTERN = 40


class PosterSerializer(serializers.Serializer[Any]):
    contribution = serializers.IntegerField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    board = serializers.CharField()


class PatternGiven(Strict):
    pattern = serializers.CharField(max_length=LONGEST_PATTERN, help_text="Such as P{n:02}.")
    start = serializers.IntegerField(required=False, min_value=0, max_value=100_000, help_text="1 without.")
    order = serializers.ChoiceField(
        choices=list(ORDERS), required=False, help_text="By what they are numbered; as they hang without."
    )


class BoardGiven(Strict):
    contribution = KeyField()
    board = serializers.CharField(allow_blank=True, max_length=LONGEST)


class BoardsGiven(Strict):
    """`boards` of some posters, or the `order` in which the posters take the boards there are."""

    boards = serializers.ListField(child=BoardGiven(), required=False, max_length=MOST_POSTERS)
    order = serializers.ListField(child=KeyField(), required=False, max_length=MOST_POSTERS)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("boards" in attrs) == ("order" in attrs):
            raise wrong("boards", _("Give either boards or an order."))
        return attrs


class Boards(Sessions, Protection):
    """For those who run the event."""

    @extend_schema(summary="The posters of a session, by board", responses=PosterSerializer(many=True))
    @action(detail=True, pagination_class=None)
    def boards(self, request: Request, pk: str) -> Response:
        session, _by = self._posters(request)
        Query.of(request)
        return _told(session)

    @extend_schema(
        summary="Number the boards of a session by a pattern",
        parameters=[IF_SAME],
        request=PatternGiven,
        responses=PosterSerializer(many=True),
    )
    @boards.mapping.post
    def number_boards(self, request: Request, pk: str) -> Response:
        """All of its posters, one after the other."""
        session, by = self._posters(request)
        values = {"start": 1, "order": "present", **checked(PatternGiven(data=request.data))}
        with transaction.atomic():
            _check_boards(request, session)
            number_boards(session, by=by, **values)
        return _told(session)

    @extend_schema(
        summary="Hang posters of a session at other boards",
        parameters=[IF_SAME],
        request=BoardsGiven,
        responses=PosterSerializer(many=True),
    )
    @boards.mapping.put
    def set_boards(self, request: Request, pk: str) -> Response:
        """Two at one board are refused."""
        session, by = self._posters(request)
        values = checked(BoardsGiven(data=request.data))
        with transaction.atomic():
            _check_boards(request, session)
            if "order" in values:
                order_boards(session, values["order"], by=by)
            else:
                set_boards(session, {row["contribution"]: row["board"] for row in values["boards"]}, by=by)
        return _told(session)

    def to_protect(self, request: Request) -> tuple[Session, User]:
        return self._posters(request)

    def _posters(self, request: Request) -> tuple[Session, User]:
        member(request)
        session: Session = self.get_object()
        return session, self.to_work_on(request, session.event)


def _check_boards(request: Request, session: Session) -> None:
    """With the event locked. Raises ChangedMeanwhile where If-Match says something else."""
    lock_event(session.event)
    check_unchanged(request, _shown(session))


def _told(session: Session) -> Response:
    return answer_with_etag(_shown(session))


def _shown(session: Session) -> list[dict[str, Any]]:
    return [
        {"contribution": talk.pk, "number": talk.number, "title": talk.title, "board": talk.board_number}
        for talk in posters_of(session)
    ]
