"""Who sees, books and runs all rooms, a location, or one room."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.models import AccessList
from access.protection_page import Acts, protect
from accounts.requests import MemberRequest
from kit.refusals import require
from rooms.models import Room
from rooms.operations.grants import Protected, give_right, rights_in, set_protection, take_right
from rooms.views.manage_fetch import (
    around_location,
    around_room,
    around_settings,
    managed_location,
    managed_room,
    settings_for_those_who_run_all,
)

PAGE = "rooms/manage/access.html"
ACTS = Acts(set_protection, give_right, take_right)


@login_required
@require_http_methods(["GET", "POST"])
def rooms_protection_page(request: MemberRequest) -> HttpResponse:
    """Who may see rooms at all, and who runs them all."""
    settings = settings_for_those_who_run_all(request)
    answer = _protect(request, settings, here=reverse("rooms-protection"))
    if isinstance(answer, HttpResponse):
        return answer
    return render(request, PAGE, {**around_settings(request, current="rooms-protection"), **answer})


@login_required
@require_http_methods(["GET", "POST"])
def location_protection_page(request: MemberRequest, pk: int) -> HttpResponse:
    location = managed_location(request, pk)
    answer = _protect(request, location, here=reverse("location-protection", args=[pk]))
    if isinstance(answer, HttpResponse):
        return answer
    return render(
        request, PAGE, {**around_location(request, location, current="location-protection"), **answer}
    )


@login_required
@require_http_methods(["GET", "POST"])
def room_protection_page(request: MemberRequest, pk: int) -> HttpResponse:
    at_hand = managed_room(request, pk)
    require(at_hand.may_edit)
    answer = _protect(request, at_hand.room, here=reverse("room-protection", args=[pk]))
    if isinstance(answer, HttpResponse):
        return answer
    return render(request, PAGE, {**around_room(request, at_hand, current="room-protection"), **answer})


def _protect(request: MemberRequest, thing: Protected, *, here: str) -> HttpResponse | dict[str, Any]:
    means = partial(meaning, thing)
    return protect(request, thing, ACTS, here=here, rights=rights_in(thing), meaning=means)


def meaning(thing: Protected) -> str:
    """What the protection means at this moment, as a sentence."""
    access = thing.access
    if access.mode == AccessList.Mode.PUBLIC:
        return _("Everybody who is signed in may see it, whatever protects what contains it.")
    if access.mode == AccessList.Mode.RESTRICTED:
        return _("Only those named here and those who run it may see it.")
    above = _("all rooms")
    if isinstance(thing, Room) and thing.location.access.mode != AccessList.Mode.INHERITING:
        above = str(thing.location)
    if access.is_open:
        return _("It follows “%(name)s”: everybody who is signed in may see it.") % {"name": above}
    return _(
        "It follows “%(name)s”, which is restricted: those let in there may see it, and those named here."
    ) % {"name": above}
