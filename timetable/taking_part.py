"""The pages of an event for somebody who takes part in it: their own times, their own talks."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.http import Http404
from django.utils import timezone

from access.filters import keyring_of
from accounts.models import User
from accounts.requests import MemberRequest
from events.models import Event, EventPerson
from events.permissions import can_manage_event, can_see_event
from programme.models import SessionConvener
from programme.operations.speakers import spoken_credits
from timetable.frame import Visit
from timetable.starred import stars_of


def visit_as_participant(request: MemberRequest, slug: str) -> tuple[Visit, EventPerson]:
    """The event and the person the account is in it: whoever speaks in it or leads a session, until it is over.

    They may do so before the event is open to them: organisers ask while they plan. Their own pages then tell them
    the name, dates and place of the event, and nothing else about it. Everybody else gets the 404 of what is not there.
    """
    events = Event.objects.filter(deleted_at__isnull=True).select_related(
        "access", "category__access", "logbook"
    )
    event = events.alias(lower_slug=Lower("slug")).filter(lower_slug=slug.lower()).first()
    person = participant(event, request.user) if event is not None else None
    if event is None or person is None or event.ends_at <= timezone.now():
        raise Http404
    keyring = keyring_of(request.user)
    runs, sees = can_manage_event(keyring, event), can_see_event(keyring, event)
    return Visit(event, keyring, runs, sees, stars_of(request, event)), person


def participant(event: Event, user: User | AnonymousUser) -> EventPerson | None:
    """Who the account is at the event, if they speak in it or lead a session of it."""
    if user.pk is None:
        return None
    speaks = spoken_credits(event).filter(person=OuterRef("pk"))
    leads = SessionConvener.objects.filter(person=OuterRef("pk"), session__deleted_at__isnull=True)
    people = EventPerson.objects.filter(event=event, user=user.pk)
    person = people.filter(Exists(speaks) | Exists(leads)).first()
    if person is not None:
        person.event = event
    return person


def takes_part(event: Event, user: User | AnonymousUser) -> bool:
    """Whether they have pages of their own at the event now."""
    return event.ends_at > timezone.now() and participant(event, user) is not None
