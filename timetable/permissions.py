"""May they? Who works on a session: its coordinators and conveners, and those who run it or the event.

Both are needed, the duty and the switch of the event (Indico's rule): without the switches, coordinators look on. Who
runs the session or the event needs neither.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q

from access.filters import NOTHING, Keyring, granted_to, keyring_of, run_by, visible_to
from accounts.models import User
from events.models import Event
from programme.duties import COORDINATE
from programme.models import Contribution, Session
from programme.models.contribution import ContributionQuerySet
from programme.models.session import SessionQuerySet
from timetable.models import settings_of


def coordinated_by(user: User | AnonymousUser) -> SessionQuerySet:
    """Sessions the person was named for: by the duty on the session's own list, or as a convener with an account.

    A duty is held on the own list of the session only. Also before the event is published: that is when there is work.
    """
    if not user.is_authenticated or not user.is_active:
        return Session.objects.none()
    named = Session.objects.filter(
        granted_to(user, COORDINATE) & ~run_by(user) & ~Q(access=F("event__access"))
    )
    convened = Session.objects.filter(convener_links__person__user=user.pk)
    either = Q(pk__in=named.values("pk")) | Q(pk__in=convened.values("pk"))
    return Session.objects.alive().filter(either, event__deleted_at__isnull=True)


def sessions_open_to(user: User | AnonymousUser) -> SessionQuerySet:
    """Sessions whose timetable the person may open: those they coordinate, and those they run."""
    either = Q(pk__in=coordinated_by(user).values("pk")) | run_by(user)
    return Session.objects.alive().filter(either, event__deleted_at__isnull=True)


def can_run(user: User | AnonymousUser, session: Session) -> bool:
    """Full management of the session, its event, or anything above."""
    keyring = keyring_of(user)
    return keyring.is_admin or not set(keyring.managed).isdisjoint(session.access.path)


def can_coordinate(user: User | AnonymousUser, session: Session) -> bool:
    """See the working timetable of the session; what may be changed, the next two say."""
    return sessions_open_to(user).filter(pk=session.pk).exists()


def can_edit_talks_of(user: User | AnonymousUser, session: Session) -> bool:
    """Edit its talks, and place and move them inside its blocks."""
    if can_run(user, session):
        return True
    return settings_of(session.event).coordinators_edit_talks and can_coordinate(user, session)


def can_place_blocks_of(user: User | AnonymousUser, session: Session) -> bool:
    """Add blocks, move them, make them longer and shorter, take empty ones out."""
    if can_run(user, session):
        return True
    return settings_of(session.event).coordinators_edit_blocks and can_coordinate(user, session)


def talks_open_to(user: User | AnonymousUser, session: Session) -> ContributionQuerySet:
    """The talks that somebody who works on the session sees: all but those with a closer protection of their own."""
    keyring = keyring_of(user)
    talks = Contribution.objects.filter(
        session=session, event=session.event_id, deleted_at__isnull=True, withdrawn_at__isnull=True
    )
    return talks.filter(Q(access=session.access_id) | visible_to(keyring))


def rooms_hidden_from(keyring: Keyring, event: Event) -> Q:
    """Rooms that only hold what the person may not see, and so do not exist for them (a condition on EventRoom)."""
    if keyring.is_admin or not set(keyring.managed).isdisjoint(event.access.path):
        return NOTHING
    held = Q(slots__contribution__withdrawn_at__isnull=True, slots__contribution__deleted_at__isnull=True)
    shown = (
        Q(slots__contribution__isnull=True, slots__session__isnull=True)
        | (held & visible_to(keyring, "slots__contribution__access"))
        | (Q(slots__session__deleted_at__isnull=True) & visible_to(keyring, "slots__session__access"))
    )
    return Q(slots__isnull=False) & ~Q(pk__in=event.rooms.filter(shown).values("pk"))
