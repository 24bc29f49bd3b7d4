"""The locations: list, new, one."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.refusals import Refused
from kit.toasts import say, say_failure
from rooms.examples import example_of
from rooms.forms.manage_location import LocationForm
from rooms.models import Location
from rooms.navigation import rooms_side
from rooms.operations.locations import create_location, delete_location, edit_location
from rooms.operations.settings import room_settings
from rooms.permissions import can_run_all_rooms
from rooms.views.manage_fetch import around_location, managed_location, settings_for_those_who_run_all


@login_required
@require_safe
def locations_page(request: MemberRequest) -> HttpResponse:
    """Those the person runs, with how many rooms they have."""
    in_use = Q(rooms__retired_at__isnull=True)
    locations = Location.objects.run_by(request.user).annotate(room_count=Count("rooms", filter=in_use))
    may_add = can_run_all_rooms(request.user, room_settings())
    found = list(locations.order_by("name", "pk"))
    if not found and not may_add:
        raise Http404
    context = {
        **rooms_side(request.user, current="manage-locations"),
        "locations": found,
        "may_add": may_add,
    }
    return render(request, "rooms/manage/locations.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_location_page(request: MemberRequest) -> HttpResponse:
    settings_for_those_who_run_all(request)
    form = LocationForm(request.POST if request.method == "POST" else None, location=None)
    if form.is_valid():
        try:
            location = create_location(by=request.user, **form.cleaned_data)
            say(request, _("Added “%(location)s”") % {"location": location})
            return go_to(request, reverse("manage-location", args=[location.pk]))
        except Refused as refusal:
            form.add_error("name", str(refusal))
    context = {**rooms_side(request.user, current="manage-locations"), "form": form}
    return render(request, "rooms/manage/location_new.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def location_page(request: MemberRequest, pk: int) -> HttpResponse:
    """Name, zone, formats and limits, with what they come to; and its end."""
    location = managed_location(request, pk)
    act = request.POST.get("act")
    if act == "delete":
        return _delete(request, location)
    form = LocationForm(request.POST if act == "save" else None, location=location)
    if form.is_valid():
        try:
            edit_location(location, by=request.user, **form.cleaned_data)
            say(request, _("Saved “%(location)s”") % {"location": location})
            return go_to(request, reverse("manage-location", args=[location.pk]))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            location = managed_location(request, pk)  # as it is, without what was refused
    context = {
        **around_location(request, location, current="manage-location"),
        "form": form,
        "example": example_of(location),
        "room_count": location.rooms.count(),
    }
    return render(request, "rooms/manage/location.html", context)


def _delete(request: MemberRequest, location: Location) -> HttpResponse:
    try:
        delete_location(location, by=request.user)
        say(request, _("Deleted “%(location)s”") % {"location": location})
        return go_to(request, reverse("manage-rooms"))
    except Refused as refusal:
        say_failure(request, str(refusal))
        return go_to(request, reverse("manage-location", args=[location.pk]))
