"""Pose the problem: what may be placed, as units; what stays, as taken time (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.utils.translation import gettext as _

from kit.moments import day_bounds, wall_to_utc
from timetable.conflicts.facts import Facts
from timetable.plan import Key, Plan, PlanEntry
from timetable.solver.clock import Clock, clock_of, run, runs, starts_in
from timetable.solver.problem import Part, Place, Problem, Unit, befriend
from timetable.solver.rooms import room_costs
from timetable.solver.wishes import ALL, Wishes


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
    clock = clock_of(list(_open_hours(facts, plan, wishes, not_before)), wishes.step_minutes)
    placed = {talk for entry in plan.values() if (talk := entry.contribution)}
    drafts = [*_moveable(facts, plan, wishes, not_before), *_waiting(facts, placed, wishes)]
    moving = {entry.key for draft in drafts for entry in draft if entry.key > 0}
    problem = Problem(
        facts=facts,
        plan=plan,
        clock=clock,
        units=[],
        cells=_cells(facts),
        taken_cells=_closed_rooms(facts, clock),
        taken_people={},
        track_ticks={},
        talk_ticks={},
        pairs=dict(pairs),
        keep_weight=wishes.keep_weight,
        apart=facts.rules.keeps_tracks_apart,
        change=clock.length(_change_minutes(facts)) if _change_minutes(facts) else 0,
    )
    _take_fixed(problem, moving)
    known = set(shown)
    for draft in drafts:
        _add_unit(problem, draft, wishes, shown=known)
    problem.friends = befriend(problem.units, problem.pairs)
    return problem


def _open_hours(
    facts: Facts, plan: Plan, wishes: Wishes, not_before: datetime | None
) -> Iterator[tuple[float, float]]:
    """The hours of the days, inside the event; a pause that belongs to no room closes all of them."""
    pauses = [
        (entry.starts_at.timestamp(), entry.ends_at.timestamp())
        for entry in plan.values()
        if entry.is_break and entry.parent is None and entry.room is None
    ]
    for day in wishes.days or _days(facts):
        opens, closes = _moment(day, wishes, facts, opens=True), _moment(day, wishes, facts, opens=False)
        opens = max(opens, facts.starts_at, not_before or facts.starts_at)
        since, until = opens.timestamp(), min(closes, facts.ends_at).timestamp()
        for start, end in sorted(pauses):
            if since < end and start < until:
                yield from _grid(since, start, wishes)
                since = end
        yield from _grid(since, until, wishes)


def _grid(since: float, until: float, wishes: Wishes) -> Iterator[tuple[float, float]]:
    """The stretch from its first full step on, if there is one."""
    step = wishes.step_minutes * 60
    since += -since % step
    if until - since >= step:
        yield since, until


def _days(facts: Facts) -> list[date]:
    first, last = facts.day_of(facts.starts_at), facts.day_of(facts.ends_at - timedelta(microseconds=1))
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _moment(day: date, wishes: Wishes, facts: Facts, *, opens: bool) -> datetime:
    clock = wishes.opens if opens else wishes.closes
    after_midnight = clock < facts.day_change or (not opens and wishes.closes <= wishes.opens)
    moment, _note = wall_to_utc(day + timedelta(days=after_midnight), clock, facts.zone)
    return min(moment, day_bounds(day, facts.zone, facts.day_change).ends_at)


def _change_minutes(facts: Facts) -> int:
    """What a person needs between two units, wherever they are: the longer way where there are several buildings."""
    buildings = {room.building for room in facts.rooms.values()} - {None}
    return max(facts.rules.change_minutes, facts.rules.building_minutes if len(buildings) > 1 else 0)


def _moveable(
    facts: Facts, plan: Plan, wishes: Wishes, not_before: datetime | None
) -> Iterator[list[PlanEntry]]:
    """What has a place and may leave it: nothing pinned, and no pause of the whole house."""
    if wishes.include != ALL:
        return
    for entry in plan.values():
        held = plan.inside(entry.key) if entry.is_block else []
        pinned = entry.is_pinned or any(inner.is_pinned for inner in held)
        pinned = pinned or (not_before is not None and entry.starts_at < not_before)
        gone = entry.contribution is not None and facts.talks[entry.contribution].is_withdrawn
        if entry.parent is None and not entry.is_break and not pinned and not gone:
            yield [entry, *held]


def _waiting(facts: Facts, placed: set[int], wishes: Wishes) -> Iterator[list[PlanEntry]]:
    """Talks without a place: alone, or with the others of their session in blocks. Keys are negative."""
    keys = count(-1, -1)
    of_session: dict[int, list[int]] = defaultdict(list)
    for talk in sorted(facts.talks.values(), key=lambda talk: talk.number):
        if talk.id in placed or talk.is_withdrawn:
            continue
        if talk.session is None:
            yield [_entry(next(keys), 0, talk.minutes, contribution=talk.id, label=talk.title)]
        else:
            of_session[talk.session].append(talk.id)
    for session, talks in of_session.items():
        for chunk in _chunks(facts, session, talks, wishes):
            yield list(_block(facts, session, chunk, keys))


def _chunks(facts: Facts, session: int, talks: list[int], wishes: Wishes) -> Iterator[list[int]]:
    """The talks of a session in their order, as many in a block as it may hold; posters all together."""
    if facts.sessions[session].is_poster:
        yield talks
        return
    chunk: list[int] = []
    minutes = 0
    for talk in talks:
        length = facts.talks[talk].minutes
        if chunk and minutes + length > wishes.block_minutes:
            yield chunk
            chunk, minutes = [], 0
        chunk.append(talk)
        minutes += length
    if chunk:
        yield chunk


def _block(facts: Facts, session: int, talks: list[int], keys: Iterator[int]) -> Iterator[PlanEntry]:
    known, block = facts.sessions[session], next(keys)
    lengths = [facts.talks[talk].minutes for talk in talks]
    whole = max(lengths) if known.is_poster else sum(lengths)
    yield _entry(block, 0, whole, session=session, label=known.title)
    first = 0
    for talk, length in zip(talks, lengths, strict=True):
        minutes = whole if known.is_poster else length
        label = facts.talks[talk].title
        yield _entry(next(keys), first, minutes, contribution=talk, parent=block, label=label)
        first += 0 if known.is_poster else length


def _entry(
    key: Key,
    first: int,
    minutes: int,
    *,
    label: str,
    session: int | None = None,
    contribution: int | None = None,
    parent: Key | None = None,
) -> PlanEntry:
    """An entry as if its unit began with the epoch; its place is given later."""
    start = datetime.fromtimestamp(first * 60, UTC)
    end = start + timedelta(minutes=minutes)
    return PlanEntry(key, start, end, None, parent, session, contribution, label=label)


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


def _take_fixed(problem: Problem, moving: set[Key]) -> None:
    """What stays takes its room, its people, its track and its talk's time."""
    facts, plan, clock = problem.facts, problem.plan, problem.clock
    people: dict[int, int] = defaultdict(int)
    tracks: dict[int, int] = defaultdict(int)
    talks: dict[int, int] = defaultdict(int)
    for entry in plan.values():
        if entry.key in moving:
            continue
        ticks = clock.taken_by(entry.starts_at.timestamp(), entry.ends_at.timestamp())
        room = plan.room_of(entry)
        for cell in problem.cells.get(room, ()) if room is not None else ():
            problem.taken_cells[cell] = problem.taken_cells.get(cell, 0) | ticks
        for person in _people_of(facts, entry):
            people[person] |= ticks
        track = _track_of(facts, entry)
        if track is not None:
            tracks[track] |= ticks
        if entry.contribution is not None:
            talks[entry.contribution] |= ticks
    problem.taken_people, problem.track_ticks, problem.talk_ticks = dict(people), dict(tracks), dict(talks)


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
        track=_track_of(facts, whole),
        audience=_audience(facts, entries),
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
            _take_fixed_unit(problem, unit)
        return
    problem.units.append(unit)


def _take_fixed_unit(problem: Problem, unit: Unit) -> None:
    """What has a place, but no possible one, stays where it is."""
    moving = {entry.key for other in problem.units for entry in other.entries}
    keep = {entry.key for entry in unit.entries}
    stays = Plan.of(entry for entry in problem.plan.values() if entry.key in keep and entry.key not in moving)
    for entry in stays.values():
        ticks = problem.clock.taken_by(entry.starts_at.timestamp(), entry.ends_at.timestamp())
        room = problem.plan.room_of(entry)
        for cell in problem.cells.get(room, ()) if room is not None else ():
            problem.taken_cells[cell] = problem.taken_cells.get(cell, 0) | ticks
        for person in _people_of(problem.facts, entry):
            problem.taken_people[person] = problem.taken_people.get(person, 0) | ticks


def _parts(facts: Facts, entries: list[PlanEntry], origin: float, clock: Clock) -> Iterator[Part]:
    """When each person is busy in it; who convenes a block and speaks in it is busy once."""
    busy: dict[int, int] = defaultdict(int)
    for entry in entries:
        first = int((entry.starts_at.timestamp() - origin) // clock.step)
        last = -int(-(entry.ends_at.timestamp() - origin) // clock.step)
        for person in _people_of(facts, entry):
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
        return _("No day has open hours as long as it lasts.")
    there = [part.person for part in unit.parts if problem.facts.people[part.person].available]
    said = {"people": problem.facts.people_names(tuple(dict.fromkeys(there)))}
    return _("%(people)s can not come at any time long enough within the open hours.") % said


def _current(problem: Problem, unit: Unit, room: int) -> Place | None:
    """Where it is now, if that is a place the search could choose."""
    clock = problem.clock
    ticks = clock.taken_by(unit.origin, unit.origin + 1)
    if not ticks:
        return None
    start = ticks.bit_length() - 1
    exact = clock.moment(start) == unit.origin and (unit.starts >> start) & 1
    return Place(start, room) if exact and room in unit.room_costs else None


def _people_of(facts: Facts, entry: PlanEntry) -> tuple[int, ...]:
    if entry.contribution is not None and entry.contribution in facts.talks:
        return facts.talks[entry.contribution].people
    if entry.session is not None and entry.session in facts.sessions:
        return facts.sessions[entry.session].people
    return ()


def _track_of(facts: Facts, entry: PlanEntry) -> int | None:
    if entry.contribution is not None and entry.contribution in facts.talks:
        talk = facts.talks[entry.contribution]
        session = facts.sessions.get(talk.session) if talk.session is not None else None
        return talk.track or (session.track if session else None)
    if entry.session is not None and entry.session in facts.sessions:
        return facts.sessions[entry.session].track
    return None


def _audience(facts: Facts, entries: list[PlanEntry]) -> int:
    """Of a block, the largest of its talks; the expected audience, else those who starred it."""
    held = [entry.contribution for entry in entries if entry.contribution is not None]
    talks = [facts.talks[talk] for talk in held if talk in facts.talks]
    return max((talk.audience or talk.stars for talk in talks), default=0)
