"""Who sees and runs a talk or a session over REST: a list of its own with rights on it, or what contains it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from access.forms import VIEW_OR_MANAGE, PrincipalField
from access.models import AccessList, Grant
from accounts.models import User
from events.operations import give_right, lock_event, take_right
from kit.refusals import Refused
from kit.unchanged import IF_SAME, answer_with_etag, check_unchanged
from programme.duties import SESSION_RIGHTS
from programme.models import Session
from programme.operations import has_own_protection, protect, unprotect
from programme.operations.protection import Protectable
from rooms.api.place_act_fields import GrantQuery
from rooms.api.query import Query, checked, wrong
from timetable.api.base import Freshly
from timetable.api.protection_fields import (
    PartAccessSerializer,
    PartGrantGiven,
    ProtectionGiven,
    access_shown,
)


class Protection(Freshly):
    """For those who run the event."""

    def to_protect(self, request: Request) -> tuple[Protectable, User]:
        """The talk or the session, and the person, if they run its event; else the answer is 401, 403 or 404."""
        raise NotImplementedError

    @extend_schema(summary="Who sees and runs it", responses=PartAccessSerializer)
    @action(detail=True, pagination_class=None)
    def access(self, request: Request, pk: str) -> Response:
        """Without protection of its `own` it is seen by whoever sees its session or its event."""
        thing, _by = self.to_protect(request)
        Query.of(request)
        return _told(thing)

    @extend_schema(
        summary="Change who may see it",
        parameters=[IF_SAME],
        request=ProtectionGiven,
        responses=PartAccessSerializer,
    )
    @access.mapping.patch
    def protect(self, request: Request, pk: str) -> Response:
        """A `mode` gives it protection of its own; with `own` false it follows again, and its rights are gone."""
        thing, by = self.to_protect(request)
        values = checked(ProtectionGiven(data=request.data))
        with transaction.atomic():
            self._unchanged(request, thing)
            if not values.get("own", True):
                unprotect(thing, by=by)
            elif "mode" in values or not has_own_protection(thing):
                protect(thing, mode=values.get("mode", AccessList.Mode.INHERITING), by=by)
        return _told(thing)

    @extend_schema(
        summary="Give a right",
        parameters=[IF_SAME],
        request=PartGrantGiven,
        responses={201: PartAccessSerializer},
    )
    @access.mapping.post
    def give(self, request: Request, pk: str) -> Response:
        """To a person or an address by e-mail, or to a group by its name. People are told by mail."""
        thing, by = self.to_protect(request)
        values = checked(PartGrantGiven(data=request.data))
        rights = dict(SESSION_RIGHTS if isinstance(thing, Session) else VIEW_OR_MANAGE)
        if values["permission"] not in rights:
            known = ", ".join(rights)
            raise wrong("permission", _("These rights can be given here: {rights}.").format(rights=known))
        try:
            to = PrincipalField().clean(values["to"])
        except ValidationError as error:
            raise wrong("to", " ".join(error.messages)) from error
        with transaction.atomic():
            self._unchanged(request, thing)
            if not has_own_protection(thing):
                follows = _("“%(thing)s” follows what contains it. Give it protection of its own first.")
                raise Refused(follows % {"thing": thing})
            give_right(thing, to=to, permission=values["permission"], by=by)
        return _told(thing, status=HTTP_201_CREATED)

    @extend_schema(
        summary="Take a right away", parameters=[IF_SAME, GrantQuery], request=None, responses={204: None}
    )
    @access.mapping.delete
    def take(self, request: Request, pk: str) -> Response:
        """Only rights on this very thing can be named."""
        thing, by = self.to_protect(request)
        key = GrantQuery.of(request)["grant"]
        with transaction.atomic():
            self._unchanged(request, thing)
            own = thing.access.grants if has_own_protection(thing) else Grant.objects.none()
            take_right(thing, get_object_or_404(own.with_principals(), pk=key), by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    def _unchanged(self, request: Request, thing: Protectable) -> None:
        """Its protection as it is now, locked, if If-Match agrees. Raises ChangedMeanwhile."""
        lock_event(thing.event)
        thing.refresh_from_db()
        check_unchanged(request, access_shown(thing))


def _told(thing: Protectable, status: int = 200) -> Response:
    return answer_with_etag(access_shown(thing), status=status)
