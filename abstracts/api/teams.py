"""The committee over REST: for those who run the abstracts of an event."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from abstracts.api.base import AbstractsViewSet, chair
from abstracts.api.call_fields import MemberGiven, MemberSerializer, WriteGiven, WrittenSerializer
from abstracts.api.calls_seen import tracks_named
from abstracts.duties import ABSTRACTS
from abstracts.models import TeamMember
from abstracts.operations import add_member, remove_member, write_to_waiting
from access.filters import granted_to
from access.forms import PrincipalField
from events.api import ListOfEvents, OfEventQuery, event_named
from events.models import EventRole
from rooms.api.query import Query, checked, wrong
from rooms.api.refusing import member


@extend_schema_view(
    list=extend_schema(summary="The committees you may see", parameters=[OfEventQuery]),
    retrieve=extend_schema(summary="One place in a committee"),
)
class TeamViewSet(ListOfEvents, AbstractsViewSet):
    """Who reviews and who convenes, by track or for the whole event."""

    serializer_class = MemberSerializer
    queryset = TeamMember.objects.none()

    def get_queryset(self) -> QuerySet[TeamMember]:
        mine = granted_to(self.caller, ABSTRACTS, "event__access")
        rows = TeamMember.objects.filter(mine, event__deleted_at__isnull=True)
        return rows.select_related("user", "group", "track", "event__logbook").order_by("event", "pk")

    def retrieve(self, request: Request, pk: str) -> Response:
        Query.of(request)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(
        summary="Put somebody on the committee", request=MemberGiven, responses={201: MemberSerializer}
    )
    def create(self, request: Request) -> Response:
        """Twice is once. People are told by mail, unless `tell` is false; groups and roles are not. Of new addresses
        twenty an hour are written to; the others wait for `write/`."""
        member(request)
        values = checked(MemberGiven(data=request.data))
        event = event_named(values["event"], self)
        by = chair(request, event)
        if ("to" in values) == ("role" in values):
            raise wrong("to", _("Give either `to` or `role`."))
        track = tracks_named(event, [values["track"]])[values["track"]] if values["track"] else None
        if "role" in values:
            held = add_member(
                event, to=EventRole.Role(values["role"]), duty=values["duty"], track=track, by=by, tell=False
            )
        else:
            try:
                to = PrincipalField().clean(values["to"])
            except ValidationError as error:
                raise wrong("to", " ".join(error.messages)) from error
            held = add_member(event, to=to, duty=values["duty"], track=track, by=by, tell=values["tell"])
        headers = {"Location": reverse("api-team-detail", args=[held.pk])}
        return Response(self.get_serializer(held).data, status=HTTP_201_CREATED, headers=headers)

    @extend_schema(
        summary="Write to addresses that wait for it", request=WriteGiven, responses=WrittenSerializer
    )
    @action(detail=False, methods=["post"], pagination_class=None)
    def write(self, request: Request) -> Response:
        """To as many as may be written to within the hour."""
        member(request)
        event = event_named(checked(WriteGiven(data=request.data))["event"], self)
        written, waiting = write_to_waiting(event, by=chair(request, event))
        return Response({"written": written, "waiting": waiting})

    @extend_schema(summary="Take a place away", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """What the person wrote stays."""
        by = member(request)
        remove_member(self.get_object(), by=by)
        return Response(status=HTTP_204_NO_CONTENT)
