"""Who reviews and convenes for an event: people, by themselves, a group of theirs, or what they are to the event."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from abstracts.models import TeamMember
from accounts.models import User
from events.models import Event, EventRole


@dataclass(frozen=True, slots=True)
class Place:
    """For what somebody reviews: ids of tracks, or abstracts of all tracks."""

    tracks: frozenset[int] = frozenset()
    of_all: bool = False

    def covers(self, tracks: Collection[int]) -> bool:
        """Whether an abstract in these tracks is theirs."""
        return self.of_all or not self.tracks.isdisjoint(tracks)


def reviewers_of(event: Event) -> dict[User, Place]:
    """Everybody who may be given abstracts, by name, with their place. Three queries."""
    places = _places(event, TeamMember.objects.filter(duty=TeamMember.Duty.REVIEWER))
    return {user: _place(places[user.pk]) for user in _people(places)}


def committee_of(event: Event) -> list[User]:
    """Everybody who reviews or convenes, by name. Three queries."""
    return list(_people(_places(event, TeamMember.objects.all())))


def _places(event: Event, members: "QuerySet[TeamMember]") -> dict[int, set[int | None]]:
    """The tracks of each person, by their id."""
    roles = EventRole.objects.filter(event=event, person__user__isnull=False)
    holders: dict[str, list[int]] = defaultdict(list)
    for role, user in roles.order_by().values_list("role", "person__user"):
        holders[role].append(user)
    places: dict[int, set[int | None]] = defaultdict(set)
    rows = members.filter(event=event).order_by()
    for user, in_group, role, track in rows.values_list("user", "group__members", "role", "track"):
        for key in [user, in_group, *holders[role]]:
            if key is not None:
                places[key].add(track)
    return places


def _people(places: Collection[int]) -> "QuerySet[User]":
    return User.objects.filter(pk__in=list(places), is_active=True).order_by("name", "pk")


def _place(tracks: set[int | None]) -> Place:
    return Place(frozenset(track for track in tracks if track is not None), of_all=None in tracks)
