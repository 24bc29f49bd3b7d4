"""Form fields of model fields: label, hint, whether it is needed, and every limit come from the model."""

from collections.abc import Iterable

from django import forms
from django.db import models

LONGEST_TEXT = 10_000


def fields_of(model: type[models.Model], names: Iterable[str]) -> dict[str, forms.Field]:
    """One form field a name, in order, that refuses what the model's validators and its column would refuse."""
    return {name: _field(model, name) for name in names}


def _field(model: type[models.Model], name: str) -> forms.Field:
    column = model._meta.get_field(name)
    if not isinstance(column, models.Field):
        raise TypeError(f"{name} is no column.")
    made = (
        column.formfield(max_length=LONGEST_TEXT) if type(column) is models.TextField else column.formfield()
    )
    if made is None:
        raise TypeError(f"{name} is not for forms.")
    made.validators += [rule for rule in column.validators if rule not in made.validators]
    if isinstance(made.widget, forms.Textarea):
        made.widget.attrs.update(rows=4, dir="auto")
    return made
