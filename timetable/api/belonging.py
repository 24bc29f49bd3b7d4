"""What talks and sessions belong to: tracks and types, named by their numbers, and who sees which."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from access.filters import Keyring, run_by
from events.models import Event
from programme.models import Contribution, ContributionType, Session, SessionType, Track
from rooms.api.query import wrong


def tracks_seen(keyring: Keyring) -> QuerySet[Track]:
    """Those of talks and sessions somebody sees; all of them for who runs the event."""
    used = Q(Exists(_talks(keyring, "track"))) | Q(Exists(_sessions(keyring, "track")))
    tracks = Track.objects.filter(used | run_by(keyring, "event__access"), event__deleted_at__isnull=True)
    return tracks.select_related("group")


def types_seen(keyring: Keyring) -> QuerySet[ContributionType]:
    used = Q(Exists(_talks(keyring, "type")))
    kinds = ContributionType.objects.filter(used | run_by(keyring, "event__access"))
    return kinds.filter(event__deleted_at__isnull=True)


def session_types_seen(keyring: Keyring) -> QuerySet[SessionType]:
    used = Q(Exists(_sessions(keyring, "type")))
    kinds = SessionType.objects.filter(used | run_by(keyring, "event__access"))
    return kinds.filter(event__deleted_at__isnull=True)


def track_given(event: Event, key: int, field: str = "track") -> Track:
    track = event.tracks.filter(pk=key).first()
    if track is None:
        raise wrong(field, _("The event has no track {number}.").format(number=key))
    return track


def type_given(event: Event, key: int, field: str = "type") -> ContributionType:
    kind = event.contribution_types.filter(pk=key).first()
    if kind is None:
        raise wrong(field, _("The event has no type of talks {number}.").format(number=key))
    return kind


def session_type_given(event: Event, key: int, field: str = "type") -> SessionType:
    kind = event.session_types.filter(pk=key).first()
    if kind is None:
        raise wrong(field, _("The event has no type of sessions {number}.").format(number=key))
    return kind


def _talks(keyring: Keyring, by: str) -> QuerySet[Contribution]:
    return Contribution.objects.visible_to(keyring).filter(**{by: OuterRef("pk")})


def _sessions(keyring: Keyring, by: str) -> QuerySet[Session]:
    return Session.objects.visible_to(keyring).filter(**{by: OuterRef("pk")})
