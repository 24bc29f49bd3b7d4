"""What holds for any timetable: a move is judged like the whole, and moving everything changes nothing."""

from dataclasses import astuple, replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.clock import at
from tests.timetable.small_plans import BLUE, FACTS, RED, facts, held, session, talk
from timetable.conflicts import Booked, Checker, Kind, PersonFacts, Rules
from timetable.plan import Plan, PlanEntry

KNOWN = facts(
    [
        *(held(key, people=(key % 3 + 1,), track=key % 2 + 1, stars=key * 5) for key in range(1, 7)),
        held(7, people=(1, 2), audience=120, needs=("piano",), is_withdrawn=True),
    ],
    [session(1, people=(1,), track=1), session(2, is_poster=True)],
    rules=Rules(change_minutes=5, building_minutes=15),
    rooms=FACTS.rooms | {BLUE: replace(FACTS.rooms[BLUE], building="40", cells=(-RED, 9)), 3: replace(
        FACTS.rooms[RED], id=3, building="500", closures=((at("10:00").timestamp(), at("11:00").timestamp(), ""),)
    )},
    people=FACTS.people | {3: PersonFacts(3, "Cleo", ((at("09:00").timestamp(), at("12:00").timestamp()),))},
    booked={4: Booked(at("10:00"), at("10:30"), RED, "Not booked", "")},
)  # fmt: skip
BY_CLOCK = {Kind.PERSON_UNAVAILABLE, Kind.ROOM_CLOSED, Kind.ROOM_NOT_BOOKED}


@st.composite
def entries(draw, key):
    start = at("08:00") + timedelta(minutes=draw(st.integers(-2, 40)) * 15)
    end = start + timedelta(minutes=draw(st.integers(-1, 8)) * 15)
    room = draw(st.sampled_from([None, RED, BLUE, 3]))
    what = draw(st.sampled_from(["block", "talk", "talk", "break"]))
    if what == "block":
        return PlanEntry(key, start, end, room=room, session=draw(st.integers(1, 2)), label="S")
    parent = draw(st.one_of(st.none(), st.integers(1, 8).filter(lambda other: other != key)))
    if what == "break":
        return PlanEntry(key, start, end, room=room, parent=parent, title="Coffee")
    return PlanEntry(key, start, end, room=room, parent=parent, contribution=draw(st.integers(1, 7)))


@st.composite
def plans(draw):
    keys = draw(st.sets(st.integers(1, 8), min_size=1))
    return Plan.of([draw(entries(key)) for key in sorted(keys)])


@st.composite
def changes(draw):
    keys = draw(st.sets(st.integers(-1, 8).filter(bool), min_size=1, max_size=4))
    return {key: draw(st.one_of(st.none(), entries(key))) for key in sorted(keys)}


def keys_of(conflicts):
    return sorted(each.key for each in conflicts)


def said_by(checker):
    """Every conflict in words, and every entry as it is placed."""
    found = sorted((each.key, each.sentence(), each.day) for each in checker.conflicts)
    return found, [astuple(each) for each in checker.placed.values()]


def shapes(checker):
    return sorted(
        (each.kind, each.severity, tuple(sorted(each.entries)), each.people)
        for each in checker.conflicts
        if each.kind not in BY_CLOCK
    )


@given(plans(), changes())
def test_what_a_change_brings_is_what_the_whole_plan_says_afterwards(plan, change):
    checker = Checker(KNOWN, plan)

    delta = checker.after(change)

    before, after = checker.conflicts, Checker(KNOWN, plan.changed(change)).conflicts
    assert keys_of(delta.appeared) == sorted(set(keys_of(after)) - set(keys_of(before)))
    assert keys_of(delta.vanished) == sorted(set(keys_of(before)) - set(keys_of(after)))


@given(plans(), plans(), changes())
def test_the_checker_of_another_plan_says_what_a_new_one_would(plan, other, change):
    checker = Checker(KNOWN, plan)

    for then in (plan.changed(change), other):
        found, new = checker.of(then), Checker(KNOWN, then)
        assert said_by(found) == said_by(new)
        assert said_by(found.of(plan)) == said_by(checker)


@given(plans(), changes())
def test_a_change_taken_back_leaves_what_was(plan, change):
    there = {key: entry for key, entry in change.items() if entry is not None or key in plan}
    checker = Checker(KNOWN, plan.changed(there))

    back = checker.after({key: plan.get(key) for key in there})

    stay = set(keys_of(checker.conflicts)) - set(keys_of(back.vanished))
    assert stay | set(keys_of(back.appeared)) == set(keys_of(Checker(KNOWN, plan).conflicts))


@given(plans())
def test_the_order_of_entries_does_not_matter(plan):
    turned = Plan(reversed(list(plan.items())))

    assert keys_of(Checker(KNOWN, turned).conflicts) == keys_of(Checker(KNOWN, plan).conflicts)


@given(plans(), st.integers(-40, 40))
def test_moving_everything_with_the_event_changes_nothing_but_what_hangs_on_the_clock(plan, quarters):
    delta = timedelta(minutes=15 * quarters)
    moved = Plan.of(
        replace(entry, starts_at=entry.starts_at + delta, ends_at=entry.ends_at + delta)
        for entry in plan.values()
    )
    event = replace(
        KNOWN, starts_at=KNOWN.starts_at + delta, ends_at=KNOWN.ends_at + delta, day_change=_later(delta)
    )

    assert shapes(Checker(event, moved)) == shapes(Checker(KNOWN, plan))


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6, unique=True), st.data())
def test_entries_that_do_not_meet_are_in_no_conflict_with_each_other(talks, data):
    room = st.sampled_from([None, RED, 3])
    plan = Plan.of(
        replace(
            talk(key, f"{9 + place}:00-{9 + place}:30".replace("9:00-9", "09:00-09")), room=data.draw(room)
        )
        for place, key in enumerate(talks)
    )

    assert [each for each in Checker(KNOWN, plan).conflicts if len(each.entries) > 1] == []


@given(plans())
def test_every_conflict_can_be_said_and_kept(plan):
    for conflict in Checker(KNOWN, plan).conflicts:
        assert conflict.sentence()
        assert conflict.title
        assert len(conflict.key) <= 120
        assert conflict.starts_at <= conflict.ends_at


def test_a_conflict_is_another_one_when_its_time_changes():
    known = facts()
    early = Checker(known, Plan.of([talk(1, "10:00-10:30", room=RED), talk(2, "10:00-10:30", room=RED)]))
    late = Checker(known, Plan.of([talk(1, "11:00-11:30", room=RED), talk(2, "11:00-11:30", room=RED)]))
    retitled = Plan({key: replace(entry, label="New title") for key, entry in early.plan.items()})

    assert keys_of(early.conflicts) != keys_of(late.conflicts)
    assert keys_of(early.conflicts) == keys_of(Checker(known, retitled).conflicts)


def _later(delta):
    """The time of day at which a day begins when all moves by so much."""
    return (at("00:00") + delta).time()
