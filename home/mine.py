"""What concerns one person: the events they organise, chair, speak at, or starred talks of."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from access.filters import keyring_of
from access.models import Grant
from accounts.models import User
from events.models import Event
from events.models.event import EventQuerySet
from programme.models import Session
from timetable.models import Slot
from timetable.models.slot import SlotQuerySet
from timetable.permissions import coordinated_by


def organised_by(user: User) -> EventQuerySet:
    """Events on whose own list the person holds a manage grant (not all that an admin or category manager could)."""
    managed = Grant.objects.held_by(user).filter(permission=Grant.MANAGE).values("access_list")
    return Event.objects.run_by(user).filter(access__in=managed)


def with_part_of(user: User) -> EventQuerySet:
    """Visible events at which the person chairs, is a contact, speaks, writes, or leads a session."""
    named = ("roles", "credits", "convener_links", "part_links")
    part = reduce(or_, (Q(**{f"people__{link}__isnull": False}) for link in named)) & Q(people__user=user)
    return Event.objects.visible_to(user).filter(part).distinct()


def sessions_of(user: User) -> QuerySet[Session]:
    """Sessions the person coordinates or leads, at events that are not over; those to come first."""
    sessions = coordinated_by(user).filter(event__ends_at__gt=Now())
    return sessions.select_related("event").order_by("event__starts_at", "event", "number")


def starred_by(user: User) -> EventQuerySet:
    """Visible events with talks the person starred."""
    return Event.objects.visible_to(user).filter(contributions__stars__user=user).distinct()


def calendar_events(user: User) -> EventQuerySet:
    """The events of the personal calendar: organised, or chaired."""
    keyring = keyring_of(user)
    own = Q(pk__in=organised_by(user).values("pk"))
    chaired = Q(roles__person__user=user)
    events = Event.objects.visible_to(keyring).filter(own | chaired).distinct()
    return events.select_related("category").order_by("starts_at", "pk")


def calendar_slots(user: User) -> SlotQuerySet:
    """What of timetables is in the personal calendar: talks and parts one is named at, sessions one leads, stars."""
    mine = (
        Q(contribution__credits__person__user=user)
        | Q(contribution__parts__people__user=user)
        | Q(contribution__stars__user=user)
        | Q(session__conveners__user=user)
    )
    slots = Slot.shown.visible_to(user).filter(mine).distinct()
    return slots.select_related("event").for_calendars().in_order()


def recent_first(events: EventQuerySet) -> tuple[list[Event], list[Event]]:
    """Upcoming ones in order, and the fifty latest of those that are over."""
    upcoming = events.filter(ends_at__gt=Now()).order_by("starts_at", "pk")
    over = events.filter(ends_at__lte=Now()).order_by("-starts_at", "-pk")
    return list(upcoming), list(over[:50])
