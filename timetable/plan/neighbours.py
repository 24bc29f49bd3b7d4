"""What stands beside an entry: on the same day, in the same block, in the same room (pure)."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from timetable.plan.days import EventDays
from timetable.plan.entry import Key, Plan, PlanEntry
from timetable.plan.refusals import GoneFromTheTimetable, PastMidnight


def entry_of(plan: Plan, key: Key) -> PlanEntry:
    """Raises GoneFromTheTimetable for a key that is not of this timetable."""
    entry = plan.get(key)
    if entry is None:
        raise GoneFromTheTimetable(
            _("There is no such entry in this timetable. Somebody may have taken it out.")
        )
    return entry


def siblings(plan: Plan, days: EventDays, entry: PlanEntry) -> list[PlanEntry]:
    """The others of its day and its block (or, with it, of none), in order."""
    same = on_day(plan, days, days.day(entry.starts_at), parent=entry.parent)
    return [other for other in same if other.key != entry.key]


def on_day(plan: Plan, days: EventDays, day: date, *, parent: Key | None = None) -> list[PlanEntry]:
    """What begins on a day of the programme in a block, or at the top level."""
    bounds = days.bounds(day)
    return [
        entry
        for entry in plan.values()
        if entry.parent == parent and bounds.starts_at <= entry.starts_at < bounds.ends_at
    ]


def lane(plan: Plan, days: EventDays, entry: PlanEntry) -> list[PlanEntry]:
    """The siblings that come before and after it for those who are there.

    In a block these are all. At the top level they are those of its room: what runs elsewhere goes on. An entry
    without a room is for everybody, and where a day knows one room only, everything is in it.
    """
    others = siblings(plan, days, entry)
    room = plan.room_of(entry)
    rooms = {plan.room_of(other) for other in others} | {room}
    if entry.parent is not None or room is None or len(rooms - {None}) == 1:
        return others
    return [other for other in others if plan.room_of(other) == room]


def shares_place(plan: Plan, one: PlanEntry, other: PlanEntry) -> bool:
    """Whether two entries can not well be at the same time: one room, or a break without room, which is for all."""
    rooms = plan.room_of(one), plan.room_of(other)
    if rooms[0] == rooms[1]:
        return True
    return any(room is None and entry.is_break for room, entry in zip(rooms, (one, other), strict=True))


def overlap(one: PlanEntry, other: PlanEntry) -> bool:
    """Whether they share any moment; touching is not sharing, and what has no length holds none."""
    return max(one.starts_at, other.starts_at) < min(one.ends_at, other.ends_at)


def check_days(
    before: Mapping[Key, PlanEntry], after: Iterable[PlanEntry], days: EventDays, *, keep_day: bool = True
) -> None:
    """Raise PastMidnight for what would run into another day and did not before, or (`keep_day`) would begin on one."""
    for entry in after:
        old = before.get(entry.key)
        bounds = days.bounds(days.day((old if old and keep_day else entry).starts_at))
        if not bounds.starts_at <= entry.starts_at < bounds.ends_at:
            raise PastMidnight(
                _("“%(entry)s” would begin on another day. Move it there by itself.") % _said(entry)
            )
        if entry.ends_at > bounds.ends_at and not (old and days.crosses(old)):
            raise PastMidnight(_("“%(entry)s” would run past the end of its day.") % _said(entry))


def _said(entry: PlanEntry) -> dict[str, str]:
    return {"entry": entry.label or entry.title}
