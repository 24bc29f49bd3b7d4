"""One room: its details, its end and its return, the address of its door display."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from access.models import Grant
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused, require
from kit.toasts import say, say_failure
from rooms.forms.manage_room import RoomForm
from rooms.models import Attribute, Room
from rooms.operations.hours import stretches_of
from rooms.operations.rooms import bring_back_room, dates_to_come, edit_room, reset_door_key, retire_room
from rooms.refusals import StandsInTheWay
from rooms.tokens import DOOR, token_for
from rooms.views.manage_fetch import RoomAtHand, around_room, managed_room

MOST_DATES_SHOWN = 200


@login_required
@require_http_methods(["GET", "POST"])
def room_page(request: MemberRequest, pk: int) -> HttpResponse:
    """All that is known of it: as a form for those who may change it, as facts for others who run it."""
    at_hand = managed_room(request, pk)
    if not at_hand.may_edit:
        require(request.method != "POST")
        return _read_only(request, at_hand)
    room = at_hand.room
    form = RoomForm(
        request.POST if request.method == "POST" else None,
        room=room,
        attributes=list(Attribute.objects.all()),
        settings=at_hand.settings,
    )
    if form.is_valid():
        try:
            edit_room(room, by=request.user, **form.values())
            say(request, _("Saved “%(room)s”") % {"room": room})
            return go_to(request, reverse("manage-room", args=[room.pk]))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            at_hand = managed_room(request, pk)  # as it is, without what was refused
    context = {
        **around_room(request, at_hand, current="manage-room"),
        "form": form,
        "door_token": token_for(DOOR, at_hand.room.door_nonce),
    }
    return render(request, "rooms/manage/room.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def retire_page(request: MemberRequest, pk: int) -> HttpResponse:
    """Before its end, the dates to come: all of those shown are cancelled with it, or it stays."""
    at_hand = managed_room(request, pk)
    require(at_hand.may_edit)
    room = at_hand.room
    if request.method == "POST" and _retired(request, room):
        return go_to(request, reverse("manage-room", args=[room.pk]))
    dates = dates_to_come(room).select_related("booking", "booking__booked_for").order_by("starts_at")
    context = {
        **around_room(request, at_hand, current="manage-room"),
        "dates": dates[:MOST_DATES_SHOWN],
        "keys": list(dates.values_list("pk", flat=True)),
        "reason": request.POST.get("reason", "")[:300],
    }
    return render(request, "rooms/manage/retire.html", context)


@login_required
@require_POST
def bring_back(request: MemberRequest, pk: int) -> HttpResponse:
    at_hand = managed_room(request, pk)
    require(at_hand.may_edit)
    bring_back_room(at_hand.room, by=request.user)
    say(request, _("Brought “%(room)s” back") % {"room": at_hand.room})
    return go_to(request, reverse("manage-room", args=[pk]))


@login_required
@require_POST
def new_door_key(request: MemberRequest, pk: int) -> HttpResponse:
    at_hand = managed_room(request, pk)
    require(at_hand.may_edit)
    reset_door_key(at_hand.room, by=request.user)
    say(request, _("Made a new address for the door display"))
    return go_to(request, reverse("manage-room", args=[pk]))


def _read_only(request: MemberRequest, at_hand: RoomAtHand) -> HttpResponse:
    room = at_hand.room
    context = {
        **around_room(request, at_hand, current="manage-room"),
        "facts": _facts(room),
        "answers": list(room.attribute_values.select_related("attribute")),
        "equipment": list(room.equipment.all()),
        "hours": stretches_of(room if room.own_hours else room.location),
        "helpers": _who_may_edit(room),
    }
    return render(request, "rooms/manage/room_facts.html", context)


def _facts(room: Room) -> list[tuple[str, Any]]:
    """Label and value of the fields that say something."""
    names = (
        "location",
        "capacity",
        "surface",
        "division",
        "telephone",
        "key_location",
        "owner",
        "comments",
        "max_advance_days",
        "booking_limit_days",
        "max_length_minutes",
        "buffer_before",
        "buffer_after",
    )
    shown = ((Room._meta.get_field(name), getattr(room, name)) for name in names)
    return [(str(getattr(column, "verbose_name", "")), value) for column, value in shown if value]


def _who_may_edit(room: Room) -> list[str]:
    """The managers of its location and of all rooms, by name; addresses that wait for an account are nobody yet."""
    grants = Grant.objects.filter(
        access_list__in=room.location.access.path, permission=Grant.MANAGE, email=""
    )
    return list(dict.fromkeys(held.principal for held in grants.with_principals()))


def _retired(request: MemberRequest, room: Room) -> bool:
    chosen = {key_of(key) for key in request.POST.getlist("cancel")}
    reason = request.POST.get("reason", "").replace("\x00", "")[:300].strip()
    try:
        gone = retire_room(
            room, by=request.user, reason=reason or _("The room is no longer in use."), cancelling=chosen
        )
    except StandsInTheWay:
        if chosen:
            say_failure(request, _("Bookings came in meanwhile. Look at the list again."))
        return False
    except Refused as refusal:
        say_failure(request, str(refusal))
        return True
    said = _("Retired “%(room)s”") % {"room": room}
    if gone:
        counted = ngettext("cancelled %(n)d date", "cancelled %(n)d dates", len(gone)) % {"n": len(gone)}
        said = _("%(retired)s, %(cancelled)s") % {"retired": said, "cancelled": counted}
    # Cancelled dates do not come back, so only the plain act can be taken back.
    say(request, said, undo="" if gone else reverse("bring-back-room", args=[room.pk]))
    return True
