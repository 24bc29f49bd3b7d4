"""A series in two names the same days as before, whatever the rule and wherever it is cut."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kit.recurrence import BadRule, Rule
from rooms.cutting import before, since
from rooms.times import Times

FIRST = date(2027, 3, 15)
weekdays = st.lists(st.integers(0, 6), max_size=4).map(tuple)
ends = st.one_of(
    st.builds(dict, count=st.integers(1, 30)),
    st.builds(dict, until=st.dates(FIRST + timedelta(days=40), FIRST + timedelta(days=400))),
)
kinds = st.one_of(
    st.builds(dict, freq=st.just("DAILY"), interval=st.integers(1, 5)),
    st.builds(dict, freq=st.just("WEEKLY"), interval=st.integers(1, 3), weekdays=weekdays),
    st.builds(dict, freq=st.just("MONTHLY"), interval=st.integers(1, 3)),
    st.builds(
        dict,
        freq=st.just("MONTHLY"),
        weekdays=st.tuples(st.integers(0, 6)),
        position=st.sampled_from([1, 2, 5, -1]),
    ),
)
rules = st.builds(lambda kind, end: Rule(**kind, **end), kinds, ends)
days = st.integers(0, 500).map(lambda days: FIRST + timedelta(days=days))


@given(rule=rules, first=st.integers(0, 40), cut=days, left_out=st.lists(days, max_size=5))
def test_the_parts_of_a_series_name_the_days_of_the_whole(rule, first, cut, left_out):
    times = Times(FIRST + timedelta(days=first), time(10), time(11), rule=rule, exdates=tuple(left_out))
    try:
        whole = times.days()
    except BadRule:
        return

    head, tail = before(times, cut), since(times, cut)

    assert (head.days() if head else []) == [day for day in whole if day < cut]
    assert (tail.days() if tail else []) == [day for day in whole if day >= cut]


def test_a_single_date_is_on_one_side():
    once = Times(FIRST, time(10), time(11))

    assert (before(once, FIRST), since(once, FIRST)) == (None, once)
    assert since(once, FIRST + timedelta(days=1)) is None
