"""What a member of the committee does at an abstract beside reviewing it. All are POSTs that lead back to a page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abstracts.models import Abstract, Assignment, Comment, Conflict, Review
from abstracts.operations.commenting import add_comment, delete_comment, edit_comment, restore_comment
from abstracts.operations.reviewing import withdraw_review
from abstracts.operations.wishes import declare_conflict, decline_assignment, end_conflict
from abstracts.reading import biddable_by
from abstracts.reviewing.discussion import comments_open_to
from abstracts.standing import Standing
from abstracts.views.committee import committee_abstract, committee_member
from abstracts.views.review_page import form_for, show
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure


@login_required
@require_POST
def review_withdraw(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Make one's submitted review a draft again; `track` names which where there are several."""
    standing = committee_member(request, slug)
    abstract = committee_abstract(standing, number)
    mine = Review.objects.filter(abstract=abstract, reviewer=request.user, submitted_at__isnull=False)
    if track := key_of(request.POST.get("track", "")):
        mine = mine.filter(track=track)
    review = get_object_or_404(mine.order_by("pk")[:1])
    try:
        withdraw_review(review, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        say(request, _("Withdrew your review of #%(number)d. It is a draft again") % {"number": number})
    return go_to(request, _page(standing, abstract))


@login_required
@require_POST
def review_conflict(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Say that one is too close to it. The way back is on the page of one's reviews."""
    standing = committee_member(request, slug)
    abstract = biddable_by(standing).filter(number=number).first() or committee_abstract(standing, number)
    try:
        conflict = declare_conflict(abstract, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        say_failure(request, str(refusal))
    else:
        undo = reverse("review-conflict-end", args=[slug, conflict.pk])
        say(request, _("Declared a conflict of interest with #%(number)d") % {"number": number}, undo=undo)
    back = "review-bids" if "bids" in request.POST else "reviewing"
    return go_to(request, reverse(back, args=[standing.event.slug]))


@login_required
@require_POST
def review_conflict_end(request: MemberRequest, slug: str, conflict: int) -> HttpResponse:
    """Take back a conflict that one declared oneself."""
    standing = committee_member(request, slug)
    mine = Conflict.objects.filter(user=request.user, by=request.user, abstract__event=standing.event)
    found = get_object_or_404(mine.select_related("abstract"), pk=conflict)
    number = found.abstract.number
    end_conflict(found, by=request.user)
    say(request, _("Took back the conflict of interest with #%(number)d") % {"number": number})
    return go_to(request, reverse("reviewing", args=[standing.event.slug]))


@login_required
@require_POST
def review_decline(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Give back an abstract that one was given."""
    standing = committee_member(request, slug)
    abstract = committee_abstract(standing, number)
    given = Assignment.objects.filter(abstract=abstract, reviewer=request.user)
    assignment = get_object_or_404(given.select_related("abstract__event", "by"))
    try:
        decline_assignment(assignment, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        say_failure(request, str(refusal))
        return go_to(request, _page(standing, abstract))
    say(request, _("Gave #%(number)d back. The organisers find somebody else") % {"number": number})
    return go_to(request, reverse("reviewing", args=[standing.event.slug]))


@login_required
@require_POST
def review_comment(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Say something in the discussion."""
    standing = committee_member(request, slug)
    abstract = committee_abstract(standing, number)
    text, audience = request.POST.get("text", ""), request.POST.get("audience", "")
    try:
        add_comment(abstract, by=request.user, text=text, audience=audience)
    except Refused as refusal:
        return _unsaid(request, standing, abstract, str(refusal))
    return go_to(request, f"{_page(standing, abstract)}#discussion")


@login_required
@require_POST
def review_comment_change(request: MemberRequest, slug: str, comment: int) -> HttpResponse:
    """Change a comment; or take it away, where `act` is delete."""
    standing = committee_member(request, slug)
    found = _comment(standing, comment)
    try:
        if request.POST.get("act") == "delete":
            delete_comment(found, by=request.user)
            undo = reverse("review-comment-restore", args=[slug, found.pk])
            say(request, _("Took the comment away"), undo=undo)
        else:
            text, audience = request.POST.get("text", ""), request.POST.get("audience", "")
            edit_comment(found, by=request.user, text=text, audience=audience)
    except Refused as refusal:
        if request.POST.get("act") != "delete":
            abstract = committee_abstract(standing, found.abstract.number)
            return _unsaid(request, standing, abstract, str(refusal), comment=found.pk)
        say_failure(request, str(refusal))
    return go_to(request, f"{_page(standing, found.abstract)}#discussion")


@login_required
@require_POST
def review_comment_restore(request: MemberRequest, slug: str, comment: int) -> HttpResponse:
    """Bring back a comment that was taken away."""
    standing = committee_member(request, slug)
    found = _comment(standing, comment, deleted=True)
    try:
        restore_comment(found, by=request.user)
    except Refused as refusal:
        say_failure(request, str(refusal))
    return go_to(request, f"{_page(standing, found.abstract)}#discussion")


def _unsaid(
    request: MemberRequest, standing: Standing, abstract: Abstract, why: str, *, comment: int = 0
) -> HttpResponse:
    """The page again, with what was typed in its field: in that of `comment`, or of a new one."""
    given = request.POST
    typed = {"comment": comment, "text": given.get("text", ""), "audience": given.get("audience", "")}
    form = form_for(request, standing, abstract)
    return show(request, standing, abstract, form, status=422, unsaid={**typed, "why": why})


def _comment(standing: Standing, key: int, *, deleted: bool = False) -> Comment:
    """A comment that the person reads; of deleted ones, only their own, and any for organisers."""
    found = get_object_or_404(
        Comment.objects.select_related("abstract__event"), pk=key, abstract__event=standing.event
    )
    abstract = committee_abstract(standing, found.abstract.number)
    if deleted:
        own = Comment.objects.filter(abstract=abstract, deleted_at__isnull=False)
        return get_object_or_404(own if standing.is_manager else own.filter(author=standing.user), pk=key)
    return get_object_or_404(comments_open_to(standing, abstract).select_related("abstract__event"), pk=key)


def _page(standing: Standing, abstract: Abstract) -> str:
    return reverse("review-abstract", args=[standing.event.slug, abstract.number])
