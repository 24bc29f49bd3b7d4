"""What all charts are made of: the sheet, shares of a whole, and values in words."""

from math import floor, log10

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH = 680
"""Units of a chart's drawing, whatever its width on the page; text in them is 11 high, on phones 20."""

_LONGEST_LABEL = 44


def plain(value: float) -> str:
    """A value as its bare number."""
    return f"{value:.6g}"


def percent(value: float) -> str:
    """A share from 0 to 1 in hundredths."""
    return f"{value * 100:.0f} %"


def chart(drawn: SafeString, *, title: str, height: int) -> SafeString:
    """The drawing as a picture that says its title."""
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" role="img" direction="ltr"><title>{}</title>{}</svg>',
        WIDTH,
        max(height, 1),
        title,
        drawn,
    )


def share_of(value: float, full: float) -> float:
    """How much of the whole, from 0 to 1; nothing of nothing is nothing."""
    return min(max(value / full, 0), 1) if full > 0 else 0


def round_above(value: float) -> float:
    """The next of 1, 2, 2.5, 5, 10, 20, 25 …; 1 for nothing at all."""
    if value <= 0:
        return 1
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value * (1 - 1e-9))


def place(value: float) -> str:
    """A place or size in the drawing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def shortened(label: str) -> str:
    """A name as there is room for it."""
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"
