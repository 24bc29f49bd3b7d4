"""A programme that was really held has hardly any conflict."""

import pytest

from tests.interchange.small import bring_in
from timetable.conflicts import conflicts_of
from timetable.conflicts.fixes import fixes_for

pytestmark = pytest.mark.django_db


def test_fosdem_asked_two_people_to_be_in_two_places(published):
    event = bring_in(published("fosdem-2020.xml")).event

    found = conflicts_of(event)

    assert [
        (conflict.kind.value, found.checker.facts.people_names(conflict.people)) for conflict in found.open
    ] == [
        ("person-twice", "Tsvetan Usunov"),
        ("person-twice", "Tsvetan Usunov"),
        ("person-twice", "Michiel Leenaars"),
    ]
    assert all(fixes_for(conflict, found.checker) for conflict in found.open)
