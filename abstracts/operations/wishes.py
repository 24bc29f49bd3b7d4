"""What reviewers say about themselves: wishes, conflicts of interest, how much and what they know; and no, thanks."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from abstracts.models import Abstract, Assignment, Bid, Conflict, Review, ReviewerProfile
from abstracts.operations.reviewing import make_draft
from abstracts.operations.turns import lock_abstract
from abstracts.refusals import HasAConflict, NotAReviewer, NotInThisState, NotOfThisCall
from abstracts.reviewing.rights import can_bid, knows_of
from abstracts.standing import standing_of
from abstracts.topics import topics_asked
from accounts.models import User
from events.models import Event
from journal.operations import record
from notices.operations import post_later_in_digest

MOST_KNOWN = 3
"""How well a reviewer knows a topic: from 0, not at all, to this, an expert."""

LONGEST_REASON = 300
MOST_LIMIT = 1000


@transaction.atomic
def set_bid(abstract: Abstract, *, by: User, wish: str) -> None:
    """Say how gladly one would review it; an empty wish takes back what was said. Raises NotAReviewer."""
    abstract = lock_abstract(abstract)
    if not can_bid(standing_of(by, abstract.event), abstract):
        raise NotAReviewer(_("Wishes are not asked for now. Ask the organisers when they are."))
    if wish == "":
        Bid.objects.filter(abstract=abstract, user=by).delete()
        return
    if wish not in Bid.Wish.values:
        raise NotOfThisCall(_("Choose one of the wishes that are offered."))
    Bid.objects.update_or_create(abstract=abstract, user=by, defaults={"wish": wish})


@transaction.atomic
def declare_conflict(abstract: Abstract, *, by: User, reason: str = "") -> Conflict:
    """Say that one is too close to it: from then on it is out of the person's sight.

    It is given to somebody else; a review already submitted counts no longer, and waits as a draft.
    Raises NotAReviewer.
    """
    abstract = lock_abstract(abstract)
    if not knows_of(standing_of(by, abstract.event), abstract):
        raise NotAReviewer(_("You do not review this abstract."))
    conflict, is_new = Conflict.objects.get_or_create(
        abstract=abstract, user=by, defaults={"by": by, "reason": reason.strip()[:LONGEST_REASON]}
    )
    if is_new:
        Assignment.objects.filter(abstract=abstract, reviewer=by).delete()
        Bid.objects.filter(abstract=abstract, user=by).delete()
        for review in Review.objects.filter(abstract=abstract, reviewer=by, submitted_at__isnull=False):
            make_draft(review)
        record(abstract.logbook, "conflict.declared", by=by, subject=abstract)
    return conflict


@transaction.atomic
def end_conflict(conflict: Conflict, *, by: User) -> None:
    """Take back what one declared oneself. One that an organiser set, an organiser ends. Raises HasAConflict."""
    abstract = lock_abstract(conflict.abstract)
    if conflict.user_id != by.pk or conflict.by_id != by.pk:
        raise HasAConflict(
            _("Only who declared a conflict of interest can take it back. Ask the organisers.")
        )
    conflict.delete()
    record(abstract.logbook, "conflict.ended", by=by, subject=abstract)


@transaction.atomic
def decline_assignment(assignment: Assignment, *, by: User, reason: str = "") -> None:
    """Give an abstract back that was given to oneself; who gave it reads of it. Raises NotAReviewer, NotInThisState."""
    abstract = lock_abstract(assignment.abstract)
    if assignment.reviewer_id != by.pk:
        raise NotAReviewer(_("It was not given to you."))
    if Review.objects.filter(abstract=abstract, reviewer=by, submitted_at__isnull=False).exists():
        raise NotInThisState(_("You reviewed it already. Withdraw your review first."))
    giver = assignment.by
    assignment.delete()
    reason = reason.strip()[:LONGEST_REASON]
    record(abstract.logbook, "assignment.declined", by=by, subject=abstract, changes={"reason": ("", reason)})
    # Who is too close to it by now hears nothing of its reviewers (S21).
    if giver is not None and giver != by and knows_of(standing_of(giver, abstract.event), abstract):
        post_later_in_digest(
            "abstracts/mail/declined.txt",
            to=[giver],
            topic="abstracts",
            url=f"/manage/e/{abstract.event_id}/abstracts/assignment/",
            abstract=abstract,
            event=abstract.event,
            reviewer=by,
            reason=reason,
        )


@transaction.atomic
def save_profile(
    event: Event, *, by: User, load_limit: int | None, competences: Mapping[str, int]
) -> ReviewerProfile:
    """How many abstracts the person takes at most, and how well they know each topic. Raises NotAReviewer."""
    if not standing_of(by, event).is_reviewer:
        raise NotAReviewer(_("You are not among the reviewers of this event."))
    topics = set(topics_asked(event))
    if not set(competences) <= topics or any(not 0 <= known <= MOST_KNOWN for known in competences.values()):
        raise NotOfThisCall(_("Choose from the topics of the calls of this event."))
    if load_limit is not None and not 0 <= load_limit <= MOST_LIMIT:
        raise NotOfThisCall(_("Give a number of abstracts from 0 to 1000."))
    known = {topic: level for topic, level in competences.items() if level}
    profile, _is_new = ReviewerProfile.objects.update_or_create(
        event=event, user=by, defaults={"load_limit": load_limit, "competences": known}
    )
    return profile
