"""Who reviews for an event: people, by themselves, a group of theirs, or what they are to the event."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

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
    roles = EventRole.objects.filter(event=event, person__user__isnull=False)
    holders: dict[str, list[int]] = defaultdict(list)
    for role, user in roles.order_by().values_list("role", "person__user"):
        holders[role].append(user)
    members = TeamMember.objects.filter(event=event, duty=TeamMember.Duty.REVIEWER).order_by()
    places: dict[int, set[int | None]] = defaultdict(set)
    for user, in_group, role, track in members.values_list("user", "group__members", "role", "track"):
        for key in [user, in_group, *holders[role]]:
            if key is not None:
                places[key].add(track)
    people = User.objects.filter(pk__in=list(places), is_active=True).order_by("name", "pk")
    return {user: _place(places[user.pk]) for user in people}


def _place(tracks: set[int | None]) -> Place:
    return Place(frozenset(track for track in tracks if track is not None), of_all=None in tracks)
