"""May they? What a member of the committee may do with one abstract, by their standing. The doors are in `reading`."""

from abstracts.models import Abstract, Comment, Review, Reviewing
from abstracts.reading import biddable_by, given_to, leads, open_to, reviewable_by
from abstracts.standing import Standing
from programme.models import Track

Audience = Comment.Audience


def can_review(standing: Standing, abstract: Abstract) -> bool:
    """Write or change a review of it now."""
    return reviewable_by(standing).filter(pk=abstract.pk).exists()


def can_bid(standing: Standing, abstract: Abstract) -> bool:
    return biddable_by(standing).filter(pk=abstract.pk).exists()


def knows_of(standing: Standing, abstract: Abstract) -> bool:
    """Whether the person may read it, or say a wish about it: they may then say that they are too close to it."""
    return open_to(standing).filter(pk=abstract.pk).exists() or can_bid(standing, abstract)


def tracks_to_review(standing: Standing, abstract: Abstract) -> list[Track]:
    """For which of its tracks the person reviews it: their own ones, or all for whom it was given one by one.

    Empty where the abstract has no track: it is then reviewed for none.
    """
    tracks = list(abstract.reviewed_for.all())
    own = [track for track in tracks if standing.reviews_all or track.pk in standing.reviewed]
    return own or tracks


def reads_discussion(standing: Standing, abstract: Abstract) -> bool:
    """Those who lead; and reviewers while they discuss, after their own review where the call wants that first."""
    if leads(standing, abstract):
        return True
    reviewing = abstract.call.reviewing
    if not (reviewing.discussion_is_open and can_read_as_reviewer(standing, abstract)):
        return False
    return reviewing.others != Reviewing.Others.AFTER_OWN or has_reviewed(standing, abstract)


def has_reviewed(standing: Standing, abstract: Abstract) -> bool:
    mine = Review.objects.filter(abstract=abstract, reviewer=standing.user, submitted_at__isnull=False)
    return standing.user is not None and mine.exists()


def can_read_as_reviewer(standing: Standing, abstract: Abstract) -> bool:
    """Whether it is the person's to review, decided or not; a convener who only looks into other tracks does not."""
    return given_to(standing).filter(pk=abstract.pk).exists()


def audiences_for(standing: Standing, abstract: Abstract) -> list[Audience]:
    """To whom the person may speak about the abstract; nobody where they do not discuss."""
    if leads(standing, abstract):
        return list(Audience)
    if reads_discussion(standing, abstract):
        return [Audience.REVIEWERS, Audience.CONVENERS, Audience.CHAIRS]
    return []


def audiences_heard(standing: Standing, abstract: Abstract) -> list[Audience]:
    """Comments to whom the person reads; their own they always read."""
    if standing.is_manager:
        return list(Audience)
    if leads(standing, abstract):
        return [Audience.CONVENERS, Audience.REVIEWERS, Audience.AUTHORS]
    if reads_discussion(standing, abstract):
        return [Audience.REVIEWERS, Audience.AUTHORS]
    return []
