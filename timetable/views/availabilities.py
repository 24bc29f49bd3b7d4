"""Who is there when: the table, the form of one person or room, the letter to those who said nothing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import MemberRequest
from events.models import Event, EventPerson, EventRoom
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import key_of
from kit.navigation import Link
from kit.refusals import Refused
from kit.toasts import say
from timetable.availability_table import WHO, asked_for, counts, page_of
from timetable.forms.availability import AvailabilityForm
from timetable.operations.asking import ask_for_availability, would_ask
from timetable.operations.availability import forget_availability, periods_of, set_availability

HERE = "timetable-availabilities"
MOST_NAMES = 20


@login_required
@require_safe
def timetable_availabilities(request: MemberRequest, pk: int) -> HttpResponse:
    """?who= are people, those who said nothing, or rooms; ?q= a part of a name."""
    event = managed_event(request, pk)
    who = request.GET.get("who", "")
    who = who if who in WHO else ""
    words = request.GET.get("q", "")
    page, lines, days = page_of(event, asked_for(event, who, words), request.GET.get("page"))
    numbers = counts(event)
    context = {
        **event_side(event, current=HERE),
        "who": who,
        "words": words,
        "tabs": [
            Link(str(label), f"?who={name}", current=name == who, count=numbers[name])
            for name, label in WHO.items()
        ],
        "page": page,
        "lines": lines,
        "days": days,
        "unsaid": numbers["unsaid"],
    }
    return render(request, "timetable/manage/availabilities.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def timetable_availability(request: MemberRequest, pk: int) -> HttpResponse:
    """The times of one person (?person=) or room (?room=) of the event."""
    event = managed_event(request, pk)
    holder = _holder(request, event)
    back = _back(event, holder)
    if request.method == "POST" and request.POST.get("act") == "forget":
        forget_availability(holder, by=request.user)
        say(request, _("“%(holder)s” counts as there all the time") % {"holder": holder})
        return go_to(request, back)
    periods = periods_of(holder)
    form = AvailabilityForm(request.POST if request.method == "POST" else None, event=event, periods=periods)
    if form.is_valid():
        try:
            set_availability(holder, form.periods, by=request.user)
            say(request, _("Saved the times of “%(holder)s”") % {"holder": holder})
            return go_to(request, back)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context: dict[str, Any] = {
        **event_side(event, current=HERE),
        "holder": holder,
        "form": form,
        "back": back,
    }
    context |= {"said": bool(periods), "is_room": isinstance(holder, EventRoom)}
    return render(request, "timetable/manage/availability.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def timetable_availabilities_ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Says how many speakers are written to first; writes when that is confirmed."""
    event = managed_event(request, pk)
    back = reverse(HERE, args=[event.pk])
    if request.method == "POST":
        count = len(ask_for_availability(event, by=request.user).reached)
        said = ngettext("Wrote to %(number)d speaker", "Wrote to %(number)d speakers", count)
        say(request, said % {"number": count})
        return go_to(request, back)
    asked = would_ask(event)
    context = {
        **event_side(event, current=HERE),
        "count": len(asked.reached),
        "names": asked.reached[:MOST_NAMES],
        "more": max(0, len(asked.reached) - MOST_NAMES),
        "lately": len(asked.lately),
        "unreached": asked.unreached[:MOST_NAMES],
        "unreached_count": len(asked.unreached),
        "back": back,
    }
    return render(request, "timetable/manage/availabilities_ask.html", context)


def _holder(request: MemberRequest, event: Event) -> EventPerson | EventRoom:
    holder: EventPerson | EventRoom
    if asked := request.GET.get("room", ""):
        holder = get_object_or_404(event.rooms, pk=key_of(asked))
    else:
        holder = get_object_or_404(event.people, pk=key_of(request.GET.get("person", "")))
    holder.event = event
    return holder


def _back(event: Event, holder: EventPerson | EventRoom) -> str:
    return reverse(HERE, args=[event.pk]) + ("?who=rooms" if isinstance(holder, EventRoom) else "")
