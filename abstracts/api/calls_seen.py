"""Which calls somebody sees, what of their fields, and the tracks and types that programs name by number."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from abstracts.duties import ABSTRACTS
from abstracts.models import Call, Field
from access.filters import granted_to
from accounts.models import User
from events.models import Event
from programme.models import ContributionType, Track
from rooms.api.query import wrong


def calls_run(user: User | AnonymousUser) -> QuerySet[Call]:
    """Those of events the person runs, or whose abstracts they run."""
    return Call.objects.filter(granted_to(user, ABSTRACTS, "event__access"), event__deleted_at__isnull=True)


def calls_seen(user: User | AnonymousUser) -> QuerySet[Call]:
    """Announced ones of events the person sees, and all they run; each with the `fields_shown` to them.

    Fields of organisers are told to those only.
    """
    mine = calls_run(user).values("pk")
    shown = Field.objects.filter(~Q(visibility=Field.Visibility.MANAGERS) | Q(call__in=mine))
    seen = Call.objects.filter(Q(pk__in=Call.objects.visible_to(user).values("pk")) | Q(pk__in=mine))
    return seen.select_related("event__logbook", "event__access", "reviewing").prefetch_related(
        "tracks", "types", Prefetch("fields", shown, to_attr="fields_shown")
    )


def tracks_named(event: Event, keys: Iterable[int]) -> dict[int, Track]:
    """By number. Raises ValidationError for one the event does not have."""
    wanted = set(keys)
    found = event.tracks.in_bulk(wanted)
    if lost := sorted(wanted - found.keys()):
        raise wrong("tracks", _("The event has no track {number}.").format(number=lost[0]))
    return found


def types_named(event: Event, keys: Iterable[int]) -> dict[int, ContributionType]:
    wanted = set(keys)
    found = event.contribution_types.in_bulk(wanted)
    if lost := sorted(wanted - found.keys()):
        raise wrong("types", _("The event has no type of talks {number}.").format(number=lost[0]))
    return found
