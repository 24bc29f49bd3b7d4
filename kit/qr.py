"""QR codes as drawings in the page: sharp at any size, on paper and on a screen at the door."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

_QUIET = 4
"""Light modules around the code, by ISO/IEC 18004: without them scanners do not find it on a dark page."""


def qr_svg(text: str, *, label: str) -> SafeString:
    """The text as a QR code in inline SVG, as wide as its place; `label` says what scanning it does.

    It brings its own white ground, also in dark mode: many scanners read no light code on a dark one. Of its
    modules 15 % may be scratched or covered (level M). A text of more than about 2,000 characters is a bug.
    """
    code = segno.make_qr(text, error="m")
    rows = list(code.matrix)
    side = len(rows) + 2 * _QUIET
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" shape-rendering="crispEdges"><title>{1}</title>'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{2}"/></svg>',
        side,
        label,
        "".join(_runs(number + _QUIET, row) for number, row in enumerate(rows)),
    )


def _runs(number: int, row: bytearray) -> str:
    """The dark modules of one row as rectangles, each run of them as one."""
    drawn, start = [], None
    for column, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            drawn.append(f"M{start + _QUIET} {number}h{column - start}v1h-{column - start}z")
            start = None
    return "".join(drawn)
