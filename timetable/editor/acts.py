"""The acts of the board, each one operation and one step that can be undone: what was sent in, a sentence out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event, EventRoom
from kit.words import moment_words
from timetable.editor.sent import NotUnderstood, Sent
from timetable.models import Slot, Step
from timetable.operations import schedule_contribution
from timetable.operations.acting import label_of_all
from timetable.operations.entries import Move, move_many, pin_entries, remove_entries
from timetable.operations.moving import move_entry, move_to_day, swap_entries
from timetable.operations.rewriting import Written
from timetable.operations.steps import step
from timetable.operations.undoing import redo, undo
from timetable.plan import Plan, PlanEntry, plan_of
from timetable.plan.neighbours import entry_of
from timetable.refusals import GoneFromTheTimetable
from timetable.talk_list import schedulable


@dataclass(slots=True)
class Done:
    """What was done, in a sentence; what else changed; the plan as it is now; what is chosen from now on."""

    said: str
    notes: list[str]
    plan: Plan
    chosen: int | None = None
    can_undo: bool = True


Act = Callable[[Event, Sent, User], Done]


def move(event: Event, sent: Sent, by: User) -> Done:
    """One entry or several, each to a start, a room and a block."""
    moves = sent.moves
    if len(moves) > 1:
        written = move_many(
            event,
            {
                key: Move(starts_at, room=room, parent=parent)
                for key, (starts_at, room, parent) in moves.items()
            },
            by=by,
            expected=sent.expected,
        )
        words = ngettext("Moved %(number)d entry", "Moved %(number)d entries", len(moves))
        return Done(words % {"number": len(moves)}, written.notes, written.plan)
    [(key, (starts_at, room, parent))] = moves.items()
    written = move_entry(
        event, key, starts_at=starts_at, room=room, parent=parent, by=by, expected=sent.expected
    )
    return _moved(event, written, key)


def resize(event: Event, sent: Sent, by: User) -> Done:
    """One entry to another length; what a block holds stays where it is."""
    key, minutes = sent.entries[0], sent.number("minutes")
    written = move_entry(event, key, minutes=minutes, by=by, expected=sent.expected)
    said = {"entry": written.plan[key].label, "number": minutes}
    words = ngettext(
        "“%(entry)s” lasts %(number)d minute now", "“%(entry)s” lasts %(number)d minutes now", minutes
    )
    return Done(words % said, written.notes, written.plan, key)


def move_day(event: Event, sent: Sent, by: User) -> Done:
    """Entries to the same clock time of another day; they leave their blocks."""
    keys, day, expected = sent.entries, sent.day("to_day"), sent.expected
    plan = plan_of(event)
    apart = [key for key in keys if entry_of(plan, key).parent not in keys]
    with step(event, "timetable.rearranged", label_of_all(keys)(plan), by=by):
        for key in apart:
            seen = {key: expected[key]} if key in expected else None
            written = move_to_day(event, key, day, by=by, expected=seen)
    if len(apart) == 1:
        return _moved(event, written, apart[0])
    words = ngettext("Moved %(number)d entry", "Moved %(number)d entries", len(apart))
    return Done(words % {"number": len(apart)}, written.notes, written.plan)


def unschedule(event: Event, sent: Sent, by: User) -> Done:
    """Out of the timetable; what a block holds goes with it."""
    keys = sent.entries
    written = remove_entries(event, keys, by=by, expected=sent.expected)
    words = ngettext(
        "Took %(number)d entry out of the timetable",
        "Took %(number)d entries out of the timetable",
        len(keys),
    )
    return Done(words % {"number": len(keys)}, written.notes, written.plan)


def schedule(event: Event, sent: Sent, by: User) -> Done:
    """A talk of the tray to a start, a room and a block."""
    starts_at, room, parent = sent.place
    talk = schedulable(event).filter(pk=(sent.keys("talk") or [0])[0]).first()
    if talk is None:
        raise GoneFromTheTimetable(_("This talk is not there any more, or it was withdrawn."))
    scheduled = schedule_contribution(
        talk,
        starts_at=starts_at,
        by=by,
        room=room_of(event, room),
        parent=block_of(event, parent),
    )
    plan = plan_of(event)
    said = {"entry": talk.title, "place": place_words(event, plan[scheduled.slot.pk], plan)}
    return Done(_("Scheduled “%(entry)s”: %(place)s") % said, scheduled.notes, plan, scheduled.slot.pk)


def pin(event: Event, sent: Sent, by: User) -> Done:
    """Entries stay where they are when a timetable is proposed or tidied; with `pinned=0` not any more."""
    keys, is_pinned = sent.entries, sent.get("pinned") != "0"
    written = pin_entries(event, keys, is_pinned=is_pinned, by=by, expected=sent.expected)
    if is_pinned:
        words = ngettext("Pinned %(number)d entry", "Pinned %(number)d entries", len(keys))
    else:
        words = ngettext("Unpinned %(number)d entry", "Unpinned %(number)d entries", len(keys))
    return Done(words % {"number": len(keys)}, written.notes, written.plan)


def swap(event: Event, sent: Sent, by: User) -> Done:
    """Two entries change places."""
    keys = sent.entries
    if len(keys) != 2:
        raise NotUnderstood(_("Choose two entries to swap."))
    written = swap_entries(event, *keys, by=by, expected=sent.expected)
    one, other = (written.plan[key].label for key in keys)
    said = {"one": one, "other": other}
    return Done(_("Swapped “%(one)s” and “%(other)s”") % said, written.notes, written.plan)


def undo_act(event: Event, sent: Sent, by: User) -> Done:
    """The person's newest act, or the one that is named."""
    named = sent.keys("which")
    chosen = get_object_or_404(Step, event=event, pk=named[0]) if named else None
    written = undo(event, by=by, chosen=chosen)
    return Done(_("Undone"), written.notes, written.plan, can_undo=False)


def redo_act(event: Event, sent: Sent, by: User) -> Done:
    written = redo(event, by=by)
    return Done(_("Done again"), written.notes, written.plan, can_undo=False)


ACTS: Mapping[str, Act] = {
    "move": move,
    "move-many": move,
    "move-day": move_day,
    "resize": resize,
    "unschedule": unschedule,
    "schedule-at": schedule,
    "pin": pin,
    "swap": swap,
    "undo": undo_act,
    "redo": redo_act,
}


def place_words(event: Event, entry: PlanEntry, plan: Plan) -> str:
    """ "Wed 17 March, 12:10, Salle Curie"."""
    when = moment_words(entry.starts_at, zone=event.zone)
    around = plan.get(entry.parent) if entry.parent is not None else None
    room = entry.room_name or (around.room_name if around else "")
    return _("%(when)s, %(room)s") % {"when": when, "room": room} if room else when


def room_of(event: Event, key: int | None) -> EventRoom | None:
    """Raises GoneFromTheTimetable for a room the event does not have."""
    if key is None:
        return None
    room = EventRoom.objects.filter(event=event, pk=key).first()
    if room is None:
        raise GoneFromTheTimetable(_("This room is not there any more."))
    return room


def block_of(event: Event, key: int | None) -> Slot | None:
    """Raises GoneFromTheTimetable for a session that is not in the timetable."""
    if key is None:
        return None
    block = Slot.objects.filter(event=event, pk=key, session__isnull=False).first()
    if block is None:
        raise GoneFromTheTimetable(_("This session is not in the timetable any more."))
    return block


def _moved(event: Event, written: Written, key: int) -> Done:
    entry = written.plan[key]
    said = {"entry": entry.label, "place": place_words(event, entry, written.plan)}
    return Done(_("Moved “%(entry)s”: %(place)s") % said, written.notes, written.plan, key)
