"""Small timetables as plain values, for the tests of the conflict engine: no database."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from tests.clock import at
from timetable.conflicts import Checker, Facts, PersonFacts, RoomFacts, SessionFacts, Talk
from timetable.plan import Plan, PlanEntry

ADA, GRACE = 1, 2
RED, BLUE = 1, 2
FACTS = Facts(
    starts_at=at("08:00"),
    ends_at=at("20:00"),
    zone=ZoneInfo("UTC"),
    people={ADA: PersonFacts(ADA, "Ada"), GRACE: PersonFacts(GRACE, "Grace")},
    rooms={RED: RoomFacts(RED, "Red", capacity=100), BLUE: RoomFacts(BLUE, "Blue", capacity=100)},
    tracks={1: "Optics"},
)


def entry(key, span, **values):
    """ "09:00-09:30" of the day of all tests; a break unless it holds a talk or session."""
    start, end = span.split("-")
    return PlanEntry(key, at(start), at(end), **({"label": f"Entry {key}"} | values))


def talk(key, span, **values):
    return entry(key, span, contribution=key, label=f"Talk {key}", **values)


def block(key, span, **values):
    return entry(key, span, session=key, label=f"Session {key}", **values)


def facts(talks=(), sessions=(), **values):
    """`FACTS` with these talks and sessions, and other values where given."""
    return replace(
        FACTS,
        talks={each.id: each for each in talks},
        sessions={each.id: each for each in sessions},
        **values,
    )


def held(key, **values):
    return Talk(key, f"Talk {key}", **values)


def session(key, **values):
    return SessionFacts(key, f"Session {key}", **values)


def checked(known, *entries):
    return Checker(known, Plan.of(entries))


def found(known, *entries):
    """What is wrong: kind, severity and the keys of the entries."""
    conflicts = checked(known, *entries).conflicts
    return [(each.kind.value, each.severity.value, each.entries) for each in conflicts]


def sentences(known, *entries):
    return [each.sentence() for each in checked(known, *entries).conflicts]
