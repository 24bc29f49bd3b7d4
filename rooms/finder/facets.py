"""The choices beside the list, each with the number of rooms it would leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rooms.finder.asked import Filters
from rooms.finder.filters import Counts
from rooms.finder.stock import Stock

MOST_OPEN = 8
"""Longer lists fold what is beyond."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One box to tick: the name and value it sends."""

    name: str
    value: str
    label: str
    count: int
    is_chosen: bool

    @property
    def key(self) -> str:
        """Its id, by which the focus stays on it."""
        return f"pick-{self.name}-{self.value}".replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Facet:
    """`first` are always shown, `rest` folded."""

    title: str
    picks: Sequence[Pick]
    is_single: bool = False

    @property
    def first(self) -> Sequence[Pick]:
        return self.picks[:MOST_OPEN]

    @property
    def rest(self) -> Sequence[Pick]:
        return self.picks[MOST_OPEN:]

    @property
    def has_chosen_rest(self) -> bool:
        return any(pick.is_chosen for pick in self.rest)


def facets(stock: Stock, counts: Counts, filters: Filters, *, signed_in: bool) -> list[Facet]:
    """What there is to choose among the rooms the person sees; a choice made stays even where it leaves nothing."""
    found = [
        Facet(_("Show"), _show(counts, filters) if signed_in else _show(counts, filters)[2:3]),
        Facet(_("Location"), _locations(stock, counts, filters), is_single=True),
        Facet(_("Building"), _buildings(stock, counts, filters)),
        Facet(_("Features"), _features(stock, counts, filters)),
        Facet(_("Equipment"), _equipment(stock, counts, filters)),
        Facet(_("Division"), _divisions(stock, counts, filters), is_single=True),
    ]
    return [facet for facet in found if facet.picks]


def _show(counts: Counts, filters: Filters) -> list[Pick]:
    labels = {
        "favourites": _("My favourites"),
        "bookable": _("Rooms I may book"),
        "free": _("Free on every date"),
        "instant": _("No approval needed"),
    }
    return [
        Pick(name, "1", label, counts.show[name], getattr(filters, name)) for name, label in labels.items()
    ]


def _locations(stock: Stock, counts: Counts, filters: Filters) -> list[Pick]:
    if len(stock.locations) < 2:
        return []
    every = Pick("location", "", _("All"), sum(counts.locations.values()), filters.location is None)
    return [
        every,
        *(
            Pick(
                "location",
                str(place.pk),
                place.name,
                counts.locations[place.pk],
                filters.location == place.pk,
            )
            for place in stock.locations
        ),
    ]


def _buildings(stock: Stock, counts: Counts, filters: Filters) -> list[Pick]:
    names = {one.room.building for one in stock.candidates} - {""}
    if len(names) < 2 and not filters.buildings:
        return []
    picks = [
        Pick(
            "building",
            name,
            pgettext("a building by its number or name", "Building {name}").format(name=name),
            counts.buildings[name],
            name in filters.buildings,
        )
        for name in names
    ]
    return sorted(picks, key=lambda pick: (not pick.is_chosen, -pick.count, pick.value))


def _features(stock: Stock, counts: Counts, filters: Filters) -> list[Pick]:
    return [
        Pick("feature", str(pk), feature.title, counts.features[pk], pk in filters.features)
        for pk, feature in sorted(stock.features.items(), key=lambda pair: pair[1].title.casefold())
    ]


def _equipment(stock: Stock, counts: Counts, filters: Filters) -> list[Pick]:
    return [
        Pick("equipment", str(pk), kind.name, counts.equipment[pk], pk in filters.equipment)
        for pk, kind in sorted(stock.equipment.items(), key=lambda pair: pair[1].name.casefold())
    ]


def _divisions(stock: Stock, counts: Counts, filters: Filters) -> list[Pick]:
    names = sorted({one.room.division for one in stock.candidates} - {""}, key=str.casefold)
    if not names:
        return []
    return [
        Pick("division", "", _("All"), sum(counts.divisions.values()), not filters.division),
        *(
            Pick(
                "division", name, name, counts.divisions[name], name.casefold() == filters.division.casefold()
            )
            for name in names
        ),
    ]
