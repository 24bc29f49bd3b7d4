"""A made-up conference for the solver of timetables, without a database: the same each time, of any size."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from timetable.conflicts import Facts, PersonFacts, RoomFacts, Rules, Talk

START = datetime(2030, 2, 4, tzinfo=UTC)


def conference(talks: int, rooms: int, *, days: int) -> Facts:
    """Tracks of twenty talks, speakers with two or three, one in five away on the first day, seats, equipment."""
    random = Random(7)
    ends_at = START + timedelta(days=days)
    there = ((START + timedelta(days=1)).timestamp(), ends_at.timestamp())
    people = {
        number: PersonFacts(number, f"Person {number}", (there,) if random.random() < 0.2 else ())
        for number in range(1, talks)
    }
    places = {
        number: RoomFacts(number, f"Room {number}", 30 + 40 * number, frozenset({"projector"}))
        for number in range(1, rooms + 1)
    }
    made = {
        number: Talk(
            id=number,
            title=f"Talk {number}",
            number=number,
            minutes=random.choice([20, 20, 25, 30, 45]),
            track=number % max(2, talks // 20),
            people=tuple({random.randrange(1, talks), random.randrange(1, talks)}),
            audience=random.choice([None, 20, 60, 100]),
            stars=random.randrange(40),
            needs=("projector",) if random.random() < 0.3 else (),
        )
        for number in range(1, talks + 1)
    }
    rules = Rules(change_minutes=5, building_minutes=5)
    return Facts(START, ends_at, ZoneInfo("UTC"), rules=rules, talks=made, rooms=places, people=people)
