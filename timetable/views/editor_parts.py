"""The parts of the editor's page, each with a version, so that an answer holds only those that changed."""

import json
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.requests import MemberRequest
from kit.words import clock_words, moment_words, today_in, zone_words
from timetable.conflict_notes import notes_of
from timetable.editor.board import Board
from timetable.editor.desk import Desk
from timetable.editor.state import State, state_of
from timetable.views.editor_forms import Choice

MOST_CONFLICTS = 8
FIXED = 4
"""Conflicts with what can be done about them: that takes some milliseconds each."""


@dataclass(frozen=True, slots=True)
class Part:
    """The inside of one element of the page."""

    version: str
    html: str


def parts_of(request: MemberRequest, desk: Desk, choice: Choice | None, *, fixed: int = 0) -> dict[str, Part]:
    """By the name their elements have in `data-part`; so many conflicts with what can be done about them."""
    board = desk.board
    state = state_of(desk.event, by=request.user)
    parts = {
        "head": _part("head", desk, state=state, saved_at=_saved_at(desk, state)),
        "frame": _part("frame", desk, board=board, data=frame_data(board), shades=_shades(board)),
        "tray": _part("tray", desk, tray=desk.tray),
        "conflicts": conflicts_part(desk, fixed=fixed),
    }
    parts["chosen"] = chosen_part(request, desk, choice)
    return parts


def conflicts_part(desk: Desk, *, fixed: int) -> Part:
    """Those of the day first, then the worst."""
    day = desk.view.day.isoformat()
    nearest = sorted(desk.found.open, key=lambda conflict: conflict.day != day)[:MOST_CONFLICTS]
    notes = notes_of(nearest, desk.found.checker, fixed=fixed)
    return _part("conflicts", desk, conflicts=notes, found=desk.found, back_day=day)


def chosen_part(request: MemberRequest, desk: Desk, choice: Choice | None) -> Part:
    """Written again only when what is chosen has changed, so that nobody's typing is lost."""
    html = render_to_string(
        "timetable/manage/_editor_chosen.html",
        {"event": desk.event, "desk": desk, "choice": choice},
        request=request,
    )
    return Part(choice.version if choice else "", html)


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


def _shades(board: Board) -> list[dict[str, Any]]:
    """Where they stand on the board."""
    return [
        {
            "column": shade.column,
            "y": board.scale.y(shade.start),
            "high": board.scale.y(shade.until) - board.scale.y(shade.start),
            "words": shade.words,
        }
        for shade in board.shades
    ]


def _saved_at(desk: Desk, state: State) -> str:
    """When the newest act was, on the clocks at the event; the day too, if that was not today."""
    if state.saved is None:
        return ""
    zone = desk.event.zone
    is_today = state.saved.at.astimezone(zone).date() == today_in(zone)
    return (clock_words if is_today else moment_words)(state.saved.at, zone=zone)


def _part(name: str, desk: Desk, **context: Any) -> Part:
    scale = desk.board.scale
    context |= {"event": desk.event, "desk": desk, "zone": zone_words(scale.zero, zone=scale.zone)}
    html: SafeString = render_to_string(f"timetable/manage/_editor_{name}.html", context)
    return Part(f"{crc32(html.encode()):x}", html)
