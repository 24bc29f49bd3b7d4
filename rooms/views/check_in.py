"""Saying that one is there, or that a series is still needed: by the link of a mail, or by the sign at the door.

Opening a link does nothing: mail programs open links too. The button on the page does.
"""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import MemberRequest
from kit.refusals import Refused
from rooms.models import Booking, Occurrence, Room
from rooms.operations.checking_in import EARLIEST, check_in, may_check_in_at
from rooms.operations.reconfirming import reconfirm
from rooms.tokens import CHECK_IN, HERE, RECONFIRM, nonce_of


# The word in the address is the whole right, and nobody else's page can know it: there is no session to protect.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def check_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the link in the mail; works signed out."""
    dates = Occurrence.objects.select_related("booking", "room__location")
    occurrence = get_object_or_404(dates, nonce=_word(CHECK_IN, token))
    return _check_in_page(request, occurrence, by=None)


@login_required
@require_http_methods(["GET", "POST"])
def check_in_here(request: MemberRequest, token: str) -> HttpResponse:
    """The page of the sign at the door, for anybody who is signed in and sees the room: they stand in front of it."""
    room = get_object_or_404(Room.objects.visible_to(request.user), door_nonce=_word(HERE, token))
    now = timezone.now()
    near = Occurrence.objects.within(now, now + EARLIEST).accepted().filter(room=room)
    occurrence = near.select_related("booking", "room__location").order_by("starts_at").first()
    if occurrence is None:
        return render(request, "rooms/check_in.html", {"room": room, "occurrence": None})
    return _check_in_page(request, occurrence, by=request.user)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def reconfirm_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """“We still need it”, by the link in the mail; works signed out."""
    try:
        key = uuid.UUID(_word(RECONFIRM, token))
    except ValueError as error:
        raise Http404 from error
    booking = get_object_or_404(Booking.objects.select_related("room__location"), key=key)
    context: dict[str, object] = {"booking": booking}
    if request.method == "POST":
        try:
            reconfirm(booking, by=None)
            context["done"] = True
        except Refused as refusal:
            context["refusal"] = str(refusal)
    return render(request, "rooms/reconfirm.html", context)


def _check_in_page(request: HttpRequest, occurrence: Occurrence, *, by: User | None) -> HttpResponse:
    context: dict[str, object] = {"room": occurrence.room, "occurrence": occurrence}
    if request.method == "POST":
        try:
            check_in(occurrence, by=by)
        except Refused as refusal:
            context["refusal"] = str(refusal)
    context["may"] = may_check_in_at(occurrence, timezone.now())
    return render(request, "rooms/check_in.html", context)


def _word(purpose: str, token: str) -> str:
    word = nonce_of(purpose, token)
    if word is None:
        raise Http404
    return word
