"""Floor plans: SVG that people drew, with nothing left in it but shapes and words, and rooms that become links.

An allow-list of elements and attributes, each value checked by itself (S48 and the uploads of the security plan):
no scripts, styles, events, links, pictures, or anything that is fetched.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring  # builds; defusedxml parses

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kit.drawing_rules import CLASSES, COLOURS, ELEMENTS, NUMBER, RULES, SHAPES, UNSEEN, WORDS
from kit.refusals import Refused

MOST_BYTES = 500 * 1000
DEEPEST = 40
MOST_PARTS = 20_000
LONGEST_KEY = 100

_SVG = "{http://www.w3.org/2000/svg}"
_KEY = "data-room"
_PIXELS_PER_UNIT = {"": 1, "px": 1, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "pt": 96 / 72, "pc": 16}
_SIZE = re.compile(rf"\s*({NUMBER.pattern})\s*(px|mm|cm|in|pt|pc|)\s*")


class BadDrawing(Refused):
    """The file is no drawing that we can show; the message says why and what to do."""


@dataclass(frozen=True)
class SafeDrawing:
    """What is left of a drawing.

    `keys` are its values of `data-room` in the order they are drawn, each once; `left_out` the names of the
    elements that were dropped and may be missed ("image", "style"), for a note to whoever drew it.
    """

    svg: str
    keys: tuple[str, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shape:
    """What a room on the plan becomes: a link, its words for all who cannot tell by its colour, and its class."""

    href: str
    label: str
    class_name: str = ""


def safe_svg(text: str) -> SafeDrawing:
    """The drawing without all that is not on our lists, or `BadDrawing`."""
    if len(text.encode(errors="replace")) > MOST_BYTES:
        sentence = _("This drawing has more than %(most)d kB. Save it simpler.")
        raise BadDrawing(sentence % {"most": MOST_BYTES // 1000})
    try:
        root = fromstring(text, forbid_dtd=True)
    except DefusedXmlException:
        raise BadDrawing(
            _("This drawing declares a document type or entities. Save it as plain SVG.")
        ) from None
    except (ParseError, ValueError):
        raise _no_drawing() from None
    if root.tag not in {f"{_SVG}svg", "svg"}:
        raise _no_drawing()

    copy = _Copy()
    drawing = Element("svg", {"xmlns": _SVG[1:-1], "viewBox": _view_box(root)})
    copy.children(root, into=drawing, depth=1)
    if not any(part.tag in SHAPES for part in drawing.iter()):
        raise BadDrawing(_("There is nothing to see in this drawing."))
    keys = dict.fromkeys(part.attrib[_KEY] for part in drawing.iter() if _KEY in part.attrib)
    return SafeDrawing(tostring(drawing, encoding="unicode"), tuple(keys), tuple(copy.left_out))


def draw(drawing: SafeDrawing, *, shapes: Mapping[str, Shape], label: str = "") -> SafeString:
    """The drawing as a part of a page: shapes whose key is known are links, all others only shown.

    `label` is the plan's name for who cannot see it. The class of a shape stands on its link: `a.free > *`.
    """
    root = fromstring(drawing.svg, forbid_dtd=True)
    page = Element("svg", {"class": "plan", "viewBox": root.attrib["viewBox"], "role": "group"})
    if label:
        page.set("aria-label", label)
    _link(root, into=page, shapes=shapes)
    return mark_safe(tostring(page, encoding="unicode"))


def _no_drawing() -> BadDrawing:
    return BadDrawing(_("This file is not an SVG drawing. Save the plan as plain SVG."))


class _Copy:
    """Copies what is allowed and remembers what it left out."""

    def __init__(self) -> None:
        self.left_out: dict[str, None] = {}
        self.parts = 0

    def children(self, source: Element, *, into: Element, depth: int) -> None:
        """Copy the children; words only where words are shown, else they would be code of some kind."""
        if into.tag in WORDS:
            into.text = source.text
        for child in source:
            name = _name(child)
            if name not in ELEMENTS:
                if name not in UNSEEN:
                    self.left_out.setdefault(name)
                _keep_words_after(child, into)
                continue
            if depth >= DEEPEST:
                raise BadDrawing(_("This drawing is nested too deeply. Save it simpler."))
            self.parts += 1
            if self.parts > MOST_PARTS:
                sentence = _("This drawing has more than %(most)d parts. Save it simpler.")
                raise BadDrawing(sentence % {"most": MOST_PARTS})
            part = SubElement(into, name, dict(_attributes(child)))
            self.children(child, into=part, depth=depth + 1)
            _keep_words_after(child, into)


def _name(element: Element) -> str:
    """The element's SVG name; "" for other namespaces. A link counts as the group it is, without where it leads."""
    tag = element.tag.removeprefix(_SVG)
    return "" if "}" in tag else "g" if tag == "a" else tag


def _keep_words_after(child: Element, into: Element) -> None:
    if into.tag not in WORDS or not child.tail:
        return
    if len(into):
        into[-1].tail = (into[-1].tail or "") + child.tail
    else:
        into.text = (into.text or "") + child.tail


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    """The allowed attributes, and those allowed among the declarations that programs write into `style`."""
    declared = (pair.partition(":") for pair in element.get("style", "").split(";"))
    styled = {name.strip(): value.strip() for name, _colon, value in declared}
    for name, value in {**element.attrib, **styled}.items():
        if rule := RULES.get(name):
            if rule.fullmatch(value.strip()):
                yield name, value.strip()
            elif name in COLOURS:
                yield name, "none"  # a gradient or pattern; without any word SVG would fill it with black
    if classes := sorted(CLASSES.intersection(element.get("class", "").split())):
        yield "class", " ".join(classes)
    if (key := " ".join(element.get(_KEY, "").split())) and len(key) <= LONGEST_KEY:
        yield _KEY, key


def _view_box(root: Element) -> str:
    """The part of the sheet that is shown; from its width and height where the drawing does not say."""
    if "viewBox" in root.attrib:
        numbers = [_finite(number) for number in re.split(r"[\s,]+", root.attrib["viewBox"].strip())]
    else:
        numbers = [0.0, 0.0, _pixels(root.get("width", "")), _pixels(root.get("height", ""))]
    if len(numbers) != 4 or min(numbers[2:]) <= 0:
        raise BadDrawing(_("This drawing does not say how large it is: it needs a viewBox."))
    return " ".join(f"{number:.6g}" for number in numbers)


def _pixels(size: str) -> float:
    """A width or height in the units of the drawing, which are pixels without a viewBox; 0 if it is relative."""
    match = _SIZE.fullmatch(size)
    return _finite(match[1]) * _PIXELS_PER_UNIT[match[2]] if match else 0.0


def _finite(number: str) -> float:
    """The number, or 0 for what is none or beyond any sheet."""
    try:
        value = float(number)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) and abs(value) < 1e7 else 0.0


def _link(source: Element, *, into: Element, shapes: Mapping[str, Shape]) -> None:
    """Copy our own drawing into a page, with a link round each known shape; none within another."""
    into.text = source.text
    for child in source:
        shape = shapes.get(child.attrib.get(_KEY, ""))
        around = SubElement(into, "a", _link_attributes(shape)) if shape else into
        if shape:
            SubElement(around, "title").text = shape.label
        part = SubElement(around, child.tag.removeprefix(_SVG), child.attrib)
        _link(child, into=part, shapes={} if shape else shapes)
        (around if shape else part).tail = child.tail


def _link_attributes(shape: Shape) -> dict[str, str]:
    """`javascript:` and other hosts never come from a route of ours: such an address is a bug."""
    if not shape.href.startswith(("/", "?", "#")) or shape.href.startswith(("//", "/\\")):
        raise ValueError(f"not an address of ours: {shape.href}")
    attributes = {"href": shape.href, "aria-label": shape.label, "class": shape.class_name}
    return {name: value for name, value in attributes.items() if value}
