"""The acts that come as a form somebody filled in: place an entry, schedule a talk, add something new."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from programme.models import Contribution
from programme.operations import create_contribution
from timetable.editor.acts import Done, place_words
from timetable.models import Slot
from timetable.operations import Placed, edit_slot, schedule_break, schedule_contribution, schedule_session
from timetable.operations.freshness import check_fresh
from timetable.operations.moving import move_entry
from timetable.operations.steps import step
from timetable.plan import plan_of

Values = Mapping[str, Any]


def place(slot: Slot, values: Values, *, expected: Mapping[int, int], by: User) -> Done:
    """An entry as the form has it; with `shift`, what comes after it moves along by as much as its end does."""
    event = slot.event
    said = {name: value for name, value in values.items() if name in ("title", "description", "is_pinned")}
    moved = {
        name: value for name, value in values.items() if name in ("starts_at", "minutes", "room", "parent")
    }
    with step(event, "slot.edited", slot.label, by=by):
        lock_event(event)
        check_fresh(event, expected)
        notes = edit_slot(slot, by=by, **said).notes if said else []
        written = move_entry(event, slot.pk, by=by, shift_later=bool(values.get("shift")), **moved)
    entry = written.plan[slot.pk]
    words = {"entry": entry.label, "place": place_words(event, entry, written.plan)}
    return Done(_("Moved “%(entry)s”: %(place)s") % words, [*notes, *written.notes], written.plan, slot.pk)


def schedule(talk: Contribution, values: Values, *, by: User) -> Done:
    return _done(
        talk.event, schedule_contribution(talk, by=by, **values), _("Scheduled “%(entry)s”: %(place)s")
    )


def create(event: Event, values: Values, *, by: User) -> Done:
    """A break, a talk of that title, or a block of a session."""
    at = {name: values[name] for name in ("starts_at", "minutes", "room")}
    if values["kind"] == "block":
        placed = schedule_session(values["session"], by=by, title=values.get("title", ""), **at)
    elif values["kind"] == "talk":
        placed = _new_talk(event, values, at, by=by)
    else:
        placed = schedule_break(event, values["title"], by=by, **at)
    return _done(event, placed, _("Added “%(entry)s”: %(place)s"))


def _new_talk(event: Event, values: Values, at: Values, *, by: User) -> Placed:
    with transaction.atomic():
        details = {"minutes": at["minutes"], "session": values.get("session")}
        talk = create_contribution(event, by=by, title=values["title"], **details)
        return schedule_contribution(talk, by=by, **at)


def _done(event: Event, placed: Placed, words: str) -> Done:
    plan = plan_of(event)
    entry = plan[placed.slot.pk]
    said = words % {"entry": entry.label, "place": place_words(event, entry, plan)}
    return Done(said, placed.notes, plan, entry.key)
