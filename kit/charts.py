"""Charts as drawings from the server, in the page's own colours; a table with the same numbers stands beside each.

They are pictures (`role="img"`) with a title that says in words what they show. All of them run from left to right,
as their numbers do, in pages of either direction. Values are shares and counts: none below zero.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kit.chart_parts import WIDTH, chart, percent, place, plain, round_above, share_of, shortened

_BAR_ROW = 42
_PLOT_LEFT, _PLOT_RIGHT, _PLOT_TOP, _PLOT_FOOT = 66, 660, 24, 168
_HEAT_LEFT, _HEAT_TOP, _HEAT_ROW = 64, 26, 30
_UNITS_A_LABEL, _UNITS_A_HEAD = 90, 56


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value, and that value in words ("62 %")."""

    label: str
    value: float
    said: str


@dataclass(frozen=True)
class Point:
    """One point of a line: what stands below it ("March") and its value."""

    label: str
    value: float


@dataclass(frozen=True)
class Goal:
    """A dashed line at a value worth reaching or not to be passed, with its name."""

    label: str
    value: float


def bars(rows: Sequence[Bar], *, title: str, full: float | None = None) -> SafeString:
    """Horizontal bars, each below its label and value. `full` is what fills the width, else the largest value."""
    longest = full or max((row.value for row in rows), default=0)
    drawn = [_bar(row, top=number * _BAR_ROW, longest=longest) for number, row in enumerate(rows)]
    return chart(_joined(drawn), title=title, height=len(rows) * _BAR_ROW)


def line(
    points: Sequence[Point],
    *,
    title: str,
    full: float | None = None,
    goal: Goal | None = None,
    say: Callable[[float], str] = plain,
) -> SafeString:
    """A line over time with the ground below it. `full` is the top of the scale, else a round number above all."""
    highest = max([point.value for point in points] + ([goal.value] if goal else []), default=0)
    top = full or round_above(highest)
    spots = [
        (_across(number, len(points)), _up(share_of(point.value, top))) for number, point in enumerate(points)
    ]
    parts = [_scale(top, say=say), _curve(spots)]
    if goal:
        parts.append(_goal_line(goal, at=_up(share_of(goal.value, top))))
    parts.append(_labels_below(points))
    parts.append(_spots(points, spots, say=say))
    return chart(_joined(parts), title=title, height=190)


def heat_map(
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[float]],
    *,
    title: str,
    say: Callable[[float], str] = percent,
) -> SafeString:
    """A field for each row and column, the fuller the stronger its colour; `values` are shares from 0 to 1.

    There is room for short names only: "Wed" and "9", or "09:00".
    """
    wide = (WIDTH - _HEAT_LEFT) / max(len(columns), 1)
    parts = [_heads(columns, wide=wide)]
    for y, (row, shares) in enumerate(zip(rows, values, strict=True)):
        top = _HEAT_TOP + y * _HEAT_ROW
        parts.append(format_html('<text x="0" y="{}">{}</text>', top + 19, row))
        for x, (column, share) in enumerate(zip(columns, shares, strict=True)):
            said = f"{row} {column}: {say(share)}"
            parts.append(_field(said, share, left=_HEAT_LEFT + x * wide, top=top, wide=wide))
    return chart(_joined(parts), title=title, height=_HEAT_TOP + len(rows) * _HEAT_ROW)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _bar(row: Bar, *, top: int, longest: float) -> SafeString:
    """The label and the value, and below them the bar on the ground it could fill."""
    return format_html(
        '<g><title>{label}: {said}</title><text x="0" y="{base}" dir="auto">{short}</text>'
        '<text x="{width}" y="{base}" text-anchor="end">{said}</text>'
        '<rect class="area" x="0" y="{top}" width="{width}" height="10" rx="2"/>'
        '<rect fill="var(--accent)" x="0" y="{top}" width="{long}" height="10" rx="2"/></g>',
        label=row.label,
        short=shortened(row.label),
        said=row.said,
        base=top + 20,
        top=top + 26,
        width=WIDTH,
        long=place(share_of(row.value, longest) * WIDTH),
    )


def _field(said: str, share: float, *, left: float, top: int, wide: float) -> SafeString:
    """One field, with a gap around it; its words appear under the pointer."""
    return format_html(
        "<g><title>{said}</title>"
        '<rect class="area" x="{x}" y="{y}" width="{width}" height="{height}" rx="2"/>'
        '<rect fill="var(--accent)" fill-opacity="{strength}"'
        ' x="{x}" y="{y}" width="{width}" height="{height}" rx="2"/></g>',
        said=said,
        strength=place(share_of(share, 1)),
        x=place(left + 1),
        y=top + 1,
        width=place(wide - 2),
        height=_HEAT_ROW - 2,
    )


def _heads(columns: Sequence[str], *, wide: float) -> SafeString:
    """The names above the columns, as many as there is room for."""
    step = max(ceil(_UNITS_A_HEAD / wide), 1)
    return format_html_join(
        "",
        '<text x="{}" y="18">{}</text>',
        (
            (place(_HEAT_LEFT + number * wide), column)
            for number, column in enumerate(columns)
            if number % step == 0
        ),
    )


def _across(number: int, count: int) -> float:
    """Where the point stands from left to right; one alone stands at the end, as the latest does."""
    return _PLOT_LEFT + (_PLOT_RIGHT - _PLOT_LEFT) * (number / (count - 1) if count > 1 else 1)


def _up(share: float) -> float:
    return _PLOT_FOOT - (_PLOT_FOOT - _PLOT_TOP) * share


def _scale(top: float, *, say: Callable[[float], str]) -> SafeString:
    return format_html_join(
        "",
        '<path class="grid" d="M{} {}H{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                _PLOT_LEFT,
                place(_up(share)),
                _PLOT_RIGHT,
                _PLOT_LEFT - 6,
                place(_up(share) + 4),
                say(top * share),
            )
            for share in (0, 0.5, 1)
        ),
    )


def _curve(spots: Sequence[tuple[float, float]]) -> SafeString:
    if len(spots) < 2:
        return SafeString()
    path = " ".join(f"{place(x)},{place(y)}" for x, y in spots)
    return format_html(
        '<polygon class="area" points="{},{} {} {},{}"/><polyline class="lineplot" points="{}"/>',
        *(_PLOT_LEFT, _PLOT_FOOT, path, _PLOT_RIGHT, _PLOT_FOOT, path),
    )


def _goal_line(goal: Goal, *, at: float) -> SafeString:
    return format_html(
        '<path class="goal" d="M{} {}H{}"/><text x="{}" y="{}">{}</text>',
        *(_PLOT_LEFT, place(at), _PLOT_RIGHT, _PLOT_LEFT + 4, place(at - 5), goal.label),
    )


def _labels_below(points: Sequence[Point]) -> SafeString:
    """The last label, and those before it at even steps for which there is room."""
    most = (_PLOT_RIGHT - _PLOT_LEFT) // _UNITS_A_LABEL
    step = max(ceil((len(points) - 1) / most), 1)
    shown = [number for number in range(len(points)) if (len(points) - 1 - number) % step == 0]
    return format_html_join(
        "",
        '<text x="{}" y="186" text-anchor="{}">{}</text>',
        (
            (place(_across(number, len(points))), _anchor(number, len(points)), points[number].label)
            for number in shown
        ),
    )


def _anchor(number: int, count: int) -> str:
    return "end" if number == count - 1 else "start" if number == 0 else "middle"


def _spots(
    points: Sequence[Point], spots: Sequence[tuple[float, float]], *, say: Callable[[float], str]
) -> SafeString:
    """A dot at each point that says its value; the last, which is the news, is larger."""
    return format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="{}" fill="var(--accent)"><title>{}: {}</title></circle>',
        (
            (place(x), place(y), 4 if number == len(spots) else 2, point.label, say(point.value))
            for number, (point, (x, y)) in enumerate(zip(points, spots, strict=True), 1)
        ),
    )
