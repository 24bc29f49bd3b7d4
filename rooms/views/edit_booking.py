"""Change a booking: one date, this and the following ones, or all; what would happen is shown before it does."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.refusals import Refused, require
from kit.toasts import say
from rooms.booking_words import date_words_of, times_words
from rooms.cutting import since
from rooms.drafting import clock_of
from rooms.drafts import Scope
from rooms.finder.choices import PREFIX, choices_of
from rooms.forms.booking_edit import EditForm
from rooms.models import Booking, Occurrence, Room
from rooms.navigation import rooms_tabs
from rooms.operations.booking import RoomTaken
from rooms.operations.editing import Change, edit, outlook_of
from rooms.redrawing import Redrawn, redrawn
from rooms.series import times_of
from rooms.times import Times
from rooms.views.booking_fetch import AtHand, booking_at_hand, date_named, dates_of


@login_required
@require_http_methods(["GET", "POST"])
def edit_booking(request: MemberRequest, pk: int) -> HttpResponse:
    """`?scope=` this, following, or all, and the `?day=` it is about. POST `act=look` shows and changes nothing."""
    at_hand = booking_at_hand(request, pk)
    require(at_hand.may_edit)
    scope, row = scope_asked(request, at_hand.booking)
    form = EditForm(
        request.POST if request.method == "POST" else None,
        booking=at_hand.booking,
        scope=scope,
        times=_times(at_hand.booking, scope, row),
        keeps_notes=at_hand.keeps_notes,
    )
    shown: Redrawn | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            change = with_choices(request, form.change(), row)
            if request.POST.get("act") != "look":
                try:
                    return _saved(request, at_hand.booking, change)
                except RoomTaken as taken:
                    status = 409
                    form.add_error(None, str(taken))
                except Refused as refusal:
                    form.add_error(None, str(refusal))
            else:
                status = 200
            shown = outcome(request, at_hand, change, form)
    context = {**_context(request, at_hand, scope, row), "form": form, "shown": shown}
    return render(request, "rooms/booking_edit.html", context, status=status)


def scope_asked(request: MemberRequest, booking: Booking) -> tuple[Scope, Occurrence | None]:
    """What the address is about. Raises Http404 for a date that is not alive, or a scope that is none."""
    if not booking.is_series:
        return Scope.ALL, None
    asked, day = request.GET.get("scope", ""), request.GET.get("day", "")
    if not day:
        return Scope.ALL, None
    if asked not in ("", *Scope):
        raise Http404
    return Scope(asked or Scope.THIS), date_named(dates_of(booking), day)


def with_choices(request: MemberRequest, change: Change, row: Occurrence | None) -> Change:
    """The change, with the date it is about and what was chosen for dates that can not be had."""
    choices = choices_of(request.POST, _days(request.POST), Room.objects.visible_to(request.user))
    day = row.date if row and change.scope != Scope.ALL else None
    return replace(change, day=day, choices=choices)


def outcome(request: MemberRequest, at_hand: AtHand, change: Change, form: Any = None) -> Redrawn | None:
    """What the change would do; None where it can not be done at all, which the form then says."""
    try:
        draft = outlook_of(at_hand.booking, change, by=request.user)
    except Refused as refusal:
        if form is not None and not form.errors:
            form.add_error(None, str(refusal))
        return None
    return redrawn(
        draft, change.choices, rights=at_hand.rights, settings=at_hand.settings, now=timezone.now()
    )


def _saved(request: MemberRequest, booking: Booking, change: Change) -> HttpResponse:
    target = edit(booking, change, by=request.user)
    if target.pk != booking.pk:
        said = _("Changed. The dates from then on are a booking of their own now.")
    else:
        said = _("Changed “{booking}”").format(booking=target)
    say(request, said)
    return go_to(request, target)


def _days(data: QueryDict) -> list[date]:
    """The days that fields of the form speak of; anybody can send any."""
    days = []
    for name in list(data)[:2000]:
        try:
            days += [date.fromisoformat(name.removeprefix(PREFIX))] if name.startswith(PREFIX) else []
        except ValueError:
            continue
    return days


def _times(booking: Booking, scope: Scope, row: Occurrence | None) -> Times:
    """What the form starts from."""
    if scope == Scope.ALL or row is None:
        return times_of(booking)
    if scope == Scope.FOLLOWING:
        return since(times_of(booking), row.date) or times_of(booking)
    return clock_of(row, row.room)


def _context(request: MemberRequest, at_hand: AtHand, scope: Scope, row: Occurrence | None) -> dict[str, Any]:
    booking: Booking = at_hand.booking
    return {
        "tabs": rooms_tabs(request.user, current="my-bookings"),
        "booking": booking,
        "when": times_words(booking),
        "scope": scope.value,
        "row": row,
        "row_when": date_words_of(row) if row else "",
    }
