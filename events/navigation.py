"""Ways through categories and events: crumbs, and the side navigation of the management pages.

The apps above add their own pages to the side navigation of an event, when they are loaded, by
`EVENT_PAGES.append(ManagePage(…))`: so this floor need not know them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Category, Event
from kit.navigation import Group, Link
from kit.words import dates_words, today_in

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SECTIONS: dict[str, "_StrPromise | str"] = {
    "": "",
    "programme": gettext_lazy("Programme"),
    "people": gettext_lazy("People"),
    "place": gettext_lazy("Place"),
    "event": gettext_lazy("Event"),
}


@dataclass(frozen=True, slots=True)
class ManagePage:
    """A management page of every event: its address by name (it takes the event's id), and where it is listed."""

    name: str
    label: "_StrPromise"
    icon: str
    section: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class NextStep:
    """A second way on after creating an event: the page (it takes the event's id), and the words of its button."""

    name: str
    label: "_StrPromise"


NEXT_STEPS: list[NextStep] = []

EVENT_PAGES: list[ManagePage] = [
    ManagePage("event-people", gettext_lazy("People"), "people", "people"),
    ManagePage("event-rooms", gettext_lazy("Rooms"), "pin", "place"),
    ManagePage("event-settings", gettext_lazy("Settings"), "settings", "event", 10),
    ManagePage("event-protection", gettext_lazy("Protection"), "lock", "event", 20),
    ManagePage("event-log", gettext_lazy("Log"), "list", "event", 90),
]


def event_side(event: Event, *, current: str) -> dict[str, Any]:
    """What `manage/base.html` needs for a page of this event; `current` is the page's address name."""
    pages = sorted(EVENT_PAGES, key=lambda page: page.order)
    groups = [
        Group(str(title), [_link(page, event, current=current) for page in pages if page.section == section])
        for section, title in SECTIONS.items()
    ]
    return {
        "event": event,
        "side": [group for group in groups if group.links],
        "side_label": _("Manage event"),
        "side_title": event.short_title,
        "side_note": dates_words(event.first_day, event.last_day, today=today_in(event.time_zone)),
        "side_url": event.get_absolute_url(),
    }


def category_side(category: Category, *, current: str) -> dict[str, Any]:
    """The same for the management pages of a category."""
    pages = [
        ("category-settings", _("Settings"), "settings"),
        ("category-create", _("New category"), "folder"),
        ("category-protection", _("Protection"), "lock"),
        ("category-log", _("Log"), "list"),
    ]
    links = [
        Link(label, reverse(name, args=[category.pk]), current=name == current, icon=icon)
        for name, label, icon in pages
    ]
    return {
        "category": category,
        "side": [Group("", links)],
        "side_label": _("Manage category"),
        "side_title": category.title,
        "side_url": category.get_absolute_url(),
    }


def crumbs(categories: Iterable[Category]) -> list[Link]:
    return [Link(category.title, category.get_absolute_url()) for category in categories]


def _link(page: ManagePage, event: Event, *, current: str) -> Link:
    return Link(
        str(page.label), reverse(page.name, args=[event.pk]), current=page.name == current, icon=page.icon
    )
