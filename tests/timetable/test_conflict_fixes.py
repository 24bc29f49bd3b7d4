"""A fix solves its conflict, brings no error, and says in a few words what it does."""

from dataclasses import replace

from hypothesis import given

from tests.clock import DAY, at
from tests.timetable.small_plans import ADA, BLUE, FACTS, RED, block, checked, facts, held, session, talk
from tests.timetable.test_conflict_engine import KNOWN, plans
from timetable.conflicts import Checker, Kind, PersonFacts
from timetable.conflicts.fixes import fixes_for
from timetable.plan import PlanEntry

BOTH_BY_ADA = [held(1, people=(ADA,)), held(2, people=(ADA,)), held(3)]


def fixes(checker, number=0):
    return fixes_for(checker.conflicts[number], checker)


def labels(checker, number=0):
    return [fix.label for fix in fixes(checker, number)]


def test_somebody_in_two_rooms_swaps_with_what_comes_next():
    checker = checked(
        facts(BOTH_BY_ADA),
        talk(1, "10:00-10:20", room=RED),
        talk(2, "10:00-10:20", room=BLUE),
        talk(3, "10:20-10:40", room=BLUE),
    )

    first = fixes(checker)[0]

    assert (first.label, first.detail) == ("Swap with 10:20", "“Talk 2” and “Talk 3” change places.")
    changed = checker.plan.changed(first.changes)
    assert {key: changed[key].starts_at for key in (2, 3)} == {2: at("10:20"), 3: at("10:00")}


def test_neighbours_of_different_lengths_change_places_without_a_gap():
    checker = checked(
        facts(BOTH_BY_ADA),
        talk(1, "10:00-10:30", room=RED),
        talk(2, "10:00-10:20", room=BLUE),
        talk(3, "10:25-11:10", room=BLUE),
    )

    changed = checker.plan.changed(fixes(checker)[0].changes)

    assert (changed[3].starts_at, changed[3].ends_at) == (at("10:00"), at("10:45"))
    assert (changed[2].starts_at, changed[2].ends_at) == (at("10:50"), at("11:10"))


def test_what_has_nothing_to_swap_with_starts_a_little_later():
    checker = checked(facts(BOTH_BY_ADA), talk(1, "10:00-10:20", room=RED), talk(2, "10:10-10:30", room=BLUE))

    assert labels(checker)[0] == "Start 10 minutes later"


def test_a_room_that_is_taken_is_left_for_a_free_one():
    checker = checked(facts(), talk(1, "10:00-10:20", room=RED), talk(2, "10:00-10:20", room=RED))

    assert labels(checker)[0] == "Move to Blue"


def test_a_talk_that_needs_more_seats_gets_the_smallest_room_that_has_them():
    rooms = FACTS.rooms | {
        3: replace(FACTS.rooms[RED], id=3, name="Aula", capacity=500),
        4: replace(FACTS.rooms[RED], id=4, name="Theatre", capacity=200),
    }
    checker = checked(facts([held(1, audience=150)], rooms=rooms), talk(1, "10:00-10:20", room=RED))

    assert labels(checker) == ["Move to Theatre"]


def test_where_the_larger_room_is_taken_the_two_swap_rooms():
    rooms = {RED: FACTS.rooms[RED], 3: replace(FACTS.rooms[RED], id=3, name="Aula", capacity=500)}
    checker = checked(
        facts([held(1, audience=150), held(2)], rooms=rooms),
        talk(1, "10:00-10:20", room=RED),
        talk(2, "10:00-10:20", room=3),
    )

    assert [(fix.label, fix.detail) for fix in fixes(checker)] == [
        ("Swap rooms", "“Talk 1” and “Talk 2” change rooms.")
    ]


def test_a_block_takes_along_what_it_holds():
    known = facts([held(1)], [session(8), session(9)])
    checker = checked(
        known,
        block(8, "10:00-11:00", room=RED),
        block(9, "10:00-11:00", room=RED),
        talk(1, "10:00-10:30", parent=9, room=RED),
    )

    changed = checker.plan.changed(fixes(checker)[0].changes)

    assert {changed[key].room for key in (8, 9)} == {RED, BLUE}
    assert changed[1].room == changed[9].room


def test_a_speaker_who_can_not_come_is_moved_to_when_they_can():
    afternoon = (at("14:00").timestamp(), at("15:00").timestamp())
    people = {ADA: PersonFacts(ADA, "Ada", (afternoon,))}
    checker = checked(facts([held(1, people=(ADA,))], people=people), talk(1, "10:00-10:20", room=RED))

    assert labels(checker) == ["Move to 14:00"]


def test_what_is_outside_its_block_comes_back_or_the_block_grows_or_it_leaves():
    checker = checked(
        facts([held(1)], [session(9)]), block(9, "10:00-11:00"), talk(1, "10:50-11:10", parent=9)
    )

    assert labels(checker) == ["Move to 10:40", "Make the session longer", "Take it out of the session"]


def test_what_is_outside_the_event_comes_back():
    assert labels(checked(facts(), talk(1, "07:50-08:10"))) == ["Move to 08:00"]


def test_what_goes_on_after_midnight_ends_by_then():
    next_day = DAY.replace(day=DAY.day + 1)
    party = PlanEntry(1, at("23:00"), at("00:30", day=next_day), title="Party")
    checker = checked(facts(ends_at=at("20:00", day=next_day)), party)

    assert labels(checker) == ["Move to 22:30"]


def test_a_talk_without_length_gets_that_of_the_talk():
    assert labels(checked(facts([held(1, minutes=45)]), talk(1, "10:00-10:00"))) == ["Give it 45 minutes"]


def test_a_withdrawn_talk_is_taken_out():
    checker = checked(facts([held(1, is_withdrawn=True)]), talk(1, "10:00-10:20"))

    assert [(fix.label, fix.changes) for fix in fixes(checker)] == [("Take it out", {1: None})]


def test_what_is_pinned_stays():
    checker = checked(
        facts(BOTH_BY_ADA),
        talk(1, "10:00-10:20", room=RED, is_pinned=True),
        talk(2, "10:00-10:20", room=BLUE, is_pinned=True),
        talk(3, "10:20-10:40", room=BLUE),
    )

    assert fixes(checker) == []


def test_nothing_is_offered_that_brings_an_error():
    rooms = {RED: FACTS.rooms[RED]}
    full = [talk(key, f"{7 + key:02}:00-{8 + key:02}:00", room=RED) for key in range(1, 13)]
    known = facts([held(key, audience=500 if key == 1 else None) for key in range(1, 13)], rooms=rooms)

    assert fixes(checked(known, *full)) == []


@given(plans())
def test_after_every_fix_its_conflict_is_gone_and_no_error_is_new(plan):
    checker = Checker(KNOWN, plan)
    errors = {each.key for each in checker.conflicts if each.is_error}

    for conflict in checker.conflicts:
        for fix in fixes_for(conflict, checker):
            after = Checker(KNOWN, plan.changed(fix.changes)).conflicts
            assert conflict not in after
            assert {each.key for each in after if each.is_error} <= errors
            assert (fix.label, fix.detail) != ("", "")


def test_a_fix_keeps_its_code_as_long_as_it_does_the_same():
    plan = [talk(1, "10:00-10:20", room=RED), talk(2, "10:00-10:20", room=RED)]
    once, again = fixes(checked(facts(), *plan)), fixes(checked(facts(), *plan))

    assert [fix.code for fix in once] == [fix.code for fix in again]
    assert len({fix.code for fix in once}) == len(once)
    assert checked(facts(), *plan).conflicts[0].kind is Kind.ROOM_TWICE
