"""Where there is still room: the next free time of a day or a room, and places one after the other (pure)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from timetable.plan.days import USUAL_START, EventDays
from timetable.plan.entry import Key, Plan, PlanEntry
from timetable.plan.neighbours import on_day
from timetable.plan.refusals import PastMidnight


def next_free(plan: Plan, days: EventDays, day: date, minutes: int, room: Key | None = None) -> datetime:
    """When something of that length could begin: after the last entry of the day, or of one `room` on that day.

    A day without entries begins when the event does, at 8:00 where that is not its first one. Breaks that are for all
    are not run into. Raises PastMidnight where the day has no such time left.
    """
    entries = on_day(plan, days, day)
    there = [entry for entry in entries if room is None or plan.room_of(entry) == room]
    start = max([entry.ends_at for entry in there], default=_start(days, day, entries))
    length = timedelta(minutes=minutes)
    pauses = sorted(
        (each for each in entries if each.is_break and each.room is None), key=lambda each: each.starts_at
    )
    for pause in pauses:
        if pause.starts_at < start + length and start < pause.ends_at:
            start = pause.ends_at
    if start + length > days.bounds(day).ends_at:
        raise PastMidnight(_("There is no free time left on %(day)s.") % {"day": days.said(start)})
    return start


def in_turn(
    plan: Plan, days: EventDays, day: date, lengths: Sequence[int], room: Key | None = None
) -> list[datetime]:
    """When entries of these lengths (minutes) begin, one after the other from the next free time."""
    starts: list[datetime] = []
    for number, minutes in enumerate(lengths):
        try:
            start = next_free(plan, days, day, minutes, room)
        except PastMidnight as refusal:
            if not number:
                raise
            said = {"number": number, "all": len(lengths)}
            raise PastMidnight(
                _("Only %(number)d of %(all)d fit into what is left of the day, so nothing was placed.")
                % said
            ) from refusal
        starts.append(start)
        end = start + timedelta(minutes=minutes)
        held = PlanEntry(key=-1 - number, starts_at=start, ends_at=end, room=room, contribution=0)
        plan = plan.changed({held.key: held})
    return starts


def _start(days: EventDays, day: date, entries: Sequence[PlanEntry]) -> datetime:
    """When an empty room of that day begins: with the event, with the first entry elsewhere, or at 8:00."""
    if day == days.first:
        return days.starts_at
    return min([entry.starts_at for entry in entries], default=days.at(day, USUAL_START))
