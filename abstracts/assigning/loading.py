"""The facts of a matching from the database: what one organiser may see of a call, and all of its reviewers."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from abstracts.all_conflicts import conflicts_of_all
from abstracts.assigning.cost import Rules
from abstracts.assigning.facts import Facts, Pair, Paper, Reviewer
from abstracts.committee import Place, reviewers_of
from abstracts.conflicts import Conflicts
from abstracts.models import Abstract, Assignment, Bid, Call, Review, ReviewerProfile, State
from abstracts.reading import led_by
from abstracts.standing import Standing
from accounts.models import User


@dataclass(frozen=True)
class Panel:
    """The facts, with what pages say about them. Abstracts kept from the person are nowhere in it."""

    facts: Facts
    people: dict[int, User]
    reasons: dict[int, Conflicts]
    given: frozenset[Pair] = frozenset()
    begun: frozenset[Pair] = frozenset()
    done: frozenset[Pair] = frozenset()
    loads: dict[int, int] = field(default_factory=dict)
    """How many abstracts of the call each reviewer has, decided ones too."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What is given and what is written in an event, by pairs."""

    given: frozenset[Pair]
    begun: frozenset[Pair]
    done: frozenset[Pair]


def panel_of(standing: Standing, call: Call, rules: Rules) -> Panel:
    """Eighteen queries, however many abstracts and reviewers."""
    people = reviewers_of(call.event)
    reasons = conflicts_of_all(list(people), call.event)
    open_rows = led_by(standing).open().filter(call=call).order_by("number")
    topics = dict(open_rows.values_list("pk", "topics"))
    held = _held(standing)
    tracks = _tracks(topics)
    kept = _kept(held, {user.pk for user in people}, reasons, rules)
    wanted = call.reviewing.reviews_wanted
    givers, keepers = _by_abstract(held.given), _by_abstract(kept)
    papers = [
        Paper(
            id=key,
            wanted=wanted,
            tracks=frozenset(tracks[key]),
            topics=tuple(names),
            given=frozenset(givers[key]),
            kept=frozenset(keepers[key]),
        )
        for key, names in topics.items()
    ]
    bids = Bid.objects.filter(abstract__in=list(topics), user__in=[user.pk for user in people])
    wishes = {(key, user): wish for key, user, wish in bids.values_list("abstract", "user", "wish")}
    conflicts = {key: found.all for key, found in reasons.items()}
    reviewers, loads = _reviewers(standing, call, people, held, set(topics))
    return Panel(
        Facts(tuple(papers), tuple(reviewers), wishes, conflicts),
        {user.pk: user for user in people},
        reasons,
        held.given,
        held.begun,
        held.done,
        loads,
    )


def _held(standing: Standing) -> _Held:
    mine = led_by(standing).exclude(state=State.WITHDRAWN).values("pk")
    given = Assignment.objects.filter(abstract__in=mine).values_list("abstract", "reviewer")
    reviews = Review.objects.filter(abstract__in=mine, reviewer__isnull=False)
    written = list(reviews.values_list("abstract", "reviewer", "submitted_at"))
    return _Held(
        frozenset(given.order_by()),
        frozenset((key, user) for key, user, _sent in written),
        frozenset((key, user) for key, user, sent in written if sent is not None),
    )


def _kept(
    held: _Held, reviewers: set[int], reasons: dict[int, Conflicts], rules: Rules
) -> set[tuple[int, int]]:
    """Pairs that stay: where a review came in; and of what is given, all or what was begun, unless it must not be."""
    stays = held.given if rules.keep else held.given & held.begun
    return set(held.done) | {
        (key, user) for key, user in stays if user in reviewers and key not in reasons[user].reasons
    }


def _reviewers(
    standing: Standing, call: Call, people: dict[User, Place], held: _Held, papers: set[int]
) -> tuple[list[Reviewer], dict[int, int]]:
    """With limits that count what they have elsewhere at the event, and decided ones of the call."""
    profiles = {one.user_id: one for one in ReviewerProfile.objects.filter(event=call.event)}
    of_call = set(led_by(standing).filter(call=call).values_list("pk", flat=True))
    elsewhere = Counter(user for key, user in held.given if key not in papers)
    decided = Counter(user for key, user in held.given if key in of_call and key not in papers)
    here = Counter(user for key, user in held.given | held.done if key in of_call)
    reviewers = []
    for user, place in people.items():
        profile = profiles.get(user.pk)
        limits = []
        if profile is not None and profile.load_limit is not None:
            limits.append(profile.load_limit - elsewhere[user.pk])
        if call.reviewing.load_limit is not None:
            limits.append(call.reviewing.load_limit - decided[user.pk])
        limit = max(0, min(limits)) if limits else None
        reviewers.append(Reviewer(user.pk, place, limit, profile.competences if profile else {}))
    return reviewers, dict(here)


def _tracks(keys: Iterable[int]) -> dict[int, set[int]]:
    tracks: dict[int, set[int]] = defaultdict(set)
    links = Abstract.reviewed_for.through.objects.filter(abstract__in=list(keys))
    for key, track in links.values_list("abstract", "track"):
        tracks[key].add(track)
    return tracks


def _by_abstract(pairs: Iterable[Pair]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, user in pairs:
        found[key].add(user)
    return found
