"""What the reviews of an abstract say together: Indico's reviewing states, per track and overall."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from abstracts.models import Abstract, Review


class ReviewState(TextChoices):
    NOT_STARTED = "not_started", pgettext_lazy("what reviews say together", "No review yet")
    IN_PROGRESS = "in_progress", pgettext_lazy("what reviews say together", "In progress")
    POSITIVE = "positive", pgettext_lazy("what reviews say together", "Positive")
    CONFLICTING = "conflicting", pgettext_lazy("what reviews say together", "Positive, but they differ")
    NEGATIVE = "negative", pgettext_lazy("what reviews say together", "Negative")
    MIXED = "mixed", pgettext_lazy("what reviews say together", "Mixed")


POSITIVE_ISH = frozenset({ReviewState.POSITIVE, ReviewState.CONFLICTING})


@dataclass(frozen=True, slots=True)
class Proposed:
    """What one submitted review proposes, in which track (None where the abstract has none), as which type."""

    track: int | None
    action: str
    type: int | None = None


def state_in_track(reviews: Sequence[Proposed]) -> ReviewState:
    """Of the reviews of one track. Accepted as different types by different reviewers is conflicting."""
    if not reviews:
        return ReviewState.NOT_STARTED
    accepted = [review for review in reviews if review.action == Review.Action.ACCEPT]
    is_rejected = any(review.action == Review.Action.REJECT for review in reviews)
    if is_rejected and not accepted:
        return ReviewState.NEGATIVE
    if accepted and not is_rejected:
        types = {review.type for review in accepted} - {None}
        return ReviewState.CONFLICTING if len(types) > 1 else ReviewState.POSITIVE
    return ReviewState.MIXED


def overall_state(tracks: Iterable[int], reviews: Sequence[Proposed]) -> ReviewState:
    """Of an abstract reviewed in these tracks; without tracks all its reviews count together.

    In progress while some track has no review. Positive in several tracks is conflicting: somebody must choose one.
    """
    if not reviews:
        return ReviewState.NOT_STARTED
    by_track = states_by_track(tracks, reviews)
    if not by_track:
        return state_in_track(reviews)
    states = set(by_track.values())
    if ReviewState.NOT_STARTED in states:
        return ReviewState.IN_PROGRESS
    if states == {ReviewState.NEGATIVE}:
        return ReviewState.NEGATIVE
    if states <= POSITIVE_ISH:
        return ReviewState.CONFLICTING if len(by_track) > 1 else states.pop()
    return ReviewState.MIXED


def states_by_track(tracks: Iterable[int], reviews: Iterable[Proposed]) -> dict[int, ReviewState]:
    """Of each of these tracks. A review that was given in no track speaks for all of them."""
    given: dict[int | None, list[Proposed]] = defaultdict(list)
    for review in reviews:
        given[review.track].append(review)
    return {track: state_in_track([*given[track], *given[None]]) for track in tracks}


def review_states(abstracts: Iterable[Abstract]) -> Mapping[int, ReviewState]:
    """Of all of these, by id: two queries, however many they are."""
    keys = [abstract.pk for abstract in abstracts]
    tracks: dict[int, list[int]] = defaultdict(list)
    links = Abstract.reviewed_for.through.objects.filter(abstract__in=keys)
    for abstract, track in links.values_list("abstract", "track"):
        tracks[abstract].append(track)
    reviews: dict[int, list[Proposed]] = defaultdict(list)
    sent = Review.objects.filter(abstract__in=keys, submitted_at__isnull=False)
    for abstract, track, action, kind in sent.values_list("abstract", "track", "action", "type"):
        reviews[abstract].append(Proposed(track, action, kind))
    return {key: overall_state(tracks[key], reviews[key]) for key in keys}
