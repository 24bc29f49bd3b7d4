"""The floor plans of the demo, drawn from the boxes of its rooms."""

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

WALL = '<rect x="0.5" y="0.5" width="99" height="59" rx="1.5" fill="#f6f8f8" stroke="#5b6f76" stroke-width="0.8"/>'
ROOM = (
    '<g data-room="{number}"><rect x="{x}" y="{y}" width="{w}" height="{h}" rx="0.8" fill="#e6ecee" stroke="#5b6f76" '
    'stroke-width="0.5"/><text x="{cx}" y="{cy}" font-size="3.2" text-anchor="middle" fill="#15242a">{name}</text>'
    '<text x="{cx}" y="{below}" font-size="2.4" text-anchor="middle" fill="#40545b">{number}</text></g>'
)


def plan_of(rooms: Iterable[dict[str, Any]]) -> str:
    """One floor as SVG: a wall around it, and a box with name and number for each room."""
    boxes = [_box(room) for room in rooms if "box" in room]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">{WALL}{"".join(boxes)}</svg>'


def _box(room: dict[str, Any]) -> str:
    x, y, w, h = room["box"]
    centre = y + h / 2
    return ROOM.format(
        number=escape(room["number"]),
        name=escape(room["name"]),
        x=x, y=y, w=w, h=h,
        cx=x + w / 2,
        cy=round(centre, 1),
        below=round(centre + 4, 1),
    )  # fmt: skip
