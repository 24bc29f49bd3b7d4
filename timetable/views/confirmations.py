"""Whether speakers come: the list, asking them, and answers set by hand."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.htmx import go_to
from kit.keys import is_key, key_of
from kit.navigation import Link
from kit.toasts import say, say_failure
from programme.models import Credit
from programme.operations.speakers import ASKING, answer_credit, ask_speakers, reach_of, spoken_credits
from timetable.models import settings_of

HERE = "timetable-confirmations"
ON_A_PAGE = 50
MOST_NAMES = 20
STATES: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("All"), Q()),
    "open": (gettext_lazy("Not asked"), Q(answer="", asked_at__isnull=True)),
    "asked": (gettext_lazy("Asked"), Q(answer="", asked_at__isnull=False)),
    "confirmed": (gettext_lazy("Confirmed"), Q(answer=Credit.Answer.CONFIRMED)),
    "declined": (gettext_lazy("Declined"), Q(answer=Credit.Answer.DECLINED)),
}


@login_required
@require_http_methods(["GET", "POST"])
def timetable_confirmations(request: MemberRequest, pk: int) -> HttpResponse:
    """?state= narrows the list. POST sets an answer by hand: `confirmed`, `declined` or `open` hold a credit."""
    event = managed_event(request, pk)
    if request.method == "POST":
        _set(request, event)
        return go_to(request, request.get_full_path())
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    found = spoken_credits(event).filter(STATES[state][1]).select_related("person__user", "contribution")
    found = found.order_by("person__sort_name", "person", "contribution__number")
    numbers = _counts(event)
    context = {
        **event_side(event, current=HERE),
        "state": state,
        "tabs": [
            Link(str(label), f"?state={name}", current=name == state, count=numbers[name or "all"])
            for name, (label, _condition) in STATES.items()
        ],
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "unanswered": numbers["open"] + numbers["asked"],
        "asks": settings_of(event).asks_speakers,
    }
    return render(request, "timetable/manage/confirmations.html", context)


@login_required
@require_POST
def timetable_confirmations_ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Says how many speakers are written to first; writes when that is confirmed."""
    event = managed_event(request, pk)
    back = reverse(HERE, args=[event.pk])
    credits = list(_chosen(request, event).select_related("person__user", "contribution"))
    if not credits:
        say_failure(request, _("Choose somebody to ask."))
        return go_to(request, back)
    if "confirmed" in request.POST:
        count = len(ask_speakers(event, credits, by=request.user).reached)
        said = ngettext("Wrote to %(number)d speaker", "Wrote to %(number)d speakers", count)
        say(request, said % {"number": count})
        return go_to(request, back)
    reach = reach_of((credit.person for credit in credits), limit=ASKING, event=event)
    context = {
        **event_side(event, current=HERE),
        "credits": credits,
        "count": len(reach.reached),
        "names": reach.reached[:MOST_NAMES],
        "more": max(0, len(reach.reached) - MOST_NAMES),
        "lately": len(reach.lately),
        "unreached": reach.unreached[:MOST_NAMES],
        "unreached_count": len(reach.unreached),
        "back": back,
    }
    return render(request, "timetable/manage/confirmations_ask.html", context)


def _chosen(request: MemberRequest, event: Event) -> QuerySet[Credit]:
    """Those that were ticked, or all who have not answered."""
    credits = spoken_credits(event).order_by("person__sort_name", "person", "contribution__number")
    if "every" in request.POST:
        return credits.filter(answer="")
    return credits.filter(pk__in=[int(key) for key in request.POST.getlist("credit") if is_key(key)])


def _set(request: MemberRequest, event: Event) -> None:
    for name in ("confirmed", "declined", "open"):
        if asked := request.POST.get(name, ""):
            credits = spoken_credits(event).select_related("person", "contribution__event")
            credit = get_object_or_404(credits, pk=key_of(asked))
            answer_credit(credit, "" if name == "open" else name, by=request.user)
            say(request, _("Saved the answer of %(person)s") % {"person": credit.person})
            return
    raise Http404


def _counts(event: Event) -> dict[str, int]:
    """One query."""
    conditions = {
        state or "all": Count("pk", filter=condition) for state, (_label, condition) in STATES.items()
    }
    return spoken_credits(event).aggregate(**conditions)
