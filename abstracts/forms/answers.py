"""The form fields for what organisers ask beside the usual, with the limits they set."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.models import Field

LONGEST_ANSWER = 20_000
YES, NO = "yes", "no"


def answer_field(field: Field, answer: Any = None) -> forms.Field:
    """The form field for one custom field, filled with what was answered."""
    common: dict[str, Any] = {"label": field.title, "help_text": _told(field), "required": False}
    match Field.Kind(field.kind):
        case Field.Kind.NUMBER:
            return forms.FloatField(**common, initial=answer, widget=forms.NumberInput({"step": "any"}))
        case Field.Kind.YES_NO:
            initial = {True: YES, False: NO}.get(answer, "")
            choices = [(YES, _("Yes")), (NO, _("No"))]
            return forms.ChoiceField(**common, initial=initial, choices=choices, widget=forms.RadioSelect)
        case Field.Kind.CHOICE:
            choices = [("", _("No answer")), *((one, one) for one in field.options)]
            return forms.ChoiceField(**common, initial=answer, choices=choices)
        case Field.Kind.TEXT:
            widget: forms.Widget = forms.TextInput({"dir": "auto"})
            if field.is_long:
                widget = forms.Textarea({"rows": 5, "dir": "auto"})
            return forms.CharField(**common, initial=answer, max_length=LONGEST_ANSWER, widget=widget)


def limits_of(field: Field) -> str:
    """How long or how large an answer may be, so that nobody learns it from a refusal; empty without limits."""
    if field.kind == Field.Kind.NUMBER:
        return _range_of(field)
    if field.kind != Field.Kind.TEXT:
        return ""
    told = []
    if (most := field.most_words) is not None:
        told.append(ngettext("At most %(n)d word.", "At most %(n)d words.", most) % {"n": most})
    if (most := field.most_characters) is not None:
        told.append(ngettext("At most %(n)d character.", "At most %(n)d characters.", most) % {"n": most})
    return " ".join(told)


def _range_of(field: Field) -> str:
    values = {"lowest": field.lowest, "highest": field.highest}
    if field.lowest is not None and field.highest is not None:
        return _("From %(lowest)d to %(highest)d.") % values
    if field.lowest is not None:
        return _("At least %(lowest)d.") % values
    if field.highest is not None:
        return _("At most %(highest)d.") % values
    return ""


def _told(field: Field) -> str:
    """The organisers' explanation, then the limits."""
    return " ".join(part for part in (field.help.strip(), limits_of(field)) if part)
