"""What may stand in the fields of the programme, checked for forms, imports and the API alike."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from events.models import Event
from kit.markdown import check_markdown
from programme.operations.named import Someone
from programme.refusals import BadNumber, NeedsATitle, NotOfThisEvent, TooLong


def check_same_event(event: Event, things: Iterable[object]) -> None:
    """Raise NotOfThisEvent if a track, session, type, room or person belongs to another event."""
    for thing in things:
        if getattr(thing, "event_id", event.pk) != event.pk:
            raise NotOfThisEvent(_("“%(thing)s” belongs to another event.") % {"thing": thing})


def check_values(model: type[models.Model], values: dict[str, Any], *, editable: frozenset[str]) -> None:
    """Raise a refusal for a missing title, a text too long or a number out of range.

    A field that is not editable is a bug of the caller: TypeError.
    """
    if unknown := values.keys() - editable:
        raise TypeError(f"A {model._meta.model_name} has no editable {', '.join(sorted(unknown))}.")
    for name, value in values.items():
        field = model._meta.get_field(name)
        if isinstance(field, models.TextField | models.CharField):
            _check_text(field, value)
        elif isinstance(field, models.IntegerField):
            _check_number(field, value)
        elif isinstance(field, ArrayField):
            _check_words(field, value)


def _check_text(field: "models.CharField[str, str] | models.TextField[str, str]", text: str) -> None:
    if not field.blank and not text.strip():
        raise NeedsATitle(_("A title or name is needed."))
    if "\x00" in text:
        raise TooLong(_("The text holds a character that cannot be stored."))
    if field.max_length is not None and len(text) > field.max_length:
        raise TooLong(
            _("“%(start)s…” is too long. The limit is %(limit)d characters.")
            % {"start": text[:40], "limit": field.max_length}
        )
    if isinstance(field, models.TextField):
        check_markdown(text)


def _check_words(field: ArrayField, words: list[str]) -> None:
    for word in words:
        _check_text(field.base_field, word)  # type: ignore[arg-type]


def _check_number(field: "models.IntegerField[int, int]", number: int) -> None:
    try:
        field.run_validators(number)
    except ValidationError as error:
        raise BadNumber(" ".join(error.messages)) from error


def names(people: Iterable[Someone]) -> str:
    """The people in order, as the log shows them."""
    return ", ".join(person.name for person in people)
