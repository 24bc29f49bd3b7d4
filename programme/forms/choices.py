"""Choices that depend on the event."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _


def offer(form: forms.Form, name: str, choices: QuerySet[Any]) -> None:
    """Let a field choose among these rows, or none of them; anything else is refused as unknown."""
    field = cast("forms.ModelChoiceField[Any]", form.fields[name])
    field.queryset = choices
    field.empty_label = _("None")
