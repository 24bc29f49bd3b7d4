"""What the page of assignments shows: who has each abstract, what each reviewer has, and who could take one more.

All of it is of one call, and of what the person may read. Conflicts of interest tell who wrote something, so only those
who may know the authors see them.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from abstracts.all_conflicts import conflicts_of_all
from abstracts.assigning.cost import Fit, Rules, cost_of, fit_of
from abstracts.assigning.facts import Pair
from abstracts.assigning.loading import panel_of
from abstracts.assigning.room import MANY, room_of
from abstracts.assigning.words import fit_words
from abstracts.committee import Place, reviewers_of
from abstracts.conflicts import PERSONAL, Reason
from abstracts.models import Abstract, AbstractQuerySet, Assignment, Bid, Call, Review
from abstracts.reading import led_by
from abstracts.standing import Standing
from accounts.models import User
from programme.models import Track


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: numbers of a track, a reviewer and an abstract, nought for any."""

    track: int = 0
    reviewer: int = 0
    abstract: int = 0
    few: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A reviewer of an abstract. `by_track`: reviewed without having been given it."""

    user: User
    wish: str = ""
    begun: bool = False
    done: bool = False
    by_track: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    abstract: Abstract
    given: list[Given]
    lacking: int


@dataclass(frozen=True, slots=True)
class Line:
    """What a reviewer has of the call. `limit` is the most they take, None without an end."""

    user: User
    tracks: list[Track]
    of_all: bool
    given: int
    done: int
    limit: int | None
    wishes: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0

    @property
    def percent(self) -> int:
        most = self.limit if self.limit is not None else max(self.given, 1)
        return min(100, round(100 * self.given / most)) if most else 100

    @property
    def is_full(self) -> bool:
        return self.limit is not None and self.given >= self.limit


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take an abstract, and what speaks for and against it."""

    line: Line
    fit: Fit
    words: str
    cost: int
    reasons: list[str]
    is_liftable: bool = False
    """Whether an organiser may say that the conflicts of interest do not hold."""


class Overview:
    """The assignments of a call as one person may see them."""

    def __init__(self, standing: Standing, call: Call) -> None:
        self.standing, self.call = standing, call
        self.wanted = call.reviewing.reviews_wanted

    @cached_property
    def people(self) -> dict[User, Place]:
        return reviewers_of(self.call.event)

    @cached_property
    def tracks(self) -> list[Track]:
        return list(Track.objects.filter(event=self.call.event))

    @cached_property
    def given(self) -> set[Pair]:
        rows = Assignment.objects.filter(abstract__in=self.open.values("pk")).order_by()
        return set(rows.values_list("abstract", "reviewer"))

    @cached_property
    def written(self) -> dict[Pair, bool]:
        """Pairs with a review, and whether it was submitted."""
        rows = Review.objects.filter(abstract__in=self.open.values("pk"), reviewer__isnull=False).order_by()
        found: dict[Pair, bool] = {}
        for key, user, sent in rows.values_list("abstract", "reviewer", "submitted_at"):
            found[key, user] = found.get((key, user), False) or sent is not None
        return found

    @property
    def open(self) -> AbstractQuerySet:
        """Abstracts that are reviewed now."""
        return led_by(self.standing).open().filter(call=self.call)

    @cached_property
    def lacking(self) -> dict[int, int]:
        """How many reviewers each abstract still needs, for those that need any."""
        has = Counter(
            key for key, _user in self.given | {pair for pair, sent in self.written.items() if sent}
        )
        keys = self.open.order_by().values_list("pk", flat=True)
        return {key: self.wanted - has[key] for key in keys if has[key] < self.wanted}

    def found(self, asked: Asked) -> AbstractQuerySet:
        """The abstracts that the filters leave, by number."""
        rows = self.open.order_by("number")
        if asked.track:
            through = Abstract.reviewed_for.through.objects.filter(track=asked.track)
            rows = rows.filter(pk__in=through.values("abstract"))
        if asked.reviewer:
            rows = rows.filter(pk__in=[key for key, user in self.given if user == asked.reviewer])
        if asked.few:
            rows = rows.filter(pk__in=list(self.lacking))
        if asked.words.lstrip("#").isdecimal():
            rows = rows.filter(number=int(asked.words.lstrip("#")[:9]))
        elif asked.words:
            rows = rows.filter(title__icontains=asked.words)
        return rows.prefetch_related("reviewed_for")

    def rows(self, abstracts: list[Abstract]) -> list[Row]:
        """One for each, with who has it."""
        keys = {abstract.pk for abstract in abstracts}
        shown = {pair for pair in self.given if pair[0] in keys}
        shown |= {pair for pair, sent in self.written.items() if sent and pair[0] in keys}
        people = User.objects.in_bulk({user for _key, user in shown})
        bids = Bid.objects.filter(abstract__in=keys).values_list("abstract", "user", "wish")
        wishes = {(key, user): str(Bid.Wish(wish).label) for key, user, wish in bids}
        by_abstract: dict[int, list[Given]] = defaultdict(list)
        for key, user in sorted(shown, key=lambda pair: str(people[pair[1]]).casefold()):
            by_abstract[key].append(
                Given(
                    people[user],
                    wishes.get((key, user), ""),
                    begun=(key, user) in self.written,
                    done=self.written.get((key, user), False),
                    by_track=(key, user) not in self.given,
                )
            )
        return [
            Row(abstract, by_abstract[abstract.pk], self.lacking.get(abstract.pk, 0))
            for abstract in abstracts
        ]

    def lines(self, *, with_conflicts: bool = False) -> list[Line]:
        """One for each reviewer, by name."""
        has, done = Counter(user for _key, user in self.given), Counter[int]()
        for (_key, user), sent in self.written.items():
            done[user] += sent
        room = room_of(self.standing, list(self.people), [self.call])
        wishes: dict[int, Counter[str]] = defaultdict(Counter)
        for user, wish in Bid.objects.filter(abstract__in=self.open.values("pk")).values_list("user", "wish"):
            wishes[user][wish] += 1
        conflicts = conflicts_of_all(list(self.people), self.call.event) if with_conflicts else {}
        keys = set(self.open.values_list("pk", flat=True)) if with_conflicts else set()
        return [
            Line(
                user=user,
                tracks=[track for track in self.tracks if track.pk in place.tracks],
                of_all=place.of_all,
                given=has[user.pk],
                done=done[user.pk],
                limit=_limit(has[user.pk], room[user.pk, self.call.pk]),
                wishes=dict(wishes[user.pk]),
                conflicts=len(conflicts[user.pk].all & keys) if with_conflicts else 0,
            )
            for user, place in self.people.items()
        ]

    def candidates(self, abstract: Abstract) -> list[Candidate]:
        """Everybody who does not have it yet: the best first, then those who must not have it, with why."""
        panel = panel_of(self.standing, self.call, Rules())
        paper = next((one for one in panel.facts.papers if one.id == abstract.pk), None)
        lines = {line.user.pk: line for line in self.lines()}
        found = []
        for one in panel.facts.reviewers if paper is not None else ():
            if (abstract.pk, one.id) in self.given or paper is None:
                continue
            fit = fit_of(panel.facts, paper, one)
            reasons = panel.reasons[one.id].reasons.get(abstract.pk, frozenset())
            said = [str(reason.label) for reason in Reason if reason in reasons]
            cost = cost_of(panel.facts, paper, one)
            liftable = bool(reasons) and not reasons & PERSONAL and panel.people[one.id] != self.standing.user
            found.append(Candidate(lines[one.id], fit, fit_words(fit), cost, said, liftable))
        return sorted(found, key=lambda one: (bool(one.reasons), one.line.is_full, one.cost, one.line.given))


def _limit(given: int, room: int) -> int | None:
    return None if room >= MANY // 2 else given + max(0, room)
