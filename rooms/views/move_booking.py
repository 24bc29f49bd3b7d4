"""Move a booking to another room: near ones that are free first, then what would happen, then the act."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused, require
from kit.toasts import say
from rooms.alternatives import alternatives
from rooms.booking_words import date_words_of, times_words
from rooms.cutting import since
from rooms.drafting import clock_of
from rooms.drafts import Scope
from rooms.models import Booking, Occurrence, Room
from rooms.navigation import rooms_tabs
from rooms.operations.booking import RoomTaken
from rooms.operations.editing import Change, edit
from rooms.series import times_of
from rooms.times import Times
from rooms.views.booking_fetch import AtHand, booking_at_hand
from rooms.views.edit_booking import outcome, scope_asked, with_choices

MOST_FOUND = 20


@login_required
@require_http_methods(["GET", "POST"])
def move_booking(request: MemberRequest, pk: int) -> HttpResponse:
    """`?room=` shows what the move would do, POST does it; without a room, rooms to choose from, `?q=` finds others."""
    at_hand = booking_at_hand(request, pk)
    require(at_hand.may_edit)
    scope, row = scope_asked(request, at_hand.booking)
    rooms = Room.objects.visible_to(request.user).for_rights()
    room = get_object_or_404(rooms, pk=key_of(request.GET["room"])) if request.GET.get("room") else None
    context = _context(request, at_hand, scope, row)
    if room is None:
        return render(
            request, "rooms/booking_move.html", {**context, **_candidates(request, at_hand, scope, row)}
        )
    change = with_choices(request, Change(scope, room=room), row)
    status = 200
    if request.method == "POST" and request.POST.get("act") != "look":
        try:
            target = edit(at_hand.booking, change, by=request.user)
        except Refused as refusal:
            context["refusal"] = str(refusal)
            status = 409 if isinstance(refusal, RoomTaken) else 422
        else:
            say(request, _("Moved to {room}").format(room=room))
            return go_to(request, target)
    context |= {"room": room, "shown": outcome(request, at_hand, change)}
    return render(request, "rooms/booking_move.html", context, status=status)


def _context(request: MemberRequest, at_hand: AtHand, scope: Scope, row: Occurrence | None) -> dict[str, Any]:
    return {
        "tabs": rooms_tabs(request.user, current="my-bookings"),
        "booking": at_hand.booking,
        "when": times_words(at_hand.booking),
        "scope": scope.value,
        "row": row,
        "row_when": date_words_of(row) if row else "",
    }


def _candidates(
    request: MemberRequest, at_hand: AtHand, scope: Scope, row: Occurrence | None
) -> dict[str, Any]:
    """Rooms like this one that are free on all dates ahead, and those whose name or number was asked for."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    here = at_hand.booking.room
    times = _times_ahead(at_hand.booking, scope, row)
    found: list[Room] = []
    if words:
        named = Q(name__icontains=words) | Q(number__icontains=words) | Q(building__iexact=words)
        seen = Room.objects.visible_to(request.user).exclude(pk=here.pk).filter(named).for_rights()
        found = [
            room for room in seen[:MOST_FOUND] if at_hand.rights.books(room) or at_hand.rights.requests(room)
        ]
    free = (
        alternatives(
            here, times, [], rights=at_hand.rights, settings=at_hand.settings, now=timezone.now()
        ).whole
        if times
        else []
    )
    return {"words": words, "found": found, "free": free}


def _times_ahead(booking: Booking, scope: Scope, row: Occurrence | None) -> Times | None:
    if row is not None and scope == Scope.THIS:
        return clock_of(row, row.room)
    times = times_of(booking)
    if row is not None and scope == Scope.FOLLOWING:
        return since(times, row.date)
    now = timezone.now()
    first = next((date.day for date in times.wanted(booking.zone) if date.span.starts_at > now), None)
    return since(times, first) if first else None
