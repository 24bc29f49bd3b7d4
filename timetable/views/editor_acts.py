"""Everything one does in the editor comes here: by script, and by plain forms that answer with the page again."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.moments import day_of
from kit.refusals import Refused, in_html
from kit.toasts import say, say_failure
from timetable.editor.acts import Done
from timetable.editor.clash import clash_of
from timetable.editor.days_acts import act_of
from timetable.editor.desk import desk_of
from timetable.editor.sent import Sent
from timetable.editor.trying import absences, trial
from timetable.editor.typed import create, place, schedule
from timetable.operations.steps import last_step
from timetable.plan import plan_of
from timetable.refusals import Stale
from timetable.views.editor import page_context
from timetable.views.editor_answer import answer, token_of
from timetable.views.editor_forms import Choice, choice_of
from timetable.views.editor_parts import chosen_part

VIEW = ("day", "step", "entry", "talk", "new", "q", "track", "session", "type")
"""What of the address says what the page shows."""


class Mistyped(Exception):
    """A form with something wrong in it."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice.title)
        self.choice = choice


@login_required
@require_POST
def timetable_acts(request: MemberRequest, pk: int) -> HttpResponse:
    """Do `act` and answer with what changed; with `dry_run`, only say what would be.

    409 holds both states where somebody else was quicker, 422 says what is wrong; in both nothing was done.
    """
    event = managed_event(request, pk)
    by_script = request.headers.get("X-Editor") == "1"
    sent = Sent(_fields(request))
    try:
        if request.POST.get("dry_run"):
            return _try(request, event, sent)
        done = _do(request, event, sent)
    except Stale as stale:
        return _stale(request, event, sent, stale, by_script=by_script)
    except Mistyped as mistake:
        return _mistyped(request, event, mistake.choice, by_script=by_script)
    except Refused as refusal:
        return _refused(request, event, refusal, by_script=by_script)
    event.refresh_from_db()
    return _answer(request, event, done) if by_script else _page_again(request, event, done)


@login_required
@require_safe
def timetable_changes(request: MemberRequest, pk: int) -> HttpResponse:
    """What is new since the token of an earlier answer; nothing (204) if nothing is."""
    event = managed_event(request, pk)
    since = request.GET.get("since", "")
    response: HttpResponse
    if since == token_of(event):
        response = HttpResponse(status=204)
    else:
        desk = desk_of(event, request.GET, by=request.user)
        response = JsonResponse(answer(request, desk, has=request.GET, since=since))
    add_never_cache_headers(response)
    return response


def _fields(request: MemberRequest) -> QueryDict:
    """What was sent; the address says what a button without fields does."""
    fields = request.POST.copy()
    for name in ("act", "which"):
        if name not in fields and name in request.GET:
            fields[name] = request.GET[name]
    return fields


def _do(request: MemberRequest, event: Event, sent: Sent) -> Done:
    name = sent.get("act")
    typed: dict[str, Callable[[Choice], Done]] = {
        "place": lambda choice: place(
            _the(choice.slot), choice.form.changes, expected=sent.expected, by=request.user
        ),
        "schedule": lambda choice: schedule(_the(choice.talk), choice.form.values, by=request.user),
        "create": lambda choice: create(event, choice.form.values, by=request.user),
    }
    if name not in typed:
        return act_of(sent)(event, sent, request.user)
    choice = _choice(request, event, name)
    if not choice.form.is_valid():
        raise Mistyped(choice)
    try:
        return typed[name](choice)
    except Stale:
        raise
    except Refused as refusal:
        choice.form.add_error(None, in_html(refusal))
        raise Mistyped(choice) from refusal


def _choice(request: MemberRequest, event: Event, act: str) -> Choice:
    """The form that was sent. Raises Stale if what it is about is gone."""
    asked = request.POST.copy()
    if act == "create":
        asked["new"] = ""
    choice = choice_of(asked, event, plan_of(event), typed=request.POST)
    if choice is None or choice.act != act:
        raise Stale(_("Somebody else took this out of the timetable, or gave it a time."), theirs=None)
    return choice


def _try(request: MemberRequest, event: Event, sent: Sent) -> HttpResponse:
    """The conflicts a drop would bring; with `look`, when the people of what is dragged are not there."""
    desk = desk_of(event, request.GET, by=request.user)
    if not request.POST.get("look"):
        return JsonResponse(trial(desk.found.checker, sent).as_json)
    facts = desk.found.checker.facts
    talks = [desk.plan[key].contribution or 0 for key in sent.keys("entry") if key in desk.plan]
    known = [facts.talks[key] for key in [*talks, *sent.keys("talk")] if key in facts.talks]
    people = [person for talk in known for person in talk.people]
    return JsonResponse({"away": absences(facts, people, desk.board.scale)})


def _answer(request: MemberRequest, event: Event, done: Done) -> HttpResponse:
    desk = desk_of(event, request.GET, by=request.user, plan=done.plan)
    found = answer(request, desk, has=request.POST, since=request.POST.get("since", ""))
    undone = desk.state.last if done.can_undo else None
    return JsonResponse(
        {
            **found,
            "said": done.said,
            "notes": done.notes,
            "chosen": done.chosen,
            "undo": _undo_address(request, event, undone.pk) if undone else "",
        }
    )


def _page_again(request: MemberRequest, event: Event, done: Done) -> HttpResponse:
    undone = last_step(event, by=request.user) if done.can_undo else None
    say(request, done.said, undo=_undo_address(request, event, undone.pk) if undone else "")
    for note in done.notes:
        say(request, note)
    if "history" in request.GET:
        return redirect("timetable-history", event.pk)
    return redirect(_address(request, event, done))


def _stale(
    request: MemberRequest, event: Event, sent: Sent, stale: Stale, *, by_script: bool
) -> HttpResponse:
    clash = clash_of(event, sent, stale)
    if by_script:
        has, since = request.POST, request.POST.get("since", "")
        desk = desk_of(event, request.GET, by=request.user)
        both = {"said": clash.said, "theirs": clash.theirs, "yours": clash.yours}
        return JsonResponse({**answer(request, desk, has=has, since=since), **both}, status=409)
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("rev", "csrfmiddlewaretoken")
        for value in values
    ]
    context = {
        **event_side(event, current="manage-timetable"),
        "clash": clash,
        "kept": kept,
        "back": _address(request, event),
    }
    return render(request, "timetable/manage/editor_clash.html", context, status=409)


def _mistyped(request: MemberRequest, event: Event, choice: Choice, *, by_script: bool) -> HttpResponse:
    desk = desk_of(event, request.GET, by=request.user)
    if by_script:
        part = chosen_part(request, desk, choice)
        return JsonResponse({"parts": {"chosen": ["", part.html]}}, status=422)
    return render(request, "timetable/manage/editor.html", page_context(request, desk, choice), status=422)


def _refused(request: MemberRequest, event: Event, refusal: Refused, *, by_script: bool) -> HttpResponse:
    if by_script:
        return JsonResponse({"said": str(refusal)}, status=422)
    say_failure(request, str(refusal))
    if "history" in request.GET:
        return redirect("timetable-history", event.pk)
    return redirect(_address(request, event))


def _address(request: MemberRequest, event: Event, done: Done | None = None) -> str:
    """The page as it was, on the day of what was done, with that chosen."""
    query = {name: request.GET[name] for name in VIEW if name in request.GET}
    if done and done.chosen is not None and done.chosen in done.plan:
        moment = done.plan[done.chosen].starts_at
        day = day_of(moment, event.zone, event.day_change)
        query = {**query, "day": day.isoformat(), "entry": str(done.chosen)}
        query.pop("talk", None)
        query.pop("new", None)
    page = reverse("manage-timetable", args=[event.pk])
    return f"{page}?{urlencode(query)}" if query else page


def _undo_address(request: MemberRequest, event: Event, step: int) -> str:
    query = {"act": "undo", "which": step, "day": request.GET.get("day", "")}
    return f"{reverse('timetable-acts', args=[event.pk])}?{urlencode(query)}"


def _the(thing: Any) -> Any:
    """What a choice of this act always has."""
    if thing is None:
        raise Stale(_("Somebody else took this out of the timetable."), theirs=None)
    return thing
