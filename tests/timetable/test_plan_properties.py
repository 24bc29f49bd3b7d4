"""What holds for every timetable, however it looks, when it is put in order."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from kit.moments import local
from kit.refusals import Refused
from tests.clock import DAY, at
from timetable.plan import Plan, PlanEntry, moved_by
from timetable.plan.days import EventDays
from timetable.plan.growing import grown
from timetable.plan.moving import shifted_after
from timetable.plan.neighbours import on_day, overlap, shares_place
from timetable.plan.swapping import swapped
from timetable.plan.tidying import Scope, compacted, fitted_all, stretched
from timetable.plan.whole import all_moved

DAYS = EventDays(ZoneInfo("UTC"), at("00:00").time(), at("08:00"), at("20:00"))
ROOMS = [None, 1, 2]


@st.composite
def plans(draw):
    """Up to ten entries between 6:00 and 18:00; blocks hold up to three things that lie inside them."""
    entries, key = [], 0
    for _number in range(draw(st.integers(1, 10))):
        key += 1
        start = at("06:00") + timedelta(minutes=5 * draw(st.integers(0, 120)))
        length = timedelta(minutes=5 * draw(st.integers(0, 24)))
        kind = draw(st.sampled_from(["block", "talk", "break"]))
        entry = PlanEntry(
            key,
            start,
            start + length,
            room=draw(st.sampled_from(ROOMS)),
            session=draw(st.integers(1, 2)) if kind == "block" else None,
            contribution=key if kind == "talk" else None,
            is_pinned=draw(st.integers(0, 5)) == 0,
            label=f"Entry {key}",
        )
        entries.append(entry)
        for _inner in range(draw(st.integers(0, 3)) if kind == "block" else 0):
            key += 1
            share = sorted(draw(st.lists(st.integers(0, 12), min_size=2, max_size=2)))
            times = [start + length * part / 12 for part in share]
            entries.append(PlanEntry(key, *times, parent=entry.key, contribution=key, label=f"Entry {key}"))
    return Plan.of(entries)


def collisions(plan):
    """The pairs of the top level that share a place and a moment."""
    level = on_day(plan, DAYS, DAY)
    return {
        (one.key, other.key)
        for one in level
        for other in level
        if one.key < other.key and shares_place(plan, one, other) and overlap(one, other)
    }


def lengths(plan):
    return {key: entry.ends_at - entry.starts_at for key, entry in plan.items()}


def inside_their_blocks(plan):
    held = [(entry, plan[entry.parent]) for entry in plan.values() if entry.parent]
    return all(block.starts_at <= each.starts_at and each.ends_at <= block.ends_at for each, block in held)


@given(plans(), st.integers(0, 30), st.sampled_from([None, 1]))
def test_compacting_lets_nothing_overlap_that_did_not(plan, gap, session):
    after = plan.changed(compacted(plan, DAYS, Scope(DAY, session=session), gap))

    assert collisions(after) <= collisions(plan)


@given(plans(), st.integers(0, 30))
def test_compacting_keeps_lengths_and_contents_and_what_is_pinned(plan, gap):
    after = plan.changed(compacted(plan, DAYS, Scope(DAY), gap))

    assert lengths(after) == lengths(plan)
    assert inside_their_blocks(after)
    assert [key for key, entry in plan.items() if entry.is_pinned and after[key] != entry] == []


@given(plans())
def test_compacting_a_day_twice_changes_nothing_more(plan):
    assume(not any(entry.is_pinned for entry in plan.values()))
    scope = Scope(DAY)
    once = plan.changed(compacted(plan, DAYS, scope, 5))

    assert compacted(once, DAYS, scope, 5) == {}


@given(plans(), st.integers(0, 10))
def test_stretching_lets_nothing_overlap_that_did_not(plan, gap):
    try:
        after = plan.changed(stretched(plan, DAYS, Scope(DAY), gap))
    except Refused:
        return

    assert collisions(after) <= collisions(plan)
    assert {key: entry.starts_at for key, entry in after.items()} == {
        key: entry.starts_at for key, entry in plan.items()
    }


@given(plans())
def test_fitted_blocks_hold_exactly_what_is_in_them(plan):
    after = plan.changed(fitted_all(plan, DAYS, Scope(DAY)))

    for block in after.values():
        inside = after.inside(block.key)
        if inside and not block.is_pinned:
            assert block.starts_at == min(each.starts_at for each in inside)
            assert block.ends_at == max(each.ends_at for each in inside)


@given(plans(), st.integers(-60, 60), st.data())
def test_what_follows_is_shifted_by_one_distance_and_nothing_else_moves(plan, minutes, data):
    entry = plan[data.draw(st.sampled_from(sorted(plan)))]
    delta = timedelta(minutes=minutes)

    changes = shifted_after(plan, DAYS, entry.key, delta)

    assert {key: moved_by(plan[key], delta) for key in changes} == changes
    assert inside_their_blocks(plan.changed(changes)) or entry.parent is not None


@given(plans(), st.data())
def test_swapping_keeps_lengths_and_what_blocks_hold(plan, data):
    one, other = (data.draw(st.sampled_from(sorted(plan))) for _each in range(2))
    try:
        after, _longer = grown(plan, swapped(plan, DAYS, one, other), posters=())
    except Refused:
        return

    talks = [key for key, entry in plan.items() if not entry.is_block]
    assert {key: lengths(after)[key] for key in talks} == {key: lengths(plan)[key] for key in talks}
    assert inside_their_blocks(after)


@given(plans(), st.data())
def test_a_block_grows_around_whatever_is_put_into_it(plan, data):
    blocks = [key for key, entry in plan.items() if entry.is_block]
    loose = [key for key, entry in plan.items() if entry.contribution]
    assume(blocks and loose)
    entry = plan[data.draw(st.sampled_from(loose))]
    moved = PlanEntry(
        entry.key,
        entry.starts_at,
        entry.ends_at,
        parent=data.draw(st.sampled_from(blocks)),
        contribution=entry.contribution,
    )

    after, _longer = grown(plan, {entry.key: moved}, posters=())

    assert inside_their_blocks(after)


@given(plans(), st.integers(-200, 200), st.integers(-720, 720))
def test_a_moved_event_keeps_its_clock_times_and_lengths_over_a_change_of_the_clocks(plan, shift, minutes):
    days = EventDays(ZoneInfo("Europe/Paris"), at("00:00").time(), at("08:00"), at("20:00"))
    distance = timedelta(days=shift, minutes=minutes)

    after = plan.changed(all_moved(plan, days, distance))

    assert lengths(after) == lengths(plan)
    assert inside_their_blocks(after)
    for key, entry in plan.items():
        there = local(after[key].starts_at, days.zone).replace(tzinfo=None)
        wanted = local(entry.starts_at, days.zone).replace(tzinfo=None) + distance
        if entry.parent is None and not _skipped(wanted):
            assert there == wanted


def _skipped(wall):
    """Whether the clocks in Paris leave out that time."""
    return wall.hour == 2 and (wall.date() in (date(2027, 3, 28), date(2026, 3, 29)))
