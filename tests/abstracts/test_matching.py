"""The best assignment: no conflict, nobody beyond a limit, as much as possible, then as fitting and even as asked."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abstracts.assigning.cost import EVENNESS, Rules, cost_of
from abstracts.assigning.coverage import Cause, lacks_of
from abstracts.assigning.facts import Facts, Paper, Reviewer
from abstracts.assigning.matching import candidate_pairs, match
from abstracts.committee import Place

EVERYWHERE = Place(of_all=True)


def paper(key, **values):
    return Paper(**{"id": key, "wanted": 1, "tracks": frozenset([1])} | values)


def reviewer(key, **values):
    return Reviewer(**{"id": key, "place": Place(frozenset([1]))} | values)


def loads_of(matching):
    """How many abstracts each reviewer would have."""
    return Counter(who for _paper, who in matching.pairs)


@st.composite
def situations(draw, papers=4, reviewers=4):
    keys = range(1, draw(st.integers(1, papers)) + 1)
    people = range(1, draw(st.integers(1, reviewers)) + 1)
    tracks = st.frozensets(st.integers(1, 2), max_size=2)
    few = st.frozensets(st.sampled_from(people), max_size=2)
    barred = {one: draw(st.frozensets(st.sampled_from(keys), max_size=2)) for one in people}
    made = []
    for key in keys:
        held = draw(few)
        kept = held & draw(few)
        topics = draw(st.sampled_from([(), ("a",), ("a", "b")]))
        made.append(Paper(key, draw(st.integers(1, 3)), draw(tracks), topics, held, kept))
    panel = tuple(
        Reviewer(
            one,
            Place(draw(tracks), draw(st.booleans())),
            draw(st.none() | st.integers(0, 3)),
            draw(st.dictionaries(st.sampled_from("ab"), st.integers(1, 3))),
        )
        for one in people
    )
    said = st.sampled_from(["eager", "willing", "reluctant"])
    wishes = draw(st.dictionaries(st.tuples(st.sampled_from(keys), st.sampled_from(people)), said))
    return Facts(tuple(made), panel, wishes, barred)


RULES = st.builds(Rules, balance=st.sampled_from(sorted(EVENNESS)), others_help=st.booleans())


@given(facts=situations(papers=8, reviewers=6), rules=RULES)
@settings(max_examples=150)
def test_a_matching_keeps_to_conflicts_limits_tracks_and_what_is_wanted(facts, rules):
    found = match(facts, rules)

    papers = {one.id: one for one in facts.papers}
    kept = {(one.id, who) for one in facts.papers for who in one.kept}
    allowed = {(one.id, who.id) for one, who in candidate_pairs(facts, rules)}
    loads = loads_of(found)
    before = facts.loads()
    assert kept <= found.pairs <= kept | allowed
    assert not any(facts.conflict(*pair) for pair in found.pairs - kept)
    for one in facts.reviewers:
        assert one.limit is None or loads[one.id] <= max(one.limit, before.get(one.id, 0))
    for key, one in papers.items():
        has = sum(pair[0] == key for pair in found.pairs)
        assert has == max(one.wanted, len(one.kept)) - found.lacking.get(key, 0)


@given(facts=situations(papers=3, reviewers=3), rules=RULES)
@settings(max_examples=150)
def test_no_other_assignment_covers_more_or_costs_less(facts, rules):
    found = match(facts, rules)

    assert worth(facts, rules, found.pairs) == min(
        worth(facts, rules, pairs) for pairs in every(facts, rules)
    )


def every(facts, rules):
    """All assignments that are allowed, however bad."""
    kept = {(one.id, who) for one in facts.papers for who in one.kept}
    possible = {}
    for one, who in candidate_pairs(facts, rules):
        possible.setdefault(one.id, []).append(who.id)
    choices = []
    for one in facts.papers:
        mine = possible.get(one.id, [])
        choices.append(
            [
                [(one.id, who) for who in some]
                for count in range(one.lacking + 1)
                for some in combinations(mine, count)
            ]
        )
    before = facts.loads()
    for chosen in product(*choices):
        pairs = kept | {pair for some in chosen for pair in some}
        loads = {one.id: sum(who == one.id for _key, who in pairs) for one in facts.reviewers}
        if all(
            one.limit is None or loads[one.id] <= max(one.limit, before.get(one.id, 0))
            for one in facts.reviewers
        ):
            yield pairs


def worth(facts, rules, pairs):
    """What lacks; how unevenly it lacks; and the cost of what is new with the shares it makes."""
    kept = {(one.id, who) for one in facts.papers for who in one.kept}
    papers, people = {one.id: one for one in facts.papers}, {one.id: one for one in facts.reviewers}
    lacking = [max(0, one.lacking - sum(key == one.id for key, _who in pairs - kept)) for one in facts.papers]
    cost = sum(cost_of(facts, papers[key], people[who]) for key, who in pairs - kept)
    loads, before = {}, facts.loads()
    for _key, who in pairs:
        loads[who] = loads.get(who, 0) + 1
    step = EVENNESS[rules.balance]
    cost += step * sum(sum(range(before.get(who, 0), load)) for who, load in loads.items())
    return sum(lacking), sum(lack * lack for lack in lacking), cost


def test_wishes_topics_and_tracks_choose_among_reviewers_who_could():
    facts = Facts(
        (paper(1, topics=("Sails",)), paper(2, topics=("Hulls",)), paper(3)),
        (
            reviewer(1, knows={"Sails": 3}),
            reviewer(2, knows={"Hulls": 2}),
            reviewer(3, place=EVERYWHERE),
            reviewer(4, place=EVERYWHERE),
        ),
        wishes={(3, 4): "eager", (1, 3): "reluctant"},
    )

    assert match(facts, Rules()).pairs == {(1, 1), (2, 2), (3, 4)}


@pytest.mark.parametrize(("balance", "shares"), [("wishes", [4, 0]), ("even", [2, 2])])
def test_it_is_said_whether_wishes_or_even_shares_count_more(balance, shares):
    papers = tuple(paper(key) for key in range(1, 5))
    facts = Facts(
        papers, (reviewer(1), reviewer(2)), wishes=dict.fromkeys(((one.id, 1) for one in papers), "eager")
    )

    loads = loads_of(match(facts, Rules(balance=balance)))

    assert [loads[1], loads[2]] == shares


def test_others_help_only_where_those_of_the_track_are_not_enough():
    facts = Facts((paper(1, wanted=2),), (reviewer(1), reviewer(2, place=Place(frozenset([2])))))

    alone, helped = match(facts, Rules()), match(facts, Rules(others_help=True))

    assert (alone.pairs, alone.lacking) == ({(1, 1)}, {1: 1})
    assert (helped.pairs, helped.lacking) == ({(1, 1), (1, 2)}, {})


def test_what_is_not_found_is_explained():
    facts = Facts(
        (
            paper(1, tracks=frozenset()),
            paper(2, tracks=frozenset([2])),
            paper(3, wanted=3),
            paper(4, wanted=2),
            paper(5, wanted=2, tracks=frozenset([3])),
        ),
        (
            reviewer(1),
            reviewer(2),
            reviewer(3, place=Place(frozenset([3])), limit=0),
            reviewer(4, place=Place(frozenset([3]))),
        ),
        conflicts={1: frozenset([4])},
    )

    lacks = {lack.paper: (lack.cause, lack.able) for lack in lacks_of(facts, match(facts, Rules()), Rules())}

    assert lacks == {
        1: (Cause.NO_TRACK, 0),
        2: (Cause.NOBODY, 0),
        3: (Cause.FEW, 2),
        4: (Cause.CONFLICTS, 1),
        5: (Cause.LIMITS, 2),
    }


def test_what_lacks_is_spread_over_abstracts():
    facts = Facts((paper(1, wanted=2), paper(2, wanted=2)), (reviewer(1, limit=1), reviewer(2, limit=1)))

    assert match(facts, Rules()).lacking == {1: 1, 2: 1}
