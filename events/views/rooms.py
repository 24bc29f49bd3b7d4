"""The rooms of an event: list, form, order."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from events.bookable import named_rooms
from events.equipment import equipment_known
from events.forms import RoomForm
from events.models import Event, EventRoom
from events.navigation import event_side
from events.operations import add_room, edit_room, remove_room, reorder_rooms
from events.standing import room_standings
from events.views.fetch import managed_event
from kit.arranging import asked_for, rearranged
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure


@login_required
@require_http_methods(["GET", "POST"])
def event_rooms(request: MemberRequest, pk: int) -> HttpResponse:
    """All rooms in order, and one form: for a new room, or with ?room= for that one."""
    event = managed_event(request, pk)
    here = reverse("event-rooms", args=[event.pk])
    room = _asked(request, event)
    typed = request.POST if request.POST.get("act") == "save" else None
    source = reverse("event-room-suggestions", args=[event.pk])
    form = RoomForm(
        typed, initial=_initial(room), viewer=request.user, source=source, known=equipment_known(event)
    )
    if request.method == "POST":
        if typed is None:
            _arrange(request, event)
            return go_to(request, here)
        if form.is_valid() and _saved(request, event, room, form):
            return go_to(request, here)
    context = {
        **event_side(event, current="event-rooms"),
        "rooms": list(event.rooms.all()),
        "standings": room_standings(event),
        "room": room,
        "form": form,
        "here": here,
    }
    return render(request, "events/manage/rooms.html", context)


def _asked(request: MemberRequest, event: Event) -> EventRoom | None:
    """The room of this event that ?room= names."""
    asked = request.GET.get("room", "")
    if not asked:
        return None
    return get_object_or_404(event.rooms, pk=key_of(asked))


@login_required
@require_safe
def event_room_suggestions(request: MemberRequest, pk: int) -> HttpResponse:
    """Bookable rooms the person sees whose name, building or number holds ?q=, as options for a picker."""
    managed_event(request, pk)
    asked = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    return render(request, "events/manage/_bookable_rooms.html", {"rooms": named_rooms(request.user, asked)})


def _initial(room: EventRoom | None) -> dict[str, object]:
    if room is None:
        return {}
    plain = {name: getattr(room, name) for name in ("name", "capacity", "description", "equipment")}
    return {**plain, "bookable": room.bookable_id}


def _saved(request: MemberRequest, event: Event, room: EventRoom | None, form: RoomForm) -> bool:
    try:
        if room is None:
            room = add_room(event, by=request.user, **form.cleaned_data)
            say(request, _("Added “%(room)s”") % {"room": room})
        else:
            edit_room(room, by=request.user, **form.cleaned_data)
            say(request, _("Saved “%(room)s”") % {"room": room})
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return False
    return True


def _arrange(request: MemberRequest, event: Event) -> None:
    """`up`, `down` or `remove` hold the id of a room of this event."""
    rooms = list(event.rooms.all())
    if arranged := rearranged(rooms, request.POST):
        reorder_rooms(event, order=[room.pk for room in arranged], by=request.user)
    elif room := asked_for(rooms, request.POST.get("remove")):
        _remove(request, room)


def _remove(request: MemberRequest, room: EventRoom) -> None:
    try:
        name = room.name
        remove_room(room, by=request.user)
        say(request, _("Removed “%(room)s”") % {"room": name})
    except Refused as refusal:
        say_failure(request, str(refusal))
