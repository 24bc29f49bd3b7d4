"""Which rules fire: Indico's order, conditions and end of the search, and what stands in their letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abstracts.letters.matching import (
    LETTER_STATES,
    Condition,
    Facts,
    Outcome,
    Rule,
    firing,
    outcomes,
)
from abstracts.letters.placeholders import PLACEHOLDERS, fill, fill_text, names_in, unknown_in
from abstracts.letters.values import VALUES
from abstracts.models import LetterRule, State

ANY = Condition()
NONE = Condition(LetterRule.Match.NONE)


def some(*keys):
    return Condition(LetterRule.Match.SOME, frozenset(keys))


def rule(key, *states, **values):
    return Rule(key=key, states=frozenset(states or [State.ACCEPTED]), **values)


def keys(rules, facts):
    return [rule.key for rule in firing(rules, facts)]


@pytest.mark.parametrize(
    ("condition", "present", "holds"),
    [
        (ANY, set(), True),
        (ANY, {1}, True),
        (NONE, set(), True),
        (NONE, {1}, False),
        (some(1), set(), False),
        (some(1), {1}, True),
        (some(1), {2}, False),
        (some(1, 2), {2, 3}, True),
        (some(), {1}, False),
        (some(), set(), False),
    ],
)
def test_any_asks_nothing_none_asks_that_there_is_none_and_some_that_one_is_among_them(
    condition, present, holds
):
    assert condition.holds(present) is holds


@pytest.mark.parametrize(
    ("rules", "facts", "fire"),
    [
        ([rule(1), rule(2)], Facts(State.ACCEPTED), [1]),
        ([rule(1, stops=False), rule(2), rule(3)], Facts(State.ACCEPTED), [1, 2]),
        ([rule(1, State.REJECTED), rule(2)], Facts(State.ACCEPTED), [2]),
        ([rule(1, is_active=False), rule(2)], Facts(State.ACCEPTED), [2]),
        ([rule(1, track=some(5)), rule(2)], Facts(State.ACCEPTED, frozenset({6})), [2]),
        ([rule(1, track=some(5)), rule(2)], Facts(State.ACCEPTED, frozenset({5})), [1]),
        ([rule(1, track=NONE), rule(2, track=some(5))], Facts(State.ACCEPTED, frozenset({5})), [2]),
        ([rule(1, type=some(7)), rule(2, type=NONE)], Facts(State.ACCEPTED), [2]),
        ([rule(1, type=some(7), track=some(5))], Facts(State.ACCEPTED, frozenset({5}), 7), [1]),
        ([rule(1, type=some(7), track=some(5))], Facts(State.ACCEPTED, frozenset({5}), 8), []),
        ([rule(1, State.MERGED, State.DUPLICATE)], Facts(State.DUPLICATE), [1]),
        ([rule(1, *State.values)], Facts(State.DRAFT), []),
        ([], Facts(State.ACCEPTED), []),
    ],
)
def test_rules_are_tried_in_order_until_one_that_fires_ends_the_search(rules, facts, fire):
    assert keys(rules, facts) == fire


def test_every_rule_says_why_it_does_not_fire():
    rules = [
        rule(1, is_active=False),
        rule(2, State.REJECTED),
        rule(3, track=some(9)),
        rule(4, type=some(9)),
        rule(5),
        rule(6),
        rule(7, State.REJECTED),
    ]

    told = [(one.key, outcome) for one, outcome in outcomes(rules, Facts(State.ACCEPTED, frozenset({5}), 7))]

    assert told == [
        (1, Outcome.OFF),
        (2, Outcome.STATE),
        (3, Outcome.TRACK),
        (4, Outcome.TYPE),
        (5, Outcome.FIRES),
        (6, Outcome.STOPPED),
        (7, Outcome.STATE),
    ]


conditions = st.one_of(
    st.just(ANY), st.just(NONE), st.frozensets(st.integers(1, 3)).map(lambda found: some(*found))
)
rules_of_any_sort = st.lists(
    st.builds(
        Rule,
        key=st.integers(1, 99),
        states=st.frozensets(st.sampled_from(State.values)),
        track=conditions,
        type=conditions,
        stops=st.booleans(),
        is_active=st.booleans(),
    ),
    max_size=8,
)
facts_of_any_sort = st.builds(
    Facts,
    state=st.sampled_from(State.values),
    tracks=st.frozensets(st.integers(1, 3)),
    type=st.none() | st.integers(1, 3),
)


@given(rules_of_any_sort, facts_of_any_sort)
def test_what_fires_is_what_fires_alone_up_to_the_first_that_stops(rules, facts):
    alone = [one for one in rules if firing([one], facts)]
    expected = []
    for one in alone:
        expected.append(one)
        if one.stops:
            break

    assert firing(rules, facts) == expected
    assert [one for one, _outcome in outcomes(rules, facts)] == rules


@given(rules_of_any_sort, facts_of_any_sort, conditions)
def test_a_narrower_rule_never_fires_where_the_wider_one_does_not(rules, facts, condition):
    for one in rules:
        wide = Rule(one.key, one.states, type=one.type)
        narrow = Rule(one.key, one.states, track=condition, type=one.type)
        assert len(firing([narrow], facts)) <= len(firing([wide], facts))
        assert facts.state in LETTER_STATES or not firing([wide], facts)


def test_all_placeholders_of_indico_are_there_and_each_has_a_value():
    of_indico = {
        *("event_title", "event_url", "abstract_id", "abstract_title", "abstract_url", "invitation_url"),
        *("abstract_track", "abstract_session", "contribution_type", "primary_authors", "co_authors"),
        *("submitter_name", "submitter_first_name", "submitter_last_name", "submitter_title"),
        *("contribution_url", "target_abstract_id", "target_abstract_title", "target_submitter_name"),
        *("target_submitter_first_name", "target_submitter_last_name", "judgment_comment"),
    }

    assert of_indico <= PLACEHOLDERS.keys()
    assert PLACEHOLDERS.keys() == VALUES.keys()


@pytest.mark.case("S41")
@pytest.mark.parametrize(
    "text",
    [
        "{settings}",
        "{abstract}",
        "{abstract.title}",
        "{abstract_title.__class__}",
        "{abstract_title!r}",
        "{abstract_title:>100000000}",
        "{abstract_title[0]}",
        "{0}",
        "{}",
        "{ abstract_title }",
        "{Abstract_Title}",
        "{{ settings.SECRET_KEY }}",
        "{{abstract.submitter.password}}",
        "{x.__init__.__globals__}",
    ],
)
def test_a_placeholder_is_a_name_of_ours_and_no_expression(text):
    assert unknown_in(text) != []
    assert fill(text, dict.fromkeys(PLACEHOLDERS, "VALUE")) == text


@pytest.mark.case("S41")
@pytest.mark.parametrize(
    "text", ["{% load static %}", "{% include 'x' %}", "%(secret)s", "${SECRET}", "#{x}"]
)
def test_no_other_language_of_templates_is_spoken(text):
    assert fill(text, dict.fromkeys(PLACEHOLDERS, "VALUE")) == text


@pytest.mark.case("S41")
def test_what_is_put_in_is_not_read_again():
    values = {"abstract_title": "{judgment_comment} {settings}", "judgment_comment": "secret"}

    assert fill("On {abstract_title}.", values) == "On {judgment_comment} {settings}."


@given(st.text(max_size=80), st.dictionaries(st.sampled_from(list(PLACEHOLDERS)), st.text(max_size=20)))
def test_filling_touches_nothing_but_known_names(text, values):
    known = [name for name in names_in(text) if name in values]

    filled = fill(text, values)

    assert known or filled == text


def test_lone_braces_are_left_alone():
    assert unknown_in("if { then", "} else {", "a } b { c", "{\nabstract_title\n}") == []


def test_a_line_that_only_tells_of_what_is_empty_is_left_out():
    text = "Dear {submitter_name},\n\n{judgment_comment}\n\nTrack: {abstract_track}\nType: {contribution_type}\n\n{x}"
    values = {
        "submitter_name": "Ada",
        "judgment_comment": " ",
        "abstract_track": "",
        "contribution_type": "Talk",
    }

    assert fill_text(text, values) == "Dear Ada,\n\nType: Talk\n\n{x}"
