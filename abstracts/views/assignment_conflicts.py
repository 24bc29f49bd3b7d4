"""Conflicts of interest that were found: organisers lift those that do not hold, and undo that."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from abstracts.assigning.lifting import found_between, lifted_open_to, waiting_among
from abstracts.committee import committee_of
from abstracts.models import Abstract
from abstracts.operations.lifting import lift_conflicts, restore_conflicts
from abstracts.views.assignment_door import AtAssignment, at_assignment
from accounts.models import User
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure

A_PAGE = 100
MOST_AT_ONCE = 1_000
MOST_TO_UNDO = 100
"""More abstracts than this stand in no address."""


@login_required
@require_http_methods(["GET", "POST"])
def abstract_conflicts(request: MemberRequest, pk: int) -> HttpResponse:
    """GET ?call=, ?reviewer= (id), ?abstract= (the number of one to begin with). POST `act` lift, with `reason`, or
    restore, for the `reviewer` and each `abstract` (number)."""
    place = at_assignment(request, pk, chairs_only=True)
    if place.call is None:
        raise Http404
    people = committee_of(place.event)
    sent = {**request.GET.dict(), **request.POST.dict()}
    person = next((user for user in people if user.pk == key_of(sent.get("reviewer", ""))), None)
    if request.method != "POST":
        return _show(place, people, person)
    if person is None:
        say_failure(request, _("Choose somebody of the committee of this event."))
        return go_to(request, _here(place))
    try:
        _act(place, person, lifts=sent.get("act") != "restore", reason=sent.get("reason", ""))
    except Refused as refusal:
        return _show(place, people, person, refused=str(refusal), typed=sent.get("reason", ""))
    return go_to(request, _here(place, person))


def _act(place: AtAssignment, person: User, *, lifts: bool, reason: str) -> None:
    """Raises Refused."""
    numbers = _numbers(place.request)
    keys = list(Abstract.objects.filter(event=place.event, number__in=numbers).values_list("pk", flat=True))
    if not lifts:
        n = len(restore_conflicts(place.standing, keys, of=person))
        words = ngettext(
            "%(n)d conflict of interest of %(name)s counts again",
            "%(n)d conflicts of interest of %(name)s count again",
            n,
        )
        say(place.request, words % {"n": n, "name": person})
        return
    lifted = lift_conflicts(place.standing, keys, of=person, reason=reason)
    words = ngettext(
        "Lifted %(n)d conflict of interest of %(name)s",
        "Lifted %(n)d conflicts of interest of %(name)s",
        len(lifted),
    )
    undo = [
        ("act", "restore"),
        ("reviewer", person.pk),
        *(("abstract", number) for number in sorted(numbers)),
    ]
    address = f"{_here(place)}&{urlencode(undo)}" if len(lifted) <= MOST_TO_UNDO else ""
    say(place.request, words % {"n": len(lifted), "name": person}, undo=address)


def _show(
    place: AtAssignment, people: list[User], person: User | None, *, refused: str = "", typed: str = ""
) -> HttpResponse:
    request, call = place.request, place.call
    if call is None:
        raise Http404
    found = found_between(place.standing, person) if person is not None else {}
    page = Paginator(waiting_among(place.standing, call, found), A_PAGE).get_page(request.GET.get("page"))
    lifted = lifted_open_to(place.standing).filter(abstract__call=call)
    lifted = lifted.filter(user=person) if person is not None else lifted
    context = {
        **place.side,
        "place": place,
        "standing": place.standing,
        "call": call,
        "calls": place.calls,
        "people": people,
        "person": person,
        "is_own": person == request.user,
        "page": page,
        "found": [(abstract, found[abstract.pk]) for abstract in page],
        "ticked": _numbers(request),
        "lifted": Paginator(lifted, A_PAGE).get_page(request.GET.get("lifted")),
        "refused": refused,
        "typed": typed,
        "zone": place.event.zone,
    }
    return render(request, "abstracts/assigning/conflicts.html", context, status=422 if refused else 200)


def _numbers(request: MemberRequest) -> set[int]:
    """Those that are named, in the address (a link to one, an undoing) or by ticks."""
    sent = request.POST.getlist("abstract") or request.GET.getlist("abstract")
    return {number for text in sent[:MOST_AT_ONCE] if (number := min(key_of(text), 2**31 - 1))}


def _here(place: AtAssignment, person: User | None = None) -> str:
    call = f"?call={place.call.pk}" if place.call is not None else "?"
    of = f"&reviewer={person.pk}" if person is not None else ""
    return f"{reverse('abstract-conflicts', args=[place.event.pk])}{call}{of}"
