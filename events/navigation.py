"""Ways through categories and events: crumbs, and the side navigation of the management pages.

The apps above add their own pages to the side navigation of an event, when they are loaded, by
`EVENT_PAGES.append(ManagePage(…))`, and their own tabs to its public pages by `EVENT_TABS.append(EventTab(…))`: so
this floor need not know them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.filters import Keyring
from events.models import Category, Event
from kit.navigation import Group, Link
from kit.words import dates_words, today_in

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SECTIONS: dict[str, "_StrPromise | str"] = {
    "": "",
    "programme": gettext_lazy("Programme"),
    "abstracts": gettext_lazy("Abstracts"),
    "people": gettext_lazy("People"),
    "place": gettext_lazy("Place"),
    "event": gettext_lazy("Event"),
}


@dataclass(frozen=True, slots=True)
class ManagePage:
    """A management page of every event: its address by name, and where it is listed.

    The address takes the event's id, or what `takes` names of it.
    """

    name: str
    label: "_StrPromise"
    icon: str
    section: str
    order: int = 50
    takes: str = "pk"


@dataclass(frozen=True, slots=True)
class EventTab:
    """A tab of the public pages of an event: its address by name (it takes the event's slug).

    `shows` says whether the event has such a page for this person; it may ask the database once.
    """

    key: str
    label: "_StrPromise"
    name: str
    order: int
    shows: Callable[[Event, Keyring], bool] | None = None


EVENT_TABS: list[EventTab] = []


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


def event_side(event: Event, *, current: str, sections: Iterable[str] = SECTIONS) -> dict[str, Any]:
    """What `manage/base.html` needs for a page of this event; `current` is the page's address name.

    `sections` are those of the person: all for who runs the event.
    """
    pages = sorted(EVENT_PAGES, key=lambda page: page.order)
    groups = [
        Group(
            str(SECTIONS[name]),
            [_link(page, event, current=current) for page in pages if page.section == name],
        )
        for name in sections
    ]
    return {
        "event": event,
        "side": [group for group in groups if group.links],
        "side_label": _("Manage event"),
        "side_title": event.short_title,
        "side_note": dates_words(event.first_day, event.last_day, today=today_in(event.time_zone)),
        "side_url": event.get_absolute_url(),
    }


def event_tabs(
    event: Event, keyring: Keyring, *, current: str, counts: Mapping[str, int | None] | None = None
) -> list[Link]:
    """The tabs of an event for somebody who sees it; a lecture is all on one page, and has none."""
    if event.kind == Event.Kind.LECTURE:
        return []
    known = counts or {}
    return [
        Link(
            str(tab.label),
            reverse(tab.name, args=[event.slug]),
            current=tab.key == current,
            count=known.get(tab.key),
        )
        for tab in sorted(EVENT_TABS, key=lambda tab: tab.order)
        if tab.shows is None or tab.shows(event, keyring)
    ]


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
        str(page.label),
        reverse(page.name, args=[getattr(event, page.takes)]),
        current=page.name == current,
        icon=page.icon,
    )
