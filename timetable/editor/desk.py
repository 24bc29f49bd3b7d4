"""All that the editor shows at one moment, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event, EventRoom
from kit.moments import day_bounds
from timetable.conflicts import Conflict, Found, sorted_out
from timetable.editor.asked import View, view_of
from timetable.editor.board import Board, Head, Mark, lay_out, usual_hours
from timetable.editor.known import known_checker
from timetable.editor.markup import Fragment, Writer
from timetable.editor.reading import rows_of
from timetable.editor.shading import shades_of
from timetable.editor.state import State, state_of
from timetable.editor.tray import Tray, tray_of
from timetable.plan import Plan, plan_of


@dataclass
class Desk:
    """One event's editor as one person looks at it."""

    event: Event
    plan: Plan
    view: View
    by: User

    @cached_property
    def state(self) -> State:
        """What has been done, and what the person can undo."""
        return state_of(self.event, by=self.by)

    @cached_property
    def found(self) -> Found:
        """The conflicts, and the facts they were found by."""
        return sorted_out(self.event, known_checker(self.event, self.plan))

    @cached_property
    def board(self) -> Board:
        event, day = self.event, self.view.day
        span = day_bounds(day, event.zone, event.day_change)
        times = [(entry.starts_at, entry.ends_at) for entry in self.plan.values()]
        board = lay_out(
            day,
            event.zone,
            rows_of(event, self.plan, self.found.checker.facts, span),
            heads_of(event),
            opens=span.starts_at,
            hours=usual_hours(times, event.zone),
            marks=marks_of(self.found.open),
        )
        board.shades = shades_of(event, self.found.checker.facts, board.heads, board.scale, span)
        return board

    @cached_property
    def fragments(self) -> list[Fragment]:
        return Writer(self.board).fragments(self.board.cards)

    @cached_property
    def tray(self) -> Tray:
        return tray_of(self.event, self.view.tray, self.plan, self.found.checker.facts)


def desk_of(event: Event, query: QueryDict, *, by: User, plan: Plan | None = None) -> Desk:
    """The editor at this address; `plan` is the working timetable, if it is known already."""
    plan = plan_of(event) if plan is None else plan
    return Desk(event, plan, view_of(query, event, [entry.starts_at for entry in plan.values()]), by)


def heads_of(event: Event) -> list[Head]:
    rooms = EventRoom.objects.filter(event=event).order_by("position", "name", "pk")
    return [Head(room.pk, room.name, _note(room)) for room in rooms]


def marks_of(conflicts: Sequence[Conflict]) -> dict[int, Mark]:
    """By entry: the worst that is wrong with it (they come in that order); hints leave no mark."""
    marks: dict[int, Mark] = {}
    for conflict in conflicts:
        if conflict.severity.look:
            for key in conflict.entries:
                marks.setdefault(key, Mark(conflict.severity.look, conflict.title))
    return marks


def _note(room: EventRoom) -> str:
    seats = room.capacity
    words = ngettext("%(seats)d seat", "%(seats)d seats", seats) % {"seats": seats} if seats else ""
    return " · ".join(part for part in (words, room.description) if part)
