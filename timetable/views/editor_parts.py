"""The parts of the editor's page, each with a version, so that an answer holds (and writes) only those that changed."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from zlib import crc32

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.requests import MemberRequest
from kit.words import clock_words, moment_words, today_in, zone_words
from timetable.conflict_notes import notes_of
from timetable.editor.board import Board
from timetable.editor.desk import Desk
from timetable.editor.state import State
from timetable.standing import slot_standings
from timetable.views.editor_forms import Choice

MOST_CONFLICTS = 8
FIXED = 4
"""Conflicts with what can be done about them: that takes some milliseconds each."""


@dataclass(frozen=True, slots=True)
class Part:
    """The inside of one element of the page; `version` is of all that it says."""

    version: str
    write: Callable[[], SafeString]

    @property
    def html(self) -> SafeString:
        return self.write()


def parts_of(request: MemberRequest, desk: Desk, choice: Choice | None, *, fixed: int = 0) -> dict[str, Part]:
    """By the name their elements have in `data-part`; so many conflicts with what can be done about them."""
    return {
        "head": _head(desk),
        "frame": _frame(desk),
        "tray": _part("tray", desk, desk.tray, tray=desk.tray),
        "conflicts": conflicts_part(desk, fixed=fixed),
        "chosen": chosen_part(request, desk, choice),
    }


def conflicts_part(desk: Desk, *, fixed: int) -> Part:
    """Those of the day first, then the worst."""
    day, found = desk.view.day.isoformat(), desk.found
    nearest = sorted(found.open, key=lambda conflict: conflict.day != day)[:MOST_CONFLICTS]
    notes = notes_of(nearest, found.checker, fixed=fixed)
    said = [(conflict.key, conflict.sentence()) for conflict in nearest]
    also = (len(found.open), len(found.errors), len(found.accepted))
    return _part("conflicts", desk, (said, also), conflicts=notes, found=found, back_day=day)


def chosen_part(request: MemberRequest, desk: Desk, choice: Choice | None) -> Part:
    """Another one only when what is chosen has changed, so that nobody's typing is lost."""
    return Part(choice.version if choice else "", partial(_chosen, request, desk, choice))


def _chosen(request: MemberRequest, desk: Desk, choice: Choice | None) -> SafeString:
    slot = choice.slot if choice else None
    context = {
        "event": desk.event,
        "desk": desk,
        "choice": choice,
        "standings": slot_standings(desk.event, [slot]) if slot else {},
    }
    return render_to_string("timetable/manage/_editor_chosen.html", context, request=request)


def frame_data(board: Board) -> str:
    """What the script reckons with, as JSON: where minutes lie, and which column is which room."""
    scale = board.scale
    return json.dumps(
        {
            "day": board.day.isoformat(),
            "zero": int(scale.zero.timestamp()),
            "bends": scale.bends,
            "shift": scale.shift,
            "rooms": [[head.room, head.name] for head in board.heads],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _head(desk: Desk) -> Part:
    state = desk.state
    saved_at = _saved_at(desk, state)
    return _part(
        "head", desk, (state.undo, state.redo, state.unpublished, saved_at), state=state, saved_at=saved_at
    )


def _frame(desk: Desk) -> Part:
    board = desk.board
    scale = board.scale
    data, zone = frame_data(board), zone_words(scale.zero, zone=scale.zone)
    shades = [
        {
            "column": shade.column,
            "y": scale.y(shade.start),
            "high": scale.y(shade.until) - scale.y(shade.start),
            "words": shade.words,
        }
        for shade in board.shades
    ]
    said = (data, board.heads, shades)
    return _part("frame", desk, said, board=board, data=data, shades=shades, zone=zone)


def _saved_at(desk: Desk, state: State) -> str:
    """When the newest act was, on the clocks at the event; the day too, if that was not today."""
    if state.saved is None:
        return ""
    zone = desk.event.zone
    is_today = state.saved.at.astimezone(zone).date() == today_in(zone)
    return (clock_words if is_today else moment_words)(state.saved.at, zone=zone)


def _part(name: str, desk: Desk, said: object, **context: Any) -> Part:
    """`said` is all that the part says, but the day and the language."""
    version = crc32(repr((said, desk.view.day, get_language())).encode())
    context |= {"event": desk.event, "desk": desk}
    return Part(f"{version:x}", partial(render_to_string, f"timetable/manage/_editor_{name}.html", context))
