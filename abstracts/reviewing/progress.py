"""How far the reviewers of a call are, for those who lead: by reviewer and by track."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import fmean

from django.utils import timezone

from abstracts.all_conflicts import conflicts_of_all
from abstracts.committee import Place, reviewers_of
from abstracts.models import Abstract, Assignment, Call, Review, Reviewing, State
from abstracts.reading import led_by
from abstracts.standing import Standing
from accounts.models import User
from programme.models import Track


@dataclass(slots=True)
class Line:
    """Of one reviewer or one track: how many reviews are given out and done, and the mean of their scores."""

    name: str
    key: int
    given: int = 0
    done: int = 0
    is_over: bool = False
    scores: list[float] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        return max(0, self.given - self.done)

    @property
    def late(self) -> int:
        return self.waiting if self.is_over else 0

    @property
    def percent(self) -> int:
        return 100 * self.done // self.given if self.given else 0

    @property
    def mean(self) -> float | None:
        return fmean(self.scores) if self.scores else None


@dataclass(frozen=True, slots=True)
class Work:
    """Who is to review what of a call: pairs of abstract and reviewer; the reviews there are, with their scores."""

    people: dict[int, User]
    wanted: set[tuple[int, int]]
    done: dict[tuple[int, int], float | None]
    open: frozenset[int]

    def waiting(self) -> dict[int, list[int]]:
        """By reviewer, the open abstracts that wait for them."""
        found: dict[int, list[int]] = defaultdict(list)
        for abstract, reviewer in sorted(self.wanted - self.done.keys()):
            if abstract in self.open:
                found[reviewer].append(abstract)
        return found


def work_in(call: Call, keys: Iterable[int] | None = None) -> Work:
    """The work of a call, or of these abstracts of it."""
    sent = Abstract.objects.sent().filter(call=call).exclude(state=State.WITHDRAWN)
    if keys is not None:
        sent = sent.filter(pk__in=list(keys))
    states = dict(sent.values_list("pk", "state"))
    people = reviewers_of(call.event)
    wanted = _given_one_by_one(states, people) | _by_track(call, states, people)
    reviews = Review.objects.filter(abstract__in=states, submitted_at__isnull=False)
    done: dict[tuple[int, int], float | None] = {}
    for abstract, reviewer, score in reviews.values_list("abstract", "reviewer", "score"):
        done[(abstract, reviewer)] = None if score is None else float(score)
    still_open = frozenset(key for key, state in states.items() if state in (State.SUBMITTED, State.REVISION))
    known = {user.pk: user for user in people}
    absent = {reviewer for _abstract, reviewer in done.keys() | wanted} - known.keys()
    known |= {user.pk: user for user in User.objects.filter(pk__in=absent)}
    return Work(known, wanted | done.keys(), done, still_open)


def lines_of(call: Call, standing: Standing) -> tuple[list[Line], list[Line]]:
    """By reviewer and by track, of what the person leads: nothing of what a conflict keeps from them (S21)."""
    keys = list(led_by(standing).filter(call=call).values_list("pk", flat=True))
    work = work_in(call, keys)
    due = call.reviewing.due_at
    is_over = due is not None and due < timezone.now()
    people = {key: Line(str(user), key, is_over=is_over) for key, user in work.people.items()}
    tracks = {
        track.pk: Line(str(track), track.pk, is_over=is_over)
        for track in Track.objects.filter(event=call.event)
    }
    of_tracks: dict[int, list[int]] = defaultdict(list)
    links = Abstract.reviewed_for.through.objects.filter(abstract__in=keys)
    for abstract, track in links.values_list("abstract", "track"):
        of_tracks[abstract].append(track)
    for pair in work.wanted:
        abstract, reviewer = pair
        for line in [people[reviewer], *(tracks[track] for track in of_tracks[abstract])]:
            line.given += 1
            if pair in work.done:
                line.done += 1
                if (score := work.done[pair]) is not None:
                    line.scores.append(score)
    shown = [line for line in people.values() if line.given or standing.is_manager]
    return sorted(shown, key=lambda line: line.name.casefold()), [
        line for line in tracks.values() if line.given
    ]


def _given_one_by_one(states: dict[int, str], people: dict[User, Place]) -> set[tuple[int, int]]:
    known = {user.pk for user in people}
    pairs = Assignment.objects.filter(abstract__in=states).values_list("abstract", "reviewer")
    return {(abstract, reviewer) for abstract, reviewer in pairs if reviewer in known}


def _by_track(call: Call, states: dict[int, str], people: dict[User, Place]) -> set[tuple[int, int]]:
    """Everything of a reviewer's tracks, but what a conflict of interest bars, where the call works that way."""
    if call.reviewing.assignment != Reviewing.Assignment.TRACK:
        return set()
    tracks: dict[int, set[int]] = defaultdict(set)
    links = Abstract.reviewed_for.through.objects.filter(abstract__in=states)
    for abstract, track in links.values_list("abstract", "track"):
        tracks[abstract].add(track)
    conflicts = conflicts_of_all(people, call.event)
    return {
        (abstract, user.pk)
        for user, place in people.items()
        for barred in [conflicts[user.pk].all]
        for abstract in states
        if abstract not in barred and place.covers(tracks[abstract])
    }
