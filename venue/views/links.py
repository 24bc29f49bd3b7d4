"""Link bookings that exist, take links away, give rooms back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from events.models import Event
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure
from rooms.models import Booking, Occurrence
from venue.operations.freeing import give_back
from venue.operations.linking import link, unlink
from venue.views.fetch import link_of, name_for


@login_required
@require_POST
def link_event_booking(request: MemberRequest, pk: int) -> HttpResponse:
    """`date` is the id of a date of a booking that the person may know of."""
    event = managed_event(request, pk)
    seen = Occurrence.objects.filter(booking__in=Booking.objects.visible_to(request.user))
    occurrence = get_object_or_404(
        seen.select_related("room__location"), pk=key_of(request.POST.get("date", ""))
    )
    try:
        link(event, occurrence, by=request.user)
        say(request, _("Linked the booking of {room}").format(room=occurrence.room))
    except Refused as refusal:
        say_failure(request, str(refusal))
    return _back(request, event)


@login_required
@require_POST
def unlink_event_booking(request: MemberRequest, pk: int, link: int) -> HttpResponse:
    event = managed_event(request, pk)
    held = link_of(event, link)
    room = name_for(request.user, held.occurrence.room)
    unlink(held, by=request.user)
    say(request, _("Took the link to {room} away. The room stays booked.").format(room=room))
    return _back(request, event)


@login_required
@require_POST
def free_event_booking(request: MemberRequest, pk: int, link: int) -> HttpResponse:
    event = managed_event(request, pk)
    held = link_of(event, link)
    try:
        give_back(event, held, by=request.user)
        say(
            request,
            _("Cancelled the booking of {room}").format(room=name_for(request.user, held.occurrence.room)),
        )
    except Refused as refusal:
        say_failure(request, str(refusal))
    return _back(request, event)


def _back(request: MemberRequest, event: Event) -> HttpResponse:
    return go_to(request, reverse("event-room-bookings", args=[event.pk]))
