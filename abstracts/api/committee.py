"""What the entrances of the committee share: the person's standing, and one abstract through its door."""

from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.request import Request

from abstracts.api.base import AbstractsViewSet
from abstracts.models import Abstract
from abstracts.reading import open_to
from abstracts.reviewing.sheet import for_reading
from abstracts.standing import Standing, standing_of
from events.models import Event
from kit.keys import is_key
from kit.unchanged import MATCH_HEADER
from rooms.api.query import wrong
from rooms.api.refusing import member

LONGEST_TAG = 12


class OfTheCommittee(AbstractsViewSet):
    """Reviewers, conveners and organisers of one event. Nobody else learns that an abstract is there."""

    queryset: "QuerySet[Any]" = Abstract.objects.none()

    def standing_at(self, request: Request, name: str) -> Standing:
        """Of the caller at the event of this number or address. Raises ValidationError for who has none."""
        named = Q(slug=name.lower())
        if is_key(name):
            named |= Q(pk=int(name))
        events = Event.objects.filter(named, deleted_at__isnull=True).select_related("access", "logbook")
        event = events.order_by(Case(When(slug=name.lower(), then=0), default=1)).first()
        standing = standing_of(member(request), event) if event is not None else None
        if standing is None or not standing.is_in_committee:
            raise wrong("event", _("There is no such event, or you are not in its committee."))
        return standing

    def standing_for(self, request: Request, pk: str) -> tuple[Standing, Abstract]:
        """The caller's standing at the event of this abstract, whether they may read it or not. Raises Http404."""
        by = member(request)
        abstract = (
            Abstract.objects.filter(pk=pk, event__deleted_at__isnull=True).select_related("event").first()
        )
        if abstract is None:
            raise Http404
        standing = standing_of(by, abstract.event)
        if not standing.is_in_committee:
            raise Http404
        return standing, abstract

    def read(self, request: Request, pk: str) -> tuple[Standing, Abstract]:
        """An abstract that the caller may read as a member of the committee."""
        standing, abstract = self.standing_for(request, pk)
        found = for_reading(open_to(standing)).filter(pk=abstract.pk).first()
        if found is None:
            raise Http404
        return standing, found


def revision_seen(request: Request) -> int | None:
    """The revision that If-Match names; None without it, or for “*”. Raises ValidationError."""
    given = request.headers.get(MATCH_HEADER, "").strip()
    if given in ("", "*"):
        return None
    number = given.strip('"')
    if not (number.isascii() and number.isdigit() and len(number) < LONGEST_TAG):
        raise wrong(MATCH_HEADER, _('Give the revision you saw, in quotes, such as "3".'))
    return int(number)
