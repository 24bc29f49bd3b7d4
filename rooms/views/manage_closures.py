"""When a room, or a whole location, is closed for a while."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.moments import Span
from kit.refusals import Refused, require
from kit.toasts import say, say_failure
from rooms.forms.manage_closure import ClosureForm
from rooms.models import Location, Room
from rooms.operations.hours import close, dates_within, open_again
from rooms.refusals import StandsInTheWay
from rooms.views.manage_fetch import around_location, around_room, managed_location, managed_room

MOST_DATES_SHOWN = 300
SALT = "hemicycle.rooms.closure"


@login_required
@require_http_methods(["GET", "POST"])
def room_closures_page(request: MemberRequest, pk: int) -> HttpResponse:
    at_hand = managed_room(request, pk)
    require(at_hand.may_edit)
    answer = _closures(request, at_hand.room, here=reverse("room-closures", args=[pk]))
    if isinstance(answer, HttpResponse):
        return answer
    of_location = at_hand.room.location.closures.filter(ends_at__gt=timezone.now())
    context = {
        **around_room(request, at_hand, current="room-closures"),
        **answer,
        "of_location": list(of_location),
    }
    return render(request, "rooms/manage/closures.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def location_closures_page(request: MemberRequest, pk: int) -> HttpResponse:
    location = managed_location(request, pk)
    answer = _closures(request, location, here=reverse("location-closures", args=[pk]))
    if isinstance(answer, HttpResponse):
        return answer
    context = {**around_location(request, location, current="location-closures"), **answer}
    return render(request, "rooms/manage/closures.html", context)


def _closures(request: MemberRequest, place: Location | Room, *, here: str) -> HttpResponse | dict[str, Any]:
    """Do what was posted and go on; or the context, with the dates that somebody has to decide about."""
    asked_again = request.GET.get("again", "")
    if request.method == "POST" and asked_again:
        _close_again(request, place, asked_again)
        return go_to(request, here)
    if request.method == "POST" and "open" in request.POST:
        _open(request, place, here=here)
        return go_to(request, here)
    form = ClosureForm(request.POST if request.method == "POST" else None, zone=place.zone)
    if form.is_valid() and _closed(request, place, form):
        return go_to(request, here)
    closures = place.closures.filter(ends_at__gt=timezone.now())
    if request.GET.get("past"):
        closures = place.closures.all()
    return {
        "form": form,
        "closures": list(closures),
        "past_count": place.closures.filter(ends_at__lte=timezone.now()).count(),
        "shows_past": bool(request.GET.get("past")),
        "zone": place.zone,
        "here": here,
        **_in_the_way(place, form),
    }


def _closed(request: MemberRequest, place: Location | Room, form: ClosureForm) -> bool:
    """Of the dates that were shown (`seen`), those ticked are cancelled and the others kept."""
    cancelling = {key_of(key) for key in request.POST.getlist("cancel")}
    keeping = {key_of(key) for key in request.POST.getlist("seen")} - cancelling
    values = form.cleaned_data
    try:
        close(
            place,
            values["span"],
            by=request.user,
            reason=values["reason"],
            cancelling=cancelling,
            keeping=keeping,
        )
    except StandsInTheWay:
        return False  # the page shows them and asks
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    counted = ngettext("Cancelled %(n)d date", "Cancelled %(n)d dates", len(cancelling)) % {
        "n": len(cancelling)
    }
    said = [_("Closed “%(place)s”") % {"place": place}, *([counted] if cancelling else []), *form.notes]
    say(request, ". ".join(said))
    return True


def _in_the_way(place: Location | Room, form: ClosureForm) -> dict[str, Any]:
    """The dates the closure would collide with; their keys too where the list is cut."""
    if not form.is_bound or not form.is_valid():
        return {"dates": []}
    dates = dates_within(place, form.cleaned_data["span"]).order_by("starts_at", "pk")
    shown = list(dates.select_related("room__location", "booking__booked_for")[:MOST_DATES_SHOWN])
    rest = list(dates.values_list("pk", flat=True)[MOST_DATES_SHOWN:])
    now = timezone.now()
    return {
        "dates": [(date, date.starts_at > now) for date in shown],
        "rest": rest,
        "ticked": set(map(key_of, form.data.getlist("cancel"))),  # type: ignore[attr-defined]
        "seen": set(map(key_of, form.data.getlist("seen"))),  # type: ignore[attr-defined]
    }


def _open(request: MemberRequest, place: Location | Room, *, here: str) -> None:
    closure = get_object_or_404(
        place.closures.select_related("room__location", "location", "room__logbook", "location__logbook"),
        pk=key_of(request.POST["open"]),
    )
    kept = [closure.starts_at.isoformat(), closure.ends_at.isoformat(), closure.reason]
    open_again(closure, by=request.user)
    undo = f"{here}?{urlencode({'again': dumps(kept, salt=SALT)})}"
    say(request, _("Opened “%(place)s” again") % {"place": place}, undo=undo)


def _close_again(request: MemberRequest, place: Location | Room, token: str) -> None:
    """Undo: the closure as it was; dates booked in it meanwhile are kept."""
    try:
        starts, ends, reason = loads(token, salt=SALT)
    except BadSignature:
        say_failure(request, _("That can not be undone any more."))
        return
    starts_at, ends_at = parse_datetime(starts), parse_datetime(ends)
    if starts_at is None or ends_at is None:
        return
    span = Span(starts_at, ends_at)
    keeping = set(dates_within(place, span).values_list("pk", flat=True))
    try:
        close(place, span, by=request.user, reason=reason, keeping=keeping)
        say(request, _("Closed “%(place)s”") % {"place": place})
    except Refused as refusal:
        say_failure(request, str(refusal))
