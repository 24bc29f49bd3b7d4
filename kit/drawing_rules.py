"""What a drawing may hold: its elements, its attributes, and for each of these the values that are taken."""

import re
from collections.abc import Mapping

CLASSES = frozenset({"wall", "room", "door", "window", "stairs", "lift", "outside", "label", "number"})
"""What a drawing may call its parts, so that the page's own colours, dark ones too, can take hold of them."""

SHAPES = frozenset({"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"})
WORDS = frozenset({"text", "tspan", "title", "desc"})
ELEMENTS = SHAPES | WORDS
UNSEEN = frozenset({"", "metadata", "defs"})
"""Left out without a word: what other namespaces say to a drawing program, and what is only drawn elsewhere."""

# Each number can be read in one way only: else a long list that fails at its end would take forever.
_N = r"[-+]?(?:\d{1,9}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][-+]?\d{1,2})?"
_LENGTH = re.compile(rf"{_N}(?:px|pt|em|%)?")
NUMBER = re.compile(_N)
_LIST = re.compile(rf"{_N}(?:[\s,]+{_N})*")
_POINTS = re.compile(r"[-+0-9eE.,\s]*")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE+\-.,\s]*")
_TRANSFORM = re.compile(rf"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\(\s*{_LIST.pattern}\s*\)[\s,]*)*")
_COLOUR = re.compile(
    r"none|currentColor|[a-z]{3,20}|#(?:[0-9a-fA-F]{3,4}){1,2}|rgba?\([\d.,%\s/]{1,40}\)", re.IGNORECASE
)
_DASHES = re.compile(rf"none|{_LIST.pattern}")

_LENGTHS = (
    *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "dx", "dy"),
    *("stroke-width", "font-size", "letter-spacing"),
)
_NUMBERS = ("opacity", "fill-opacity", "stroke-opacity", "stroke-miterlimit")
COLOURS = ("fill", "stroke")
RULES: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(_LENGTHS, _LENGTH),
    **dict.fromkeys(_NUMBERS, NUMBER),
    **dict.fromkeys(COLOURS, _COLOUR),
    "d": _PATH,
    "points": _POINTS,
    "transform": _TRANSFORM,
    "rotate": _LIST,
    "stroke-dasharray": _DASHES,
    "stroke-linecap": re.compile("butt|round|square"),
    "stroke-linejoin": re.compile("miter|round|bevel"),
    "fill-rule": re.compile("nonzero|evenodd"),
    "text-anchor": re.compile("start|middle|end"),
    "dominant-baseline": re.compile("auto|middle|central|hanging"),
    "font-weight": re.compile("normal|bold|[1-9]00"),
    "font-style": re.compile("normal|italic"),
    "display": re.compile("none"),  # the layers that a program hides
    "visibility": re.compile("hidden"),
}
