"""Stars and one's own schedule over REST: as on the pages, and of nobody else."""

import pytest

from programme.models import Contribution
from programme.operations import protect
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.programme import ContributionFactory
from tests.factories.timetable import SlotFactory
from tests.timetable.programs import Program
from tests.timetable.world import conference, hide_something_in
from timetable.models import Slot, Star

pytestmark = pytest.mark.django_db

MINE = "timetables/conf-2027/my-schedule/"


@pytest.fixture
def event():
    return conference()


@pytest.fixture
def program(event, stranger):
    return Program(stranger)


def key_of(title):
    return Contribution.objects.get(title=title).pk


def press(program, *titles):
    for title in titles:
        program.put(f"contributions/{key_of(title)}/star/", status=204)


def labels(said):
    return [entry["label"] for entry in said["entries"]]


def test_stars_are_given_and_taken_back(program, stranger):
    press(program, "Closing", "Mirrors", "Closing")

    assert labels(program.get(MINE)) == ["Mirrors", "Closing"]
    program.delete(f"contributions/{key_of('Mirrors')}/star/")
    program.delete(f"contributions/{key_of('Mirrors')}/star/")
    assert labels(program.get(MINE)) == ["Closing"]
    assert Star.objects.get().user == stranger


def test_what_overlaps_is_told_with_a_way_out(event, program):
    press(program, "Thin lenses", "Mirrors", "Closing")
    later = SlotFactory(event=event, contribution_id=key_of("Mirrors"), starts_at=at("13:00"))

    said = program.get(MINE)

    first = [
        Slot.objects.filter(contribution__title=title).first().pk for title in ("Thin lenses", "Mirrors")
    ]
    assert said["overlaps"] == [{"entries": first, "instead": [later.pk]}]


def test_starred_talks_without_a_time_are_listed(event, program):
    waiting = ContributionFactory(event=event, title="Waiting")
    press(program, "Waiting", "Closing")

    said = program.get(MINE)

    assert (labels(said), said["unscheduled"]) == (["Closing"], [waiting.pk])


def test_nobody_sees_the_stars_of_others(program):
    press(program, "Closing")

    assert Program(UserFactory()).get(MINE) == {"entries": [], "overlaps": [], "unscheduled": []}
    Program().get(MINE, status=401)
    Program().put(f"contributions/{key_of('Closing')}/star/", status=401)


def test_a_talk_that_is_hidden_takes_no_star_and_one_hidden_later_shows_nothing(event, program):
    hidden = hide_something_in(event)
    press(program, "Closing", "Thin lenses")
    protect(Contribution.objects.get(title="Closing"), mode="restricted", by=None)

    program.put(f"contributions/{hidden.pk}/star/", status=404)
    program.delete(f"contributions/{hidden.pk}/star/", status=404)
    said = program.get(MINE)

    assert (labels(said), said["unscheduled"]) == (["Thin lenses"], [])


def test_a_schedule_takes_the_same_queries_for_many_stars(event, program, django_assert_num_queries):
    def asked(number):
        with django_assert_num_queries(number):
            program.get(MINE)

    press(program, "Closing")
    program.get(MINE)
    asked(8)
    press(program, "Thin lenses", "Thick lenses", "Mirrors")
    asked(8)
