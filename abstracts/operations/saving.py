"""Writing an abstract that is locked: it counts the change, and remembers when."""

from typing import Any

from django.utils import timezone

from abstracts.models import Abstract
from journal.operations import differences


def write(abstract: Abstract, **values: Any) -> dict[str, tuple[Any, Any]]:
    """Set the fields that differ and save them; returns what changed, before and after."""
    changes = differences(abstract, values)
    if changes:
        for name in changes:
            setattr(abstract, name, values[name])
        touch(abstract, *changes)
    return changes


def touch(abstract: Abstract, *fields: str) -> None:
    """Count a change, of these fields or of what hangs on the abstract."""
    abstract.revision += 1
    abstract.updated_at = timezone.now()
    abstract.save(update_fields=[*fields, "revision", "updated_at"])
