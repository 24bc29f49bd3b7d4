"""Pose the problem: what may be placed, as units; what stays, as taken time (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from timetable.conflicts.facts import Facts
from timetable.plan import Key, Plan, PlanEntry
from timetable.solver.clock import Clock, clock_of, run, runs, starts_in
from timetable.solver.drafts import moveable, waiting
from timetable.solver.hours import open_hours
from timetable.solver.problem import Part, Place, Problem, Unit, befriend
from timetable.solver.rooms import room_costs
from timetable.solver.taking_part import audience_of, people_of, track_of
from timetable.solver.wishes import Wishes


def pose(
    facts: Facts,
    plan: Plan,
    wishes: Wishes,
    *,
    pairs: Mapping[tuple[int, int], int],
    shown: Iterable[Key] = (),
    not_before: datetime | None = None,
) -> Problem:
    """The problem; `pairs` are talks many starred both, with what it costs to have them at once.

    Nothing is placed before `not_before`, and what has begun by then stays.
    """
    clock = clock_of(list(open_hours(facts, plan, wishes, not_before)), wishes.step_minutes)
    placed = {talk for entry in plan.values() if (talk := entry.contribution)}
    drafts = [*moveable(facts, plan, wishes, not_before), *waiting(facts, placed, wishes)]
    moving = {entry.key for draft in drafts for entry in draft if entry.key > 0}
    problem = Problem(
        facts=facts,
        plan=plan,
        clock=clock,
        units=[],
        cells=_cells(facts),
        taken_cells=_closed_rooms(facts, clock),
        taken_people=defaultdict(int),
        track_ticks=defaultdict(int),
        keep_weight=wishes.keep_weight,
        apart=facts.rules.keeps_tracks_apart,
        change=clock.length(_change_minutes(facts)) if _change_minutes(facts) else 0,
    )
    _take(problem, (entry for entry in plan.values() if entry.key not in moving))
    known = set(shown)
    for draft in drafts:
        _add_unit(problem, draft, wishes, shown=known)
    problem.friends = befriend(problem.units, pairs)
    return problem


def _change_minutes(facts: Facts) -> int:
    """What a person needs between two units, wherever they are: the longer way where there are several buildings."""
    buildings = {room.building for room in facts.rooms.values()} - {None}
    return max(facts.rules.change_minutes, facts.rules.building_minutes if len(buildings) > 1 else 0)


def _cells(facts: Facts) -> dict[int, tuple[int, ...]]:
    """The spaces of each room; one that is not in the house is a space of its own, below nought."""
    return {room.id: room.cells or (-room.id,) for room in facts.rooms.values()}


def _closed_rooms(facts: Facts, clock: Clock) -> dict[int, int]:
    """When the cells of rooms can not be used because a room is not available, not open, or closed."""
    taken: dict[int, int] = defaultdict(int)
    cells = _cells(facts)
    for room in facts.rooms.values():
        closed = 0
        if room.available:
            closed |= clock.open & ~clock.inside(room.available)
        if room.open is not None:
            closed |= clock.open & ~clock.inside(room.open)
        for start, end, _words in room.closures:
            closed |= clock.taken_by(start, end)
        for cell in cells[room.id]:
            taken[cell] |= closed
    return taken


def _take(problem: Problem, entries: Iterable[PlanEntry]) -> None:
    """What stays takes its room, its people and its track's time."""
    for entry in entries:
        ticks = problem.clock.taken_by(entry.starts_at.timestamp(), entry.ends_at.timestamp())
        room, track = problem.plan.room_of(entry), track_of(problem.facts, entry)
        for cell in problem.cells.get(room, ()) if room is not None else ():
            problem.taken_cells[cell] |= ticks
        for person in people_of(problem.facts, entry):
            problem.taken_people[person] |= ticks
        if track is not None:
            problem.track_ticks[track] |= ticks


def _add_unit(problem: Problem, entries: list[PlanEntry], wishes: Wishes, *, shown: set[Key]) -> None:
    """Make a unit of a talk or block; without any start or room its talks are hopeless."""
    facts, clock = problem.facts, problem.clock
    whole = entries[0]
    talks = tuple(entry.contribution for entry in entries if entry.contribution is not None)
    origin = whole.starts_at.timestamp()
    unit = Unit(
        number=len(problem.units),
        label=whole.label,
        entries=tuple(entries),
        origin=origin,
        length=clock.length(whole.minutes + wishes.gap_minutes),
        parts=tuple(_parts(facts, entries, origin, clock)),
        talks=talks,
        track=track_of(facts, whole),
        audience=audience_of(facts, entries),
        is_shown=whole.key in shown,
    )
    unit.starts = _possible_starts(problem, unit)
    unit.room_costs, reason = room_costs(facts, unit, wishes)
    if whole.key > 0 and whole.room is not None:
        unit.current = _current(problem, unit, whole.room)
    if not reason and not unit.starts:
        reason = _no_start(problem, unit)
    if reason:
        problem.hopeless |= dict.fromkeys(talks, reason)
        if whole.key > 0:
            _take(problem, entries)  # it has a place, but no possible one: it stays
        return
    problem.units.append(unit)


def _parts(facts: Facts, entries: list[PlanEntry], origin: float, clock: Clock) -> Iterator[Part]:
    """When each person is busy in it; who convenes a block and speaks in it is busy once."""
    busy: dict[int, int] = defaultdict(int)
    for entry in entries:
        first = int((entry.starts_at.timestamp() - origin) // clock.step)
        last = -int(-(entry.ends_at.timestamp() - origin) // clock.step)
        for person in people_of(facts, entry):
            busy[person] |= run(first, max(1, last - first))
    for person, ticks in busy.items():
        yield from (Part(person, first, length) for first, length in runs(ticks))


def _possible_starts(problem: Problem, unit: Unit) -> int:
    """When the hours and the availabilities of its people let it start."""
    clock, facts = problem.clock, problem.facts
    starts = starts_in(clock.open, unit.length)
    for part in unit.parts:
        known = facts.people.get(part.person)
        if known and known.available:
            there = clock.inside(known.available)
            starts &= starts_in(there, part.length) >> part.first
    return starts


def _no_start(problem: Problem, unit: Unit) -> str:
    if not starts_in(problem.clock.open, unit.length):
        return _("No day has open hours long enough for it.")
    there = [part.person for part in unit.parts if problem.facts.people[part.person].available]
    said = {"people": problem.facts.people_names(tuple(dict.fromkeys(there)))}
    return _("Within the open hours there is no time long enough when %(people)s can come.") % said


def _current(problem: Problem, unit: Unit, room: int) -> Place | None:
    """Where it is now, if that is a place the search could choose."""
    clock = problem.clock
    ticks = clock.taken_by(unit.origin, unit.origin + 1)
    if not ticks:
        return None
    start = ticks.bit_length() - 1
    exact = clock.moment(start) == unit.origin and (unit.starts >> start) & 1
    return Place(start, room) if exact and room in unit.room_costs else None
