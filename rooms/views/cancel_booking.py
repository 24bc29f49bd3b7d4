"""Give rooms back: all that is ahead, one date and the following, or one; and the way back for a moment."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.refusals import Refused, require
from kit.toasts import say, say_failure
from rooms.booking_words import date_words_of
from rooms.forms.booking_acts import ReasonForm
from rooms.models import LIVE, Booking, Occurrence, State
from rooms.navigation import rooms_tabs
from rooms.operations.cancelling import cancel
from rooms.operations.moving import end_now
from rooms.operations.undoing import undo_cancelling, way_back
from rooms.views.booking_fetch import AtHand, booking_at_hand, date_named, dates_of


@login_required
@require_http_methods(["GET", "POST"])
def cancel_booking(request: MemberRequest, pk: int) -> HttpResponse:
    """All that is ahead; with `?day=` that date and the following ones."""
    at_hand = booking_at_hand(request, pk)
    require(at_hand.may_edit)
    rows = dates_of(at_hand.booking)
    asked = request.GET.get("day", "")
    first = date_named(rows, asked) if asked else None
    chosen = [row for row in _ahead(rows) if first is None or row.date >= first.date]
    return _ask_or_cancel(request, at_hand, chosen, from_day=first.date if first else None)


@login_required
@require_http_methods(["GET", "POST"])
def cancel_occurrence(request: MemberRequest, pk: int, day: str) -> HttpResponse:
    """One date: the address that mails carry."""
    at_hand = booking_at_hand(request, pk)
    require(at_hand.may_edit)
    rows = dates_of(at_hand.booking)
    return _ask_or_cancel(request, at_hand, [date_named(rows, day)], one=True, all_ahead=len(_ahead(rows)))


@login_required
@require_POST
def undo_cancelling_page(request: MemberRequest, pk: int, way: str) -> HttpResponse:
    """Take back what was just cancelled; the address stands in the toast and is good for a moment."""
    booking = get_object_or_404(Booking.objects.visible_to(request.user).for_rights(), pk=pk)
    try:
        dates = undo_cancelling(booking, way, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        sentence = ngettext("{n} date is booked again", "{n} dates are booked again", len(dates))
        say(request, sentence.format(n=len(dates)))
    return go_to(request, booking)


@login_required
@require_POST
def end_occurrence(request: MemberRequest, pk: int, day: str) -> HttpResponse:
    """Free the rest of a date that runs."""
    at_hand = booking_at_hand(request, pk)
    require(at_hand.may_edit)
    row = date_named(dates_of(at_hand.booking), day)
    try:
        end_now(row, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        say(request, _("Ended it: {room} is free").format(room=row.room))
    return go_to(request, at_hand.booking)


def _ask_or_cancel(
    request: MemberRequest,
    at_hand: AtHand,
    chosen: list[Occurrence],
    *,
    from_day: date | None = None,
    one: bool = False,
    all_ahead: int = 0,
) -> HttpResponse:
    booking = at_hand.booking
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        was = {row.pk: State(row.state) for row in chosen}
        try:
            given_back = cancel(
                booking,
                by=request.user,
                reason=form.cleaned_data["reason"],
                from_day=from_day,
                occurrences=chosen if one else None,
            )
        except Refused as refusal:
            say_failure(request, str(refusal))
        else:
            _say_cancelled(request, booking, was, given_back)
        return go_to(request, booking)
    context = {
        "tabs": rooms_tabs(request.user, current="my-bookings"),
        "booking": booking,
        "form": form,
        "chosen": [(row, date_words_of(row)) for row in chosen[:10]],
        "more": max(0, len(chosen) - 10),
        "n": len(chosen),
        "one": chosen[0] if one and chosen else None,
        "all_ahead": all_ahead,
    }
    return render(request, "rooms/booking_cancel.html", context)


def _say_cancelled(
    request: MemberRequest, booking: Booking, was: dict[int, State], given_back: list[Occurrence]
) -> None:
    before = {row.pk: was[row.pk] for row in given_back if row.pk in was}
    way = way_back(booking, was=before, by=request.user)
    sentence = ngettext("Cancelled {n} date", "Cancelled {n} dates", len(given_back))
    say(
        request,
        sentence.format(n=len(given_back)),
        undo=reverse("undo-cancelling", args=[booking.pk, way]),
    )


def _ahead(rows: list[Occurrence]) -> list[Occurrence]:
    now = timezone.now()
    return [row for row in rows if row.state in LIVE and row.ends_at > now]
