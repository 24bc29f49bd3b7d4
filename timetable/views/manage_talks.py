"""The list of talks for those who run the event, and one act on several of them."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import is_key
from kit.navigation import Link
from kit.refusals import Refused
from kit.toasts import say, say_failure
from programme.equipment import needs_used
from programme.models import Contribution
from programme.operations import assign
from timetable.forms.assignment import AssignForm
from timetable.talk_list import STATES, Asked, asked_of, counts, found

ON_A_PAGE = 50


@login_required
@require_safe
def manage_talks(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    asked = asked_of(request.GET)
    context = {
        **event_side(event, current="manage-talks"),
        "asked": asked,
        "page": Paginator(found(event, asked), ON_A_PAGE).get_page(request.GET.get("page")),
        "states": _states(request, asked, counts(event, asked)),
        "tracks": event.tracks.all(),
        "sessions": event.sessions.filter(deleted_at__isnull=True),
        "types": event.contribution_types.all(),
        "needs": needs_used(event),
        "form": AssignForm(event=event),
        "zone": event.zone,
    }
    return render(request, "timetable/manage/talks.html", context)


@login_required
@require_POST
def manage_talks_assign(request: MemberRequest, pk: int) -> HttpResponse:
    """Says how many and which talks first; does it when that is confirmed."""
    event = managed_event(request, pk)
    back = reverse("manage-talks", args=[event.pk])
    talks = _chosen(request, event)
    form = AssignForm(request.POST, event=event)
    if not talks or not form.is_valid():
        problem = next((str(error) for errors in form.errors.values() for error in errors), "")
        say_failure(request, (talks and problem) or _("Choose some talks, and what to give them."))
        return go_to(request, back)
    if "confirmed" not in request.POST:
        context = {**event_side(event, current="manage-talks"), "talks": talks, "form": form, "back": back}
        return render(request, "timetable/manage/assign.html", context)
    try:
        changed = assign(event, numbers=[talk.number for talk in talks], by=request.user, **form.values)
        said = ngettext("Changed %(number)d talk", "Changed %(number)d talks", changed)
        say(request, said % {"number": changed})
    except Refused as refusal:
        say_failure(request, str(refusal))
    return go_to(request, back)


def _states(request: MemberRequest, asked: Asked, numbers: dict[str, int]) -> list[Link]:
    """All talks, scheduled ones … under the other filters, each with its number."""
    links = []
    for state, (label, _condition) in STATES.items():
        query = request.GET.copy()
        query.pop("page", None)
        query["state"] = state
        count = numbers[state or "all"]
        links.append(Link(str(label), f"?{query.urlencode()}", current=state == asked.state, count=count))
    return links


def _chosen(request: MemberRequest, event: Event) -> list[Contribution]:
    """The talks of this event whose numbers were ticked, or all that the filters in the address find."""
    if "every" in request.POST:
        return list(found(event, asked_of(request.GET)))
    numbers = [int(number) for number in request.POST.getlist("talk") if is_key(number)]
    talks = Contribution.objects.filter(event=event, deleted_at__isnull=True, number__in=numbers)
    return list(talks.order_by("number"))
