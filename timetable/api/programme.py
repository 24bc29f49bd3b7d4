"""Sessions, tracks and types over REST: read by whoever sees something of them, changed by who runs the event."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Model, Prefetch, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from access.filters import Keyring, keyring_of, run_by
from accounts.api_once import KEY, once
from accounts.models import User
from events.api import ListOfEvents, OfEventQuery, event_named
from events.models import Event
from events.operations import lock_event
from kit.api import NUMBER
from kit.unchanged import IF_SAME, answer_with_etag, check_unchanged
from programme.models import ContributionType, Session, SessionConvener, SessionType, Track
from programme.operations import (
    add_contribution_type,
    add_session_type,
    add_track,
    create_session,
    delete_session,
    edit_session,
    edit_track,
    edit_type,
    order_tracks,
    remove_track,
    remove_type,
    restore_session,
)
from rooms.api.query import checked, wrong
from rooms.api.refusing import member
from timetable.api.base import Freshly, runs_not
from timetable.api.belonging import (
    session_type_given,
    session_types_seen,
    track_given,
    tracks_seen,
    types_seen,
)
from timetable.api.people_given import someone
from timetable.api.programme_fields import (
    ContributionTypeGiven,
    ContributionTypeSerializer,
    OrderGiven,
    SessionGiven,
    SessionSerializer,
    SessionTypeGiven,
    SessionTypeSerializer,
    TrackGiven,
    TrackSerializer,
)

Values = dict[str, Any]


class OfProgramme(ListOfEvents, Freshly):
    """A list of an event; `given` is what is sent, and add, edit and remove are its operations."""

    lookup_value_regex = NUMBER
    given: type[serializers.Serializer[Any]]
    add: Callable[..., Any]
    edit: Callable[..., Any]
    remove: Callable[..., Any]
    seen: Callable[[Keyring], QuerySet[Any]]
    kind: str

    def get_queryset(self) -> QuerySet[Any]:
        found: QuerySet[Any] = type(self).seen(keyring_of(self.caller)).select_related("event__access")
        return found.order_by("event", "pk")

    def get_serializer_context(self) -> Values:
        return {**super().get_serializer_context(), "keyring": keyring_of(self.caller)}

    def retrieve(self, request: Request, pk: str) -> Response:
        return answer_with_etag(self.get_serializer(self.get_object()).data)

    @once
    def create(self, request: Request) -> Response:
        member(request)
        values = checked(self.given(data=request.data))
        event = event_named(values.pop("event"), self)
        by = self.to_work_on(request, event)
        thing = type(self).add(event, by=by, **self.values(event, values))
        return self._told(thing, status=HTTP_201_CREATED)

    def partial_update(self, request: Request, pk: str) -> Response:
        thing, by = self._to_change(request)
        values = checked(self.given(data=request.data, partial=True))
        if "event" in values:
            raise wrong("event", _("It stays with its event."))
        known = self.values(thing.event, values)
        with transaction.atomic():
            lock_event(thing.event)
            check_unchanged(request, self._shown(thing))
            type(self).edit(thing, by=by, **known)
        return self._told(thing)

    def destroy(self, request: Request, pk: str) -> Response:
        thing, by = self._to_change(request)
        with transaction.atomic():
            lock_event(thing.event)
            check_unchanged(request, self._shown(thing))
            type(self).remove(thing, by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    def values(self, event: Event, given: Values) -> Values:
        """As operations take them. Raises ValidationError for what the event does not have."""
        return given

    def _to_change(self, request: Request) -> tuple[Any, User]:
        member(request)
        thing = self.get_object()
        return thing, self.to_work_on(request, thing.event)

    def _shown(self, thing: Model) -> Values:
        return dict(self.get_serializer(self.get_queryset().get(pk=thing.pk)).data)

    def _told(self, thing: Model, status: int = 200) -> Response:
        address = reverse(f"api-{self.kind}-detail", args=[thing.pk])
        return answer_with_etag(self._shown(thing), status=status, address=address)


def described(things: str, thing: str, given: Any, shown: Any) -> Any:
    """The words of the API's description for a list of an event."""
    return extend_schema_view(
        list=extend_schema(summary=f"The {things} you may see", parameters=[OfEventQuery]),
        retrieve=extend_schema(summary=f"One {thing}"),
        create=extend_schema(
            summary=f"Add a {thing}", parameters=[KEY], request=given, responses={201: shown}
        ),
        partial_update=extend_schema(
            summary=f"Change a {thing}", parameters=[IF_SAME], request=given, responses=shown
        ),
        destroy=extend_schema(summary=f"Remove a {thing}", parameters=[IF_SAME], responses={204: None}),
    )


@described("tracks", "track", TrackGiven, TrackSerializer)
class TrackViewSet(OfProgramme):
    """The strands of programmes. Talks and sessions of a track that is removed stay."""

    serializer_class = TrackSerializer
    queryset = Track.objects.none()
    given = TrackGiven
    kind = "track"
    seen = staticmethod(tracks_seen)
    add, edit, remove = staticmethod(add_track), staticmethod(edit_track), staticmethod(remove_track)

    @extend_schema(
        summary="Put the tracks of an event in order",
        parameters=[IF_SAME],
        request=OrderGiven,
        responses={200: TrackSerializer(many=True)},
    )
    @action(detail=False, methods=["post"], pagination_class=None)
    def order(self, request: Request) -> Response:
        """Those not named follow in the order they had. The `ETag` of an answer is for the next request like this."""
        member(request)
        values = checked(OrderGiven(data=request.data))
        event = event_named(values["event"], self)
        by = self.to_work_on(request, event)
        with transaction.atomic():
            check_unchanged(request, self._all(lock_event(event)))
            order_tracks(event, tracks=[track_given(event, key, "tracks") for key in values["tracks"]], by=by)
        return answer_with_etag(self._all(event))

    def _all(self, event: Event) -> list[Values]:
        return [
            dict(row) for row in self.get_serializer(event.tracks.select_related("group"), many=True).data
        ]


@described("types of talks", "type of talks", ContributionTypeGiven, ContributionTypeSerializer)
class ContributionTypeViewSet(OfProgramme):
    """Talk, poster, tutorial … What had a type that is removed has none then."""

    serializer_class = ContributionTypeSerializer
    queryset = ContributionType.objects.none()
    given = ContributionTypeGiven
    kind = "contribution-type"
    seen = staticmethod(types_seen)
    add, edit = staticmethod(add_contribution_type), staticmethod(edit_type)
    remove = staticmethod(remove_type)


@described("types of sessions", "type of sessions", SessionTypeGiven, SessionTypeSerializer)
class SessionTypeViewSet(OfProgramme):
    """In a poster session talks have the time of the whole session."""

    serializer_class = SessionTypeSerializer
    queryset = SessionType.objects.none()
    given = SessionTypeGiven
    kind = "session-type"
    seen = staticmethod(session_types_seen)
    add, edit = staticmethod(add_session_type), staticmethod(edit_type)
    remove = staticmethod(remove_type)


def _sessions(keyring: Keyring) -> QuerySet[Session]:
    links = Prefetch("convener_links", SessionConvener.objects.select_related("person"))
    return Session.objects.visible_to(keyring).select_related("type", "track").prefetch_related(links)


@described("sessions", "session", SessionGiven, SessionSerializer)
class SessionViewSet(OfProgramme):
    """Talks that belong together. What is in a session that is removed leaves it and stays at its time."""

    serializer_class = SessionSerializer
    queryset = Session.objects.none()
    given = SessionGiven
    kind = "session"
    seen = staticmethod(_sessions)
    add, edit = staticmethod(create_session), staticmethod(edit_session)
    remove = staticmethod(delete_session)

    def values(self, event: Event, given: Values) -> Values:
        found = dict(given)
        if found.get("type") is not None:
            found["type"] = session_type_given(event, found["type"])
        if found.get("track") is not None:
            found["track"] = track_given(event, found["track"])
        if "conveners" in found:
            found["conveners"] = someone(event, found["conveners"], "conveners")
        return found

    @extend_schema(summary="Bring back a session that was removed", request=None, responses=SessionSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Empty, and without a place in the timetable."""
        by = member(request)
        run = Session.objects.filter(run_by(keyring_of(by), "event__access"), event__deleted_at__isnull=True)
        session = run.select_related("event__logbook").filter(pk=int(pk)).first()
        if session is None:
            self.get_object()
            self.permission_denied(request, message=runs_not())
        restore_session(session, by=by)
        return self._told(session)
