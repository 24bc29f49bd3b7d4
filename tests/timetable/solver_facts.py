"""Small problems for the solver, without a database. A large one is made up in the bench."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from timetable.conflicts import Facts, PersonFacts, RoomFacts, Rules, SessionFacts, Talk

START = datetime(2027, 3, 15, 8, tzinfo=UTC)


def facts(talks, *, rooms=(), people=(), sessions=(), days=1, rules=None):
    """An event of whole days, in UTC. People who are not given are there all the time."""
    named = {person for talk in talks for person in talk.people}
    known = {person: PersonFacts(person, f"Person {person}") for person in named}
    return Facts(
        starts_at=START.replace(hour=0),
        ends_at=START.replace(hour=0) + timedelta(days=days),
        zone=ZoneInfo("UTC"),
        rules=rules or Rules(change_minutes=0, building_minutes=0),
        talks={talk.id: talk for talk in talks},
        sessions={session.id: session for session in sessions},
        rooms={room.id: room for room in (rooms or [RoomFacts(1, "Aula")])},
        people=known | {person.id: person for person in people},
        tracks={},
    )


__all__ = ["START", "PersonFacts", "RoomFacts", "Rules", "SessionFacts", "Talk", "facts"]
