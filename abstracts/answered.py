"""Answers to the fields of a call, as people read them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from abstracts.models import Field


def answered(fields: Iterable[Field], answers: Mapping[str, Any]) -> list[tuple[Field, Any]]:
    """These fields with what was answered (`Abstract.answers`), without those that have no answer. No is one."""
    given = [(field, answers.get(str(field.pk))) for field in fields]
    return [(field, in_words(answer)) for field, answer in given if answer not in (None, "")]


def in_words(answer: Any) -> Any:
    """Yes and no in the language of the moment; everything else as it is."""
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    return answer
