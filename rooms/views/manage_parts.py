"""What a room consists of."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused, require
from kit.toasts import say
from rooms.models import Room
from rooms.models.room import RoomQuerySet
from rooms.operations.parts import set_parts
from rooms.views.manage_fetch import around_room, managed_room


@login_required
@require_http_methods(["GET", "POST"])
def parts_page(request: MemberRequest, pk: int) -> HttpResponse:
    """The other rooms of its building to choose from, with those chosen already."""
    at_hand = managed_room(request, pk)
    require(at_hand.may_edit)
    room = at_hand.room
    offered = _offered(request, room)
    chosen = set(room.parts.values_list("pk", flat=True))
    refused = ""
    if request.method == "POST":
        wanted = {key_of(key) for key in request.POST.getlist("part")}
        chosen = {one.pk for one in offered if one.pk in wanted}
        try:
            set_parts(room, [one for one in offered if one.pk in chosen], by=request.user)
            say(request, _("Saved the parts of “%(room)s”") % {"room": room})
            return go_to(request, reverse("room-parts", args=[pk]))
        except Refused as refusal:
            refused = str(refusal)
    context = {
        **around_room(request, at_hand, current="room-parts"),
        "offered": offered,
        "chosen": chosen,
        "wholes": list(room.wholes.select_related("location")),
        "refused": refused,
    }
    return render(request, "rooms/manage/parts.html", context)


def _offered(request: MemberRequest, room: Room) -> list[Room]:
    """Rooms of the building that the person runs and that have no parts themselves; and its parts as they are."""
    mine: RoomQuerySet = Room.objects.run_by(request.user).in_use()
    near = Q(
        location=room.location_id,
        building__iexact=room.building,
        pk__in=mine.order_by().values("pk"),
        parts__isnull=True,
    )
    rooms = Room.objects.filter(near | Q(wholes=room)).exclude(pk=room.pk)
    return list(rooms.select_related("location", "logbook").distinct().order_by("floor", "number", "pk"))
