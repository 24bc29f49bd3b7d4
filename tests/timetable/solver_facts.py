"""Small and large problems for the solver, without a database."""

from datetime import UTC, datetime, timedelta
from random import Random
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


def conference(talks, rooms, *, days=3, seed=7):
    """A made-up conference: tracks, speakers with two talks, availabilities, expected audiences, equipment."""
    random = Random(seed)
    places = [
        RoomFacts(number, f"Room {number}", capacity=30 + 40 * number, equipment=frozenset({"projector"}))
        for number in range(1, rooms + 1)
    ]
    tracks = max(2, talks // 20)
    speakers = [PersonFacts(number, f"Person {number}", _there(random, days)) for number in range(1, talks)]
    made = [
        Talk(
            id=number,
            title=f"Talk {number}",
            number=number,
            minutes=random.choice([20, 20, 25, 30, 45]),
            track=number % tracks,
            people=tuple({random.randrange(1, talks), random.randrange(1, talks)}),
            audience=random.choice([None, 20, 60, 100]),
            stars=random.randrange(40),
            needs=("projector",) if random.random() < 0.3 else (),
        )
        for number in range(1, talks + 1)
    ]
    rules = Rules(change_minutes=5, building_minutes=5)
    return facts(made, rooms=places, people=speakers, days=days, rules=rules)


def _there(random, days):
    """One in five can not come on the first day."""
    if random.random() > 0.2:
        return ()
    since = START.replace(hour=0) + timedelta(days=1)
    return ((since.timestamp(), (START + timedelta(days=days)).timestamp()),)


__all__ = ["START", "PersonFacts", "RoomFacts", "Rules", "SessionFacts", "Talk", "conference", "facts"]
