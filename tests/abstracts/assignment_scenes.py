"""Scenes of assigning: a call whose abstracts are given one by one, its organiser, and reviewers of its track."""

from dataclasses import dataclass

from abstracts.models import Abstract, Call, Reviewing
from abstracts.standing import Standing, standing_of
from accounts.models import User
from programme.models import Track
from tests.factories.abstracts import AbstractFactory, CallFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory


@dataclass
class Scene:
    call: Call
    track: Track
    chair: User
    abstracts: list[Abstract]
    reviewers: list[User]

    @property
    def standing(self) -> Standing:
        return standing_of(self.chair, self.call.event)

    @property
    def pairs(self) -> set[tuple[int, int]]:
        """What is given, by position in the lists, from nought."""
        numbers = {one.pk: n for n, one in enumerate(self.abstracts)}
        people = {one.pk: n for n, one in enumerate(self.reviewers)}
        rows = self.call.event.abstracts.filter(assignments__isnull=False)
        found = rows.values_list("pk", "assignments__reviewer")
        return {(numbers[key], people[user]) for key, user in found}

    def pair(self, abstract: int, reviewer: int) -> tuple[int, int]:
        return self.abstracts[abstract].pk, self.reviewers[reviewer].pk


def scene(abstracts: int = 2, reviewers: int = 2, host: str = "host", **rules: object) -> Scene:
    """`rules` are of the reviewing. Each reviewer is of a `host` of their own."""
    call = CallFactory()
    values = {"assignment": Reviewing.Assignment.INDIVIDUAL, "reviews_wanted": 1} | rules
    Reviewing.objects.filter(call=call).update(**values)
    call = Call.objects.select_related("event", "reviewing").get(pk=call.pk)
    track = TrackFactory(event=call.event)
    people = [
        TeamMemberFactory(
            event=call.event, track=track, user=UserFactory(email=f"r{n}@{host}{n}.example")
        ).user
        for n in range(reviewers)
    ]
    papers = [AbstractFactory(call=call, tracks=[track]) for _n in range(abstracts)]
    return Scene(call, track, UserFactory(is_admin=True), papers, people)
