"""Delete a booking that is over, and bring it back for a moment."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.refusals import Refused, require
from kit.toasts import say, say_failure
from rooms.operations.deleting import Remains, delete_booking, undelete_booking
from rooms.operations.undoing import LONGEST
from rooms.permissions import can_delete
from rooms.views.booking_fetch import booking_at_hand

KEPT = "rooms.deleted_booking"
"""Where the session keeps the last one deleted: too much for an address."""


@login_required
@require_POST
def delete_booking_page(request: MemberRequest, pk: int) -> HttpResponse:
    at_hand = booking_at_hand(request, pk)
    require(can_delete(at_hand.rights, at_hand.settings, at_hand.booking))
    try:
        remains = delete_booking(at_hand.booking, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
        return go_to(request, reverse("booking", args=[pk]))
    request.session[KEPT] = {**asdict(remains), "at": timezone.now().timestamp(), "by": request.user.pk}
    say(
        request,
        _("Deleted booking #{number}").format(number=pk),
        undo=reverse("undelete-booking", args=[pk]),
    )
    return go_to(request, reverse("bookings-in-my-rooms"))


@login_required
@require_POST
def undelete_booking_page(request: MemberRequest, pk: int) -> HttpResponse:
    """For whoever deleted it, as long as a cancellation can be undone."""
    kept = request.session.get(KEPT)
    if not kept or (kept["booking"], kept["by"]) != (pk, request.user.pk):
        raise Http404
    del request.session[KEPT]
    try:
        if timezone.now().timestamp() - kept["at"] > LONGEST.total_seconds():
            raise Refused(_("That can not be undone any more."))
        remains = Remains(kept["booking"], kept["rows"], kept["continued_by"])
        booking = undelete_booking(remains, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
        return go_to(request, reverse("bookings-in-my-rooms"))
    say(request, _("Booking #{number} is there again").format(number=pk))
    return go_to(request, booking)
