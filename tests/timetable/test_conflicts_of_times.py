"""Entries have a length, lie in their block and event, end on the day they start; some are not held in parallel."""

from zoneinfo import ZoneInfo

from tests.clock import DAY, at
from tests.timetable.small_plans import BLUE, RED, block, checked, entry, facts, found, held, session, talk
from timetable.conflicts import Rules
from timetable.plan import PlanEntry

NEXT_DAY = DAY.replace(day=DAY.day + 1)


def test_nothing_ends_before_it_starts_and_talks_have_a_length():
    assert found(facts(), talk(1, "10:30-10:00")) == [("no-length", "error", (1,))]
    assert found(facts(), talk(1, "10:00-10:00")) == [("no-length", "warning", (1,))]
    assert found(facts(), entry(1, "10:00-10:00")) == []


def test_what_has_no_length_clashes_with_nothing():
    assert found(facts(), entry(1, "10:00-10:00", room=RED), talk(2, "09:00-11:00", room=RED)) == []


def test_what_is_in_a_block_lies_in_its_time():
    known = facts([held(1)], [session(9)])

    assert found(known, block(9, "10:00-11:00"), talk(1, "10:50-11:10", parent=9)) == [
        ("outside-block", "error", (1,))
    ]
    assert found(known, block(9, "10:00-11:00"), talk(1, "10:40-11:00", parent=9)) == []


def test_what_is_in_a_block_that_is_not_there_is_named():
    assert found(facts(), talk(1, "10:00-10:30", parent=99)) == [("outside-block", "error", (1,))]


def test_only_blocks_hold_something_and_not_each_other():
    in_a_talk = [talk(1, "10:00-11:00"), talk(2, "10:00-10:30", parent=1)]
    in_a_circle = [block(3, "10:00-11:00", parent=4), block(4, "10:00-11:00", parent=3)]

    assert found(facts(), *in_a_talk) == [("outside-block", "error", (2,))]
    assert sorted(found(facts(), *in_a_circle)) == [
        ("outside-block", "error", (3,)),
        ("outside-block", "error", (4,)),
    ]


def test_what_is_outside_the_event_is_named_once_with_its_block():
    known = facts([held(1)], [session(9)])

    conflicts = found(known, block(9, "19:00-21:00"), talk(1, "20:30-21:00", parent=9))

    assert conflicts == [("outside-event", "error", (9,))]


def test_an_entry_that_ends_after_midnight_is_told_on_the_clocks_of_the_event():
    party = PlanEntry(1, at("22:30"), at("23:30"), title="Party")
    known = facts(ends_at=at("20:00", day=NEXT_DAY))
    in_paris = facts(ends_at=at("20:00", day=NEXT_DAY), zone=ZoneInfo("Europe/Paris"))

    assert found(known, party) == []
    assert found(in_paris, party) == [("across-midnight", "warning", (1,))]


def test_a_day_may_change_later_than_at_midnight():
    party = PlanEntry(1, at("22:30"), at("01:30", day=NEXT_DAY), title="Party")
    known = facts(ends_at=at("20:00", day=NEXT_DAY), day_change=at("05:00").time())

    assert found(known, party) == []


def test_a_talk_is_not_held_twice_at_once():
    plan = [
        entry(1, "10:00-10:30", contribution=7, room=RED),
        entry(2, "10:00-10:30", contribution=7, room=BLUE),
    ]
    later = entry(2, "11:00-11:30", contribution=7, room=BLUE)

    assert found(facts([held(7, people=(1,), track=1)]), *plan) == [("talk-twice", "warning", (1, 2))]
    assert found(facts([held(7, people=(1,), track=1)]), plan[0], later) == []


def test_a_track_is_not_parallel_with_itself():
    known = facts([held(1, track=1), held(2, track=1), held(3, track=2)])
    plan = [talk(1, "10:00-10:30"), talk(2, "10:00-10:30"), talk(3, "10:00-10:30")]
    calm = facts([held(1, track=1), held(2, track=1)], rules=Rules(keeps_tracks_apart=False))

    assert found(known, *plan) == [("track-parallel", "warning", (1, 2))]
    assert found(calm, *plan) == []


def test_a_talk_without_a_track_has_that_of_its_session_and_the_session_speaks_for_it():
    known = facts([held(1, session=9), held(2, track=1)], [session(9, track=1)])
    plan = [block(9, "10:00-11:00"), talk(1, "10:00-10:30", parent=9), talk(2, "10:00-10:30")]

    assert found(known, *plan) == [("track-parallel", "warning", (2, 9))]


def test_two_popular_talks_in_parallel_are_a_hint():
    known = facts([held(1, stars=20), held(2, stars=30), held(3, stars=19)])
    plan = [talk(1, "10:00-10:30"), talk(2, "10:10-10:40"), talk(3, "10:00-10:30")]

    assert found(known, *plan) == [("popular-parallel", "hint", (1, 2))]
    assert [each.sentence() for each in checked(known, *plan).conflicts] == [
        "Mon 15 March 2027, 10:10–10:30: “Talk 1”, starred 20 times, and “Talk 2”, 30 times."
    ]


def test_the_worst_is_told_first_then_what_is_earlier():
    known = facts([held(1, stars=20), held(2, stars=30), held(3), held(4)])
    plan = [
        *(talk(1, "10:00-10:30"), talk(2, "10:00-10:30")),
        *(talk(3, "12:00-12:30", room=RED), talk(4, "12:00-12:30", room=RED)),
    ]

    assert [kind for kind, _severity, _keys in found(known, *plan)] == ["room-twice", "popular-parallel"]
