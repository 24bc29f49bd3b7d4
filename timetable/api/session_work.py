"""What coordinators and conveners do over REST in the timetable of their session, and in no other."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from accounts.models import User
from events.operations import lock_event
from kit.unchanged import IF_SAME, answer_with_etag, check_unchanged
from programme.models import Session
from rooms.api.query import Query, checked, wrong
from rooms.api.refusing import member, permit
from timetable.api.base import IF_MATCH, expected_by
from timetable.api.boards import Boards
from timetable.api.entry_fields import PlacedSerializer, slot_shown
from timetable.api.entry_given import NAMES
from timetable.api.session_work_fields import (
    SessionActGiven,
    SessionEntryGiven,
    SessionMoveGiven,
    SessionPlaceGiven,
    SessionTalkGiven,
    SessionTimetableSerializer,
    WaitingSerializer,
)
from timetable.models import Slot
from timetable.operations.freshness import check_fresh
from timetable.operations.session_work import (
    add_block,
    change_block,
    edit_talk,
    move_talk,
    place_talk,
    remove_block,
    step_talk,
    take_talk_out,
    undo_in_session,
)
from timetable.permissions import sessions_open_to
from timetable.session_desk import SessionDesk


class SessionViewSet(Boards):
    """Talks that belong together. What is in a session that is removed leaves it and stays at its time."""

    @extend_schema(summary="The timetable of a session you work on", responses=SessionTimetableSerializer)
    @action(detail=True, pagination_class=None)
    def timetable(self, request: Request, pk: str) -> Response:
        """For its coordinators and conveners, as it is worked on; 404 for everybody else."""
        desk, _by = self._desk(request)
        Query.of(request)
        entries = [slot for block in desk.blocks for slot in (block.slot, *_inside(block))]
        prefetch_related_objects(entries, "room")
        talks = [
            {"id": talk.pk, "number": talk.number, "title": talk.title, "minutes": talk.minutes}
            for talk in desk.waiting
        ]
        return Response(
            {
                "edits_talks": desk.edits_talks,
                "places_blocks": desk.places_blocks,
                "entries": [slot_shown(slot) for slot in entries],
                "waiting": talks,
            }
        )

    @extend_schema(
        summary="Add a block to your session, or put a talk into one",
        request=SessionPlaceGiven,
        responses={201: PlacedSerializer},
    )
    @timetable.mapping.post
    def place_in_session(self, request: Request, pk: str) -> Response:
        """As far as the event lets coordinators; nothing but the session changes."""
        desk, by = self._desk(request)
        values = self._values(desk, checked(SessionPlaceGiven(data=request.data)))
        if "contribution" not in values:
            permit(desk.places_blocks, places_no_blocks())
            _need(values, "starts_at", "start")
            _need(values, "minutes", "minutes")
            placed = add_block(desk.session, by=by, **values)
        else:
            permit(desk.edits_talks, edits_no_talks())
            _need(values, "parent", "parent")
            talk = desk.talks.filter(pk=values.pop("contribution")).select_related("event").first()
            if talk is None:
                raise wrong("contribution", _("The session has no such talk."))
            block = values.pop("parent")
            shared: dict[str, Any] = {"session": desk.session, "by": by, "may_grow": desk.places_blocks}
            if values.keys() - {"starts_at", "minutes"}:
                raise wrong("room", _("A talk is where its block is."))
            placed = place_talk(talk, block, **shared, **values)
        said = {**slot_shown(_fresh(placed.slot)), "notes": placed.notes}
        return Response(said, status=HTTP_201_CREATED)

    @extend_schema(
        summary="Move a block or a talk of your session",
        parameters=[IF_MATCH],
        request=SessionMoveGiven,
        responses=PlacedSerializer,
    )
    @timetable.mapping.patch
    def move_in_session(self, request: Request, pk: str) -> Response:
        desk, by = self._desk(request)
        values = checked(SessionMoveGiven(data=request.data))
        slot, expected = self._entry(request, desk, values)
        values = self._values(desk, values)
        if slot.is_block:
            permit(desk.places_blocks, places_no_blocks())
            placed = change_block(slot, session=desk.session, by=by, expected=expected, **values)
        else:
            permit(desk.edits_talks, edits_no_talks())
            mine: dict[str, Any] = {"session": desk.session, "by": by, "may_grow": desk.places_blocks}
            placed = move_talk(slot, expected=expected, **mine, **values)
        return Response({**slot_shown(_fresh(placed.slot)), "notes": placed.notes})

    @extend_schema(
        summary="Take a talk or an empty block out of your session's timetable",
        parameters=[IF_MATCH],
        request=SessionEntryGiven,
        responses={204: None},
    )
    @timetable.mapping.delete
    def take_out_of_session(self, request: Request, pk: str) -> Response:
        desk, by = self._desk(request)
        values = checked(SessionEntryGiven(data=request.data))
        slot, expected = self._entry(request, desk, values)
        permit(
            desk.places_blocks if slot.is_block else desk.edits_talks,
            places_no_blocks() if slot.is_block else edits_no_talks(),
        )
        act: Callable[..., None] = remove_block if slot.is_block else take_talk_out
        act(slot, session=desk.session, by=by, expected=expected)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Put the talks of a block in order, or undo",
        parameters=[IF_MATCH],
        request=SessionActGiven,
        responses={204: None},
    )
    @action(detail=True, methods=["post"], url_path="timetable/acts", url_name="timetable-acts")
    def acts_in_session(self, request: Request, pk: str) -> Response:
        """“undo” takes back your own last act, if it was in this session."""
        desk, by = self._desk(request)
        values = checked(SessionActGiven(data=request.data))
        if values["act"] == "undo":
            undo_in_session(desk.session, by=by, may_grow=desk.places_blocks)
            return Response(status=HTTP_204_NO_CONTENT)
        permit(desk.edits_talks, edits_no_talks())
        _need(values, "entry", "entry")
        slot, expected = self._entry(request, desk, values)
        with transaction.atomic():
            check_fresh(lock_event(desk.session.event), expected)
            step_talk(slot, session=desk.session, by=by, up=values["act"] == "up")
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Edit a talk of your session",
        parameters=[IF_SAME],
        request=SessionTalkGiven,
        responses=WaitingSerializer,
    )
    @action(detail=True, methods=["patch"], url_path="timetable/talk", url_name="timetable-talk")
    def edit_talk_of_session(self, request: Request, pk: str) -> Response:
        """Its title, abstract and length."""
        desk, by = self._desk(request)
        permit(desk.edits_talks, edits_no_talks())
        values = checked(SessionTalkGiven(data=request.data))
        talk = desk.talks.filter(pk=values.pop("contribution")).select_related("event__logbook").first()
        if talk is None:
            raise wrong("contribution", _("The session has no such talk."))
        with transaction.atomic():
            lock_event(desk.session.event)
            talk.refresh_from_db()
            check_unchanged(request, WaitingSerializer(talk).data)
            edit_talk(talk, session=desk.session, by=by, may_grow=desk.places_blocks, **values)
        talk.refresh_from_db()
        return answer_with_etag(WaitingSerializer(talk).data)

    def _desk(self, request: Request) -> tuple[SessionDesk, User]:
        by = member(request)
        open_to = sessions_open_to(by).select_related("event__access", "event__logbook", "access", "type")
        session: Session | None = open_to.filter(pk=int(self.kwargs["pk"])).first()
        if session is None:
            raise Http404
        self.stale_event = session.event
        return SessionDesk(session, by), by

    def _entry(
        self, request: Request, desk: SessionDesk, values: dict[str, Any]
    ) -> tuple[Slot, dict[int, int]]:
        """The slot, and the revision it is to have, as the header or the body says."""
        slot = desk.slot(values.pop("entry"))
        if slot is None or slot.is_break:
            raise wrong("entry", _("The session has no such entry."))
        if "revision" in values:
            return slot, {slot.pk: values.pop("revision")}
        return slot, expected_by(request, slot.pk)

    def _values(self, desk: SessionDesk, given: dict[str, Any]) -> dict[str, Any]:
        """As operations take them: rooms that exist for the person, blocks of the session."""
        values = {NAMES.get(name, name): value for name, value in given.items()}
        if values.get("room") is not None:
            values["room"] = desk.rooms.filter(pk=values["room"]).distinct().first()
            if values["room"] is None:
                raise wrong("room", _("The event has no room {number}.").format(number=given["room"]))
        if "parent" in values:
            key = values["parent"] or 0
            values["parent"] = desk.own_blocks.filter(pk=key).first()
            if values["parent"] is None:
                raise wrong("parent", _("The session has no block {number}.").format(number=key))
        return values


def places_no_blocks() -> str:
    """Why somebody may not place blocks."""
    return _("The organisers of the event place the blocks of its sessions.")


def edits_no_talks() -> str:
    """Why somebody may not place and edit talks."""
    return _("The organisers of the event place the talks of its sessions.")


def _inside(block: Any) -> list[Slot]:
    """What of its contents the person sees, as told of: they lie in this block."""
    for slot in block.inside:
        slot.parent = block.slot
    return list(block.inside)


def _need(values: dict[str, Any], name: str, field: str) -> None:
    if values.get(name) is None:
        raise wrong(field, _("This is needed."))


def _fresh(slot: Slot) -> Slot:
    return Slot.objects.select_related("contribution", "session", "room", "parent__room").get(pk=slot.pk)
