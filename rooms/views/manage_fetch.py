"""The entrance step of the pages about running rooms: the thing, or the same 404 for what is not there and what
is not for this person; and what each of a thing's pages shows around its own content.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.requests import MemberRequest
from kit.navigation import Link
from rooms.models import Location, Room, RoomSettings
from rooms.navigation import rooms_side
from rooms.operations.settings import room_settings
from rooms.permissions import can_edit_room, can_run_all_rooms
from rooms.rights import rights_of

ROOM_PAGES = {
    "manage-room": gettext_lazy("Details"),
    "room-hours": gettext_lazy("Hours"),
    "room-closures": gettext_lazy("Closures"),
    "room-parts": gettext_lazy("Parts"),
    "edit-photo": gettext_lazy("Photo"),
    "room-protection": gettext_lazy("Access"),
    "room-log": gettext_lazy("Log"),
}
FOR_ALL_WHO_RUN_IT = {"manage-room", "room-log"}
LOCATION_PAGES = {
    "manage-location": gettext_lazy("Details"),
    "location-hours": gettext_lazy("Hours"),
    "location-closures": gettext_lazy("Closures"),
    "location-protection": gettext_lazy("Access"),
    "location-log": gettext_lazy("Log"),
}
SETTINGS_PAGES = {
    "room-settings": gettext_lazy("Settings"),
    "rooms-protection": gettext_lazy("Access"),
    "rooms-log": gettext_lazy("Log"),
}


@dataclass(frozen=True, slots=True)
class RoomAtHand:
    """A room the person runs, and whether they may change it too."""

    room: Room
    settings: RoomSettings
    may_edit: bool


def managed_room(request: MemberRequest, pk: int) -> RoomAtHand:
    """A room the signed-in person runs or owns, retired ones too."""
    rooms = Room.objects.run_by(request.user).for_rights().select_related("logbook", "owner")
    room = get_object_or_404(rooms, pk=pk)
    settings = room_settings()
    return RoomAtHand(room, settings, can_edit_room(rights_of(request.user), room, settings))


def managed_location(request: MemberRequest, pk: int) -> Location:
    """A location the signed-in person runs."""
    locations = Location.objects.run_by(request.user).select_related("access", "logbook")
    return get_object_or_404(locations, pk=pk)


def settings_for_those_who_run_all(request: MemberRequest) -> RoomSettings:
    """The settings, for managers of all rooms and administrators."""
    settings = room_settings()
    if not can_run_all_rooms(request.user, settings):
        raise Http404
    return settings


def around_room(request: MemberRequest, at_hand: RoomAtHand, *, current: str) -> dict[str, Any]:
    """Side navigation and tabs of a page about one room."""
    room = at_hand.room
    names = [name for name in ROOM_PAGES if at_hand.may_edit or name in FOR_ALL_WHO_RUN_IT]
    tabs = [
        Link(str(ROOM_PAGES[name]), reverse(name, args=[room.pk]), current=name == current) for name in names
    ]
    return {
        **rooms_side(request.user, current="manage-rooms"),
        "tabs": tabs,
        "thing": room,
        "heading": room.full_name,
        "room": room,
        "may_edit": at_hand.may_edit,
    }


def around_location(request: MemberRequest, location: Location, *, current: str) -> dict[str, Any]:
    """Side navigation and tabs of a page about one location."""
    tabs = [
        Link(str(label), reverse(name, args=[location.pk]), current=name == current)
        for name, label in LOCATION_PAGES.items()
    ]
    return {
        **rooms_side(request.user, current="manage-locations"),
        "tabs": tabs,
        "thing": location,
        "heading": location.name,
        "location": location,
    }


def around_settings(request: MemberRequest, *, current: str) -> dict[str, Any]:
    """Side navigation and tabs of a page about all rooms."""
    tabs = [
        Link(str(label), reverse(name), current=name == current) for name, label in SETTINGS_PAGES.items()
    ]
    return {
        **rooms_side(request.user, current="room-settings"),
        "tabs": tabs,
        "heading": gettext_lazy("Settings of the rooms"),
    }
