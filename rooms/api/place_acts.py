"""What a location and a room have in common over REST: hours, closures, and who sees, books and runs them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT, HTTP_409_CONFLICT

from access.forms import PrincipalField
from access.models import AccessList, Grant
from accounts.models import User
from kit.moments import Span, wall_to_utc
from rooms.api.base import RightsViewSet
from rooms.api.place_act_fields import (
    AccessSerializer,
    ClosedSerializer,
    ClosureGiven,
    ClosureQuery,
    DatesInTheWaySerializer,
    GrantGiven,
    GrantQuery,
    HoursGiven,
    HoursSerializer,
    ModeGiven,
    access_shown,
    closure_shown,
    dates_shown,
    hours_shown,
    stretches_given,
)
from rooms.api.query import Query, checked, wrong
from rooms.operations.grants import Protected, give_right, rights_in, set_protection, take_right
from rooms.operations.hours import close, dates_within, open_again, set_hours
from rooms.refusals import StandsInTheWay
from rooms.times import BadTimes


class PastQuery(Query):
    past = serializers.BooleanField(required=False, help_text="Those that are over as well.")


class PlaceActs(RightsViewSet):
    """For whoever may change the place."""

    def to_run(self, request: Request) -> tuple[User, Any]:
        """The caller, and the place they may change: 404 for one they do not know, 403 for one they only know."""
        raise NotImplementedError

    @extend_schema(summary="The hours in which it may be booked", responses=HoursSerializer)
    @action(detail=True, pagination_class=None)
    def hours(self, request: Request, pk: int) -> Response:
        _by, place = self.to_run(request)
        return Response(hours_shown(place))

    @extend_schema(summary="Set the hours", request=HoursGiven, responses=HoursSerializer)
    @hours.mapping.put
    def set_hours(self, request: Request, pk: int) -> Response:
        """The whole week. `hours` empty is always; a room without `own` follows its location."""
        by, place = self.to_run(request)
        values = checked(HoursGiven(data=request.data))
        try:
            set_hours(place, stretches_given(values, place), by=by)
        except BadTimes as refusal:
            raise wrong("hours", refusal) from refusal
        return Response(hours_shown(place))

    @extend_schema(
        summary="Closures", parameters=[PastQuery], responses=ClosedSerializer(many=True), filters=False
    )
    @action(detail=True, pagination_class=None)
    def closures(self, request: Request, pk: int) -> Response:
        """Of the place itself, and to come; a room is closed as well where its location is."""
        _by, place = self.to_run(request)
        found = place.closures.all()
        if not PastQuery.of(request).get("past"):
            found = found.filter(ends_at__gt=timezone.now())
        return Response([closure_shown(closure, place) for closure in found])

    @extend_schema(
        summary="Close it for a while",
        request=ClosureGiven,
        responses={201: ClosedSerializer, 409: DatesInTheWaySerializer},
    )
    @closures.mapping.post
    def close(self, request: Request, pk: int) -> Response:
        """`cancel` and `keep` say what becomes of each date booked there; 409 lists those nobody decided about."""
        by, place = self.to_run(request)
        values = checked(ClosureGiven(data=request.data))
        starts_at, first_note = wall_to_utc(values["start"].date(), values["start"].time(), place.zone)
        ends_at, last_note = wall_to_utc(values["end"].date(), values["end"].time(), place.zone)
        if ends_at <= starts_at:
            raise wrong("end", _("The end is not after the start."))
        span = Span(starts_at, ends_at)
        choice = {"cancelling": values.get("cancel", []), "keeping": values.get("keep", [])}
        try:
            closure = close(place, span, by=by, reason=values.get("reason", ""), **choice)
        except StandsInTheWay as refusal:
            said = {"detail": str(refusal), "dates": dates_shown(dates_within(place, span))}
            return Response(said, status=HTTP_409_CONFLICT)
        notes = [note for note in (first_note, last_note) if note]
        return Response(closure_shown(closure, place, notes), status=HTTP_201_CREATED)

    @extend_schema(summary="Open it again", parameters=[ClosureQuery], responses={204: None})
    @closures.mapping.delete
    def open(self, request: Request, pk: int) -> Response:
        """What was cancelled for the closure stays cancelled."""
        by, place = self.to_run(request)
        closures = place.closures.select_related(
            "room__location", "location", "room__logbook", "location__logbook"
        )
        open_again(get_object_or_404(closures, pk=ClosureQuery.of(request)["closure"]), by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(summary="Who sees, books and runs it", responses=AccessSerializer)
    @action(detail=True, pagination_class=None)
    def access(self, request: Request, pk: int) -> Response:
        _by, place = self.to_run(request)
        return Response(access_shown(place))

    @extend_schema(summary="Change who may see it", request=ModeGiven, responses=AccessSerializer)
    @access.mapping.patch
    def protect(self, request: Request, pk: int) -> Response:
        by, place = self.to_run(request)
        return protected(request, place, by=by)

    @extend_schema(summary="Give a right", request=GrantGiven, responses={201: AccessSerializer})
    @access.mapping.post
    def give(self, request: Request, pk: int) -> Response:
        """To a person or an address by e-mail, or to a group by its name. People are told by mail."""
        by, place = self.to_run(request)
        return given(request, place, by=by)

    @extend_schema(summary="Take a right away", parameters=[GrantQuery], responses={204: None})
    @access.mapping.delete
    def take(self, request: Request, pk: int) -> Response:
        by, place = self.to_run(request)
        return taken(request, place, by=by)


def protected(request: Request, thing: Protected, *, by: User) -> Response:
    """Public, as above, or restricted."""
    values = checked(ModeGiven(data=request.data))
    set_protection(thing, mode=AccessList.Mode(values["mode"]), by=by)
    return Response(access_shown(thing))


def given(request: Request, thing: Protected, *, by: User) -> Response:
    """One more right on the thing."""
    values = checked(GrantGiven(data=request.data))
    if values["permission"] not in dict(rights_in(thing)):
        known = ", ".join(dict(rights_in(thing)))
        raise wrong("permission", _("These rights can be given here: {rights}.").format(rights=known))
    try:
        to = PrincipalField().clean(values["to"])
    except ValidationError as error:
        raise wrong("to", " ".join(error.messages)) from error
    give_right(thing, to=to, permission=values["permission"], by=by)
    return Response(access_shown(thing), status=HTTP_201_CREATED)


def taken(request: Request, thing: Protected, *, by: User) -> Response:
    """Only rights on this very thing can be named: others do not exist here."""
    held: Grant = get_object_or_404(thing.access.grants.with_principals(), pk=GrantQuery.of(request)["grant"])
    take_right(thing, held, by=by)
    return Response(status=HTTP_204_NO_CONTENT)
