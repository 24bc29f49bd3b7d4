"""Ways through the rooms: the tabs of everybody's pages, and the side navigation of those who run rooms."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.filters import keyring_of, run_by
from accounts.models import User
from kit.navigation import Group, Link
from rooms.models import Location, RoomSettings
from rooms.permissions import can_run_anything
from rooms.requests_open import count_open_requests

TABS = {
    "room-finder": gettext_lazy("Find a room"),
    "room-calendar": gettext_lazy("Calendar"),
    "floor-plans": gettext_lazy("Floor plans"),
    "my-bookings": gettext_lazy("My bookings"),
    "approvals": gettext_lazy("Approvals"),
    "blockings": gettext_lazy("Blockings"),
    "room-statistics": gettext_lazy("Statistics"),
    "manage-rooms": gettext_lazy("Manage"),
}
FOR_MEMBERS = {"my-bookings", "approvals", "blockings", "room-statistics", "manage-rooms"}
FOR_THOSE_WHO_DECIDE = {"approvals", "room-statistics"}


def rooms_tabs(user: User | AnonymousUser, *, current: str) -> list[Link]:
    """The tabs a person has use for; `current` is the address name of the page."""
    open_requests = count_open_requests(user)
    decides = open_requests is not None
    names = [
        name
        for name in TABS
        if (name not in FOR_MEMBERS or user.is_authenticated)
        and (name not in FOR_THOSE_WHO_DECIDE or decides)
        and (name != "manage-rooms" or can_run_anything(user))
    ]
    return [
        Link(
            str(TABS[name]),
            reverse(name),
            current=name == current,
            count=open_requests if name == "approvals" else None,
            alarm=name == "approvals" and bool(open_requests),
        )
        for name in names
    ]


# By address name: label, icon, and whose it is: of whoever runs a room, a location, or all rooms, or of administrators.
# The floors above append pages of their own.
PAGES = {
    "manage-rooms": (gettext_lazy("Rooms"), "pin", "room"),
    "manage-locations": (gettext_lazy("Locations"), "globe", "location"),
    "manage-equipment": (gettext_lazy("Equipment"), "tag", "all"),
    "manage-attributes": (gettext_lazy("Attributes"), "list", "all"),
    "manage-plans": (gettext_lazy("Floor plans"), "page", "location"),
    "import-rooms": (gettext_lazy("Import rooms"), "upload", "location"),
    "import-bookings": (gettext_lazy("Import bookings"), "upload", "location"),
    "room-settings": (gettext_lazy("Settings"), "settings", "all"),
}


def rooms_side(user: User, *, current: str) -> dict[str, Any]:
    """What `manage/base.html` needs for a page about running rooms; pages the person may not open are left out."""
    keyring = keyring_of(user)
    mine = {"room", "admin"} if keyring.is_admin else {"room"}
    if keyring.is_admin or RoomSettings.objects.filter(run_by(keyring)).exists():
        mine |= {"location", "all"}
    elif Location.objects.run_by(keyring).exists():
        mine.add("location")
    links = [
        Link(str(label), reverse(name), current=name == current, icon=icon)
        for name, (label, icon, whose) in PAGES.items()
        if whose in mine
    ]
    return {
        "side": [Group("", links)],
        "side_label": _("Manage rooms"),
        "side_title": _("Rooms"),
        "side_url": reverse("room-finder"),
    }
