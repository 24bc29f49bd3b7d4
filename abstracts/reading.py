"""The doors for reads: which abstracts and reviews a member of the committee may open. Authors have their own door,
`Abstract.objects.of_person`.

Whoever has a conflict of interest does not pass here at all, in lists, counts and searches alike.
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.query import QuerySet
from django.utils import timezone

from abstracts.models import Abstract, AbstractQuerySet, Assignment, Review, Reviewing, State
from abstracts.standing import Standing

NOTHING = Q(pk__in=[])
EVERYTHING = ~Q(pk__in=[])


def open_to(standing: Standing) -> AbstractQuerySet:
    """What the person may read as a member of the committee, decided and withdrawn ones too."""
    wanted = _managed(standing) | _convened(standing) | _read_only(standing) | _given(standing)
    return _of(standing).filter(wanted)


def reviewable_by(standing: Standing) -> AbstractQuerySet:
    """What the person may review now: open abstracts of their tracks, or given to them."""
    return given_to(standing).open()


def given_to(standing: Standing) -> AbstractQuerySet:
    """What the person reviews or reviewed: of their tracks, or given to them; decided ones too."""
    return _of(standing).filter(_given(standing))


def biddable_by(standing: Standing) -> AbstractQuerySet:
    """Open abstracts of which the person may say how gladly they would review them, while their call asks.

    Of these they read title, text, tracks and topics, though they are not given them: wishes come first.
    """
    if not standing.is_reviewer:
        return _of(standing).none()
    asked = Q(call__reviewing__bids_until__gt=timezone.now())
    mine = EVERYTHING if standing.reviews_all else _in_tracks(standing.reviewed)
    return _of(standing).open().filter(asked & mine)


def decidable_by(standing: Standing) -> AbstractQuerySet:
    """What the person may decide on, whatever state it is in: organisers all, conveners where the call lets them."""
    by_convener = _convened(standing) & Q(call__reviewing__conveners_decide=True)
    return _of(standing).filter(_managed(standing) | by_convener)


def led_by(standing: Standing) -> AbstractQuerySet:
    """Abstracts whose reviews the person reads all of: organisers and the conveners of a track."""
    return _of(standing).filter(_managed(standing) | _convened(standing))


def reviews_open_to(standing: Standing) -> "QuerySet[Review]":
    """Submitted reviews the person may read. A draft is read by its writer only, through their own review page.

    Those who lead read all; reviewers read their own, and the others' as the call says.
    """
    sent = Review.objects.filter(submitted_at__isnull=False, abstract__event=standing.event)
    if standing.user is None:
        return sent.none()
    own = Exists(
        Review.objects.filter(
            abstract=OuterRef("abstract"), reviewer=standing.user, submitted_at__isnull=False
        )
    )
    always = Q(abstract__call__reviewing__others=Reviewing.Others.ALWAYS)
    after_own = Q(abstract__call__reviewing__others=Reviewing.Others.AFTER_OWN) & own
    given = Q(abstract__in=_of(standing).filter(_given(standing)).values("pk"))
    led = Q(abstract__in=led_by(standing).values("pk"))
    mine = Q(reviewer=standing.user, abstract__in=open_to(standing).values("pk"))
    return sent.filter(led | mine | (given & (always | after_own)))


def is_blind(abstract: Abstract) -> bool:
    """Whether it is not for the committee to know who wrote it.

    Blindness ends where the acceptance is released: then its authors stand in the programme. Who was not accepted
    stays unknown.
    """
    is_public = abstract.is_released and abstract.state == State.ACCEPTED
    return abstract.call.reviewing.is_double_blind and not is_public


IS_BLIND = Q(call__reviewing__blinding=Reviewing.Blinding.DOUBLE) & ~Q(
    state=State.ACCEPTED, released_at__isnull=False
)
"""The same, for a filter."""


def hides_authors(standing: Standing, abstract: Abstract) -> bool:
    """Whether the person, as a member of the committee, must not learn who wrote it.

    Organisers may know, and conveners where the call lets them; they are shown it when they ask.
    """
    if standing.is_manager or not is_blind(abstract):
        return False
    return not (abstract.call.reviewing.conveners_see_authors and leads(standing, abstract))


def names_reviewers(standing: Standing, abstract: Abstract) -> bool:
    """Whether the person sees who wrote a review; otherwise reviewers are numbered."""
    reviewing = abstract.call.reviewing
    return (
        reviewing.reviewers_are_named
        or reviewing.blinding == Reviewing.Blinding.OPEN
        or leads(standing, abstract)
    )


def leads(standing: Standing, abstract: Abstract) -> bool:
    """Whether the person organises, or convenes a track the abstract is reviewed in. Asks for tracks once."""
    if standing.is_manager or standing.convenes_all:
        return True
    return not standing.convened.isdisjoint(track.pk for track in abstract.reviewed_for.all())


def _of(standing: Standing) -> AbstractQuerySet:
    """Everything sent to the event but what a conflict of interest keeps from the person."""
    return Abstract.objects.sent().filter(event=standing.event).exclude(pk__in=standing.barred)


def _managed(standing: Standing) -> Q:
    return EVERYTHING if standing.is_manager else NOTHING


def _convened(standing: Standing) -> Q:
    if standing.convenes_all:
        return EVERYTHING
    return _in_tracks(standing.convened)


def _read_only(standing: Standing) -> Q:
    """Other tracks, for conveners, where the call allows it: to spot duplicates."""
    return Q(call__reviewing__conveners_see_other_tracks=True) if standing.is_convener else NOTHING


def _given(standing: Standing) -> Q:
    """What the person reviews: by track where the call works that way, and what was given to them one by one."""
    if standing.user is None or not standing.is_reviewer:
        return NOTHING
    tracks = EVERYTHING if standing.reviews_all else _in_tracks(standing.reviewed)
    by_track = Q(call__reviewing__assignment=Reviewing.Assignment.TRACK) & tracks
    one_by_one = Q(pk__in=Assignment.objects.filter(reviewer=standing.user).values("abstract"))
    return (by_track | one_by_one) & ~Q(state=State.WITHDRAWN)


def _in_tracks(tracks: frozenset[int]) -> Q:
    if not tracks:
        return NOTHING
    through = Abstract.reviewed_for.through.objects.filter(track__in=tracks)
    return Q(pk__in=through.values("abstract"))
