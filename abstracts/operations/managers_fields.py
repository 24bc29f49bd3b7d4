"""What organisers fill in about an abstract: the fields of its call that are theirs alone."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from abstracts.completeness import problems_of_answer
from abstracts.models import Abstract, Field
from abstracts.operations.saving import write
from abstracts.operations.turns import lock_abstract
from abstracts.refusals import NotComplete
from accounts.models import User
from journal.operations import record


@transaction.atomic
def fill_in(
    abstract: Abstract, answers: Mapping[str, Any], *, by: User | None, revision: int | None = None
) -> None:
    """Set these, by the id of the field as text; others stay. Raises NotComplete, ChangedMeanwhile."""
    abstract = lock_abstract(abstract, revision=revision)
    fields = {
        str(field.pk): field for field in abstract.call.fields.filter(visibility=Field.Visibility.MANAGERS)
    }
    problems = [
        (f"field-{key}", sentence)
        for key, field in fields.items()
        if key in answers
        for sentence in problems_of_answer(field, answers[key])
    ]
    if problems:
        raise NotComplete(problems)
    mine = {key: value for key, value in answers.items() if key in fields}
    kept = {key: value for key, value in (abstract.answers | mine).items() if value not in (None, "")}
    if write(abstract, answers=kept):
        record(abstract.logbook, "abstract.edited", by=by, subject=abstract, changes={"answers": ("", "")})
