"""Who and what an entry needs, as the facts have it (pure)."""

from timetable.conflicts.facts import Facts
from timetable.plan import PlanEntry


def people_of(facts: Facts, entry: PlanEntry) -> tuple[int, ...]:
    if entry.contribution is not None and entry.contribution in facts.talks:
        return facts.talks[entry.contribution].people
    if entry.session is not None and entry.session in facts.sessions:
        return facts.sessions[entry.session].people
    return ()


def track_of(facts: Facts, entry: PlanEntry) -> int | None:
    if entry.contribution is not None and entry.contribution in facts.talks:
        talk = facts.talks[entry.contribution]
        session = facts.sessions.get(talk.session) if talk.session is not None else None
        return talk.track or (session.track if session else None)
    if entry.session is not None and entry.session in facts.sessions:
        return facts.sessions[entry.session].track
    return None


def audience_of(facts: Facts, entries: list[PlanEntry]) -> int:
    """Of a block, the largest of its talks; the expected audience, else those who starred it."""
    held = [entry.contribution for entry in entries if entry.contribution is not None]
    talks = [facts.talks[talk] for talk in held if talk in facts.talks]
    return max((talk.audience or talk.stars for talk in talks), default=0)
