"""Answers to the fields of a call, out of cells."""

from collections.abc import Iterable, Mapping
from typing import Any

from abstracts.completeness import problems_of_answer
from abstracts.importing.columns import plain_key
from abstracts.importing.values import is_true, text_of
from abstracts.models import Field

_NO = frozenset({"0", "false", "no", "n"})


def answers_of(fields: Iterable[Field], told: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Answers by the id of the field as text, and a sentence for each that was left out."""
    answers: dict[str, Any] = {}
    notes: list[str] = []
    for field in fields:
        given = told.get(plain_key(field.title))
        if given is None or given == "":
            continue
        answer = _typed(field, given)
        problems = list(problems_of_answer(field, answer))
        if problems and field.kind != Field.Kind.TEXT:
            notes += problems
        else:
            answers[str(field.pk)] = answer
    return answers, notes


def _typed(field: Field, given: Any) -> Any:
    text = text_of(given)
    if field.kind == Field.Kind.YES_NO:
        if isinstance(given, bool):
            return given
        return True if is_true(given) else False if text.casefold() in _NO else text
    if field.kind == Field.Kind.NUMBER:
        if isinstance(given, int | float):
            return given
        try:
            return int(text) if text.lstrip("-").isdecimal() else float(text)
        except ValueError:
            return text
    if field.kind == Field.Kind.CHOICE:
        return next((option for option in field.options if option.casefold() == text.casefold()), text)
    return text
