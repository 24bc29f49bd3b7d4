"""A room holds one thing at a time, and only what fits into it, when it is open and booked."""

from dataclasses import replace

import pytest

from tests.clock import at
from tests.timetable.small_plans import (
    BLUE,
    FACTS,
    RED,
    block,
    entry,
    facts,
    found,
    held,
    sentences,
    session,
    talk,
)
from timetable.conflicts import Booked

MORNING = (at("09:00").timestamp(), at("12:00").timestamp())


def red(**values):
    return facts([held(1)], rooms=FACTS.rooms | {RED: replace(FACTS.rooms[RED], **values)})


def test_two_talks_in_one_room_are_an_error():
    plan = [talk(1, "10:00-10:30", room=RED), talk(2, "10:20-10:40", room=RED)]

    assert found(facts(), *plan) == [("room-twice", "error", (1, 2))]
    assert sentences(facts(), *plan) == ["Red, Mon 15 March 2027, 10:20–10:30: “Talk 1” and “Talk 2”."]


def test_parallel_talks_without_a_room_are_no_conflict():
    assert found(facts(), talk(1, "10:00-10:30"), talk(2, "10:00-10:30")) == []


def test_what_a_block_holds_does_not_clash_with_it_and_speaks_through_it():
    known = facts([held(1)], [session(8), session(9)])
    inside = [block(8, "10:00-11:00", room=RED), talk(1, "10:00-10:30", parent=8, room=RED)]

    assert found(known, *inside) == []
    assert found(known, *inside, block(9, "10:00-11:00", room=RED)) == [("room-twice", "error", (8, 9))]


def test_talks_of_a_block_follow_one_another():
    known = facts(sessions=[session(9)])
    plan = [
        block(9, "10:00-11:00", room=RED),
        talk(1, "10:00-10:30", parent=9),
        talk(2, "10:20-10:40", parent=9),
    ]

    assert found(known, *plan) == [("room-twice", "error", (1, 2))]


def test_posters_of_a_poster_session_share_its_time_and_room():
    known = facts(sessions=[session(9, is_poster=True)])
    plan = [
        block(9, "10:00-11:00", room=RED),
        talk(1, "10:00-11:00", parent=9),
        talk(2, "10:00-11:00", parent=9),
    ]

    assert found(known, *plan) == []


@pytest.mark.parametrize(
    ("others", "conflicts"),
    [
        ([entry(2, "10:00-10:30", room=RED)], []),
        ([talk(2, "10:00-10:30", room=BLUE)], []),
        ([talk(2, "10:00-10:30", room=RED)], [("room-twice", "warning", (1, 2))]),
    ],
    ids=["another break", "a talk elsewhere", "a talk in the room"],
)
def test_a_break_clashes_softly_and_only_with_talks_in_its_room(others, conflicts):
    assert found(facts(), entry(1, "10:00-10:30", room=RED), *others) == conflicts


def test_a_break_without_a_room_is_for_everybody():
    assert found(facts(), entry(1, "10:00-10:30"), talk(2, "10:00-10:30", room=RED)) == []


def test_rooms_that_share_space_are_not_used_at_once():
    rooms = {RED: replace(FACTS.rooms[RED], cells=(71, 72)), BLUE: replace(FACTS.rooms[BLUE], cells=(72,))}
    plan = [talk(1, "10:00-10:30", room=RED), talk(2, "10:00-10:30", room=BLUE)]

    assert found(facts(rooms=rooms), *plan) == [("room-twice", "error", (1, 2))]
    assert sentences(facts(rooms=rooms), *plan) == [
        "“Talk 1” (Red) and “Talk 2” (Blue) share their space, Mon 15 March 2027, 10:00–10:30."
    ]


def test_a_room_smaller_than_the_audience_is_an_error_than_its_stars_a_warning():
    known = facts([held(1, audience=101), held(2, stars=120), held(3, audience=100, stars=20)])

    assert found(known, talk(1, "10:00-10:30", room=RED)) == [("room-too-small", "error", (1,))]
    assert found(known, talk(2, "10:00-10:30", room=RED)) == [("room-too-small", "warning", (2,))]
    assert found(known, talk(3, "10:00-10:30", room=RED)) == []
    assert sentences(known, talk(2, "10:00-10:30", room=RED)) == [
        "“Talk 2”, Mon 15 March 2027, 10:00–10:30, has 120 stars. Red seats 100."
    ]


def test_a_room_has_what_a_talk_needs_whatever_the_letters():
    known = facts([held(1, needs=("Beamer", "piano"))], rooms=FACTS.rooms | {
        RED: replace(FACTS.rooms[RED], equipment=frozenset({"beamer", "piano"}))
    })  # fmt: skip

    assert found(known, talk(1, "10:00-10:30", room=RED)) == []
    assert found(known, talk(1, "10:00-10:30", room=BLUE)) == [("missing-equipment", "warning", (1,))]
    assert sentences(known, talk(1, "10:00-10:30", room=BLUE)) == [
        "“Talk 1” needs what Blue does not have, Mon 15 March 2027, 10:00–10:30: Beamer, piano."
    ]


@pytest.mark.parametrize(
    ("values", "conflict"),
    [
        ({"available": (MORNING,)}, ("room-unavailable", "error", (1,))),
        ({"closures": ((*MORNING, "Works"),)}, ("room-closed", "error", (1,))),
        ({"open": (MORNING,)}, ("outside-hours", "warning", (1,))),
    ],
    ids=["availability", "closure", "hours"],
)
def test_a_room_is_used_when_it_can_be(values, conflict):
    assert found(red(**values), talk(1, "11:50-12:10", room=RED)) == [conflict]
    clear = "12:00-12:30" if "closures" in values else "11:30-12:00"
    assert found(red(**values), talk(1, clear, room=RED)) == []


def test_a_closure_says_why():
    assert sentences(red(closures=((*MORNING, "Works"),)), talk(1, "10:00-10:30", room=RED)) == [
        "“Talk 1”: Red is closed Mon 15 March 2027, 10:00–10:30 (Works)."
    ]


@pytest.mark.parametrize(
    ("look", "conflicts"),
    [
        ("ok", []),
        ("warn", [("room-not-booked", "hint", (1,))]),
        ("", [("room-not-booked", "warning", (1,))]),
        ("bad", [("room-not-booked", "error", (1,))]),
    ],
)
def test_a_room_is_booked_for_what_is_held_in_it(look, conflicts):
    known = facts(booked={1: Booked(at("10:00"), at("10:30"), RED, "Not booked", look)})

    assert found(known, talk(1, "10:00-10:30", room=RED)) == conflicts
    assert found(known, talk(1, "10:10-10:40", room=RED)) == []  # nothing is known of where it is not yet
