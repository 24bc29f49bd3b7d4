"""The figures as drawings; the tables beside them have the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kit.charts import Bar, Point, bars, heat_map, line
from rooms.statistics.figures import Figure, short_month

MOST_BARS = 12
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Hours:
    """The week by hours: the drawing, and the same as rows of a weekday with a cell for each hour."""

    drawing: SafeString
    heads: list[str]
    rows: list[tuple[str, list[str]]]


def figure_bars(figures: Sequence[Figure], *, title: str, places: bool) -> SafeString:
    """A bar for each, as long as the share that was booked; with their `places` where there are several."""
    drawn = [Bar(_label(one, places), one.share or 0, one.said) for one in figures[:MOST_BARS]]
    return bars(drawn, title=title, full=1)


def wanted_bars(figures: Sequence[Figure], *, title: str, places: bool) -> SafeString:
    """A bar for each, as long as it was asked for often."""
    drawn = [Bar(_label(one, places), one.wanted, str(one.wanted)) for one in figures[:MOST_BARS]]
    return bars(drawn, title=title)


def months_line(figures: Sequence[Figure], *, title: str) -> SafeString:
    """Booked hours, month by month."""
    points = [Point(short_month(one.key), one.booked / 60) for one in figures if one.key]
    return line(points, title=title, say=lambda value: f"{value:,.0f} h".replace(",", "\u202f"))


def hours_of_week(shares: Sequence[Sequence[float | None]]) -> Hours | None:
    """Of the hours in which any of the rooms is open on any day; None without any."""
    shown = [hour for hour in range(24) if any(day[hour] is not None for day in shares)]
    if not shown:
        return None
    heads = [f"{hour:02}" for hour in shown]
    values = [[day[hour] or 0 for hour in shown] for day in shares]
    drawing = heat_map(
        [str(WEEKDAYS_ABBR[day]) for day in range(7)],
        heads,
        values,
        title=_("How full the rooms are by weekday and hour"),
        say=tenths_words,
    )
    rows = [
        (str(WEEKDAYS[number]), ["" if day[hour] is None else tenths(day[hour] or 0) for hour in shown])
        for number, day in enumerate(shares)
    ]
    return Hours(drawing, [f"{hour:02}:00" for hour in shown], rows)


def tenths(share: float) -> str:
    """Of ten hours that could be booked, how many were; a little is more than nothing."""
    return "<1" if 0 < share * TENTHS < 0.5 else f"{share * TENTHS:.0f}"


def tenths_words(share: float) -> str:
    return _("{booked} of every 10 hours").format(booked=tenths(share))


def _label(figure: Figure, places: bool) -> str:
    return f"{figure.name}, {figure.place}" if places else figure.name
