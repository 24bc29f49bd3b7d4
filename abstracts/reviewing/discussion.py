"""What the committee says to each other about an abstract: who reads what, and under which name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from abstracts.models import Abstract, Comment, Review
from abstracts.reading import names_reviewers, open_to
from abstracts.reviewing.rights import audiences_heard
from abstracts.standing import Standing, standing_of
from accounts.models import User


def comments_open_to(standing: Standing, abstract: Abstract) -> "QuerySet[Comment]":
    """The comments the person reads; nothing for who may not read the abstract as a member of the committee."""
    if standing.user is None or not open_to(standing).filter(pk=abstract.pk).exists():
        return Comment.objects.none()
    heard = Q(audience__in=audiences_heard(standing, abstract)) | Q(author=standing.user)
    return Comment.objects.filter(heard, abstract=abstract, deleted_at__isnull=True).select_related("author")


def comments_to_authors(abstract: Abstract) -> "QuerySet[Comment]":
    """What the committee told the authors, for their page. Who wrote it is not theirs to know: say “the committee”."""
    told = Comment.objects.filter(
        abstract=abstract, audience=Comment.Audience.AUTHORS, deleted_at__isnull=True
    )
    return told.defer("author")


def readers_of(comment: Comment) -> list[User]:
    """Who reads along and hears of a comment: those who reviewed or commented on it, and may read this one."""
    abstract = comment.abstract
    reviewed = Q(
        pk__in=Review.objects.filter(abstract=abstract, submitted_at__isnull=False).values("reviewer")
    )
    spoke = Q(pk__in=Comment.objects.filter(abstract=abstract, deleted_at__isnull=True).values("author"))
    people = (
        User.objects.filter(reviewed | spoke, is_active=True)
        .exclude(pk=comment.author_id or 0)
        .order_by("pk")
    )
    return [
        user
        for user in people
        if comments_open_to(standing_of(user, abstract.event), abstract).filter(pk=comment.pk).exists()
    ]


@dataclass(frozen=True)
class Names:
    """Under which names one person sees the reviewers of one abstract."""

    viewer: int | None
    are_named: bool
    numbers: dict[int, int]

    def of(self, user: User | None) -> str:
        """“You”, the name, “Reviewer 2”, or a member of the committee who did not review."""
        if user is None:
            return _("Somebody")
        if user.pk == self.viewer:
            return _("You")
        if self.are_named:
            return str(user)
        if number := self.numbers.get(user.pk):
            return _("Reviewer %(number)d") % {"number": number}
        return _("The committee")


def names_for(standing: Standing, abstract: Abstract) -> Names:
    """One query. The numbers follow the order in which reviews were begun: they never change."""
    viewer = standing.user.pk if standing.user else None
    return Names(viewer, names_reviewers(standing, abstract), reviewer_numbers(abstract))


def reviewer_numbers(abstract: Abstract) -> dict[int, int]:
    """By the id of the reviewer, from 1."""
    begun = Review.objects.filter(abstract=abstract).order_by("pk").values_list("reviewer", flat=True)
    return numbered(begun)


def numbered(reviewers: Iterable[int]) -> dict[int, int]:
    return {reviewer: number for number, reviewer in enumerate(dict.fromkeys(reviewers), start=1)}
