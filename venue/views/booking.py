"""Choose a room for an event, a day or an entry, and book it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import key_of
from kit.moments import local
from kit.refusals import Refused
from kit.toasts import say
from rooms.models import Room, State
from rooms.operations.booking import RoomTaken
from rooms.outlook import Choice, Prospect
from timetable.days import day_named
from venue.candidates import Candidate, candidates, words_of
from venue.models import books_rooms
from venue.operations.booking import book_for_event
from venue.views.asked import Asked, asked_needs

CHOICE = "choice-"
SKIP = "skip"


@login_required
@require_http_methods(["GET", "POST"])
def book_event_room(request: MemberRequest, pk: int) -> HttpResponse:
    """?what= and ?room= say what for; posting `bookable` books, with what was chosen for dates that are taken."""
    event = managed_event(request, pk)
    asked = asked_needs(event, request.GET.dict())
    context: dict[str, Any] = {"errors": [], "conflicts": [], "chosen": None}
    if request.method == "POST":
        if not books_rooms(event):
            raise Http404
        room = get_object_or_404(
            Room.objects.visible_to(request.user).for_rights(), pk=key_of(request.POST.get("bookable", ""))
        )
        try:
            return _booked(request, event, room, asked)
        except RoomTaken as refusal:
            context |= {"errors": [str(refusal)], "chosen": room}
            context["conflicts"] = _conflicts(request, refusal, asked)
        except Refused as refusal:
            context |= {"errors": [str(refusal)], "chosen": room}
    context |= _page(request, event, asked)
    return render(request, "venue/book.html", {**event_side(event, current="event-room-bookings"), **context})


def _booked(request: MemberRequest, event: Event, room: Room, asked: Asked) -> HttpResponse:
    made = book_for_event(
        event, room, asked.needs, by=request.user, also=asked.also, choices=_choices(request)
    )
    dates = sum(booking.occurrences.count() for booking in made)
    if all(booking.state == State.ACCEPTED for booking in made):
        said = ngettext("Booked {room}", "Booked {room} for {dates} dates", dates)
    else:
        said = ngettext(
            "Asked for {room}. You get a mail with the answer.",
            "Asked for {room} for {dates} dates. You get a mail with the answer.",
            dates,
        )
    say(request, said.format(room=room, dates=dates))
    return go_to(request, reverse("event-room-bookings", args=[event.pk]))


def _page(request: MemberRequest, event: Event, asked: Asked) -> dict[str, Any]:
    q = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    spans = asked.spans
    column = asked.room
    found = candidates(
        spans,
        user=request.user,
        named=column.bookable_id if column else None,
        seats=column.capacity if column else None,
        q=q,
    )
    return {
        "asked": asked,
        "q": q,
        "kept": [(name, value) for name, value in request.GET.items() if name not in ("q", "also")],
        "also": request.GET.get("also", ""),
        "repeats": len(asked.needs) == 1,
        "spans": spans,
        "candidates": [(it, words_of(it, len(spans))) for it in found],
        "books": books_rooms(event),
        "zone": event.zone,
    }


def _choices(request: MemberRequest) -> dict[date, Choice]:
    """`choice-2027-03-15` is "skip", or the id of another room for that day."""
    asked: Mapping[date, str] = {
        day: value
        for name, value in request.POST.dict().items()
        if name.startswith(CHOICE) and value and (day := day_named(name.removeprefix(CHOICE)))
    }
    keys = {key_of(value) for value in asked.values() if value != SKIP}
    rooms = Room.objects.visible_to(request.user).for_rights().in_bulk(keys)
    chosen = {}
    for day, value in asked.items():
        if value == SKIP:
            chosen[day] = Choice(skip=True)
        elif room := rooms.get(key_of(value)):
            chosen[day] = Choice(room=room)
    return chosen


def _conflicts(
    request: MemberRequest, refusal: RoomTaken, asked: Asked
) -> list[tuple[Prospect, str, list[Candidate]]]:
    """Each date that can not be had, the field that decides about it, and rooms that are free then."""
    seats = asked.room.capacity if asked.room else None
    found = []
    for prospect in refusal.conflicts:
        free = [
            it for it in candidates([prospect.span], user=request.user, seats=seats, most=8) if it.is_free
        ]
        day = local(prospect.span.starts_at, prospect.room.zone).date()
        found.append((prospect, f"{CHOICE}{day.isoformat()}", free))
    return found
