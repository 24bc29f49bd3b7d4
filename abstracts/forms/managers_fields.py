"""The organisers' own fields of an abstract."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abstracts.models import Abstract, Field

YES_NO = [("", _("Not answered")), ("1", _("Yes")), ("0", _("No"))]


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not answered (None)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=YES_NO, coerce=lambda said: said == "1", empty_value=None, **options)

    def prepare_value(self, value: Any) -> Any:
        return {True: "1", False: "0"}.get(value, value) if isinstance(value, bool) else value


class ManagersFieldsForm(forms.Form):
    """One field for each of the call's that only organisers see."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, data: Any = None, *, abstract: Abstract, fields: list[Field]) -> None:
        super().__init__(data, initial={"revision": abstract.revision})
        for field in fields:
            self.fields[f"field-{field.pk}"] = _form_field(field, abstract.answers.get(str(field.pk)))

    @property
    def answers(self) -> dict[str, Any]:
        """Of a valid form, by the id of the field as text; yes and no as such."""
        values = {name.removeprefix("field-"): value for name, value in self.cleaned_data.items()}
        values.pop("revision", None)
        return {key: _whole(value) for key, value in values.items()}


def _form_field(field: Field, value: Any) -> forms.Field:
    common: dict[str, Any] = {
        "label": field.title,
        "required": False,
        "help_text": field.help,
        "initial": value,
    }
    if field.kind == Field.Kind.NUMBER:
        return forms.FloatField(**common)
    if field.kind == Field.Kind.YES_NO:
        return YesNoField(**common)
    if field.kind == Field.Kind.CHOICE:
        options = [("", _("None")), *((option, option) for option in field.options)]
        return forms.ChoiceField(choices=options, **common)
    widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"}) if field.is_long else None
    return forms.CharField(widget=widget, **common)


def _whole(value: Any) -> Any:
    """Numbers without a fraction as they are written."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
