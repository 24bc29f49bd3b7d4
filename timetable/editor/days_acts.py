"""Acts on a whole day or a session, which plain forms have too: tidy it, shift what follows, copy its frame."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event
from timetable.editor.acts import ACTS, Act, Done
from timetable.editor.sent import NotUnderstood, Sent
from timetable.operations.moving import shift_following
from timetable.operations.rewriting import Written
from timetable.operations.scheduling import copy_frame
from timetable.operations.tidying import compact, fit_block, stretch


def shift(event: Event, sent: Sent, by: User) -> Done:
    """Everything after an entry, so many `minutes` later."""
    delta = timedelta(minutes=sent.number("minutes"))
    written = shift_following(event, sent.entries[0], delta=delta, by=by, expected=sent.expected)
    return _done(_("Shifted what comes after it"), written)


def fit(event: Event, sent: Sent, by: User) -> Done:
    """A session's block as long as what it holds."""
    return _done(_("The session is as long as what it holds"), fit_block(event, sent.entries[0], by=by))


def compact_day(event: Event, sent: Sent, by: User) -> Done:
    """A day, or what the block `entry` holds, one after the other, `gap` minutes apart."""
    return _done(_("Everything follows on"), compact(event, by=by, **_scope(sent)))


def stretch_day(event: Event, sent: Sent, by: User) -> Done:
    """Each as long as there is room before the next."""
    return _done(_("Everything lasts until the next"), stretch(event, by=by, **_scope(sent)))


def copy_day(event: Event, sent: Sent, by: User) -> Done:
    """The breaks of a day, and its sessions without talks, to another day; with `add`, beside what is there."""
    before = sent.day("day")
    written = copy_frame(event, from_day=before, to_day=sent.day("to_day"), by=by, add=bool(sent.get("add")))
    number = len(written.made)
    words = ngettext("Copied %(number)d entry", "Copied %(number)d entries", number)
    return _done(words % {"number": number}, written)


ALL_ACTS: Mapping[str, Act] = {
    **ACTS,
    "shift": shift,
    "fit": fit,
    "compact": compact_day,
    "stretch": stretch_day,
    "copy-frame": copy_day,
}


def act_of(sent: Sent) -> Act:
    """Raises NotUnderstood."""
    try:
        return ALL_ACTS[sent.get("act")]
    except KeyError as problem:
        raise NotUnderstood(_("The editor has no such act.")) from problem


def _scope(sent: Sent) -> dict[str, Any]:
    gap = sent.number("gap") if sent.get("gap") else 0
    return {"day": sent.day("day"), "gap_minutes": gap, "block": next(iter(sent.keys("entry")), None)}


def _done(said: str, written: Written) -> Done:
    return Done(said, written.notes, written.plan)
