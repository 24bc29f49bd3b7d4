"""What a reviewer would like to read, and what they know."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from abstracts.forms.reviewer import ProfileForm
from abstracts.models import Abstract, Bid, ReviewerProfile
from abstracts.operations.wishes import save_profile, set_bid
from abstracts.reading import biddable_by
from abstracts.reviewing.sheet import without_authors
from abstracts.reviewing.work import narrowed
from abstracts.standing import Standing
from abstracts.topics import topics_asked
from abstracts.views.committee import committee_member, committee_side
from abstracts.views.review_home import own_conflicts
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure
from programme.models import Track

A_PAGE = 50
UNSAID = "none"


@login_required
@require_http_methods(["GET", "POST"])
def review_bids(request: MemberRequest, slug: str) -> HttpResponse:
    """What may be wished for. POST sets the `wish` for the abstract `number`; an empty one takes it back."""
    standing = _reviewer(request, slug)
    if request.method == "POST":
        return _bid(request, standing)
    asked = request.GET
    topic, wish, track = asked.get("topic", ""), asked.get("wish", ""), key_of(asked.get("track", ""))
    words = asked.get("q", "")[:200]
    every = _with_wish(biddable_by(standing), request)
    found = narrowed(every, track=track, words=words)
    if topic:
        found = found.filter(topics__contains=[topic])
    if wish:
        found = found.filter(wish__isnull=True) if wish == UNSAID else found.filter(wish=wish)
    context = {
        **committee_side(standing, current="review-bids"),
        "page": Paginator(found, A_PAGE).get_page(asked.get("page")),
        "wishes": Bid.Wish.choices,
        "topics": topics_asked(standing.event),
        "tracks": Track.objects.filter(abstracts_reviewed__in=biddable_by(standing).values("pk")).distinct(),
        "topic": topic,
        "wish": wish,
        "track": track,
        "words": words,
        **_said(request, standing),
        "until": min((row.call.reviewing.bids_until for row in every[:1]), default=None),
        "declared": own_conflicts(request, standing.event.pk),
    }
    return render(request, "abstracts/review/bids.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def review_profile(request: MemberRequest, slug: str) -> HttpResponse:
    """How many abstracts the person takes, and what they know; used where assignments are proposed."""
    standing = _reviewer(request, slug)
    event = standing.event
    profile = ReviewerProfile.objects.filter(event=event, user=request.user).first()
    form = ProfileForm(request.POST or None, topics=topics_asked(event), profile=profile)
    if request.method == "POST" and form.is_valid():
        try:
            limit = form.cleaned_data["load_limit"]
            save_profile(event, by=request.user, load_limit=limit, competences=form.competences)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            say(request, _("Saved what you know"))
            return go_to(request, request.path)
    context = {**committee_side(standing, current="review-profile"), "form": form}
    return render(request, "abstracts/review/profile.html", context, status=422 if form.errors else 200)


def _bid(request: MemberRequest, standing: Standing) -> HttpResponse:
    abstract = get_object_or_404(biddable_by(standing), number=key_of(request.POST.get("number", "")))
    try:
        set_bid(abstract, by=request.user, wish=request.POST.get("wish", ""))
    except Refused as refusal:
        say_failure(request, str(refusal))
        return go_to(request, request.get_full_path())
    if getattr(request, "htmx", False):
        row = _with_wish(biddable_by(standing), request).get(pk=abstract.pk)
        context = {"abstract": row, "wishes": Bid.Wish.choices, **_said(request, standing)}
        return render(request, "abstracts/review/_bid_saved.html", context)
    return go_to(request, f"{request.get_full_path()}#abstract-{abstract.number}")


def _said(request: MemberRequest, standing: Standing) -> dict[str, int]:
    """Of how many abstracts the person said a wish, and of how many they may."""
    every = biddable_by(standing)
    said = Bid.objects.filter(user=request.user, abstract__in=every.values("pk"))
    return {"said": said.count(), "total": every.count()}


def _with_wish(abstracts: "QuerySet[Abstract]", request: MemberRequest) -> "QuerySet[Any]":
    mine = Bid.objects.filter(abstract=OuterRef("pk"), user=request.user)
    shown = without_authors(abstracts).annotate(wish=Subquery(mine.values("wish")[:1]))
    return shown.select_related("call__reviewing", "event", "type").prefetch_related("reviewed_for")


def _reviewer(request: MemberRequest, slug: str) -> Standing:
    """Only reviewers have wishes; organisers and conveners see the assignment instead."""
    standing = committee_member(request, slug)
    if not standing.is_reviewer:
        raise Http404
    return standing
