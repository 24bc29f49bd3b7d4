"""What somebody is to the abstracts of an event: fetched once, asked often."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from abstracts.conflicts import NO_CONFLICTS, Conflicts, conflicts_of
from abstracts.duties import ABSTRACTS
from abstracts.models import Call, TeamMember
from access.filters import Person, granted_to, grants_of
from accounts.models import User
from events.models import Event


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's place in the committee of one event.

    `convened` and `reviewed` are ids of tracks; the flags beside them say "of the whole event". `conflicts` holds the
    abstracts of the event the person must not see as a member of the committee, each with the reasons.
    """

    user: User | None
    event: Event
    is_manager: bool = False
    convenes_all: bool = False
    convened: frozenset[int] = frozenset()
    reviews_all: bool = False
    reviewed: frozenset[int] = frozenset()
    conflicts: Conflicts = NO_CONFLICTS

    @property
    def is_convener(self) -> bool:
        return self.convenes_all or bool(self.convened)

    @property
    def is_reviewer(self) -> bool:
        return self.reviews_all or bool(self.reviewed)

    @property
    def is_in_committee(self) -> bool:
        return self.is_manager or self.is_convener or self.is_reviewer

    @property
    def barred(self) -> frozenset[int]:
        """Ids of abstracts kept from the person. Organisers are kept only from what they wrote or declared."""
        return self.conflicts.personal if self.is_manager else self.conflicts.all


def standing_of(user: User | AnonymousUser, event: Event) -> Standing:
    """Five queries for organisers, ten for others at most; strangers are nothing to any event."""
    if not isinstance(user, User) or not user.is_active:
        return Standing(None, event)
    is_manager = manages_abstracts(user, event)
    places = list(TeamMember.objects.filter(event=event).naming(user).values_list("duty", "track"))
    convened = {track for duty, track in places if duty == TeamMember.Duty.CONVENER}
    reviewed = {track for duty, track in places if duty == TeamMember.Duty.REVIEWER}
    if not (is_manager or places):
        return Standing(user, event)
    return Standing(
        user,
        event,
        is_manager=is_manager,
        convenes_all=None in convened,
        convened=frozenset(track for track in convened if track is not None),
        reviews_all=None in reviewed,
        reviewed=frozenset(track for track in reviewed if track is not None),
        conflicts=conflicts_of(user, event, only_personal=is_manager),
    )


def has_a_place(user: Person, event: Event) -> bool:
    """Whether somebody reviews or convenes something of the event; one query, none for strangers."""
    return isinstance(user, User) and TeamMember.objects.filter(event=event).naming(user).exists()


def manages_abstracts(user: User | AnonymousUser, event: Event) -> bool:
    """Whoever runs the event, or holds the duty on its own list (the chairs of the programme)."""
    return Event.objects.filter(granted_to(user, ABSTRACTS), pk=event.pk, deleted_at__isnull=True).exists()


def chaired_by(user: User) -> QuerySet[Event]:
    """Events on whose own list the person holds the duty; not those they run anyway. The latest first."""
    lists = sorted(key for key, duty in grants_of(user) if duty == ABSTRACTS)
    return Event.objects.filter(access__in=lists, deleted_at__isnull=True).order_by("-starts_at", "pk")


def decides(standing: Standing, call: Call) -> bool:
    """Whether the person decides on anything of this call; on which abstracts, the door says."""
    return standing.is_manager or (standing.is_convener and call.reviewing.conveners_decide)
