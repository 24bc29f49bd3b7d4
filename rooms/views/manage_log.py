"""What was done to a room, a location, and all rooms: newest first, searched by text."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from journal.log_page import log_page
from rooms.views.manage_fetch import (
    around_location,
    around_room,
    around_settings,
    managed_location,
    managed_room,
    settings_for_those_who_run_all,
)
from rooms.words import WORDS

PAGE = "rooms/manage/log.html"


@login_required
@require_safe
def room_log_page(request: MemberRequest, pk: int) -> HttpResponse:
    at_hand = managed_room(request, pk)
    log = log_page(request, at_hand.room.logbook_id, words=WORDS, zone=at_hand.room.zone.key)
    return render(request, PAGE, {**around_room(request, at_hand, current="room-log"), **log})


@login_required
@require_safe
def location_log_page(request: MemberRequest, pk: int) -> HttpResponse:
    location = managed_location(request, pk)
    log = log_page(request, location.logbook_id, words=WORDS, zone=location.time_zone)
    return render(request, PAGE, {**around_location(request, location, current="location-log"), **log})


@login_required
@require_safe
def rooms_log_page(request: MemberRequest) -> HttpResponse:
    """Of the settings, equipment, features and attributes, and of locations that came and went."""
    settings = settings_for_those_who_run_all(request)
    log = log_page(request, settings.logbook_id, words=WORDS, zone=timezone.get_current_timezone_name())
    return render(request, PAGE, {**around_settings(request, current="rooms-log"), **log})
