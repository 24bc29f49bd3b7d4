"""The fields of a row that a form may change, and what a change comes to."""

from typing import Any

from django.db import models

from journal.operations import differences

OF_THE_HOUSE = frozenset({"id", "access", "logbook"})


def editable(model: type[models.Model]) -> frozenset[str]:
    """The columns people fill in: all but the key, the access list, the logbook and what is derived."""
    names = {field.name for field in model._meta.concrete_fields if field.editable and not field.generated}
    return frozenset(names - OF_THE_HOUSE)


def apply(thing: models.Model, values: dict[str, Any], *, allowed: frozenset[str]) -> dict[str, Any]:
    """Set the values that differ on the row at hand, unsaved; what each was and is, for the log.

    TypeError (a bug) for fields that are not `allowed`.
    """
    if unknown := values.keys() - allowed:
        raise TypeError(f"{type(thing).__name__} has no editable {', '.join(sorted(unknown))}.")
    changes = differences(thing, values)
    for name in changes:
        setattr(thing, name, values[name])
    return changes
