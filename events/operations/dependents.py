"""Whether something still counts on a row."""

from django.db.models import Model


def is_named_anywhere(row: Model) -> bool:
    """Whether a row of any app points at this one; the models are asked, so that no floor is forgotten."""
    relations = [relation for relation in row._meta.related_objects if not relation.many_to_many]
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
        for relation in relations
    )
