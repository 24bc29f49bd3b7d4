"""The whole event at another time, with everything in its timetable."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import edit_event, lock_event
from timetable.models import settings_of
from timetable.operations.availability import move_availabilities
from timetable.operations.rewriting import Written, rewrite
from timetable.operations.steps import step
from timetable.plan import Changes, plan_of
from timetable.plan.days import EventDays
from timetable.plan.whole import all_moved

VERB = "timetable.moved"

_moving: ContextVar[int | None] = ContextVar("event_that_moves_as_a_whole", default=None)


def is_moving_whole(event: Event) -> bool:
    """Whether its dates and its timetable are being moved together: what follows either follows both, at the end."""
    return _moving.get() == event.pk


@transaction.atomic
def move_event(
    event: Event, *, starts_at: datetime, by: User | None, exactly: Changes | None = None
) -> Written:
    """The event begins then, and everything in it is as much later on the clocks: 9:00 stays 9:00 when they change.

    What `exactly` names has the place given there instead. When people can come and rooms can be used moves along, and
    bookings of rooms follow. Raises what editing the dates of
    an event raises, and what a listener of its signals refuses.
    """
    event = lock_event(event)
    days = EventDays.of(event)
    days.check_calendar(starts_at)
    distance = days.distance(event.starts_at, starts_at)
    dates = replace(days, starts_at=starts_at, ends_at=days.later(event.ends_at, distance))
    with step(event, VERB, event.title, by=by), _as_a_whole(event):
        written = rewrite(
            event,
            lambda plan, days: {**all_moved(plan, days, distance), **(exactly or {})},
            by=by,
            verb=VERB,
            label=event.title,
            dates=dates,
        )
        move_availabilities(event, days=days, distance=distance)
        edit_event(event, by=by, starts_at=dates.starts_at, ends_at=dates.ends_at)
    settings = settings_of(event)
    if not settings.is_live and settings.shown_version_id:
        written.notes.append(_("Everybody else sees the published timetable as it was, until you publish."))
    return Written(plan_of(event), written.made, written.notes)


@contextmanager
def _as_a_whole(event: Event) -> Iterator[None]:
    token = _moving.set(event.pk)
    try:
        yield
    finally:
        _moving.reset(token)
