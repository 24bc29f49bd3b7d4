"""Book a room, or ask for it: the panel's form on a page of its own, and the answer to it from the finder."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to, page_or_part
from kit.refusals import Refused
from kit.toasts import say
from rooms.finder.choices import choices_of
from rooms.finder.words import done_words
from rooms.forms.book import BookForm
from rooms.models import Booking, Room, State
from rooms.navigation import rooms_tabs
from rooms.operations.booking import Wish, book
from rooms.outlook import Choice
from rooms.views.finding import Desk, book_form, panel
from rooms.views.gate import shows_rooms


@never_cache
@login_required
@shows_rooms
@require_http_methods(["GET", "POST"])
def book_room(request: MemberRequest, pk: int) -> HttpResponse:
    """When is in the address, as on the finder; POST sends the rest. `preview` only says what would be booked.

    What was refused, because somebody else was quicker, say, comes back with 422 and a choice of what to do.
    """
    visible = Room.objects.visible_to(request.user)
    room = get_object_or_404(visible.for_rights().select_related("owner"), pk=pk)
    desk = Desk(request, zone=room.location.time_zone)
    if request.method != "POST":
        return _show(request, desk, panel(desk, room))
    form = book_form(desk, room, request.POST)
    chosen = choices_of(request.POST, desk.asked.times.days(), visible)
    if "preview" in request.POST:
        return _show(request, desk, panel(desk, room, form=_unasked(form), chosen=chosen))
    refusal = ""
    if form.is_valid() and desk.form.has_wrong_times:
        refusal = _("These times can not be read, so nothing was booked. Choose them again.")
    elif form.is_valid():
        try:
            return _booked(request, desk, room, form, chosen)
        except Refused as refused:
            refusal = str(refused)
    context = panel(desk, room, form=form, chosen=chosen, refusal=refusal)
    return _show(request, desk, context, status=422 if refusal else 200)


def _booked(
    request: MemberRequest, desk: Desk, room: Room, form: BookForm, chosen: dict[Any, Choice]
) -> HttpResponse:
    """Book what was shown: a date in conflict about which nobody chose is refused, not left out."""
    wish = Wish(room, desk.asked.times, choices=chosen, **form.cleaned_data)
    booking = book(wish, by=request.user)
    say(request, _done(booking, room), undo=reverse("cancel-booking", args=[booking.pk]))
    return go_to(request, booking)


def _done(booking: Booking, room: Room) -> str:
    return done_words(room, dates=booking.occurrences.count(), accepted=booking.state == State.ACCEPTED)


def _unasked(form: BookForm) -> BookForm:
    """The form with what was typed, without looking for mistakes."""
    form.is_valid()
    form.errors.clear()
    return form


def _show(request: MemberRequest, desk: Desk, shown: dict[str, Any], *, status: int = 200) -> HttpResponse:
    template = page_or_part(request, "rooms/book.html", part="book")
    frame = {
        "tabs": rooms_tabs(request.user, current="room-finder"),
        "form": desk.form,
        "problems": desk.form if desk.form.errors else None,
        "panel": shown,
    }
    response = render(request, template, frame, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
