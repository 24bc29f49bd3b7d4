"""Equipment, features and attributes: small lists of names."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.icons import SHAPES
from rooms.forms.from_model import fields_of
from rooms.models import Attribute, Equipment, Feature


class EquipmentForm(forms.Form):
    def __init__(self, *args: Any, equipment: Equipment | None, **options: Any) -> None:
        initial: dict[str, Any] = {}
        if equipment:
            initial = {"name": equipment.name, "features": [one.pk for one in equipment.features.all()]}
        super().__init__(*args, **{"initial": initial, **options})
        self.fields.update(fields_of(Equipment, ["name"]))
        self.fields["features"] = forms.ModelMultipleChoiceField(
            label=gettext_lazy("Good for"),
            queryset=Feature.objects.all(),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class NamedForm(forms.Form):
    """A title, and a short name for addresses and programs that is made from it when left empty."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "title" in values and not values.get("name") and "name" not in self.errors:
            values["name"] = slugify(values["title"])[:60]
            if not values["name"]:
                self.add_error("name", ValidationError(_("Give a short name in Latin letters.")))
        return values

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).lower()

    def _name_follows(self) -> None:
        self.fields["name"].required = False
        self.fields["name"].help_text = gettext_lazy(
            "For addresses and programs. Empty: made from the title."
        )


class FeatureForm(NamedForm):
    def __init__(self, *args: Any, feature: Feature | None, **options: Any) -> None:
        names = ["title", "name"]
        initial = {name: getattr(feature, name) for name in [*names, "icon"]} if feature else {}
        super().__init__(*args, **{"initial": initial, **options})
        self.fields.update(fields_of(Feature, names))
        self.fields["icon"] = forms.ChoiceField(
            label=gettext_lazy("Icon"),
            choices=[("", gettext_lazy("None")), *((name, name) for name in sorted(SHAPES))],
            required=False,
        )
        self._name_follows()


class AttributeForm(NamedForm):
    def __init__(self, *args: Any, attribute: Attribute | None, **options: Any) -> None:
        names = ["title", "name", "is_hidden"]
        initial = {name: getattr(attribute, name) for name in names} if attribute else {}
        super().__init__(*args, **{"initial": initial, **options})
        self.fields.update(fields_of(Attribute, names))
        self._name_follows()
