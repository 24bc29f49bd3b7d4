"""Move an event, or an entry, with its rooms: what becomes of each booking, and choices where one is stuck."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import is_key, key_of
from kit.refusals import Refused
from kit.toasts import say
from rooms.models import Room
from venue.candidates import Candidate, candidates
from venue.moves import Decision, Move
from venue.operations.following import carry_out, rehearse
from venue.refusals import BookingsStay
from venue.views.asked import asked_change
from venue.views.fetch import seen_of

DECISION = "decision-"
GIVE_BACK = "give-back"


@dataclass(frozen=True, slots=True)
class Row:
    """One booking that would follow, with what else can be done about it where it can not."""

    move: Move
    field: str
    alternatives: list[Candidate]
    decided: str = ""


@login_required
@require_http_methods(["GET", "POST"])
def move_event_rooms(request: MemberRequest, pk: int) -> HttpResponse:
    """The address says what moves; posting does it, with `decision-<link>` for each booking that can not follow."""
    event = managed_event(request, pk)
    change = asked_change(event, request.GET.dict(), by=request.user)
    decisions = _decisions(request) if request.method == "POST" else {}
    error, moves = "", []
    try:
        if request.method == "POST" and "look" not in request.POST:
            moves = carry_out(event, change, by=request.user, decisions=decisions)
            return _moved(request, event, moves)
        moves = rehearse(event, change, by=request.user, decisions=decisions)
    except BookingsStay as refusal:
        error, moves = str(refusal), refusal.moves
    except Refused as refusal:
        error = str(refusal)
    event = managed_event(request, pk)
    context: dict[str, Any] = {
        **event_side(event, current="event-room-bookings"),
        "error": error,
        "rows": [_row(move, request) for move in moves],
        "seen": seen_of(request.user, _rooms_of(moves)),
        "stuck": sum(bool(move.against) for move in moves),
        "zone": event.zone,
    }
    return render(request, "venue/move.html", context)


def _rooms_of(moves: list[Move]) -> set[int]:
    return {move.room.pk for move in moves} | {move.occurrence.room_id for move in moves}


def _moved(request: MemberRequest, event: Event, moves: list[Move]) -> HttpResponse:
    going = sum(not move.step.is_still and not move.step.gives_back for move in moves)
    said = ngettext("Moved, with {number} room booking", "Moved, with {number} room bookings", going)
    say(request, said.format(number=going))
    again = sum(move.asks_again for move in moves)
    if again:
        told = ngettext(
            "{number} booking awaits approval again", "{number} bookings await approval again", again
        )
        say(request, told.format(number=again))
    return go_to(request, reverse("event-room-bookings", args=[event.pk]))


def _row(move: Move, request: MemberRequest) -> Row:
    field = f"{DECISION}{move.link.pk}"
    alternatives: list[Candidate] = []
    if move.against:
        found = candidates([move.step.span], user=request.user, seats=move.occurrence.room.capacity, most=8)
        alternatives = [candidate for candidate in found if candidate.is_free]
    return Row(move, field, alternatives, request.POST.get(field, ""))


def _decisions(request: MemberRequest) -> dict[int, Decision]:
    asked = {
        key_of(name.removeprefix(DECISION)): value
        for name, value in request.POST.dict().items()
        if name.startswith(DECISION) and value
    }
    keys = [key_of(value) for value in asked.values() if is_key(value)]
    seen = set(Room.objects.visible_to(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    found = {}
    for link, value in asked.items():
        if value == GIVE_BACK:
            found[link] = Decision(give_back=True)
        elif key_of(value) in seen:
            found[link] = Decision(room_id=key_of(value))
    return found
