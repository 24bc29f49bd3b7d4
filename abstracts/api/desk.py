"""The desk over REST: abstracts with what their reviews say, decisions on one or many, release."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import (
    HTTP_202_ACCEPTED,
    HTTP_409_CONFLICT,
    HTTP_412_PRECONDITION_FAILED,
)
from rest_framework.views import set_rollback

from abstracts.api.base import chairs_not
from abstracts.api.committee import OfTheCommittee, revision_seen
from abstracts.api.desk_fields import (
    DeskAbstractSerializer,
    DeskActGiven,
    DeskQuery,
    DeskRowSerializer,
    DoneSerializer,
    ManyGiven,
    OneQuery,
    UndoGiven,
    UndoneSerializer,
    abstract_shown,
    asked_in,
    row_shown,
)
from abstracts.desk.asked import Asked, Stage
from abstracts.desk.frame import frame_of
from abstracts.desk.rights import Act, permits
from abstracts.desk.rows import Row, find
from abstracts.desk.sheet import sheet_of
from abstracts.models import Abstract, DeskStep
from abstracts.operations import release
from abstracts.operations.desk_acts import Chosen, carry_out
from abstracts.operations.desk_steps import undo_step
from abstracts.operations.taking_over import leave_edit, take_over_edit
from abstracts.reading import open_to
from abstracts.refusals import ChangedMeanwhile
from abstracts.release_job import MOST_AT_ONCE, start_release
from abstracts.standing import Standing
from kit.unchanged import IF_SAME, MATCH_HEADER
from programme.models import ContributionType, Session, Track
from rooms.api.query import checked, wrong
from rooms.api.refusing import member


class DeskViewSet(OfTheCommittee):
    """For organisers of abstracts and conveners; a convener decides where the call lets them."""

    serializer_class = DeskRowSerializer

    @extend_schema(
        summary="Abstracts at the desk", parameters=[DeskQuery], responses=DeskRowSerializer(many=True)
    )
    def list(self, request: Request) -> Response:
        """By number. Scores are on the scale of the call; `normalised` takes each reviewer's habit out."""
        member(request)
        values = DeskQuery.of(request)
        standing = self._leading(request, values["event"])
        rows = {row.pk: row for row in find(standing, asked_in(values), frame_of(standing)).rows}
        keys = Abstract.objects.filter(pk__in=rows).only("pk").order_by("number")
        page = self.paginate_queryset(keys) or []
        return self.get_paginated_response([row_shown(rows[one.pk]) for one in page])

    @extend_schema(
        summary="An abstract with its reviews", parameters=[OneQuery], responses=DeskAbstractSerializer
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        values = OneQuery.of(request)
        standing, row = self._row(request, pk)
        return Response(self._whole(standing, row, authors=values.get("authors", False)))

    @extend_schema(
        summary="Decide on an abstract",
        parameters=[IF_SAME],
        request=DeskActGiven,
        responses=DeskAbstractSerializer,
    )
    @action(detail=True, methods=["post"])
    def act(self, request: Request, pk: str) -> Response:
        """With If-Match (the `revision` in quotes) 412 tells both states where somebody was quicker."""
        standing, row = self._row(request, pk)
        values = checked(DeskActGiven(data=request.data))
        chosen = _chosen(standing, values)
        self._permit(standing, chosen.act, [row.pk])
        self.seen_row = (standing, row.pk)
        carry_out(standing.event, {row.pk: revision_seen(request)}, chosen, by=member(request))
        _standing, row = self._row(request, pk)
        return Response(self._whole(standing, row))

    @extend_schema(
        summary="Bring its contribution up to date", request=None, responses=DeskAbstractSerializer
    )
    @action(detail=True, methods=["post"], url_path="take-over")
    def take_over(self, request: Request, pk: str) -> Response:
        """With title, text, keywords and people as the abstract has them now. For organisers."""
        return self._follow(request, pk, take_over_edit)

    @extend_schema(
        summary="Leave its contribution as it is",
        request=None,
        responses=DeskAbstractSerializer,
        parameters=[IF_SAME],
    )
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: str) -> Response:
        """`differs` is false then, until the abstract is edited again. For organisers."""
        return self._follow(request, pk, partial(leave_edit, revision=revision_seen(request)))

    def _follow(self, request: Request, pk: str, act: Callable[..., None]) -> Response:
        by = member(request)
        standing, row = self._row(request, pk)
        if not standing.is_manager:
            raise PermissionDenied(chairs_not())
        act(Abstract.objects.get(pk=row.pk), by=by)
        _standing, row = self._row(request, pk)
        return Response(self._whole(standing, row))

    @extend_schema(
        summary="Do one thing to many abstracts",
        request=ManyGiven,
        responses={200: DoneSerializer, 202: DoneSerializer},
    )
    @action(detail=False, methods=["post"], pagination_class=None)
    def many(self, request: Request) -> Response:
        """To all, or to none: 409 where one of them has another `revision` than you saw, or another state."""
        by = member(request)
        values = checked(ManyGiven(data=request.data))
        standing = self._leading(request, values["event"])
        seen = {one["id"]: one.get("revision") for one in values["abstracts"]}
        chosen = _chosen(standing, values)
        self._permit(standing, chosen.act, list(seen))
        if chosen.act != Act.RELEASE:
            done = carry_out(standing.event, seen, chosen, by=by)
            undo = done.step.pk if done.step is not None else None
            return Response({"done": len(done.abstracts), "job": None, "undo": undo})
        if len(seen) > MOST_AT_ONCE:
            job = start_release(standing.event, list(seen), by=by)
            asked = {"done": None, "job": str(job.key), "undo": None}
            return Response(asked, status=HTTP_202_ACCEPTED)
        count = len(release(standing.event, list(seen), by=by))
        return Response({"done": count, "job": None, "undo": None})

    @extend_schema(summary="Undo an act on many abstracts", request=UndoGiven, responses=UndoneSerializer)
    @action(detail=False, methods=["post"], pagination_class=None)
    def undo(self, request: Request) -> Response:
        """Your own, for a day. Each gets back what it held; what was changed since stays as it is."""
        by = member(request)
        values = checked(UndoGiven(data=request.data))
        standing = self._leading(request, values["event"])
        step = DeskStep.objects.filter(event=standing.event, by=by, pk=values["undo"]).first()
        if step is None:
            raise wrong("undo", _("You have done no such act."))
        undone = undo_step(step, by=by)
        return Response({"undone": len(undone.abstracts), "left": undone.left})

    def handle_exception(self, exc: Exception) -> Response:
        """Both states, where it is about one abstract."""
        if not isinstance(exc, ChangedMeanwhile) or self.seen_row is None:
            return super().handle_exception(exc)
        set_rollback()
        standing, key = self.seen_row
        row = next(row for row in _rows(standing, Abstract.objects.get(pk=key).number) if row.pk == key)
        by_header = MATCH_HEADER in self.request.headers
        status = HTTP_412_PRECONDITION_FAILED if by_header else HTTP_409_CONFLICT
        both = {"detail": str(exc), "theirs": row_shown(row), "yours": self.request.data}
        return Response(both, status=status)

    seen_row: tuple[Standing, int] | None = None
    """The abstract that is worked on, once that is known."""

    def _leading(self, request: Request, name: str) -> Standing:
        standing = self.standing_at(request, name)
        if not (standing.is_manager or standing.is_convener):
            raise wrong("event", _("There is no such event, or you have no part in its decisions."))
        return standing

    def _row(self, request: Request, pk: str) -> tuple[Standing, Row]:
        standing, abstract = self.standing_for(request, pk)
        rows = _rows(standing, abstract.number) if standing.is_manager or standing.is_convener else []
        row = next((row for row in rows if row.pk == abstract.pk), None)
        if row is None:
            raise Http404
        return standing, row

    def _whole(self, standing: Standing, row: Row, *, authors: bool = False) -> dict[str, Any]:
        frame = frame_of(standing)
        return abstract_shown(sheet_of(standing, row, frame, shows_authors=authors), frame)

    def _permit(self, standing: Standing, act: Act, keys: Collection[int]) -> None:
        if not permits(standing, act, keys):
            raise PermissionDenied(_("You may not do this to all of these."))


def _rows(standing: Standing, number: int) -> "list[Row]":
    asked = Asked(words=f"#{number}", stage=Stage.ALL)
    return find(standing, asked, frame_of(standing)).rows


def _chosen(standing: Standing, values: dict[str, Any]) -> Chosen:
    event = standing.event

    def thing(model: Any, name: str) -> Any:
        if values.get(name) is None:
            return None
        found = model.objects.filter(event=event, pk=values[name]).first()
        if found is None:
            raise wrong(name, _("The event has no such thing."))
        return found

    tracks = list(Track.objects.filter(event=event, pk__in=values.get("tracks", [])))
    if len(tracks) != len(set(values.get("tracks", []))):
        raise wrong("tracks", _("Choose tracks of this event."))
    other = None
    if values.get("other"):
        other = open_to(standing).filter(number=values["other"]).first()
        if other is None:
            raise wrong("other", _("Name the other abstract by its number: one that you can read."))
    return Chosen(
        act=Act(values["act"]),
        type=thing(ContributionType, "type"),
        track=thing(Track, "track"),
        session=thing(Session, "session"),
        tracks=tuple(tracks),
        other=other,
        merge_people=values.get("merge_people", False),
        until=values.get("until"),
        comment=values.get("comment", ""),
    )
