"""Bookings as lists: one's own, and those in the rooms one runs."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from kit.keys import key_of
from rooms.booking_words import times_words
from rooms.models import LIVE, Booking, Occurrence, Room, State
from rooms.navigation import rooms_tabs
from rooms.views.gate import shows_rooms

PAGE = 25
SHOWS = {"upcoming": _("Upcoming"), "past": _("Past"), "over": _("Cancelled and rejected")}
STATES = {"accepted": State.ACCEPTED, "pending": State.PENDING}


@login_required
@shows_rooms
@require_safe
def my_bookings(request: MemberRequest) -> HttpResponse:
    """`?show=` upcoming (soonest first), past, or over; `?q=` in purpose, room and number."""
    found = Booking.objects.of(request.user)
    context = _listed(request, found)
    return render(request, "rooms/my_bookings.html", context)


@login_required
@shows_rooms
@require_safe
def bookings_in_my_rooms(request: MemberRequest) -> HttpResponse:
    """The same of the rooms one runs or moderates, with `?room=` and `?state=`."""
    rooms = Room.objects.moderated_by(request.user)
    found = Booking.objects.in_rooms(rooms)
    if key := key_of(request.GET.get("room", "")):
        found = found.in_rooms(rooms.filter(pk=key))
    if (state := request.GET.get("state", "")) in STATES:
        found = found.filter(state=STATES[state])
    context = {
        **_listed(request, found),
        "in_my_rooms": True,
        "rooms": list(rooms.in_use().select_related("location")[:500]),
        "room": key,
        "state": state,
    }
    return render(request, "rooms/my_bookings.html", context)


def _listed(request: MemberRequest, found: QuerySet[Booking]) -> dict[str, Any]:
    show = request.GET.get("show", "")
    show = show if show in SHOWS else "upcoming"
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    if words:
        found = found.filter(_holds(words))
    page = Paginator(_shown(found, show).for_rights(), PAGE).get_page(request.GET.get("page"))
    return {
        "tabs": rooms_tabs(request.user, current="my-bookings"),
        "page": page,
        "bookings": [(booking, times_words(booking)) for booking in page],
        "show": show,
        "shows": SHOWS.items(),
        "words": words,
        "runs_rooms": Room.objects.moderated_by(request.user).exists(),
    }


def _shown(found: Any, show: str) -> Any:
    """With `next_at`, the date that the list is in the order of."""
    now = timezone.now()
    dates = Occurrence.objects.filter(booking=OuterRef("pk")).order_by()
    ahead = dates.filter(state__in=LIVE, ends_at__gt=now)
    if show == "upcoming":
        soonest = ahead.values("booking").annotate(at=Min("starts_at")).values("at")
        return (
            found.live().filter(Exists(ahead)).annotate(next_at=Subquery(soonest)).order_by("next_at", "pk")
        )
    last = dates.values("booking").annotate(at=Max("starts_at")).values("at")
    found = found.annotate(next_at=Subquery(last)).order_by("-next_at", "-pk")
    if show == "past":
        return found.live().exclude(Exists(ahead))
    return found.exclude(state__in=LIVE)


def _holds(words: str) -> Q:
    """Words in the purpose, the room, or for whom; `#12` is the booking of that number."""
    holds = (
        Q(purpose__icontains=words)
        | Q(room__name__icontains=words)
        | Q(room__number__icontains=words)
        | Q(booked_for__name__icontains=words)
    )
    key = key_of(words.removeprefix("#"))
    return holds | Q(pk=key) if key else holds
