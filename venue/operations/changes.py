"""What can move at an event, as acts that `following.carry_out` does and `following.rehearse` tries."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from accounts.models import User
from events.models import Event
from events.operations import edit_event
from kit.moments import local
from timetable.models import Slot
from timetable.operations import edit_slot
from timetable.operations.whole import move_event
from venue.moves import Shift

Change = Callable[[Event], Shift]


def stay() -> Change:
    """Nothing moves now; the bookings catch up with what moved before."""
    return lambda _event: Shift()


def give_dates(*, starts_at: datetime, ends_at: datetime, by: User | None) -> Change:
    """Other dates, as the settings of the event give them; the timetable stays."""

    def change(event: Event) -> Shift:
        before = (event.first_day, event.last_day)
        edit_event(event, by=by, starts_at=starts_at, ends_at=ends_at)
        event.refresh_from_db()
        return shift_between(before, (event.first_day, event.last_day))

    return change


def move_all(*, starts_at: datetime, by: User | None) -> Change:
    """The event with its whole timetable, as far on the clocks as its start: 9:00 stays 9:00 when clocks change."""

    def change(event: Event) -> Shift:
        days = local(starts_at, event.zone).date() - local(event.starts_at, event.zone).date()
        move_event(event, starts_at=starts_at, by=by)
        return Shift(days.days, with_timetable=True)

    return change


def change_slot(slot_id: int, *, by: User | None, **values: Any) -> Change:
    """Another time, length or room for one entry of the timetable."""

    def change(event: Event) -> Shift:
        edit_slot(Slot.objects.get(event=event, pk=slot_id), by=by, **values)
        return Shift()

    return change


def shift_between(before: tuple[Any, Any], after: tuple[Any, Any]) -> Shift:
    """First and last day as they were and are: an event of as many days moved, any other grew or shrank."""
    (first, last), (new_first, new_last) = before, after
    if last - first != new_last - new_first:
        return Shift()
    return Shift((new_first - first).days)
