"""A proposed timetable keeps to what must hold, and says why something has no place."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bench.made_up import conference
from tests.timetable.solver_facts import (
    START,
    PersonFacts,
    RoomFacts,
    Rules,
    SessionFacts,
    Talk,
    facts,
)
from timetable.conflicts import Checker, Severity
from timetable.plan import Plan, PlanEntry
from timetable.solver.clock import clock_of, each, run, runs, starts_in
from timetable.solver.greedy import first_answer
from timetable.solver.improve import search
from timetable.solver.posing import pose
from timetable.solver.problem import Part, free_starts
from timetable.solver.result import proposal
from timetable.solver.score import score
from timetable.solver.wishes import ALL, Wishes


def proposed(known, plan=None, *, pairs=None, shown=(), seconds=3, **wishes):
    problem = pose(known, plan or Plan(), Wishes(**wishes), pairs=pairs or {}, shown=shown)
    return proposal(problem, search(problem, seconds=seconds, workers=1))


def hard(known, plan):
    return [found for found in Checker(known, plan).conflicts if found.severity == Severity.ERROR]


def at(clock, day=0):
    hours, minutes = map(int, clock.split(":"))
    return START.replace(hour=hours, minute=minutes) + timedelta(days=day)


def span(since, until):
    return (at(since).timestamp(), at(until).timestamp())


def entry(key, start, minutes, **values):
    return PlanEntry(key, at(start), at(start) + timedelta(minutes=minutes), label=f"Entry {key}", **values)


def times(found):
    """When each talk is held and where, by its number."""
    return {
        entry.contribution: (f"{entry.starts_at:%H:%M}", found.plan.room_of(entry))
        for entry in found.plan.values()
        if entry.contribution
    }


def test_talks_of_one_speaker_are_not_held_at_once():
    known = facts(
        [Talk(1, "A", 1, 30, people=(7,)), Talk(2, "B", 2, 30, people=(7,))],
        rooms=[RoomFacts(1, "Aula"), RoomFacts(2, "Curie")],
    )

    found = proposed(known, opens=at("09:00").time(), closes=at("10:00").time())

    assert sorted(start for start, _room in times(found).values()) == ["09:00", "09:30"]


def test_a_speaker_has_time_to_change_rooms():
    known = facts(
        [Talk(1, "A", 1, 30, people=(7,)), Talk(2, "B", 2, 30, people=(7,))],
        rules=Rules(change_minutes=10, building_minutes=0),
    )

    found = proposed(known, opens=at("09:00").time(), closes=at("11:00").time())

    assert sorted(start for start, _room in times(found).values()) == ["09:00", "09:40"]


def test_nobody_speaks_when_they_can_not_come():
    known = facts(
        [Talk(1, "A", 1, 30, people=(7,))], people=[PersonFacts(7, "Ada", (span("14:00", "15:00"),))]
    )

    found = proposed(known)

    assert times(found) == {1: ("14:00", 1)}


def test_a_talk_gets_a_room_that_is_large_enough_and_has_what_it_needs():
    known = facts(
        [Talk(1, "A", 1, 30, audience=90, needs=("Piano",))],
        rooms=[
            RoomFacts(1, "Small", capacity=20, equipment=frozenset({"piano"})),
            RoomFacts(2, "Bare", capacity=200),
            RoomFacts(3, "Hall", capacity=100, equipment=frozenset({"piano"})),
        ],
    )

    found = proposed(known)

    assert times(found)[1][1] == 3


def test_rooms_that_share_space_are_not_used_at_once():
    known = facts(
        [Talk(number, "T", number, 30) for number in (1, 2)],
        rooms=[RoomFacts(1, "A", cells=(1, 2)), RoomFacts(2, "A1", cells=(1,))],
    )

    found = proposed(known, opens=at("09:00").time(), closes=at("09:30").time())

    assert (len(times(found)), list(found.unplaced.values())) == (1, ["No room has 30 minutes left."])


def test_pinned_entries_and_pauses_stay_and_nothing_is_put_upon_them():
    known = facts([Talk(1, "A", 1, 30), Talk(2, "B", 2, 30)])
    plan = Plan.of(
        [
            entry(10, "09:30", 30, contribution=1, room=1, is_pinned=True),
            entry(11, "10:00", 30, title="Coffee"),
        ]
    )

    found = proposed(known, plan, include=ALL, opens=at("09:30").time(), closes=at("11:00").time())

    assert times(found) == {1: ("09:30", 1), 2: ("10:30", 1)}


def test_what_people_know_of_moves_only_for_a_reason():
    known = facts([Talk(1, "A", 1, 30), Talk(2, "B", 2, 30)])
    plan = Plan.of([entry(10, "15:00", 30, contribution=1, room=1)])

    found = proposed(known, plan, include=ALL, shown=[10])

    assert times(found) == {1: ("15:00", 1), 2: ("09:00", 1)}


def test_while_the_event_runs_nothing_is_put_into_the_past_and_what_has_begun_stays():
    known = facts([Talk(1, "A", 1, 30), Talk(2, "B", 2, 30)])
    plan = Plan.of([entry(10, "09:00", 30, contribution=1, room=1)])
    problem = pose(known, plan, Wishes(include=ALL, keep_weight=0), pairs={}, not_before=at("09:10"))

    found = proposal(problem, search(problem, seconds=2, workers=1))

    assert times(found) == {1: ("09:00", 1), 2: ("09:30", 1)}


def test_the_talks_of_a_session_stay_together_in_their_order():
    talks = [Talk(number, "T", number, 30, session=5) for number in (1, 2, 3, 4, 5)]
    known = facts(
        talks, sessions=[SessionFacts(5, "Detectors")], rooms=[RoomFacts(1, "A"), RoomFacts(2, "B")]
    )

    found = proposed(known, block_minutes=90)

    blocks = [entry for entry in found.plan.values() if entry.is_block]
    assert [block.minutes for block in blocks] in ([90, 60], [60, 90])
    for block in blocks:
        inside = found.plan.inside(block.key)
        assert [one.ends_at for one in inside[:-1]] == [other.starts_at for other in inside[1:]]
        assert [one.contribution for one in inside] == sorted(one.contribution for one in inside)


def test_posters_of_a_session_share_the_time_of_its_block_even_with_one_author():
    talks = [Talk(number, "P", number, 60, session=5, people=(7,)) for number in (1, 2)]
    known = facts(talks, sessions=[SessionFacts(5, "Posters", people=(7,), is_poster=True)])

    found = proposed(known)

    assert {start for start, _room in times(found).values()} == {"09:00"}


def test_a_track_is_not_parallel_with_itself_where_that_can_be():
    known = facts(
        [Talk(number, "T", number, 30, track=3) for number in (1, 2)],
        rooms=[RoomFacts(1, "A"), RoomFacts(2, "B")],
    )

    found = proposed(known, opens=at("09:00").time(), closes=at("10:00").time())

    assert (sorted(times(found).values()), found.score.parallel) == ([("09:00", 1), ("09:30", 1)], 0)


def test_talks_that_many_starred_both_are_apart():
    known = facts([Talk(1, "A", 1, 30), Talk(2, "B", 2, 30)], rooms=[RoomFacts(1, "A"), RoomFacts(2, "B")])

    found = proposed(known, pairs={(1, 2): 30}, opens=at("09:00").time(), closes=at("10:00").time())

    assert sorted(start for start, _room in times(found).values()) == ["09:00", "09:30"]


@pytest.mark.parametrize(
    ("talk", "people", "reason"),
    [
        (Talk(1, "A", 1, 30, needs=("piano",)), [], "No room has piano."),
        (Talk(1, "A", 1, 700), [], "No day has open hours long enough for it."),
        (
            Talk(1, "A", 1, 30, people=(7,)),
            [PersonFacts(7, "Ada", (span("20:00", "23:00"),))],
            "Within the open hours there is no time long enough when Ada can come.",
        ),
    ],
)
def test_what_has_no_place_is_said_with_the_reason(talk, people, reason):
    found = proposed(facts([talk], people=people))

    assert (found.unplaced, found.placed) == ({1: reason}, 0)


def test_a_room_that_is_closed_is_not_used():
    known = facts(
        [Talk(1, "A", 1, 30)],
        rooms=[RoomFacts(1, "A", closures=((*span("08:00", "15:00"), "Painting"),))],
    )

    found = proposed(known)

    assert times(found) == {1: ("15:00", 1)}


def test_a_whole_conference_has_no_hard_conflict_and_gets_better_by_the_search():
    known = conference(60, 4, days=2)
    problem = pose(known, Plan(), Wishes(), pairs={(1, 2): 9, (3, 4): 9})
    first = score(problem, first_answer(problem))

    found = proposal(problem, search(problem, seconds=4, workers=2))

    assert (found.unplaced, hard(known, found.plan)) == ({}, [])
    assert found.score.total <= first.total


def test_what_a_search_finds_can_be_read_by_a_stop_at_any_moment():
    class Enough(Exception):
        pass

    def stop(state):
        raise Enough

    problem = pose(conference(10, 2, days=1), Plan(), Wishes(), pairs={})

    with pytest.raises(Enough):
        search(problem, seconds=30, tell=stop)


ticks = some.integers(min_value=0, max_value=(1 << 40) - 1)


@given(ticks, some.integers(min_value=1, max_value=9))
@settings(deadline=None)
def test_starts_are_those_from_which_enough_is_free(free, length):
    found = set(each(starts_in(free, length)))

    assert found == {first for first in range(40) if run(first, length) & free == run(first, length)}


@given(ticks)
@settings(deadline=None)
def test_runs_are_the_ticks_again(free):
    found = list(runs(free))

    assert sum(run(first, length) for first, length in found) == free
    assert all(one[0] + one[1] < other[0] for one, other in pairwise(found))


@given(ticks, some.integers(0, 5), some.integers(1, 6), some.integers(0, 3))
@settings(deadline=None)
def test_a_person_is_free_with_the_way_before_and_after(busy, first, length, change):
    clock = clock_of([(0.0, 40 * 300.0)], 5)

    found = set(each(free_starts(busy, Part(7, first, length), change, clock)))

    def meets(start):
        since = start + first - change
        return any(busy >> tick & 1 for tick in range(max(0, since), since + length + 2 * change))

    assert {start for start in found if start < 30} == {start for start in range(30) if not meets(start)}


def test_wishes_survive_being_kept_as_json():
    wishes = Wishes(days=(START.date(),), rooms=(3,), include=ALL, seconds=9)

    assert Wishes.from_json(wishes.as_json()) == wishes
