"""Answers to the fields of the calls, as columns of the table."""

from collections.abc import Iterable, Sequence

from django.utils.text import Truncator

from abstracts.answered import in_words
from abstracts.desk.columns import Column
from abstracts.models import Abstract, Field
from abstracts.standing import Standing

LONGEST = 120
"""Characters of an answer that the table shows; the abstract itself has all of it."""

Answers = dict[int, dict[str, str]]
"""By the id of the abstract and the key of the column."""


def columns_of_fields(standing: Standing) -> list[Column]:
    """A column for each field whose answers the person may read of every abstract they lead.

    What reviewers do not see may tell who wrote it: conveners have no column of it. One query.
    """
    fields = Field.objects.filter(call__event=standing.event).order_by(
        "call__position", "call", "position", "pk"
    )
    if not standing.is_manager:
        fields = fields.exclude(visibility=Field.Visibility.MANAGERS).filter(reviewers_see=True)
    return [Column(_key(pk), title) for pk, title in fields.values_list("pk", "title")]


def answers_of(abstracts: Iterable[int], columns: Sequence[Column]) -> Answers:
    """What stands in these columns, in words; one query, none where no field is shown."""
    wanted = {column.key for column in columns if column.key.startswith(OF_A_FIELD)}
    if not wanted:
        return {}
    given = Abstract.objects.filter(pk__in=list(abstracts)).order_by().values_list("pk", "answers")
    return {
        pk: {
            _key(field): Truncator(in_words(answer)).chars(LONGEST)
            for field, answer in answers.items()
            if _key(field) in wanted and answer not in (None, "")
        }
        for pk, answers in given
    }


OF_A_FIELD = "field-"


def _key(field: int | str) -> str:
    return f"{OF_A_FIELD}{field}"
