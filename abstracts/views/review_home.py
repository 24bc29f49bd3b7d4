"""What waits for a member of the committee."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from abstracts.models import Conflict
from abstracts.reading import biddable_by
from abstracts.reviewing.sheet import without_authors
from abstracts.reviewing.work import BEGUN, DONE, WAITING, narrowed, progress_of, work_of
from abstracts.views.committee import committee_member, committee_side
from accounts.requests import MemberRequest
from kit.keys import key_of
from programme.models import Track

A_PAGE = 50


@login_required
@require_safe
def reviewing(request: MemberRequest, slug: str) -> HttpResponse:
    """The person's work by the day it is due, how far they are, and the guidelines."""
    standing = committee_member(request, slug)
    asked = request.GET
    show = asked.get("show", WAITING)
    track, words = key_of(asked.get("track", "")), asked.get("q", "")[:200]
    work = without_authors(work_of(standing)).select_related("call__reviewing", "type", "event")
    found = narrowed(work, show=show, track=track, words=words).prefetch_related("reviewed_for")
    page = Paginator(found, A_PAGE).get_page(asked.get("page"))
    progress = progress_of(standing)
    in_calls = work_of(standing).order_by().values("pk")
    context = {
        **committee_side(standing, current="reviewing"),
        "page": page,
        "show": show,
        "shows": (WAITING, BEGUN, DONE, "all"),
        "track": track,
        "words": words,
        "tracks": Track.objects.filter(abstracts_reviewed__in=in_calls).distinct(),
        "progress": progress,
        "given": sum(one.given for one in progress),
        "done": sum(one.done for one in progress),
        "now": timezone.now(),
        "bids": biddable_by(standing).count(),
        "declared": own_conflicts(request, standing.event.pk),
    }
    return render(request, "abstracts/review/home.html", context)


def own_conflicts(request: MemberRequest, event: int) -> list[Conflict]:
    """The conflicts one declared oneself, by number only: what the abstracts are is out of the person's sight."""
    mine = Conflict.objects.filter(user=request.user, by=request.user, abstract__event=event)
    return list(mine.select_related("abstract").only("pk", "abstract__number").order_by("abstract__number"))
