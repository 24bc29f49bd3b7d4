"""Who comes in at all: the rooms show to people who are signed in, and to others only where the settings say so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from access.filters import visible_to
from rooms.models import Room, RoomSettings
from rooms.operations.settings import room_settings


def shows_rooms(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For pages of rooms that strangers may be shown. The rooms on them still come from `visible_to`."""

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        settings = room_settings()
        if not request.user.is_authenticated and not settings.show_to_strangers:
            return redirect_to_login(request.get_full_path())
        if settings.hide_module and not may_use(request):
            raise Http404
        return view(request, *args, **kwargs)

    return gated


def may_use(request: HttpRequest) -> bool:
    """Whether the person sees the root of all rooms, or any room at all."""
    user = request.user
    seen = RoomSettings.objects.filter(visible_to(user)).exists()
    return seen or Room.objects.visible_to(user).exists()
