"""Formulas: LaTeX as people write it between dollar signs, as MathML that browsers show by themselves."""

import html
import re
from functools import lru_cache
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element

LONGEST_FORMULA = 2000
"""Characters; converting takes time in proportion, and nobody reads a longer line of mathematics."""

_ARGUMENTS = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
_UNKNOWN_COMMAND = re.compile(r"\\[A-Za-z]")


def formula_to_mathml(latex: str, *, block: bool) -> str:
    """The formula as a <math> element; one we cannot read is shown as its source in <code>.

    The result is well-formed but not sanitised: LaTeX has commands for links and styles.
    """
    return _converted(latex, block=block) or f"<code>{html.escape(latex)}</code>"


def formula_element(latex: str, *, block: bool = False) -> ElementTree.Element | None:
    """The formula as a tree of MathML, for those who read it; None for one we cannot read."""
    if len(latex) > LONGEST_FORMULA:
        return None
    try:
        element = convert_to_element(latex, display="block" if block else "inline")
    except Exception:  # the converter raises its own errors, IndexError, RecursionError … for broken LaTeX
        return None
    for part in element.iter():
        part.text = html.unescape(part.text or "")  # the converter writes signs as character references
    return None if any(map(_is_broken, element.iter())) else element


@lru_cache(maxsize=1024)
def _converted(latex: str, *, block: bool) -> str | None:
    element = formula_element(latex, block=block)
    if element is None:
        return None
    return ElementTree.tostring(element, encoding="unicode", short_empty_elements=False)


def _is_broken(part: ElementTree.Element) -> bool:
    """A command the converter does not know, or an argument that is missing."""
    wanted = _ARGUMENTS.get(part.tag)
    return (wanted is not None and len(part) != wanted) or (
        part.tag != "mtext" and _UNKNOWN_COMMAND.match(part.text or "") is not None
    )
