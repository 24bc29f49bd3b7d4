"""Many at once: talks one after the other from the next free time, the frame of a day on another day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event
from kit.words import day_words, today_in
from programme.models import Contribution
from programme.operations import check_same_event
from timetable.operations.acting import Named, kept_in_days, key_of
from timetable.operations.rewriting import Written, rewrite
from timetable.plan import Changes, Key, Plan, PlanEntry, plan_of
from timetable.plan.days import EventDays
from timetable.plan.frames import frame_copied
from timetable.plan.free import in_turn
from timetable.plan.free import next_free as free_in
from timetable.plan.moving import check_holder, end_inside
from timetable.refusals import InTheWay


def next_free(event: Event, day: date, minutes: int, room: Named = None) -> datetime:
    """When something of that length could begin on a day, in a room or anywhere. Raises PastMidnight on a full day."""
    return free_in(plan_of(event), EventDays.of(event), day, minutes, key_of(room))


def schedule_many(
    event: Event,
    contributions: Sequence[Contribution],
    *,
    day: date,
    by: User | None,
    room: Named = None,
    parent: Named = None,
    allow_midnight: bool = False,
) -> Written:
    """Give talks their place one after the other, each as long as it is: from the next free time of the day (in the
    room), or after the last entry of a block. All of them, or none.

    Raises PastMidnight where the day is too short, InTheWay for a talk that has its place, NotOfThisEvent, CannotHold.
    """
    check_same_event(event, contributions)
    label = ngettext("%(number)d talk", "%(number)d talks", len(contributions)) % {
        "number": len(contributions)
    }

    def work_out(plan: Plan, days: EventDays) -> Changes:
        _check_waiting(plan, contributions)
        lengths = [talk.minutes for talk in contributions]
        block = key_of(parent)
        if block is None:
            starts = in_turn(plan, days, day, lengths, key_of(room))
        else:
            starts = _from(end_inside(plan, block), lengths)
        entries = _new_entries(contributions, starts, room=key_of(room), block=block)
        for entry in entries:
            check_holder(plan, entry, block)
        changes = {entry.key: entry for entry in entries}
        return kept_in_days(plan, changes, days, allow_midnight=allow_midnight)

    return rewrite(event, work_out, by=by, verb="slot.scheduled", label=label)


def copy_frame(event: Event, *, from_day: date, to_day: date, by: User | None, add: bool = False) -> Written:
    """The breaks of a day, and its sessions without talks, on another day at the same times on the clocks.

    Raises InTheWay where something is there already, unless told to `add` them; NothingToMove, OutsideTheEvent.
    """

    def work_out(plan: Plan, days: EventDays) -> Changes:
        return frame_copied(plan, days, from_day=from_day, to_day=to_day, add=add)

    label = day_words(from_day, today=today_in(event.zone))
    return rewrite(event, work_out, by=by, verb="timetable.frame_copied", label=label)


def _check_waiting(plan: Plan, contributions: Sequence[Contribution]) -> None:
    there = {entry.contribution for entry in plan.values()}
    seen = set()
    for talk in contributions:
        if talk.pk in there or talk.pk in seen:
            raise InTheWay(_("“%(talk)s” has its place in the timetable already.") % {"talk": talk.title})
        seen.add(talk.pk)


def _new_entries(
    contributions: Sequence[Contribution], starts: Sequence[datetime], *, room: Key | None, block: Key | None
) -> list[PlanEntry]:
    return [
        PlanEntry(
            key=-number,
            starts_at=start,
            ends_at=start + timedelta(minutes=talk.minutes),
            room=room,
            parent=block,
            contribution=talk.pk,
            label=talk.title,
        )
        for number, (talk, start) in enumerate(zip(contributions, starts, strict=True), start=1)
    ]


def _from(start: datetime, lengths: Sequence[int]) -> list[datetime]:
    starts = []
    for minutes in lengths:
        starts.append(start)
        start += timedelta(minutes=minutes)
    return starts
