"""The figures as tables to take home: hours as numbers, so that spreadsheets reckon with them."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from rooms.statistics.figures import Figure, Figures

TABLES = ("room", "building", "month")


def headings(by: str) -> list[str]:
    first = {"room": [_("Room"), _("Location")], "building": [_("Building"), _("Location")]}
    return [
        *first.get(by, [_("Month")]),
        _("Booked hours"),
        _("Bookable hours"),
        _("Bookings"),
        _("Cancellations"),
        _("No-shows"),
    ]


def rows(figures: Figures, by: str) -> Iterator[list[object]]:
    """One for each room, building or month; a period within one month is that month's only row."""
    chosen: Sequence[Figure] = {"room": figures.rooms, "building": figures.buildings}.get(
        by, figures.months or [figures.total]
    )
    for one in chosen:
        named = [one.key or one.name] if by == "month" else [one.name, one.place]
        counts = [one.bookings, one.cancellations, one.no_shows]
        yield [*named, round(one.booked / 60, 2), round(one.bookable / 60, 2), *counts]
