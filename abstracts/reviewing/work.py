"""What waits for a reviewer: the abstracts they review, in the order of the days they are due."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from abstracts.models import Abstract, Call, Review, TeamMember
from abstracts.reading import reviewable_by
from abstracts.standing import Standing
from accounts.models import User
from events.models import Event

WAITING, BEGUN, DONE = "waiting", "begun", "done"
IN_ORDER = (F("call__reviewing__due_at").asc(nulls_last=True), "number")


def committees_of(user: User) -> "QuerySet[Event]":
    """The events in whose committee the person has a place, the latest first."""
    places = TeamMember.objects.naming(user).values("event")
    return Event.objects.filter(pk__in=places, deleted_at__isnull=True).order_by("-starts_at", "pk")


def work_of(standing: Standing) -> "QuerySet[Any]":
    """All the person may review now, each with `is_done` and `is_begun`, in the order of the work."""
    mine = Review.objects.filter(abstract=OuterRef("pk"), reviewer=standing.user)
    return (
        reviewable_by(standing)
        .annotate(
            is_done=Exists(mine.filter(submitted_at__isnull=False)),
            is_begun=Exists(mine.filter(submitted_at__isnull=True)),
        )
        .order_by(*IN_ORDER)
    )


def narrowed(work: "QuerySet[Any]", *, show: str = "", track: int = 0, words: str = "") -> "QuerySet[Any]":
    """Some of the work. Words are looked for in number and title, never in what may be hidden (S22)."""
    if show == WAITING:
        work = work.filter(is_done=False)
    elif show == BEGUN:
        work = work.filter(is_done=False, is_begun=True)
    elif show == DONE:
        work = work.filter(is_done=True)
    if track:
        work = work.filter(
            pk__in=Abstract.reviewed_for.through.objects.filter(track=track).values("abstract")
        )
    for word in words.split()[:10]:
        found = Q(title__icontains=word)
        number = word.removeprefix("#")
        if number.isascii() and number.isdigit() and len(number) < 10:
            found |= Q(number=int(number))
        work = work.filter(found)
    return work


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is with one call."""

    call: Call
    given: int
    done: int
    due_at: datetime | None

    @property
    def waiting(self) -> int:
        return self.given - self.done

    @property
    def percent(self) -> int:
        return 100 * self.done // self.given if self.given else 0


def progress_of(standing: Standing) -> list[Progress]:
    """For each call of which the person reviews something: two queries."""
    rows = (
        work_of(standing)
        .order_by("call")
        .values("call")
        .annotate(given=Count("pk"), done=Count("pk", filter=Q(is_done=True)))
    )
    counts = {row["call"]: row for row in rows}
    calls = Call.objects.filter(pk__in=counts).select_related("reviewing", "event")
    return [
        Progress(call, counts[call.pk]["given"], counts[call.pk]["done"], call.reviewing.due_at)
        for call in calls
    ]


@dataclass(frozen=True, slots=True)
class Queue:
    """The numbers of what waits, around one abstract: those before and after it, and a window to show."""

    numbers: list[int]
    position: int
    before: int | None
    after: int | None

    @property
    def window(self) -> list[int]:
        first = max(0, min(self.position - SHOWN // 3, len(self.numbers) - SHOWN))
        return self.numbers[first : first + SHOWN]


SHOWN = 30
"""Entries of the queue beside the sheet."""


def queue_around(standing: Standing, number: int) -> Queue:
    """What waits, and the abstract itself in its place, whether it waits or not. One query."""
    rows = list(work_of(standing).values_list("number", "is_done"))
    numbers = [found for found, is_done in rows if not is_done or found == number]
    if number not in numbers:
        return Queue(numbers, 0, None, numbers[0] if numbers else None)
    place = numbers.index(number)
    before = numbers[place - 1] if place else None
    after = numbers[place + 1] if place + 1 < len(numbers) else None
    return Queue(numbers, place, before, after)


def next_waiting(standing: Standing, number: int) -> int | None:
    """The number of what comes after this one and still waits; the first that waits when this was the last."""
    rows = list(work_of(standing).values_list("number", "is_done"))
    places = [place for place, (found, _done) in enumerate(rows) if found == number]
    start = places[0] + 1 if places else 0
    ahead = [found for found, is_done in [*rows[start:], *rows[:start]] if not is_done and found != number]
    return ahead[0] if ahead else None
