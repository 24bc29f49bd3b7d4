"""What is told and sent about who sees and runs a talk or a session; in the words of rooms and locations."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from access.models import AccessList, Grant
from programme.operations import has_own_protection
from programme.operations.protection import Protectable
from rooms.api.place_act_fields import AccessSerializer, GrantGiven, GrantSerializer
from rooms.api.query import wrong
from rooms.api.strict import Strict


class PartAccessSerializer(AccessSerializer):
    """Without a list of its own `mode` is that of following, and `managers_above` has all who run it."""

    own = serializers.BooleanField(help_text="Whether it has a list of its own, or follows what contains it.")


class ProtectionGiven(Strict):
    own = serializers.BooleanField(
        required=False, help_text="False: it follows what contains it; true: it gets a list of its own."
    )
    mode = serializers.ChoiceField(choices=AccessList.Mode.values, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs:
            raise wrong("mode", _("Give a mode, or say whether it has protection of its own."))
        if "mode" in attrs and not attrs.get("own", True):
            raise wrong("mode", _("What follows its container has no mode of its own."))
        return attrs


class PartGrantGiven(GrantGiven):
    permission = serializers.CharField(
        max_length=40, help_text="view, manage; for a session also coordinate."
    )


def access_shown(thing: Protectable) -> dict[str, Any]:
    """The fields of a PartAccessSerializer."""
    access, own = thing.access, has_own_protection(thing)
    above = [key for key in access.path if not own or key != access.pk]
    managers = Grant.objects.filter(access_list__in=above, permission=Grant.MANAGE).with_principals()
    grants = access.grants.with_principals() if own else ()
    return {
        "own": own,
        "mode": access.mode if own else AccessList.Mode.INHERITING.value,
        "is_open": access.is_open,
        "grants": GrantSerializer(grants, many=True).data,
        "managers_above": GrantSerializer(managers, many=True).data,
    }
