"""Who reviews what: by abstract and by reviewer, and who could take one more. Giving is in `assignment_acts`."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from abstracts.assigning.tables import Asked, Candidate, Overview
from abstracts.models import Bid, Reviewing
from abstracts.views.assignment_door import AtAssignment, at_assignment, overview_of
from accounts.requests import MemberRequest
from kit.keys import key_of

A_PAGE = 50


@login_required
@require_safe
def abstract_assignment(request: MemberRequest, pk: int) -> HttpResponse:
    """`?by=reviewers` turns the table; `?abstract=` opens who could take that one."""
    place = at_assignment(request, pk)
    if place.call is None:
        return render(request, "abstracts/assigning/no_call.html", place.side)
    overview = overview_of(place)
    asked = asked_of(request)
    context = {
        **place.side,
        "place": place,
        "standing": place.standing,
        "call": place.call,
        "calls": place.calls,
        "asked": asked,
        "overview": overview,
        "by_track": place.call.reviewing.assignment == Reviewing.Assignment.TRACK,
        "lacking": len(overview.lacking),
        "total": overview.open.count(),
        "wishes": Bid.Wish.choices,
        "zone": place.event.zone,
    }
    if request.GET.get("by") == "reviewers":
        lines = overview.lines(with_conflicts=place.sees_authors)
        context |= {"lines": lines, "sees_conflicts": place.sees_authors}
        return render(request, "abstracts/assigning/reviewers.html", context)
    page = Paginator(overview.found(asked), A_PAGE).get_page(request.GET.get("page"))
    opened, candidates = _opened(place, overview, asked)
    context |= {
        "page": page,
        "rows": overview.rows(list(page)),
        "lines": overview.lines(),
        "opened": opened,
        "candidates": candidates,
        "chosen": next((user for user in overview.people if user.pk == asked.reviewer), None),
    }
    return render(request, "abstracts/assigning/abstracts.html", context)


def asked_of(request: MemberRequest) -> Asked:
    """The filters of the address; what is not understood filters nothing."""
    sent = request.GET
    return Asked(
        track=key_of(sent.get("track", "")),
        reviewer=key_of(sent.get("reviewer", "")),
        abstract=key_of(sent.get("abstract", "")),
        few="few" in sent,
        words=sent.get("q", "").replace("\x00", "").strip()[:200],
    )


def _opened(place: AtAssignment, overview: Overview, asked: Asked) -> tuple[object, list[Candidate]]:
    """The abstract whose candidates are asked for, for organisers."""
    if not (asked.abstract and place.standing.is_manager):
        return None, []
    abstract = overview.open.filter(number=asked.abstract).prefetch_related("reviewed_for").first()
    return abstract, overview.candidates(abstract) if abstract is not None else []
