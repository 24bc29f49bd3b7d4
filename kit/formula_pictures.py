"""Formulas for documents that show no MathML, which PDFs are: each <math> as a drawing that reads as its text.

As pictures by themselves: drawn into the page, each stroke would be styled like a paragraph, and a book with many
formulas take three times the memory.
"""

import re
from base64 import b64encode
from functools import lru_cache
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

SIZE = 16
"""Pixels of an em in the drawing; it is scaled to the text around it."""

MOST_EFFORT = 8000
"""About half a second: the library lays out what a row holds twice, so that time doubles with every row in a row."""
_TOO_LITTLE_TO_DOUBLE = {
    *("mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "mover", "munder", "munderover", "mtable", "mtr")
}

_FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)


def draw_formulas(html: SafeString) -> SafeString:
    """Safe HTML with its formulas drawn; one that can not be drawn is shown as its signs in a row."""
    return mark_safe(_FORMULA.sub(lambda found: _drawn(found[0]), html)) if "<math" in html else html


@lru_cache(maxsize=512)
def _drawn(source: str) -> str:
    try:
        formula = fromstring(source)
    except ElementTree.ParseError:
        return f"<code>{escape(re.sub('<[^>]*>', '', source))}</code>"
    words = escape(" ".join("".join(formula.itertext()).split()))
    if _effort(formula) > MOST_EFFORT:
        return f"<code>{words}</code>"
    try:
        drawing, width, height, below = _drawing(formula)
    except Exception:  # it raises what it stumbles over: KeyError, IndexError, RecursionError …
        return f"<code>{words}</code>"
    source = b64encode(drawing.encode()).decode()
    style = f"width:{width / SIZE:.3f}em;height:{height / SIZE:.3f}em;vertical-align:{below / SIZE:.3f}em"
    return f'<img class="formula" alt="{words}" style="{style}" src="data:image/svg+xml;base64,{source}">'


def _effort(formula: ElementTree.Element) -> float:
    """About how long it takes to draw; twenty fractions in each other would take a day."""
    effort, level = 0.0, [(formula, 1.0)]
    while level and effort <= MOST_EFFORT:
        effort += sum(weight for _part, weight in level)
        level = [
            (inner, weight * (2**0.5 if part.tag in _TOO_LITTLE_TO_DOUBLE else 2))
            for part, weight in level
            for inner in part
        ]
    return effort


def _drawing(formula: ElementTree.Element) -> tuple[str, float, float, float]:
    """The formula as SVG, its width and height, and how far it reaches below the line (negative), in pixels."""
    # Imported here: it loads a font of 1.5 MB, which only PDFs with formulas need.
    from ziamath.config import config
    from ziamath.zmath import Math

    config.svg2 = False  # one drawing after the other: nothing is shared by ids
    picture = Math(ElementTree.tostring(formula, encoding="unicode"), size=SIZE)
    svg = picture.svgxml()
    width, height = (float(svg.get(side, "0")) for side in ("width", "height"))
    return ElementTree.tostring(svg, encoding="unicode"), width, height, picture.getyofst()
