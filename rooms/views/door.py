"""The display at a door, and the sheet with its addresses that one prints."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from kit.addresses import absolute
from kit.keys import key_of
from kit.qr import qr_svg
from kit.refusals import Refused, require
from rooms.door import door_of
from rooms.models import Room
from rooms.navigation import rooms_side
from rooms.operations.checking_in import check_in
from rooms.operations.door import LENGTHS, book_at_the_door, free_at_the_door
from rooms.rights import rights_of
from rooms.tokens import DOOR, HERE, nonce_of, token_for


# As for check-in by link: the signed word in the address is the right, no session stands behind it.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Now, next, free until, and what one does at a door. It renews itself each minute, also without a script."""
    room = get_object_or_404(
        Room.objects.in_use().for_rights(), pk=pk, door_nonce=nonce_of(DOOR, token) or ""
    )
    refusal = ""
    if request.method == "POST":
        try:
            _act(request, room)
            return redirect("door", pk=pk, token=token)
        except Refused as refused:
            refusal = str(refused)
    context = {
        "door": door_of(room),
        "room": room,
        "refusal": refusal,
        "lengths": LENGTHS,
        "qr": qr_svg(_here(room), label=_("Check in")),
    }
    return render(request, "rooms/door.html", context)


@login_required
@require_safe
def door_sheet(request: MemberRequest, pk: int) -> HttpResponse:
    """For those who run the room: the address of the display, and the sign with the code, to print."""
    room = get_object_or_404(Room.objects.visible_to(request.user).for_rights(), pk=pk)
    require(rights_of(request.user).manages(room))
    address = absolute(reverse("door", args=[room.pk, token_for(DOOR, room.door_nonce)]))
    context = {
        "room": room,
        "address": address,
        "qr": qr_svg(_here(room), label=_("Check in")),
        **rooms_side(request.user, current="manage-rooms"),
    }
    return render(request, "rooms/door_sheet.html", context)


def _act(request: HttpRequest, room: Room) -> None:
    act = request.POST.get("act")
    if act == "free":
        free_at_the_door(room)
    elif act == "here":
        expected = door_of(room).expected
        if expected is None:
            raise Http404
        check_in(expected, by=None)
    else:
        book_at_the_door(room, minutes=key_of(request.POST.get("minutes", "")))


def _here(room: Room) -> str:
    return absolute(reverse("check-in-here", args=[token_for(HERE, room.door_nonce)]))
