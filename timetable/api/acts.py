"""Acts on a timetable over REST: each is one operation, one transaction, and one step that can be undone."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from events.api import ID_OR_ADDRESS
from events.models import Event
from programme.models import Contribution
from rooms.api.query import DryRunQuery, checked, wrong
from timetable.api.act_given import ActGiven, MovesGiven
from timetable.api.base import IF_MATCH, OfAnEvent, expected_of
from timetable.api.doing import ActedSerializer, acted, do
from timetable.api.entry_fields import StaleSerializer
from timetable.api.entry_given import block_given, place_of, room_given, session_given
from timetable.models import Step
from timetable.operations.entries import Move, move_many, remove_entries
from timetable.operations.freshness import check_fresh
from timetable.operations.moving import (
    move_to_day,
    place_contribution_in_block,
    shift_following,
    swap_entries,
    swap_neighbour,
)
from timetable.operations.rewriting import Written
from timetable.operations.scheduling import copy_frame, schedule_many
from timetable.operations.tidying import Mode, compact, fit_block, reschedule_day, stretch
from timetable.operations.undoing import redo, undo
from timetable.operations.whole import move_event
from timetable.talk_list import schedulable

ANSWERS = {
    200: ActedSerializer,
    409: OpenApiResponse(
        StaleSerializer, "A rule refuses, or somebody else was quicker: then with both states."
    ),
}
Given = dict[str, Any]
Act = Callable[[Event, Given, User], Written]


class Acts(OfAnEvent):
    """What people do with many entries at once."""

    @extend_schema(
        summary="Move many entries at once",
        parameters=[ID_OR_ADDRESS, IF_MATCH, DryRunQuery],
        request=MovesGiven,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"])
    def moves(self, request: Request, pk: str) -> Response:
        """To other starts, rooms, blocks and lengths: all of them in one transaction, or none."""
        event, by = self.mine(request)
        dry_run = DryRunQuery.asked(request)
        given = checked(MovesGiven(data=request.data))
        moves, seen = {}, {}
        for row in given["moves"]:
            key = row.pop("entry")
            if "revision" in row:
                seen[key] = row.pop("revision")
            moves[key] = Move(**place_of(row, event))
        seen |= expected_of(request, list(moves))
        options = {"by": by, "expected": seen, "allow_midnight": given.get("allow_midnight", False)}
        done = do(event, lambda: move_many(event, moves, **options), by=by, dry_run=dry_run)
        return Response(acted(done))

    @extend_schema(
        summary="Shift, fit, compact, stretch, swap, copy, schedule, undo",
        parameters=[ID_OR_ADDRESS, IF_MATCH, DryRunQuery],
        request=ActGiven,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"])
    def acts(self, request: Request, pk: str) -> Response:
        """One act on the timetable, by its name in `act`. `If-Match` has the revision of its `entry`."""
        event, by = self.mine(request)
        dry_run = DryRunQuery.asked(request)
        given = checked(ActGiven(data=request.data))
        act = ACTS[given.pop("act")]
        if "revisions" in given:
            given["expected"] = given.pop("revisions")
        expected = expected_of(request, [given["entry"]] if "entry" in given else given.get("entries", []))

        def carry_out() -> Written:
            check_fresh(event, expected)
            return act(event, given, by)

        done = do(event, carry_out, by=by, dry_run=dry_run)
        return Response(acted(done))


def _shift(event: Event, given: Given, by: User) -> Written:
    delta = timedelta(minutes=given.pop("minutes"))
    if "session" in given:
        given["session"] = session_given(event, given["session"])
    return shift_following(event, given.pop("entry"), delta=delta, by=by, **given)


def _fit(event: Event, given: Given, by: User) -> Written:
    return fit_block(event, given["entry"], by=by)


def _fit_day(event: Event, given: Given, by: User) -> Written:
    scope = _scope(event, given)
    return reschedule_day(event, scope.pop("day"), Mode.FIT, by=by, **scope)


def _compact(event: Event, given: Given, by: User) -> Written:
    return compact(event, gap_minutes=given.pop("gap", 0), by=by, **_scope(event, given))


def _stretch(event: Event, given: Given, by: User) -> Written:
    return stretch(event, gap_minutes=given.pop("gap", 0), by=by, **_scope(event, given))


def _swap(event: Event, given: Given, by: User) -> Written:
    return swap_entries(event, given.pop("entry"), given.pop("other"), by=by, **given)


def _step_up(event: Event, given: Given, by: User) -> Written:
    return swap_neighbour(event, given.pop("entry"), up=True, by=by, **given)


def _step_down(event: Event, given: Given, by: User) -> Written:
    return swap_neighbour(event, given.pop("entry"), up=False, by=by, **given)


def _move_day(event: Event, given: Given, by: User) -> Written:
    return move_to_day(event, given.pop("entry"), given.pop("to_day"), by=by, **given)


def _append(event: Event, given: Given, by: User) -> Written:
    block = block_given(event, given.pop("block"), "block")
    return place_contribution_in_block(event, given.pop("entry"), block, by=by, **given)


def _copy_frame(event: Event, given: Given, by: User) -> Written:
    return copy_frame(
        event, from_day=given["day"], to_day=given["to_day"], add=given.get("add", False), by=by
    )


def _schedule(event: Event, given: Given, by: User) -> Written:
    talks = _talks(event, given.pop("contributions"))
    room = room_given(event, given.pop("room")) if "room" in given else None
    block = block_given(event, given.pop("block"), "block") if "block" in given else None
    return schedule_many(event, talks, by=by, room=room, parent=block, **given)


def _remove(event: Event, given: Given, by: User) -> Written:
    return remove_entries(event, given["entries"], by=by, expected=given.get("expected"))


def _move_event(event: Event, given: Given, by: User) -> Written:
    return move_event(event, starts_at=given["start"], by=by)


def _undo(event: Event, given: Given, by: User) -> Written:
    if "step" not in given:
        return undo(event, by=by)
    chosen = Step.objects.filter(event=event, pk=given["step"]).first()
    if chosen is None:
        raise wrong("step", _("The timetable has no step {number}.").format(number=given["step"]))
    return undo(event, by=by, chosen=chosen)


def _redo(event: Event, given: Given, by: User) -> Written:
    return redo(event, by=by)


ACTS: Mapping[str, Act] = {
    "shift": _shift,
    "fit": _fit,
    "fit-day": _fit_day,
    "compact": _compact,
    "stretch": _stretch,
    "swap": _swap,
    "step-up": _step_up,
    "step-down": _step_down,
    "move-day": _move_day,
    "append": _append,
    "copy-frame": _copy_frame,
    "schedule": _schedule,
    "remove": _remove,
    "move-event": _move_event,
    "undo": _undo,
    "redo": _redo,
}


def _scope(event: Event, given: Given) -> Given:
    """The day, and what of it. Raises ValidationError."""
    if "block" in given and "session" in given:
        raise wrong("block", _("Name a session or a block, not both."))
    if "block" in given:
        given["block"] = block_given(event, given["block"], "block")
    if "session" in given:
        given["session"] = session_given(event, given["session"])
    return given


def _talks(event: Event, keys: list[int]) -> list[Contribution]:
    """In the order in which they were named. Raises ValidationError."""
    found = {talk.pk: talk for talk in schedulable(event).filter(pk__in=keys)}
    for key in keys:
        if key not in found:
            said = _("The event has no talk {number}, or it was withdrawn.").format(number=key)
            raise wrong("contributions", said)
    return [found[key] for key in keys]
