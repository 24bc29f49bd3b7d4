"""The work list of those who approve: one by one, or several at once with the count before the act."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from kit.keys import key_of
from kit.refusals import Refused
from rooms.booking_words import date_words_of, times_words
from rooms.forms.booking_acts import MessageForm, RejectForm
from rooms.models import Occurrence, Room, State
from rooms.navigation import rooms_tabs
from rooms.operations.approving import Collides, approve
from rooms.operations.rejecting import reject
from rooms.views.gate import shows_rooms
from rooms.worklist import Task, tasks_of, waiting_for

PAGE = 25
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one booking of several; `why` is empty where the act was done."""

    task: Task
    why: str = ""


@login_required
@shows_rooms
@require_http_methods(["GET", "POST"])
def approvals(request: MemberRequest) -> HttpResponse:
    """GET: the list, `?q=` narrows it. POST with `booking` and `act`: first the count, then (`sure`) the act."""
    if request.method == "POST" and request.POST.getlist("booking"):
        return _several(request)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = waiting_for(request.user)
    if words:
        found = found.filter(
            Q(purpose__icontains=words)
            | Q(booked_for__name__icontains=words)
            | Q(room__name__icontains=words)
            | Q(room__number__icontains=words)
        )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    tasks = tasks_of(list(page), user=request.user)
    context = {
        "tabs": rooms_tabs(request.user, current="approvals"),
        "page": page,
        "tasks": [(task, _when(task)) for task in tasks],
        "words": words,
    }
    return render(request, "rooms/approvals.html", context)


def _several(request: MemberRequest) -> HttpResponse:
    """The chosen ones, with what stands against each; on the second POST the act, and what became of each."""
    keys = [key_of(text) for text in request.POST.getlist("booking")[:MOST_AT_ONCE]]
    bookings = list(waiting_for(request.user).filter(pk__in=keys))
    approving = request.POST.get("act") != "reject"
    sure = request.POST.get("sure") == "1"
    form: Any = (MessageForm if approving else RejectForm)(request.POST if sure else None)
    gone = len(set(keys)) - len(bookings)
    context = {
        "tabs": rooms_tabs(request.user, current="approvals"),
        "approving": approving,
        "form": form,
        "n": len(bookings),
        "gone": gone,
    }
    tasks = tasks_of(bookings, user=request.user)
    if sure and form.is_valid():
        said = form.cleaned_data["message" if approving else "reason"]
        results = [_decide(request, task, approving=approving, said=said) for task in tasks]
        done = sum(not result.why for result in results)
        return render(request, "rooms/approvals_done.html", {**context, "results": results, "done": done})
    context["tasks"] = [(task, _when(task)) for task in tasks]
    context["requests"] = sum(task.requests for task in tasks)
    return render(request, "rooms/approvals_sure.html", context, status=422 if form.errors else 200)


def _decide(request: MemberRequest, task: Task, *, approving: bool, said: str) -> Result:
    """One of several; others' requests go only where the page had said so and the box was ticked."""
    booking = task.booking
    try:
        if approving:
            approve(booking, by=request.user, message=said, force=request.POST.get("force") == "1")
        else:
            rooms = Room.objects.moderated_by(request.user)
            dates = Occurrence.objects.filter(booking=booking, state=State.PENDING, room__in=rooms)
            reject(booking, by=request.user, reason=said, occurrences=list(dates))
    except Collides as collides:
        return Result(task, _("{why} Look at it alone.").format(why=collides))
    except Refused as refusal:
        return Result(task, str(refusal))
    return Result(task)


def _when(task: Task) -> str:
    """One date by itself, for it may have been moved; several as the booking says them."""
    return date_words_of(task.dates[0]) if len(task.dates) == 1 else times_words(task.booking)
