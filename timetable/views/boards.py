"""Boards of poster sessions: number them by a pattern, one by one, or put the posters into another order."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import key_of
from kit.ordering import STEPS, moved
from kit.refusals import Refused
from kit.toasts import say, say_failure
from programme.models import Session
from timetable.forms.boards import NumberBoardsForm
from timetable.operations.boards import Numbers, number_boards, order_boards, posters_of, set_boards

HERE = "timetable-boards"
UNDO = "boards-before"
"""Key in the browser's session: what the last act changed, to put it back."""


@login_required
@require_http_methods(["GET", "POST"])
def timetable_boards(request: MemberRequest, pk: int) -> HttpResponse:
    """POST names the poster `session` and an act: number, set, up, down or order."""
    event = managed_event(request, pk)
    sessions = _sessions(event)
    if request.method == "POST":
        try:
            _act(request, event, get_object_or_404(sessions, number=key_of(request.POST.get("session", ""))))
        except Refused as refusal:
            say_failure(request, str(refusal))
        return go_to(request, _page(event))
    rows = [
        (session, posters_of(session), NumberBoardsForm(auto_id=f"s{session.number}-%s"))
        for session in sessions
    ]
    context = {**event_side(event, current="manage-sessions"), "rows": rows}
    return render(request, "timetable/manage/boards.html", context)


def _sessions(event: Event) -> Any:
    sessions = Session.objects.alive().filter(event=event, type__is_poster=True)
    return sessions.select_related("event__logbook", "type").order_by("number")


def _act(request: MemberRequest, event: Event, session: Session) -> None:
    by, act = request.user, request.POST.get("act", "")
    if act == "number":
        form = NumberBoardsForm(request.POST)
        if not form.is_valid():
            say_failure(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
            return
        before = number_boards(session, by=by, **form.cleaned_data)
    elif act == "set":
        before = set_boards(session, _typed(request, session), by=by)
    else:
        before = order_boards(session, _order(request, session), by=by)
    _remember(request, event, session, before)


def _typed(request: MemberRequest, session: Session) -> Numbers:
    fields = {talk.pk: f"board-{talk.number}" for talk in posters_of(session)}
    return {
        key: request.POST[name].replace("\x00", "")[:100]
        for key, name in fields.items()
        if name in request.POST
    }


def _order(request: MemberRequest, session: Session) -> list[int]:
    """The ids in the order that `order` (numbers of talks) says, or with one of them a place `up` or `down`."""
    posters = {talk.number: talk.pk for talk in posters_of(session)}
    order = [key_of(number) for number in request.POST.getlist("order")] or list(posters)
    for act, step in STEPS.items():
        number = key_of(request.POST.get(act, ""))
        if number in order:
            order = moved(order, order.index(number), by=step)
    return [posters[number] for number in order if number in posters]


def _remember(request: MemberRequest, event: Event, session: Session, before: Numbers) -> None:
    """Say what was done, and keep what was before, for one undo."""
    if not before:
        say(request, _("Nothing changed"))
        return
    now = {talk.pk: talk.board_number for talk in posters_of(session)}
    request.session[UNDO] = {
        "session": session.pk,
        "numbers": {str(key): [number, now[key]] for key, number in before.items()},
    }
    said = ngettext("Changed %(number)d board", "Changed %(number)d boards", len(before))
    undo = reverse("timetable-boards-undo", args=[event.pk])
    say(request, said % {"number": len(before)}, undo=undo)


@login_required
@require_http_methods(["POST"])
def timetable_boards_undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Put back what this browser changed last; boards that were changed since stay."""
    event = managed_event(request, pk)
    kept = request.session.get(UNDO) or {}
    session = _sessions(event).filter(pk=kept.get("session")).first()
    if session is None:
        say_failure(request, _("There is nothing to undo."))
    else:
        try:
            _undo(request, session)
        except Refused as refusal:
            say_failure(request, str(refusal))
    return go_to(request, _page(event))


def _undo(request: MemberRequest, session: Session) -> None:
    kept = request.session.pop(UNDO, None) or {}
    numbers = kept.get("numbers", {}) if kept.get("session") == session.pk else {}
    now = {talk.pk: talk.board_number for talk in posters_of(session)}
    back = {int(key): before for key, (before, after) in numbers.items() if now.get(int(key)) == after}
    changed = set_boards(session, back, by=request.user)
    said = ngettext("Put back %(number)d board", "Put back %(number)d boards", len(changed))
    say(request, said % {"number": len(changed)})


def _page(event: Event) -> str:
    return reverse(HERE, args=[event.pk])
