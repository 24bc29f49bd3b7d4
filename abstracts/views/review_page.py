"""One abstract as the committee reads it, beside the reader's own review."""

from statistics import fmean, pstdev
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from abstracts.forms.review import ReviewForm, initial_of
from abstracts.models import Abstract, Assignment, Review
from abstracts.operations.reviewing import save_review_draft, submit_review
from abstracts.refusals import ChangedMeanwhile, NotComplete
from abstracts.reviewing.discussion import comments_open_to, names_for
from abstracts.reviewing.problems import problems_of_review
from abstracts.reviewing.rights import audiences_for, can_review, tracks_to_review
from abstracts.reviewing.sheet import ReviewShown, reviews_of, sheet_of, without_authors
from abstracts.reviewing.work import next_waiting, queue_around, work_of
from abstracts.standing import Standing
from abstracts.views.committee import committee_abstract, committee_member, committee_side
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say
from kit.words import clock_words
from programme.models import Track


@login_required
@require_http_methods(["GET", "POST"])
def review_abstract(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Read it; POST submits the review, and with `next` opens what waits next.

    While it is blind, who may know the authors is shown them with `?authors=1`, as at the desk.
    """
    standing = committee_member(request, slug)
    abstract = committee_abstract(standing, number)
    if request.method != "POST":
        return show(request, standing, abstract, form_for(request, standing, abstract))
    form = _posted(request, standing, abstract)
    if not form.is_valid():
        form.complain(problems_of_review(abstract, form.said, form.questions))
        return show(request, standing, abstract, form, status=422)
    try:
        submit_review(
            abstract,
            form.said,
            by=request.user,
            track=form.for_track,
            revision=form.cleaned_data.get("revision"),
        )
    except NotComplete as refusal:
        form.complain(refusal.problems)
        return show(request, standing, abstract, form, status=422)
    except Refused as refusal:
        return _refused(request, standing, abstract, form, refusal)
    say(request, _("Submitted your review of #%(number)d") % {"number": number})
    onwards = next_waiting(standing, number) if "next" in request.POST else None
    return go_to(request, reverse("review-abstract", args=[standing.event.slug, onwards or number]))


@login_required
@require_POST
def review_draft(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Keep what was written so far. The script is answered in JSON: the revision it must name next time."""
    standing = committee_member(request, slug)
    abstract = committee_abstract(standing, number)
    form = _posted(request, standing, abstract)
    form.is_valid()  # a draft may be anything: what does not fit is left out
    wants_json = request.accepts("application/json") and not request.accepts("text/html")
    try:
        review = save_review_draft(
            abstract,
            form.said,
            by=request.user,
            track=form.for_track,
            revision=form.cleaned_data.get("revision"),
        )
    except Refused as refusal:
        if wants_json:
            return JsonResponse({"detail": str(refusal)}, status=409)
        return _refused(request, standing, abstract, form, refusal)
    clock = clock_words(timezone.now(), zone=standing.event.zone)
    words = _("Draft saved %(time)s") % {"time": clock}
    if wants_json:
        return JsonResponse({"revision": review.revision, "saved": words})
    say(request, words)
    return go_to(request, request.path.removesuffix("draft/"))


def show(
    request: MemberRequest,
    standing: Standing,
    abstract: Abstract,
    form: ReviewForm | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page. `form` is None for those who read without reviewing."""
    names = names_for(standing, abstract)
    reviews = reviews_of(standing, abstract, names=names)
    comments = list(comments_open_to(standing, abstract))
    mine = Review.objects.filter(abstract=abstract, reviewer=request.user)
    track = (
        form.only_track.pk if form is not None and form.only_track else key_of(request.GET.get("track", ""))
    )
    own = mine.filter(track=track or None).first() if form is not None else mine.first()
    context = {
        **committee_side(standing, current="reviewing"),
        **_queue(standing, abstract),
        "sheet": sheet_of(standing, abstract, shows_authors=request.GET.get("authors") == "1"),
        "abstract": abstract,
        "form": form,
        "own": own,
        "reviews": [review for review in reviews if review.review.reviewer_id != request.user.pk],
        **_mean(reviews),
        "comments": [(comment, names.of(comment.author)) for comment in comments],
        "audiences": audiences_for(standing, abstract),
        "assignment": Assignment.objects.filter(abstract=abstract, reviewer=request.user).first(),
        "now": timezone.now(),
        **more,
    }
    return render(request, "abstracts/review/abstract.html", context, status=status)


def _refused(
    request: MemberRequest, standing: Standing, abstract: Abstract, form: ReviewForm, refusal: Refused
) -> HttpResponse:
    """As typed. Where another window was quicker, its review stands beside it, and the next try keeps this one."""
    form.add_error(None, str(refusal))
    theirs = None
    if isinstance(refusal, ChangedMeanwhile):
        theirs = _own(request, abstract, form.for_track)
        typed = request.POST.copy()
        typed["revision"] = str(theirs.revision)
        form.data = typed
    return show(request, standing, abstract, form, status=409, theirs=theirs)


def form_for(request: MemberRequest, standing: Standing, abstract: Abstract) -> ReviewForm | None:
    """One's own review, as it is kept; None for who only reads."""
    if not can_review(standing, abstract):
        return None
    tracks = tracks_to_review(standing, abstract)
    wanted = key_of(request.GET.get("track", ""))
    track = next((one for one in tracks if one.pk == wanted), tracks[0] if tracks else None)
    review = _own(request, abstract, track)
    return ReviewForm(initial=initial_of(review), abstract=abstract, standing=standing, tracks=tracks)


def _posted(request: MemberRequest, standing: Standing, abstract: Abstract) -> ReviewForm:
    tracks = tracks_to_review(standing, abstract)
    return ReviewForm(request.POST, abstract=abstract, standing=standing, tracks=tracks)


def _own(request: MemberRequest, abstract: Abstract, track: Track | None) -> Review:
    mine = Review.objects.filter(abstract=abstract, reviewer=request.user, track=track)
    found = mine.select_related("other").prefetch_related("ratings").first()
    return found or Review(abstract=abstract, reviewer=request.user, track=track)


def _mean(reviews: list[ReviewShown]) -> dict[str, float | None]:
    """Of the scores that the person reads, their own too."""
    scores = [float(one.review.score) for one in reviews if one.review.score is not None]
    return {"mean": fmean(scores) if scores else None, "spread": pstdev(scores) if len(scores) > 1 else None}


def _queue(standing: Standing, abstract: Abstract) -> dict[str, Any]:
    """The entries beside the sheet, and the ways to the one before and the one after."""
    queue = queue_around(standing, abstract.number)
    shown = without_authors(work_of(standing).filter(number__in=queue.window)).select_related("event")
    return {"queue": shown, "before": queue.before, "after": queue.after, "waiting": len(queue.numbers)}
