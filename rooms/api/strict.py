"""What programs send, read strictly: a field nobody knows is refused, for a slip of the keyboard is no wish."""

import math
from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from rest_framework import serializers

LONGEST_TEXT = 10_000


class Strict(serializers.Serializer[Any]):
    """Fields that nobody knows are refused."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := [name for name in data if name not in self.fields]):
            raise serializers.ValidationError({str(name): [_("There is no such field.")] for name in unknown})
        return super().to_internal_value(data)


class StrictFields(Strict, serializers.ModelSerializer[Model]):
    """Fields of a model with the limits of its columns, as its form has them; what is taken, the operation says."""

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        made, options = super().build_standard_field(field_name, model_field)
        if made is serializers.FloatField:
            made = FiniteField
        if made is serializers.CharField:
            options.setdefault("max_length", LONGEST_TEXT)
        unique = [rule for rule in options.get("validators", []) if not hasattr(rule, "queryset")]
        return made, {**options, "validators": unique} if "validators" in options else options


class FiniteField(serializers.FloatField):
    """A number one can reckon with: “nan” is none."""

    def to_internal_value(self, data: Any) -> float:
        value = super().to_internal_value(data)
        if not math.isfinite(value):
            self.fail("invalid")
        return value
