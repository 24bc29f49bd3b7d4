"""The hours of the week of a location, and of a room."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.refusals import require
from kit.toasts import say
from rooms.forms.manage_hours import AT_MOST, HoursForm, with_monday_everywhere
from rooms.models import Location, Room
from rooms.operations.hours import set_hours, stretches_of
from rooms.views.manage_fetch import around_location, around_room, managed_location, managed_room

COPIES = {"copy-week": range(1, 5), "copy-all": range(1, 7)}


@login_required
@require_http_methods(["GET", "POST"])
def room_hours_page(request: MemberRequest, pk: int) -> HttpResponse:
    at_hand = managed_room(request, pk)
    require(at_hand.may_edit)
    answer = _hours(request, at_hand.room, here=reverse("room-hours", args=[pk]))
    if isinstance(answer, HttpResponse):
        return answer
    context = {
        **around_room(request, at_hand, current="room-hours"),
        **answer,
        "of_location": stretches_of(at_hand.room.location),
    }
    return render(request, "rooms/manage/hours.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def location_hours_page(request: MemberRequest, pk: int) -> HttpResponse:
    location = managed_location(request, pk)
    answer = _hours(request, location, here=reverse("location-hours", args=[pk]))
    if isinstance(answer, HttpResponse):
        return answer
    context = {**around_location(request, location, current="location-hours"), **answer}
    return render(request, "rooms/manage/hours.html", context)


def _hours(request: MemberRequest, place: Location | Room, *, here: str) -> HttpResponse | dict[str, Any]:
    """Save what was typed and go on, or the context: an act other than saving only changes what the form shows."""
    act = request.POST.get("act")
    typed: QueryDict | None = request.POST if request.method == "POST" else None
    rows = AT_MOST if act == "more" else _rows(typed)
    if typed is not None and act in COPIES:
        typed = with_monday_everywhere(typed, days=COPIES[act])
    own = place.own_hours if isinstance(place, Room) else None
    form = HoursForm(typed, stretches=stretches_of(place), own=own, rows=rows)
    if act == "save" and form.is_valid():
        set_hours(place, form.cleaned_data["stretches"], by=request.user)
        say(request, _("Saved the hours"))
        return go_to(request, here)
    return {"form": form, "is_copied": act in COPIES, "may_grow": form.rows < AT_MOST, "zone": place.zone.key}


def _rows(typed: QueryDict | None) -> int:
    """As many rows a day as were sent."""
    if typed is None:
        return 0
    return max((row + 1 for row in range(AT_MOST) if f"from-0-{row}" in typed), default=0)
