"""A speaker says of each of their talks whether they come."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.models import EventPerson
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure
from programme.models import Credit
from programme.operations.speakers import LONGEST_WORD, answer_credit, spoken_credits
from timetable.frame import Visit, show
from timetable.models import Slot
from timetable.taking_part import visit_as_participant


@login_required
@require_http_methods(["GET", "POST"])
def my_confirmations(request: MemberRequest, slug: str) -> HttpResponse:
    """POST: `answer` to the `credit`, and perhaps a `word` to the organisers."""
    here, person = visit_as_participant(request, slug)
    if request.method == "POST":
        _answer(request, here, person)
        return go_to(request, reverse("my-confirmations", args=[here.event.slug]))
    context = {"rows": _rows(here, person), "zone": here.event.zone, "longest": LONGEST_WORD}
    return show(request, here, "my", "timetable/my_talks.html", **context)


def _answer(request: MemberRequest, here: Visit, person: EventPerson) -> None:
    own = spoken_credits(here.event).filter(person=person).select_related("person", "contribution__event")
    credit = get_object_or_404(own, pk=key_of(request.POST.get("credit", "")))
    answer = request.POST.get("answer", "")
    if answer not in Credit.Answer.values:
        say_failure(request, _("Say whether you come or not."))
        return
    try:
        answer_credit(credit, answer, by=request.user, word=request.POST.get("word", "").replace("\x00", ""))
    except Refused as refusal:
        say_failure(request, str(refusal))
        return
    said = _("You come: “%(talk)s”") if answer == Credit.Answer.CONFIRMED else _("You declined “%(talk)s”")
    say(request, said % {"talk": credit.contribution})


def _rows(here: Visit, person: EventPerson) -> list[tuple[Credit, list[Slot]]]:
    """Each talk with the times everybody may see of it. Two queries."""
    credits = spoken_credits(here.event).filter(person=person).select_related("contribution")
    shown: Any = here.slots.filter(contribution__credits__in=credits).distinct()
    slots = list(shown.select_related("room", "parent__room").order_by("starts_at", "pk"))
    return [
        (credit, [slot for slot in slots if slot.contribution_id == credit.contribution_id])
        for credit in credits.order_by("contribution__number")
    ]
