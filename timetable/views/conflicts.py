"""What is wrong with a timetable, for those who run the event: all of it, what can be done, what was let be."""

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.navigation import Link
from kit.refusals import Refused
from kit.toasts import say, say_failure
from timetable.conflict_notes import notes_of
from timetable.conflicts import Found, Kind, Severity, conflicts_of
from timetable.forms.conflict import AcceptForm
from timetable.operations.conflicts import accept_conflict, apply_fix, reopen_conflict

ON_A_PAGE = 20
ACCEPTED = "accepted"
SEVERITIES = {
    Severity.ERROR.value: gettext_lazy("Errors"),
    Severity.WARNING.value: gettext_lazy("Warnings"),
    Severity.HINT.value: gettext_lazy("Hints"),
}


@login_required
@require_safe
def timetable_conflicts(request: MemberRequest, pk: int) -> HttpResponse:
    """All of them; ?severity= (or "accepted") and ?kind= show some."""
    event = managed_event(request, pk)
    found = conflicts_of(event)
    severity, kind = request.GET.get("severity", ""), request.GET.get("kind", "")
    severity = severity if severity in SEVERITIES or severity == ACCEPTED else ""
    kind = kind if kind in set(Kind) else ""
    context = {
        **event_side(event, current="timetable-conflicts"),
        "states": _states(found, severity),
        "severity": severity,
        "kinds": _kinds(found, severity),
        "kind": kind,
        "errors": len(found.errors),
        **_shown(request, found, severity, kind),
    }
    return render(request, "timetable/manage/conflicts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def timetable_conflict_accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Asks for the reason (?key=), and lets the conflict be."""
    event = managed_event(request, pk)
    key = request.POST.get("key", "") or request.GET.get("key", "")
    found = conflicts_of(event)
    conflict = next((each for each in found.checker.conflicts if each.key == key), None)
    if conflict is None:
        say_failure(request, _("This conflict is no longer there."))
        return go_to(request, _back(request, event))
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            accept_conflict(event, key, form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("Accepted 1 conflict"))
            return go_to(request, _back(request, event))
    context = {
        **event_side(event, current="timetable-conflicts"),
        "conflict": conflict,
        "form": form,
        "back": _back(request, event),
        "day": _day(request),
    }
    return render(request, "timetable/manage/conflict_accept.html", context)


@login_required
@require_POST
def timetable_conflict_reopen(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    reopen_conflict(event, request.POST.get("key", "").replace("\x00", ""), by=request.user)
    say(request, _("Opened 1 conflict again"))
    return go_to(request, _back(request, event))


@login_required
@require_POST
def timetable_conflict_fix(request: MemberRequest, pk: int) -> HttpResponse:
    """Do one of the fixes that were shown: `fix` is the key of the conflict, a space, and the code of the fix."""
    event = managed_event(request, pk)
    key, _space, code = request.POST.get("fix", "").partition(" ")
    try:
        fix, written = apply_fix(event, key, code, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
        return go_to(request, _back(request, event))
    say(request, fix.detail)
    for note in written.notes:
        say(request, note)
    return go_to(request, _back(request, event))


def _shown(request: MemberRequest, found: Found, severity: str, kind: str) -> dict[str, Any]:
    """One page of what is asked for, with fixes for that page only."""
    asked = request.GET.get("page")
    if severity == ACCEPTED:
        accepted = [each for each in found.accepted if kind in ("", each.conflict.kind.value)]
        return {"page": Paginator(accepted, ON_A_PAGE).get_page(asked), "is_accepted": True}
    conflicts = [
        each for each in found.open if severity in ("", each.severity.value) and kind in ("", each.kind.value)
    ]
    page = Paginator(conflicts, ON_A_PAGE).get_page(asked)
    return {"page": page, "conflicts": notes_of(page.object_list, found.checker), "is_accepted": False}


def _states(found: Found, current: str) -> list[Link]:
    counts = Counter(each.severity.value for each in found.open)
    links = [Link(_("All"), "?", current=not current, count=len(found.open))]
    links += [
        Link(
            str(label),
            f"?severity={name}",
            current=current == name,
            count=counts[name],
            alarm=name == Severity.ERROR and counts[name] > 0,
        )
        for name, label in SEVERITIES.items()
    ]
    count = len(found.accepted)
    return [*links, Link(_("Accepted"), f"?severity={ACCEPTED}", current=current == ACCEPTED, count=count)]


def _kinds(found: Found, severity: str) -> list[tuple[Kind, int]]:
    """The kinds there are under the severity, with how many of each."""
    if severity == ACCEPTED:
        counts = Counter(each.conflict.kind for each in found.accepted)
    else:
        counts = Counter(each.kind for each in found.open if severity in ("", each.severity.value))
    return [(kind, counts[kind]) for kind in Kind if counts[kind]]


def _day(request: MemberRequest) -> str:
    """The day of the editor somebody came from; empty for who came from the page of conflicts."""
    try:
        day = parse_date(request.GET.get("day", ""))
    except ValueError:
        day = None
    return day.isoformat() if day else ""


def _back(request: MemberRequest, event: Event) -> str:
    if day := _day(request):
        return f"{reverse('manage-timetable', args=[event.pk])}?day={day}"
    return reverse("timetable-conflicts", args=[event.pk])
