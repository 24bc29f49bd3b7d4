"""Nobody is in two places, late for the second, or asked to come when they can not."""

from dataclasses import replace

from tests.clock import at
from tests.timetable.small_plans import (
    ADA,
    BLUE,
    FACTS,
    GRACE,
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
from timetable.conflicts import PersonFacts, Rules

TWO_TALKS = [held(1, people=(ADA,)), held(2, people=(ADA,))]


def test_a_speaker_in_two_rooms_at_once_is_an_error_that_names_who_where_and_when():
    plan = [talk(1, "10:00-10:30", room=RED), talk(2, "10:20-10:40", room=BLUE)]

    assert found(facts(TWO_TALKS), *plan) == [("person-twice", "error", (1, 2))]
    assert sentences(facts(TWO_TALKS), *plan) == [
        "Ada, Mon 15 March 2027, 10:20–10:30: “Talk 1” (Red) and “Talk 2” (Blue)."
    ]


def test_one_talk_right_after_the_other_is_no_conflict():
    assert found(facts(TWO_TALKS), talk(1, "10:00-10:30", room=RED), talk(2, "10:30-11:00", room=RED)) == []


def test_somebody_who_convenes_a_session_does_not_speak_elsewhere_meanwhile():
    known = facts([held(1, people=(ADA,))], [session(2, people=(ADA,))])

    conflicts = found(known, talk(1, "10:00-10:30", room=RED), block(2, "10:00-12:00", room=BLUE))

    assert conflicts == [("person-twice", "error", (1, 2))]


def test_a_convener_may_speak_in_their_own_session():
    known = facts([held(1, people=(ADA,))], [session(2, people=(ADA,))])

    plan = [block(2, "10:00-12:00", room=RED), talk(1, "10:00-10:30", parent=2)]

    assert found(known, *plan) == []


def test_a_convener_who_speaks_in_the_session_clashes_with_another_talk_once():
    known = facts([held(1, people=(ADA,)), held(3, people=(ADA,))], [session(2, people=(ADA,))])
    plan = [
        block(2, "10:00-12:00", room=RED),
        talk(1, "10:00-10:30", parent=2),
        talk(3, "10:00-10:30", room=BLUE),
    ]

    assert found(known, *plan) == [("person-twice", "error", (2, 3))]


def test_two_posters_in_one_poster_session_are_presented_by_one_person():
    known = facts(TWO_TALKS, [session(9, is_poster=True)])
    plan = [
        block(9, "10:00-12:00", room=RED),
        talk(1, "10:00-12:00", parent=9),
        talk(2, "10:00-12:00", parent=9),
    ]

    assert found(known, *plan) == []


def test_changing_rooms_takes_the_minutes_of_the_settings():
    known = facts(TWO_TALKS, rules=Rules(change_minutes=10))

    late = [talk(1, "10:00-10:30", room=RED), talk(2, "10:35-11:00", room=BLUE)]
    in_time = [talk(1, "10:00-10:30", room=RED), talk(2, "10:40-11:00", room=BLUE)]
    same_room = [talk(1, "10:00-10:30", room=RED), talk(2, "10:30-11:00", room=RED)]

    assert found(known, *late) == [("no-time-to-change", "warning", (1, 2))]
    assert sentences(known, *late) == [
        "Ada, Mon 15 March 2027: “Talk 1” (Red) until 10:30, then “Talk 2” (Blue) at 10:35. "
        "The way takes 10 min."
    ]
    assert found(known, *in_time) == []
    assert found(known, *same_room) == []


def test_changing_buildings_takes_longer():
    rooms = {
        RED: replace(FACTS.rooms[RED], building="40"),
        BLUE: replace(FACTS.rooms[BLUE], building="500"),
    }
    known = facts(TWO_TALKS, rules=Rules(change_minutes=5, building_minutes=20), rooms=rooms)

    conflicts = found(known, talk(1, "10:00-10:30", room=RED), talk(2, "10:40-11:00", room=BLUE))

    assert conflicts == [("no-time-to-change", "warning", (1, 2))]


def test_a_speaker_is_not_asked_to_come_when_they_can_not():
    morning = (at("09:00").timestamp(), at("12:00").timestamp())
    people = {ADA: PersonFacts(ADA, "Ada", (morning,)), GRACE: PersonFacts(GRACE, "Grace")}
    known = facts([held(1, people=(ADA, GRACE)), held(2, people=(ADA,))], people=people)

    conflicts = found(known, talk(1, "11:50-12:10"), talk(2, "09:00-12:00"))

    assert ("person-unavailable", "error", (1,)) in conflicts
    assert sentences(known, talk(1, "11:50-12:10")) == [
        "Ada can not come to “Talk 1”, Mon 15 March 2027, 11:50–12:10."
    ]
    assert found(known, talk(2, "09:00-12:00")) == []


def test_a_withdrawn_talk_has_no_place():
    assert found(facts([held(1, is_withdrawn=True)]), talk(1, "10:00-10:30")) == [
        ("withdrawn", "error", (1,))
    ]


def test_a_speaker_who_declined_is_named():
    assert found(facts([held(1, declined=(ADA,))]), talk(1, "10:00-10:30")) == [("declined", "warning", (1,))]


def test_silent_speakers_are_named_where_speakers_are_asked():
    silent = [held(1, unanswered=(ADA, GRACE))]

    assert found(facts(silent), talk(1, "10:00-10:30")) == []
    asking = facts(silent, rules=Rules(asks_speakers=True))
    assert found(asking, talk(1, "10:00-10:30")) == [("unconfirmed", "hint", (1,))]
    assert sentences(asking, talk(1, "10:00-10:30")) == [
        "Ada, Grace have not confirmed “Talk 1”, Mon 15 March 2027, 10:00–10:30."
    ]


def test_breaks_have_no_people():
    assert found(facts(), entry(1, "10:00-10:30"), entry(2, "10:00-10:30")) == []
