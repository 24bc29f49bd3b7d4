"""Approve and reject one booking, having seen what stands against it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.refusals import Refused, require
from kit.toasts import say, say_failure
from rooms.booking_words import times_words
from rooms.forms.booking_acts import MessageForm, RejectForm
from rooms.models import LIVE, Occurrence, State
from rooms.navigation import rooms_tabs
from rooms.operations.approving import Collides, approve
from rooms.operations.rejecting import reject
from rooms.permissions import can_decide
from rooms.refusals import AlreadyDecided
from rooms.standoff import requests_among, standoffs
from rooms.views.booking_fetch import AtHand, back_to, booking_at_hand, date_named, dates_of


@login_required
@require_http_methods(["GET", "POST"])
def approve_booking(request: MemberRequest, pk: int) -> HttpResponse:
    """Shows all that stands against it first; `force` says that others' requests may go."""
    at_hand, rows = _decidable(request, pk)
    waiting = [row for row in rows if row.state == State.PENDING]
    form = MessageForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            approve(
                at_hand.booking,
                by=request.user,
                message=form.cleaned_data["message"],
                force=bool(request.POST.get("force")),
            )
        except Collides as collides:
            refusal = str(collides)
        except AlreadyDecided as decided:
            say_failure(request, str(decided))
            return go_to(request, back_to(request, at_hand.booking))
        except Refused as other:
            refusal = str(other)
        else:
            say(request, _("Approved “{booking}”").format(booking=at_hand.booking))
            return go_to(request, back_to(request, at_hand.booking))
    context = {**_context(request, at_hand, waiting), "form": form, "refusal": refusal}
    return render(request, "rooms/booking_approve.html", context, status=409 if refusal else 200)


@login_required
@require_http_methods(["GET", "POST"])
def reject_booking(request: MemberRequest, pk: int) -> HttpResponse:
    """All that is ahead in rooms one moderates; with `?day=` one date."""
    at_hand, rows = _decidable(request, pk)
    now = timezone.now()
    ahead = [row for row in rows if row.state in LIVE and row.ends_at > now]
    day = request.GET.get("day", "")
    chosen = [date_named(ahead, day)] if day else ahead
    form = RejectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reject(at_hand.booking, by=request.user, reason=form.cleaned_data["reason"], occurrences=chosen)
        except Refused as refusal:
            say_failure(request, str(refusal))
        else:
            say(request, _("Rejected “{booking}”").format(booking=at_hand.booking))
        return go_to(request, back_to(request, at_hand.booking))
    context = {**_context(request, at_hand, chosen), "form": form, "n": len(chosen)}
    return render(request, "rooms/booking_reject.html", context, status=422 if form.errors else 200)


def _decidable(request: MemberRequest, pk: int) -> tuple[AtHand, list[Occurrence]]:
    """The booking, and its dates in rooms the person moderates; 403 for who sees it and moderates none of them."""
    at_hand = booking_at_hand(request, pk)
    rows = [row for row in dates_of(at_hand.booking) if can_decide(at_hand.rights, row.room)]
    require(bool(rows))
    return at_hand, rows


def _context(request: MemberRequest, at_hand: AtHand, rows: Sequence[Occurrence]) -> dict[str, Any]:
    waiting = [row for row in rows if row.state == State.PENDING]
    against = [line for line in standoffs(waiting, user=request.user).values() if line.is_any]
    return {
        "tabs": rooms_tabs(request.user, current="approvals"),
        "booking": at_hand.booking,
        "when": times_words(at_hand.booking),
        "n": len(waiting),
        "against": against,
        "taken": sum(line.is_taken for line in against),
        "requests": requests_among(against),
        "back": back_to(request, at_hand.booking),
    }
