"""Clone an event: say when and what, look at every date and its rooms, then do it; and take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature, dumps, loads
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from events.cloning import Part, parts_in_order
from events.forms.categories import categories_for
from events.models import Event
from events.navigation import event_side
from events.operations.cloning import check_amount, check_parts
from events.permissions import can_clone_event
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused, require
from kit.toasts import say, say_failure
from rooms.models import Room
from rooms.outlook import Choice
from timetable.days import day_named
from venue.clone_plan import Choices, DatePlan, plan_clones
from venue.forms.cloning import CloneForm
from venue.models import EventBooking, books_rooms
from venue.operations.cloning import Made, clone_on_dates, take_clones_back
from venue.views.fetch import seen_of

CHOICE = "room-"
LEAVE_OUT = "leave-out"
SALT = "hemicycle.venue.cloned"
UNDONE_WITHIN = 3600
CURRENT = "clone-event"


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part as the page offers it."""

    part: Part
    count: int
    is_chosen: bool


@login_required
@require_http_methods(["GET", "POST"])
def clone_event_page(request: MemberRequest, pk: int) -> HttpResponse:
    """The address says when, where and what; posting does it, with `room-<day>-<room>` for rooms that are not free."""
    event = managed_event(request, pk)
    among = categories_for(request.user)
    asked = request.GET.copy() if "when" in request.GET or request.method == "POST" else None
    if asked is not None:
        asked.setdefault("category", str(event.category_id))
    form = CloneForm(asked, event=event, among=among, viewer=request.user)
    context: dict[str, Any] = {"plans": [], "error": ""}
    if asked is not None and form.is_valid():
        try:
            answer = _answer(request, event, form.cleaned_data)
        except Refused as refusal:
            answer = {"error": str(refusal)}
        if isinstance(answer, HttpResponse):
            return answer
        context |= answer
    context |= {
        **event_side(event, current=CURRENT),
        "form": form,
        "nowhere": not among,
        "parts": _parts(request, event, form),
        "books": books_rooms(event),
        "zone": event.zone,
    }
    is_wrong = asked is not None and (not form.is_valid() or bool(context["error"]))
    return render(request, "venue/clone.html", context, status=422 if is_wrong else 200)


@login_required
@require_safe
def cloned_events(request: MemberRequest, pk: int) -> HttpResponse:
    """What became of each date."""
    event = managed_event(request, pk)
    rows, token = _told(request)
    made = _clones(request, rows).select_related("category").in_bulk()
    links = EventBooking.objects.filter(event__in=made).select_related("occurrence__room")
    links = links.order_by("occurrence__starts_at")
    rooms: dict[int, dict[tuple[str, int], Any]] = {}
    for link in links:
        held = link.occurrence
        rooms.setdefault(link.event_id, {})[str(held.room), held.state] = held
    told = [
        (parse_datetime(starts), made.get(key), list(rooms.get(key, {}).values()), refusal)
        for starts, key, refusal in rows
    ]
    context = {
        **event_side(event, current=CURRENT),
        "rows": told,
        "made": len(made),
        "left": any(row[1] is not None and row[1].is_draft for row in told),
        "seen": seen_of(request.user, [link.occurrence.room_id for link in links]),
        "told": urlencode({"made": token}),
        "zone": event.zone,
    }
    return render(request, "venue/cloned.html", context)


@login_required
@require_POST
def undo_cloning(request: MemberRequest, pk: int) -> HttpResponse:
    """Delete the clones that an act just made; what somebody published meanwhile stays."""
    event = managed_event(request, pk)
    rows, _token = _told(request)
    try:
        gone = take_clones_back(list(_clones(request, rows)), by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        said = ngettext("Took %(number)d clone back", "Took %(number)d clones back", gone)
        say(request, said % {"number": gone})
    return go_to(request, reverse(CURRENT, args=[event.pk]))


def _answer(request: MemberRequest, event: Event, asked: Mapping[str, Any]) -> HttpResponse | dict[str, Any]:
    """The preview; or, after a POST with all that was to be chosen, the clones."""
    category, shifts = asked["category"], asked["shifts"]
    require(can_clone_event(request.user, event, into=category))
    parts = check_parts(asked["parts"])
    check_amount(event, by=request.user, parts=parts, times=len(shifts))
    with_rooms = asked["rooms"] and books_rooms(category)
    choices = _choices(request)
    plans = plan_clones(event, shifts, by=request.user, parts=parts, with_rooms=with_rooms, choices=choices)
    stuck = sum(len(plan.conflicts) for plan in plans)
    if request.method == "POST" and "look" not in request.POST and not stuck:
        made = clone_on_dates(
            event,
            shifts,
            by=request.user,
            category=category,
            parts=parts,
            with_rooms=with_rooms,
            choices=choices,
        )
        return _done(request, event, made)
    return {
        "plans": plans,
        "stuck": stuck,
        "with_rooms": with_rooms,
        "no_rooms": asked["rooms"] and not any(plan.rooms for plan in plans),
        "added": [part for part in parts_in_order() if part.key in parts - set(asked["parts"])],
        "decided": _decided(plans),
        "error": _stuck_words(stuck) if request.method == "POST" and stuck else "",
    }


def _done(request: MemberRequest, event: Event, made: Sequence[Made]) -> HttpResponse:
    clones = [one.event for one in made if one.event is not None]
    rows = [(one.starts_at.isoformat(), one.event.pk if one.event else 0, one.refusal) for one in made]
    told = urlencode({"made": dumps(rows, salt=SALT, compress=True)})
    failed = len(made) - len(clones)
    if clones:
        said = ngettext(
            "Made %(number)d clone of “%(title)s”", "Made %(number)d clones of “%(title)s”", len(clones)
        )
        undo = f"{reverse('undo-cloning', args=[event.pk])}?{told}"
        say(request, said % {"number": len(clones), "title": event}, undo=undo)
    if failed:
        said = ngettext("%(number)d date was not cloned", "%(number)d dates were not cloned", failed)
        say_failure(request, said % {"number": failed})
    if len(clones) == 1 and not failed:
        return go_to(request, reverse("manage-event", args=[clones[0].pk]))
    return go_to(request, f"{reverse('cloned-events', args=[event.pk])}?{told}")


def _parts(request: MemberRequest, event: Event, form: CloneForm) -> list[PartRow]:
    chosen = form["parts"].value() or []
    return [PartRow(part, part.count(event, request.user), part.key in chosen) for part in parts_in_order()]


def _choices(request: MemberRequest) -> Choices:
    """`room-2027-03-15-7` is "leave-out", or the id of another room for room 7 on that day."""
    asked: dict[tuple[date, str], str] = {}
    for name, value in request.POST.dict().items():
        day, _dash, key = name.removeprefix(CHOICE).rpartition("-")
        if name.startswith(CHOICE) and value and (on := day_named(day)):
            asked[on, key] = str(value)
    keys = {key_of(value) for value in asked.values() if value != LEAVE_OUT}
    rooms = Room.objects.visible_to(request.user).for_rights().in_bulk(keys)
    chosen = {}
    for place, value in asked.items():
        if value == LEAVE_OUT:
            chosen[place] = Choice(skip=True)
        elif room := rooms.get(key_of(value)):
            chosen[place] = Choice(room=room)
    return chosen


def _decided(plans: Sequence[DatePlan]) -> bool:
    return any(then.is_left_out or then.room != then.wish.room for plan in plans for then in plan.rooms)


def _stuck_words(stuck: int) -> str:
    said = ngettext(
        "%(number)d room can not be had, so nothing was cloned. Choose what to do about it.",
        "%(number)d rooms can not be had, so nothing was cloned. Choose what to do about each.",
        stuck,
    )
    return said % {"number": stuck}


def _told(request: MemberRequest) -> tuple[list[tuple[str, int, str]], str]:
    """What an act made, as it wrote it into the address. Raises Http404 for another address, and for an old one."""
    token = request.GET.get("made", "")
    try:
        rows = loads(token, salt=SALT, max_age=UNDONE_WITHIN)
    except BadSignature as error:
        raise Http404 from error
    return [(str(starts), int(key), str(refusal)) for starts, key, refusal in rows], token


def _clones(request: MemberRequest, rows: Sequence[tuple[str, int, str]]) -> Any:
    keys = [key for _starts, key, _refusal in rows if key]
    return Event.objects.run_by(request.user).filter(pk__in=keys).order_by("starts_at", "pk")
