"""What may be placed: entries that stay together, first a talk or a block, then what lies in it (pure)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

from timetable.conflicts.facts import Facts
from timetable.plan import Key, Plan, PlanEntry
from timetable.solver.wishes import ALL, Wishes


def moveable(
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


def waiting(facts: Facts, placed: set[int], wishes: Wishes) -> Iterator[list[PlanEntry]]:
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
