"""What is told and sent about equipment, features and attributes."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from rest_framework import serializers

from kit.icons import SHAPES
from rooms.api.query import wrong
from rooms.api.strict import StrictFields
from rooms.models import Attribute, Equipment, Feature

LONGEST_NAME = 60


class EquipmentSerializer(serializers.ModelSerializer[Equipment]):
    features = serializers.SerializerMethodField(help_text="Short names of what it is good for.")

    class Meta:
        model = Equipment
        fields = ["id", "name", "features"]
        read_only_fields = fields

    def get_features(self, equipment: Equipment) -> list[str]:
        return sorted(feature.name for feature in equipment.features.all())


class FeatureSerializer(serializers.ModelSerializer[Feature]):
    class Meta:
        model = Feature
        fields = ["id", "name", "title", "icon"]
        read_only_fields = fields


class AttributeSerializer(serializers.ModelSerializer[Attribute]):
    class Meta:
        model = Attribute
        fields = ["id", "name", "title", "is_hidden"]
        read_only_fields = fields


class EquipmentGiven(StrictFields):
    """What is not sent stays."""

    features = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_NAME),
        required=False,
        max_length=100,
        help_text="Short names of what it is good for.",
    )

    class Meta:
        model = Equipment
        fields = ["name", "features"]

    def validate_features(self, names: list[str]) -> list[Feature]:
        return features_named(names)


class NamedGiven(StrictFields):
    """A title, and a short name that is made from it where a new thing has none."""

    def validate_name(self, value: str) -> str:
        return value.lower()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not self.partial and not attrs.get("name"):
            attrs["name"] = slugify(attrs["title"])[:LONGEST_NAME]
            if not attrs["name"]:
                raise wrong("name", _("Give a short name in Latin letters."))
        return attrs


class FeatureGiven(NamedGiven):
    """What is not sent stays."""

    icon = serializers.ChoiceField(choices=["", *sorted(SHAPES)], required=False)

    class Meta:
        model = Feature
        fields = ["name", "title", "icon"]
        extra_kwargs = {"name": {"required": False}}


class AttributeGiven(NamedGiven):
    """What is not sent stays."""

    class Meta:
        model = Attribute
        fields = ["name", "title", "is_hidden"]
        extra_kwargs = {"name": {"required": False}}


def features_named(names: Sequence[str]) -> list[Feature]:
    """By their short names, upper and lower case being the same. Raises ValidationError for one there is not."""
    known = {feature.name.lower(): feature for feature in Feature.objects.all()} if names else {}
    for name in names:
        if name.lower() not in known:
            raise serializers.ValidationError(_("There is no “{name}”.").format(name=name))
    return [known[name.lower()] for name in names]
