"""What somebody who works on a session has before them: its blocks, what is in them, its talks without a time."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse

from access.filters import keyring_of
from accounts.models import User
from events.models import EventRoom
from kit.navigation import Group, Link
from programme.models import Contribution, Credit, Session
from programme.models.contribution import ContributionQuerySet
from timetable.models import Slot
from timetable.permissions import (
    can_edit_talks_of,
    can_place_blocks_of,
    rooms_hidden_from,
    sessions_open_to,
    talks_open_to,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A block, what the person may see of its contents, and how much more there is."""

    slot: Slot
    inside: list[Slot]
    hidden: int


@dataclass
class SessionDesk:
    """Each part is read when it is asked for."""

    session: Session
    user: User

    @cached_property
    def edits_talks(self) -> bool:
        return can_edit_talks_of(self.user, self.session)

    @cached_property
    def places_blocks(self) -> bool:
        return can_place_blocks_of(self.user, self.session)

    @cached_property
    def talks(self) -> ContributionQuerySet:
        return talks_open_to(self.user, self.session)

    @property
    def own_blocks(self) -> QuerySet[Slot]:
        blocks = Slot.objects.filter(event=self.session.event_id, session=self.session)
        return blocks.select_related("room", "session__type", "event").order_by("starts_at", "pk")

    @cached_property
    def blocks(self) -> list[Block]:
        """Five queries, however many blocks and talks."""
        seen = set(self.talks.values_list("pk", flat=True))
        speakers = Prefetch(
            "contribution__credits", Credit.objects.filter(role=Credit.Role.SPEAKER).select_related("person")
        )
        children = Slot.objects.select_related("contribution").prefetch_related(speakers)
        inside = Prefetch("children", children.order_by("starts_at", "position", "pk"), to_attr="contents")
        found = []
        for slot in self.own_blocks.prefetch_related(inside):
            contents: list[Slot] = slot.contents
            there = [one for one in contents if one.contribution_id is None or one.contribution_id in seen]
            found.append(Block(slot, there, len(contents) - len(there)))
        return found

    @cached_property
    def waiting(self) -> list[Contribution]:
        """Talks of the session without a time."""
        placed = Slot.objects.filter(contribution=OuterRef("pk"))
        return list(self.talks.filter(~Exists(placed)).with_people().order_by("number"))

    @cached_property
    def elsewhere(self) -> list[Slot]:
        """Talks of the session that are held outside its blocks: organisers place these."""
        slots = Slot.objects.filter(contribution__in=self.talks, parent__isnull=True)
        return list(slots.select_related("contribution", "room").order_by("starts_at", "pk"))

    @property
    def rooms(self) -> QuerySet[EventRoom]:
        """Rooms of the event that exist for the person, and those of the session's own blocks."""
        event = self.session.event
        own = event.rooms.filter(slots__session=self.session).values("pk")
        shown = event.rooms.exclude(rooms_hidden_from(keyring_of(self.user), event)).values("pk")
        return event.rooms.filter(pk__in=shown) | event.rooms.filter(pk__in=own)

    def slot(self, key: int) -> Slot | None:
        """A talk or a break in one of the blocks, or a block: nothing else is there for the person."""
        here = Slot.objects.filter(event=self.session.event_id).select_related(
            "event__logbook", "contribution", "session__type", "parent__session__type", "room"
        )
        slot = here.filter(pk=key).first()
        if slot is None or (slot.parent or slot).session_id != self.session.pk:
            return None
        if slot.contribution_id is not None and not self.talks.filter(pk=slot.contribution_id).exists():
            return None
        return slot


def session_side(session: Session, user: User) -> dict[str, Any]:
    """The side navigation of somebody who works on sessions and runs nothing: their sessions of this event."""
    event = session.event
    links = [
        Link(
            each.title,
            reverse("session-timetable", args=[event.pk, each.number]),
            current=each.pk == session.pk,
            icon="folder",
        )
        for each in sessions_open_to(user).filter(event=event).order_by("number")
    ]
    return {
        "event": event,
        "side": [Group("", links)],
        "side_label": event.title,
        "side_title": event.short_title,
    }
