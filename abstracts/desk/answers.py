"""Answers to the fields of the calls: columns of the table, and a filter of it and of the desk."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from abstracts.answered import in_words
from abstracts.desk.columns import Column
from abstracts.models import Abstract, Field
from abstracts.standing import Standing

LONGEST = 120
"""Characters of an answer that the table shows; the abstract itself has all of it."""

OF_A_FIELD = "field-"
YES_OR_NO = {"true": True, "false": False}

Answers = dict[int, dict[str, str]]
"""By the id of the abstract and the key of the column."""

Choices = list[tuple[str, list[tuple[str, str]]]]
"""Names of fields, each with what can be asked for (`Asked.answer`) and its words."""


def fields_read(standing: Standing) -> QuerySet[Field]:
    """Those whose answers the person may read of every abstract they lead.

    What reviewers do not see may tell who wrote it: conveners have no column of it, and no filter.
    """
    fields = Field.objects.filter(call__event=standing.event).order_by(
        "call__position", "call", "position", "pk"
    )
    if not standing.is_manager:
        fields = fields.exclude(visibility=Field.Visibility.MANAGERS).filter(reviewers_see=True)
    return fields


def columns_of(fields: Iterable[Field]) -> list[Column]:
    return [Column(_key(field.pk), field.title) for field in fields]


def choices_of_answers(fields: Iterable[Field]) -> Choices:
    """Of the fields that have few answers: a choice, yes or no."""
    found: Choices = []
    for field in fields:
        if field.kind == Field.Kind.YES_NO:
            found.append((field.title, [(f"{field.pk}:true", _("Yes")), (f"{field.pk}:false", _("No"))]))
        elif field.kind == Field.Kind.CHOICE:
            found.append((field.title, [(f"{field.pk}:{option}", option) for option in field.options]))
    return found


def answered_so(standing: Standing, asked: str) -> Q:
    """Abstracts with this answer (the field's id, a colon, the answer); none where the person may not read it."""
    field, _colon, answer = asked.partition(":")
    given = Q(answers__contains={field: answer})
    if answer in YES_OR_NO:
        given |= Q(answers__contains={field: YES_OR_NO[answer]})
    return given & Q(Exists(fields_read(standing).filter(pk=int(field))))


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


def _key(field: int | str) -> str:
    return f"{OF_A_FIELD}{field}"
