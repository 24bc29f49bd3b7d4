"""The floor plans of the demo, drawn from the boxes of its rooms."""

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

INK, WALL, FLOOR, INSIDE = "#15242a", "#5b6f76", "#f3f5f5", "#e6ecee"
WIDTH, HEIGHT = 100, 60
CORRIDOR = 32
"""Rooms whose middle lies above this line open downwards, the others upwards."""
DOOR = 3.2

OUTSIDE = (
    f'<rect x="0.4" y="0.4" width="99.2" height="59.2" rx="0.8" fill="{FLOOR}" stroke="{WALL}" stroke-width="0.8"/>'
    f'<path d="M5 0.4H95M5 59.6H95" fill="none" stroke="#cfe2e8" stroke-width="0.5" stroke-dasharray="7 3"/>'
)
ROOM = (
    '<g data-room="{number}">'
    f'<rect x="{{x}}" y="{{y}}" width="{{w}}" height="{{h}}" fill="{INSIDE}" stroke="{WALL}" stroke-width="0.4"/>'
    f'<path d="{{door}}" fill="{INSIDE}" stroke="{WALL}" stroke-width="0.25"/>'
    f'<text x="{{cx}}" y="{{cy}}" font-size="2.6" text-anchor="middle" fill="{INK}">{{name}}</text>'
    '<text x="{cx}" y="{below}" font-size="2" text-anchor="middle" fill="#40545b">{number}</text></g>'
)
STEPS = 7


def plan_of(rooms: Iterable[dict[str, Any]], stairs: Iterable[list[float]] = ()) -> str:
    """One floor as SVG: its wall with windows, stairs, and a box with a door, a name and a number for each room."""
    parts = [*map(_stairs, stairs), *(_box(room) for room in rooms if "box" in room)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
    return f"{head}{OUTSIDE}{''.join(parts)}</svg>"


def _box(room: dict[str, Any]) -> str:
    x, y, w, h = room["box"]
    centre = y + h / 2
    edge, into, sweep = (y + h, -DOOR, 1) if centre < CORRIDOR else (y, DOOR, 0)
    hinge = x + 2
    return ROOM.format(
        number=escape(room["number"]),
        name=escape(room["name"]),
        x=x,
        y=y,
        w=w,
        h=h,
        door=f"M{hinge} {edge}v{into}a{DOOR} {DOOR} 0 0 {sweep} {DOOR} {-into}z",
        cx=x + w / 2,
        cy=round(centre, 1),
        below=round(centre + 3.2, 1),
    )


def _stairs(box: list[float]) -> str:
    x, y, w, h = box
    steps = "".join(f"M{round(x + w * step / STEPS, 2)} {y}v{h}" for step in range(1, STEPS))
    edge = f"M{x} {y}h{w}v{h}h{-w}z"
    arrow = f"M{x + 1} {y + h / 2}h{w - 2}"
    return f'<path d="{edge}{steps}{arrow}" fill="none" stroke="{WALL}" stroke-width="0.25"/>'
