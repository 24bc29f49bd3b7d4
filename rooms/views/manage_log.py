"""What was done to a room, a location, and all rooms: newest first, searched by text."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from journal.models import Entry, Logbook
from rooms.views.manage_fetch import (
    around_location,
    around_room,
    around_settings,
    managed_location,
    managed_room,
    settings_for_those_who_run_all,
)
from rooms.words import act_words

ON_A_PAGE = 50
PAGE = "rooms/manage/log.html"


@login_required
@require_safe
def room_log_page(request: MemberRequest, pk: int) -> HttpResponse:
    at_hand = managed_room(request, pk)
    log = log_context(request, at_hand.room.logbook, zone=at_hand.room.zone.key)
    return render(request, PAGE, {**around_room(request, at_hand, current="room-log"), **log})


@login_required
@require_safe
def location_log_page(request: MemberRequest, pk: int) -> HttpResponse:
    location = managed_location(request, pk)
    log = log_context(request, location.logbook, zone=location.time_zone)
    return render(request, PAGE, {**around_location(request, location, current="location-log"), **log})


@login_required
@require_safe
def rooms_log_page(request: MemberRequest) -> HttpResponse:
    """Of the settings, equipment, features and attributes, and of locations that came and went."""
    settings = settings_for_those_who_run_all(request)
    log = log_context(request, settings.logbook, zone=timezone.get_current_timezone_name())
    return render(request, PAGE, {**around_settings(request, current="rooms-log"), **log})


def log_context(request: HttpRequest, logbook: Logbook, *, zone: str) -> dict[str, Any]:
    """One page of the entries that hold the asked text in what was done, by whom, or what it was and is."""
    asked = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    entries = Entry.objects.filter(logbook=logbook).newest_first()
    if asked:
        entries = entries.annotate(text=Cast("changes", CharField())).filter(
            Q(subject__icontains=asked)
            | Q(verb__icontains=asked)
            | Q(by__name__icontains=asked)
            | Q(text__icontains=asked)
        )
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "entries": [(entry, act_words(entry.verb)) for entry in page],
        "asked": asked,
        "zone": zone,
    }
