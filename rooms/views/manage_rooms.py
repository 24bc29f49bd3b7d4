"""The rooms somebody runs, and a new one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say
from rooms.forms.manage_room import RoomForm
from rooms.models import Attribute, Location, Room
from rooms.models.room import RoomQuerySet
from rooms.navigation import rooms_side
from rooms.operations.rooms import create_room
from rooms.operations.settings import room_settings
from rooms.permissions import can_run_anything

ON_A_PAGE = 50


@login_required
@require_safe
def rooms_page(request: MemberRequest) -> HttpResponse:
    """Searched with ?q=, of one ?location= and ?building=; ?retired=1 shows those out of use."""
    if not can_run_anything(request.user):
        raise Http404
    asked = {
        name: request.GET.get(name, "").replace("\x00", "")[:100].strip()
        for name in ("q", "location", "building", "retired")
    }
    mine = Room.objects.run_by(request.user)
    shown = mine.filter(retired_at__isnull=not asked["retired"])
    page = Paginator(_found(shown, asked), ON_A_PAGE).get_page(request.GET.get("page"))
    locations = Location.objects.filter(pk__in=mine.order_by().values("location"))
    buildings = mine.exclude(building="").order_by("building").values_list("building", flat=True).distinct()
    context = {
        **rooms_side(request.user, current="manage-rooms"),
        "page": page,
        "asked": asked,
        "is_filtered": any(asked[name] for name in ("q", "location", "building")),
        "locations": locations,
        "location_key": key_of(asked["location"]),
        "buildings": buildings,
        "retired_count": mine.filter(retired_at__isnull=False).count(),
        "may_add": Location.objects.run_by(request.user).exists(),
    }
    return render(request, "rooms/manage/rooms.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_room_page(request: MemberRequest) -> HttpResponse:
    """A room of a location the person runs; ?location= is chosen already."""
    locations = list(Location.objects.run_by(request.user))
    if not locations:
        raise Http404
    form = RoomForm(
        request.POST if request.method == "POST" else None,
        room=None,
        attributes=list(Attribute.objects.all()),
        settings=room_settings(),
        locations=locations,
        initial={"location": key_of(request.GET.get("location", "")) or None},
    )
    if form.is_valid() and (room := _created(request, form)):
        return go_to(request, reverse("manage-room", args=[room.pk]))
    context = {**rooms_side(request.user, current="manage-rooms"), "form": form}
    return render(request, "rooms/manage/room_new.html", context)


def _found(rooms: RoomQuerySet, asked: dict[str, str]) -> RoomQuerySet:
    if asked["q"]:
        text = asked["q"]
        rooms = rooms.filter(
            Q(number__icontains=text)
            | Q(name__icontains=text)
            | Q(building__icontains=text)
            | Q(site__icontains=text)
            | Q(division__icontains=text)
            | Q(owner__name__icontains=text)
        )
    if asked["location"]:
        rooms = rooms.filter(location=key_of(asked["location"]))
    if asked["building"]:
        rooms = rooms.filter(building__iexact=asked["building"])
    return rooms.select_related("location", "owner").order_by(
        "location__name", "building", "floor", "number", "pk"
    )


def _created(request: MemberRequest, form: RoomForm) -> Room | None:
    values: dict[str, Any] = form.values()
    try:
        room = create_room(values.pop("location"), by=request.user, **values)
    except Refused as refusal:
        form.add_error("number", str(refusal))
        return None
    say(request, _("Added “%(room)s”") % {"room": room})
    return room
