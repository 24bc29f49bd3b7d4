"""Giving abstracts to reviewers and taking them away, by hand. The way back is the opposite act, on the toast."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from abstracts.assigning.facts import Pair
from abstracts.models import Abstract
from abstracts.operations.assigning import Changed, give, take_away
from abstracts.views.assignment_door import AtAssignment, at_assignment
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure

MOST_TO_UNDO = 100
"""More pairs than this stand in no address."""
MOST_AT_ONCE = 2_000


@login_required
@require_POST
def abstract_assignment_act(request: MemberRequest, pk: int) -> HttpResponse:
    """`act`: give or take; `abstract` are numbers and `reviewer` ids, each with each; or `pair`, one by one.

    `tell` mails the reviewers, `beyond` gives more than they take, `begun` takes away what somebody began to review.
    """
    place = at_assignment(request, pk, chairs_only=True)
    sent = {**request.GET.dict(), **request.POST.dict()}
    pairs = _pairs(place)
    gives = sent.get("act") != "take"
    if not pairs:
        say_failure(request, _("Choose abstracts and a reviewer first."))
        return go_to(request, _back(place))
    try:
        if gives:
            done = give(place.standing, pairs, tell="tell" in sent, beyond_limit="beyond" in sent)
        else:
            done = take_away(place.standing, pairs, even_if_begun="begun" in sent)
    except Refused as refusal:
        say_failure(request, str(refusal))
        return go_to(request, _back(place))
    _say(place, done, gives=gives)
    return go_to(request, _back(place))


def _say(place: AtAssignment, done: Changed, *, gives: bool) -> None:
    count = len(done.pairs)
    if not count:
        say_failure(place.request, _("Nothing changed."))
        return
    words = (
        ngettext("Gave %(count)d abstract", "Gave %(count)d abstracts", count)
        if gives
        else ngettext("Took %(count)d abstract away", "Took %(count)d abstracts away", count)
    )
    act = {"act": "take"} if gives else {"act": "give", "beyond": "1"}
    undo = reverse("abstract-assignment-act", args=[place.event.pk])
    query = urlencode([*act.items(), *(("pair", f"{key}-{user}") for key, user in done.pairs)])
    address = f"{undo}?{query}" if count <= MOST_TO_UNDO else ""
    say(place.request, words % {"count": count}, undo=address)
    if done.left_out:
        left = ngettext(
            "%(count)d was left out. %(why)s",
            "%(count)d were left out. The first: %(why)s",
            len(done.left_out),
        )
        say_failure(place.request, left % {"count": len(done.left_out), "why": done.left_out[0].refusal})


def _pairs(place: AtAssignment) -> list[Pair]:
    request = place.request
    alone = [text.partition("-") for text in request.GET.getlist("pair") + request.POST.getlist("pair")]
    found = [(key_of(key), key_of(user)) for key, _dash, user in alone]
    numbers = [key_of(text) for text in request.POST.getlist("abstract")][:MOST_AT_ONCE]
    users = [key_of(text) for text in request.POST.getlist("reviewer") if key_of(text)]
    rows = Abstract.objects.filter(event=place.event, number__in=numbers).values_list("pk", flat=True)
    found += [(key, user) for key in rows for user in users]
    return [pair for pair in found if all(pair)][:MOST_AT_ONCE]


def _back(place: AtAssignment) -> str:
    """To the view the act was started from: its query, which the form carries."""
    query = place.request.POST.get("back", "") or place.request.GET.get("back", "")
    return place.address(query if query.startswith("?") else "")
