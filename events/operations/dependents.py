"""Whether something still counts on a row."""

from django.db.models import Model

GO_ALONG: set[str] = set()
"""Models (“app.model”, in small letters) whose rows only say something about the row, and go with it.

The apps above add theirs when they are loaded.
"""


def is_named_anywhere(row: Model) -> bool:
    """Whether a row of any app points at this one; the models are asked, so that no floor is forgotten."""
    relations = [
        relation
        for relation in row._meta.related_objects
        if not relation.many_to_many and relation.related_model._meta.label_lower not in GO_ALONG
    ]
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
        for relation in relations
    )
