"""What holds for all rooms, over REST: settings and who sees and runs them; and how much mail one wants."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from rooms.api.base import RightsViewSet
from rooms.api.place_act_fields import AccessSerializer, GrantGiven, GrantQuery, ModeGiven, access_shown
from rooms.api.place_acts import given, protected, taken
from rooms.api.place_given import SettingsGiven
from rooms.api.query import KeyField, checked, wrong
from rooms.api.refusing import member, permit, runs_not_all
from rooms.api.strict import Strict
from rooms.forms import manage_settings
from rooms.models import MailChoice, MutedRoom, RoomSettings
from rooms.operations.mail_choices import choose_mail
from rooms.operations.recipients import rooms_heard_of
from rooms.operations.settings import edit_settings, room_settings
from rooms.permissions import can_run_all_rooms


class SettingsSerializer(serializers.ModelSerializer[RoomSettings]):
    class Meta:
        model = RoomSettings
        fields = manage_settings.NAMES
        read_only_fields = fields


class MailGiven(Strict):
    """What is not sent stays."""

    mode = serializers.ChoiceField(choices=MailChoice.Mode.values, required=False)
    digest = serializers.BooleanField(required=False, help_text="Once a day in one mail.")
    muted = serializers.ListField(
        child=KeyField(), required=False, max_length=10_000, help_text="Numbers of rooms you do not hear of."
    )


class MailSerializer(serializers.Serializer[Any]):
    mode = serializers.ChoiceField(choices=MailChoice.Mode.values)
    digest = serializers.BooleanField()
    muted = serializers.ListField(child=serializers.IntegerField())


class House(RightsViewSet):
    """Addresses below the list of rooms that are about none of them."""

    @extend_schema(summary="The settings of the rooms", responses=SettingsSerializer)
    @action(detail=False, pagination_class=None, url_path="settings", url_name="settings")
    def house(self, request: Request) -> Response:
        _by, settings = self._to_run_all(request)
        return Response(SettingsSerializer(settings).data)

    @extend_schema(summary="Change the settings", request=SettingsGiven, responses=SettingsSerializer)
    @house.mapping.patch
    def set_settings(self, request: Request) -> Response:
        """For those who run all rooms."""
        by, settings = self._to_run_all(request)
        edit_settings(settings, by=by, **checked(SettingsGiven(data=request.data, partial=True)))
        return Response(SettingsSerializer(settings).data)

    @extend_schema(
        operation_id="all_rooms_access_retrieve",
        summary="Who sees rooms at all, and who runs them all",
        responses=AccessSerializer,
    )
    @action(detail=False, pagination_class=None, url_path="access", url_name="all-access")
    def all_access(self, request: Request) -> Response:
        _by, settings = self._to_run_all(request)
        return Response(access_shown(settings))

    @extend_schema(
        operation_id="all_rooms_access_partial_update",
        summary="Change who sees rooms at all",
        request=ModeGiven,
        responses=AccessSerializer,
    )
    @all_access.mapping.patch
    def protect_all(self, request: Request) -> Response:
        by, settings = self._to_run_all(request)
        return protected(request, settings, by=by)

    @extend_schema(
        operation_id="all_rooms_access_create",
        summary="Give a right to all rooms",
        request=GrantGiven,
        responses={201: AccessSerializer},
    )
    @all_access.mapping.post
    def give_all(self, request: Request) -> Response:
        by, settings = self._to_run_all(request)
        return given(request, settings, by=by)

    @extend_schema(
        operation_id="all_rooms_access_destroy",
        summary="Take a right to all rooms away",
        parameters=[GrantQuery],
        responses={204: None},
    )
    @all_access.mapping.delete
    def take_all(self, request: Request) -> Response:
        by, settings = self._to_run_all(request)
        return taken(request, settings, by=by)

    @extend_schema(summary="How much mail about rooms you get", responses=MailSerializer)
    @action(detail=False, pagination_class=None)
    def mail(self, request: Request) -> Response:
        return Response(_mail_of(member(request)))

    @extend_schema(
        summary="Choose how much mail about rooms you get", request=MailGiven, responses=MailSerializer
    )
    @mail.mapping.patch
    def choose_mail(self, request: Request) -> Response:
        """Of rooms you own or run; `muted` names all rooms you want to hear nothing of."""
        by = member(request)
        values = _mail_of(by) | checked(MailGiven(data=request.data))
        heard_of = rooms_heard_of(by).in_bulk()
        unknown = [key for key in values["muted"] if key not in heard_of]
        if unknown and "muted" in request.data:
            raise wrong("muted", _("You run no room {number}.").format(number=unknown[0]))
        muted = [heard_of[key] for key in values["muted"] if key in heard_of]
        choose_mail(by, mode=values["mode"], digest=values["digest"], muted=muted)
        return Response(_mail_of(by))

    def _to_run_all(self, request: Request) -> tuple[User, RoomSettings]:
        by, settings = member(request), room_settings()
        permit(can_run_all_rooms(self.rights.keyring, settings), runs_not_all())
        return by, settings


def _mail_of(user: User) -> dict[str, Any]:
    choice = MailChoice.objects.filter(user=user).first() or MailChoice(user=user)
    muted = MutedRoom.objects.filter(user=user).order_by("room").values_list("room", flat=True)
    return {"mode": choice.mode, "digest": choice.digest, "muted": list(muted)}
