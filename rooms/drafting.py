"""Draw up an edit: which dates of a booking stay, change, come and go.

The page that previews an edit and the operation that makes it ask the same; only the operation asks it with the
rooms locked. Nothing is read here but what is taken.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from kit.moments import Span, local
from rooms.cutting import before, since
from rooms.drafts import Draft, Step
from rooms.models import LIVE, OVER, Booking, Occurrence, Room, State
from rooms.outlook import Choice, Plan, Prospect, plan_of, state_for, weigh
from rooms.refusals import NotEditable, NothingLeft
from rooms.rights import Rights
from rooms.series import times_of
from rooms.times import Times, times_between


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a draft is drawn on: a booking, all its dates, the rooms concerned by id, who edits, and when."""

    booking: Booking
    rows: Sequence[Occurrence]
    rooms: Mapping[int, Room]
    rights: Rights
    now: datetime
    choices: Mapping[date, Choice] = field(default_factory=dict)

    def has_begun(self, row: Occurrence) -> bool:
        return row.starts_at <= self.now


@dataclass(frozen=True, slots=True)
class Line:
    """One date on the way to a step: its row if it has one, what is planned, and the state that comes of it."""

    plan: Plan
    row: Occurrence | None
    state: State
    grows: bool

    @property
    def changes(self) -> bool:
        row, span = self.row, self.plan.wanted.span
        if row is None:
            return True
        if self.state in OVER:
            return row.date != self.plan.wanted.day
        was = (row.date, row.starts_at, row.ends_at, row.room_id, row.state, row.is_moved)
        day, room = self.plan.wanted.day, self.plan.room.pk
        return was != (day, span.starts_at, span.ends_at, room, self.state, self.plan.is_moved)


def draft_series(sheet: Sheet, *, room: Room, times: Times | None, from_day: date | None = None) -> Draft:
    """The whole booking at these times in this room; or from a day on, of which the times then speak.

    What has begun stays as it is: where the change would alter it, the booking is cut before the first date ahead.
    Raises NothingLeft when no date would be left, and BadRule.
    """
    old = times_of(sheet.booking)
    new: Times | None
    if from_day is None:
        cut = _cut(sheet, times or old, room)
        new = _ahead(times or old, cut, room, sheet.now) if cut else times or old
    else:
        cut = from_day if before(old, from_day) else None
        new = times or (since(old, from_day) if cut else old)
    if new is None:
        raise NothingLeft(_("No date of it is ahead. Give it a later end, or book anew."))
    return _draw(sheet, new, room, cut)


def draft_date(sheet: Sheet, row: Occurrence, *, room: Room, times: Times | None) -> Draft:
    """One date in another room or at other times (of that day alone). Of one that has begun, only the end changes."""
    there = sheet.rooms[row.room_id]
    once = (times or clock_of(row, there)).once((times or clock_of(row, there)).first_day)
    of_rule = times_of(sheet.booking)
    if not of_rule.rule:
        of_rule = once
    day = row.date if of_rule.rule else once.first_day
    wanted = replace(once.on(once.first_day, room.zone), day=day)
    moved = room.pk != sheet.booking.room_id or wanted.span != of_rule.on(day, sheet.booking.zone).span
    plan = Plan(room, wanted, once, is_moved=bool(of_rule.rule) and moved)
    line = Line(plan, row, *_state(sheet, row, plan))
    if sheet.has_begun(row):
        _check_begun(sheet, row, line)
    kept = [other for other in sheet.rows if other.pk != row.pk or not line.changes]
    steps = _weighed(sheet, [line] if line.changes else [])
    return Draft(sheet.booking.room if of_rule.rule else room, of_rule, steps=steps, kept=kept)


def clock_of(row: Occurrence | Span, room: Room) -> Times:
    """A date as the clocks of its room show it."""
    starts, ends = (local(moment, room.zone).replace(tzinfo=None) for moment in (row.starts_at, row.ends_at))
    return times_between(starts, ends)


def _cut(sheet: Sheet, new: Times, room: Room) -> date | None:
    """The day before which the booking stays; None where nothing that has begun would change."""
    booking, old = sheet.booking, times_of(sheet.booking)
    if not any(map(sheet.has_begun, sheet.rows)):
        return None
    was = old.wanted(booking.zone)
    begun = [wanted.span for wanted in was if wanted.span.starts_at <= sheet.now]
    would = [wanted.span for wanted in new.wanted(room.zone) if wanted.span.starts_at <= sheet.now]
    if room.pk == booking.room_id and begun == would:
        return None
    ahead = [wanted.day for wanted in was if wanted.span.starts_at > sheet.now]
    cut = ahead[0] if ahead else local(sheet.now, booking.zone).date() + timedelta(days=1)
    return cut if before(old, cut) else None


def _ahead(times: Times, cut: date, room: Room, now: datetime) -> Times | None:
    days = [wanted.day for wanted in times.wanted(room.zone) if wanted.span.starts_at > now]
    first = next((day for day in days if day >= cut), None)
    return since(times, first) if first else None


def _draw(sheet: Sheet, times: Times, room: Room, cut: date | None) -> Draft:
    rows = [row for row in sheet.rows if cut is None or row.date >= cut]
    begun = [row for row in rows if sheet.has_begun(row)]
    ahead = {row.date: row for row in rows if not sheet.has_begun(row)}
    skipped = {day for day, choice in sheet.choices.items() if choice.skip}
    days = [day for day in times.days() if day not in skipped.union(row.date for row in begun)]
    named = set(times_of(sheet.booking).days())
    matched = _matched(ahead, days, named)
    lines = [_line(sheet, day, matched.get(day), times, room, named) for day in days]
    used = {row.pk for row in matched.values()}
    left = [row for row in ahead.values() if row.pk not in used]
    stay = [line.row for line in lines if line.row and not line.changes]
    return Draft(
        room,
        replace(times, exdates=tuple(sorted({*times.exdates, *skipped}))),
        cut,
        steps=_weighed(sheet, [line for line in lines if line.changes]),
        kept=[*begun, *stay, *(row for row in left if row.state in OVER)],
        removed=[row for row in left if row.state in LIVE],
    )


def _matched(
    ahead: Mapping[date, Occurrence], days: Sequence[date], named: Collection[date]
) -> dict[date, Occurrence]:
    """Which row goes to which day: its own; or, where all move alike (Tuesdays become Wednesdays), in their order."""
    matched = {day: ahead[day] for day in days if day in ahead}
    rows = [row for day, row in sorted(ahead.items()) if day not in matched and day in named]
    free = [day for day in days if day not in matched]
    return matched | (dict(zip(free, rows, strict=True)) if len(rows) == len(free) else {})


def _line(
    sheet: Sheet, day: date, row: Occurrence | None, times: Times, room: Room, named: Collection[date]
) -> Line:
    if row and row.state in OVER and row.date in named and day not in sheet.choices:
        # Cancelled or rejected on purpose: it stays so. One that an earlier edit removed comes back.
        return Line(plan_of(room, times, day, Choice()), row, State(row.state), grows=False)
    plan = _plan(sheet, day, row, times, room)
    return Line(plan, row, *_state(sheet, row, plan))


def _plan(sheet: Sheet, day: date, row: Occurrence | None, times: Times, room: Room) -> Plan:
    """As the rule says; what was moved on its own before keeps its own times, and its own room."""
    if row is None or not row.is_moved or row.date != day or day in sheet.choices or row.state in OVER:
        return plan_of(room, times, day, sheet.choices.get(day, Choice()))
    there = sheet.rooms[row.room_id]
    here = there if row.room_id != sheet.booking.room_id else room
    of_rule = times_of(sheet.booking).on(day, sheet.booking.zone).span
    own_times = (row.starts_at, row.ends_at) != (of_rule.starts_at, of_rule.ends_at)
    clock = clock_of(row, there) if own_times else times.once(day)
    wanted = replace(clock.on(clock.first_day, here.zone), day=day)
    moved = here.pk != room.pk or wanted.span != times.on(day, room.zone).span
    return Plan(here, wanted, clock, is_moved=moved)


def _state(sheet: Sheet, row: Occurrence | None, plan: Plan) -> tuple[State, bool]:
    """The state it gets, and whether it takes time it did not have: less of what is booked stays booked."""
    booking, span = sheet.booking, plan.wanted.span
    if row and row.state in LIVE and row.room_id == plan.room.pk:
        if row.starts_at <= span.starts_at and span.ends_at <= row.ends_at:
            return State(row.state), False
        if row.state == State.PENDING:
            return State.PENDING, True
    elif booking.state == State.PENDING and plan.room.pk == booking.room_id:
        return State.PENDING, True
    return state_for(plan.room, sheet.rights), True


def _weighed(sheet: Sheet, lines: Sequence[Line]) -> list[Step]:
    """What only shrinks or is not held at all meets no obstacle; the rest is asked about at once."""
    growing = [line for line in lines if line.grows]
    asked = iter(
        weigh([line.plan for line in growing], rights=sheet.rights, ignoring=[sheet.booking.pk])
        if growing
        else []
    )
    steps = []
    for line in lines:
        plan = line.plan
        if line.grows:
            prospect = next(asked)
            requests = prospect.requests if line.state == State.ACCEPTED else ()
            prospect = replace(prospect, state=line.state, requests=requests)
        else:
            prospect = Prospect(plan.wanted, plan.room, line.state, is_moved=plan.is_moved)
        steps.append(Step(prospect, line.row, line.grows))
    return steps


def _check_begun(sheet: Sheet, row: Occurrence, line: Line) -> None:
    span = line.plan.wanted.span
    if row.ends_at <= sheet.now:
        raise NotEditable(_("This date is over, so it stays as it was."))
    if span.starts_at != row.starts_at or line.plan.room.pk != row.room_id:
        raise NotEditable(_("This date has begun. Only its end can change."))
    if span.ends_at + timedelta(minutes=1) < sheet.now:
        raise NotEditable(_("That time is over. End it now, or later."))
    if row.state == State.ACCEPTED and line.state == State.PENDING:
        raise NotEditable(_("More time needs approval, and this date has begun."))
