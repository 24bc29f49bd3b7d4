"""What a call asks beyond title, text and people: add, change, order, take away."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.models import Call, Field
from abstracts.refusals import BadField, NotOfThisCall, StillUsed
from accounts.models import User
from events.operations import lock_event
from journal.operations import differences, record
from kit.ordering import next_place, put_in_order

MOST_FIELDS = 50
MOST_OPTIONS = 200


@transaction.atomic
def add_field(call: Call, *, by: User | None, **values: Any) -> Field:
    """A new last field. Raises BadField."""
    event = lock_event(call.event)
    if call.fields.count() >= MOST_FIELDS:
        raise BadField(_("A call has at most %(limit)d fields.") % {"limit": MOST_FIELDS})
    field = Field(call=call, position=next_place(call.fields), **values)
    _check(field)
    field.save(force_insert=True)
    record(event.logbook, "field.added", by=by, subject=field)
    return field


@transaction.atomic
def edit_field(field: Field, *, by: User | None, **values: Any) -> None:
    """Raises BadField, and StillUsed where answers would not fit any more: another kind, an option taken away."""
    event = lock_event(field.call.event)
    field.refresh_from_db()
    changes = differences(field, values)
    if not changes:
        return
    gone = set(field.options) - set(values.get("options", field.options))
    for name in changes:
        setattr(field, name, values[name])
    _check(field)
    answers = answers_to(field)
    if answers and "kind" in changes:
        raise StillUsed(_("“%(field)s” has answers. Add a new field for another kind.") % {"field": field})
    if used := [str(answer) for answer in answers if answer in gone]:
        raise StillUsed(_("“%(option)s” was chosen already. Keep it.") % {"option": used[0]})
    field.save(update_fields=list(changes))
    record(event.logbook, "field.edited", by=by, subject=field, changes=changes)


@transaction.atomic
def order_fields(call: Call, *, fields: Sequence[Field], by: User | None) -> None:
    """Put the fields in this order; those not named follow in the order they had."""
    event = lock_event(call.event)
    if any(field.call_id != call.pk for field in fields):
        raise NotOfThisCall(_("A field belongs to another call."))
    if changes := put_in_order(call.fields.all(), [field.pk for field in fields]):
        record(event.logbook, "fields.ordered", by=by, subject=call, changes=changes)


@transaction.atomic
def remove_field(field: Field, *, by: User | None) -> None:
    """Raises StillUsed where somebody answered it."""
    event = lock_event(field.call.event)
    if count := len(answers_to(field)):
        sentence = ngettext(
            "“%(field)s” has %(count)d answer. Let only organisers see it instead.",
            "“%(field)s” has %(count)d answers. Let only organisers see it instead.",
            count,
        )
        raise StillUsed(sentence % {"field": field, "count": count})
    name = str(field)
    field.delete()
    record(event.logbook, "field.removed", by=by, subject=name)


def answers_to(field: Field) -> list[Any]:
    """What was answered, drafts included; their keys are the field's id as text."""
    key = str(field.pk)
    found = field.call.abstracts.filter(answers__has_key=key).values_list("answers", flat=True)
    return [answers[key] for answers in found if answers[key] not in (None, "")]


def _check(field: Field) -> None:
    """Whether anybody could answer it."""
    if field.kind == Field.Kind.CHOICE:
        if not field.options:
            raise BadField(_("A choice needs options to choose from."))
        if len(field.options) > MOST_OPTIONS:
            raise BadField(_("A choice has at most %(limit)d options.") % {"limit": MOST_OPTIONS})
        if len(set(field.options)) < len(field.options):
            raise BadField(_("An option stands there twice."))
    if field.visibility == Field.Visibility.MANAGERS and field.is_required:
        raise BadField(_("Authors can not fill in what only organisers see: it can not be required of them."))
    if field.lowest is not None and field.highest is not None and field.lowest > field.highest:
        raise BadField(_("The lowest number is above the highest."))
    if not field.title.strip():
        raise BadField(_("A field needs a name."))
