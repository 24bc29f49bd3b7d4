"""Those who have to do with abstracts get what is declared for them."""

import pytest

from tests.security.abstracts_world import COMMITTEE_ACTORS
from tests.security.matrix import declared_to_the_committee
from tests.security.routes import address_of, patterns
from tests.security.visits import API_METHODS, METHODS, Crowd, letter, things_of

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]


def routes_of_abstracts():
    """Names of the routes whose view is in the app."""
    for name, _address, pattern in patterns():
        view = getattr(pattern.callback, "cls", None) or pattern.callback
        if view.__module__.split(".")[0] == "abstracts":
            yield name


@pytest.mark.case("S1")
def test_every_route_of_abstracts_is_declared_to_the_committee_too():
    wanted = {(route, thing) for route in routes_of_abstracts() for thing in things_of(route)}
    declared = set(declared_to_the_committee())

    assert sorted(wanted - declared) == []
    assert sorted(declared - wanted) == []


@pytest.mark.case("S2", "S21")
def test_the_committee_gets_the_declared_answer_everywhere(world):
    crowd = Crowd(world, actors=COMMITTEE_ACTORS)
    wrong = {}
    for (route, thing), wanted in declared_to_the_committee().items():
        path = address_of(route, world.things.get(thing))
        given = [
            "".join(letter(crowd.ask(actor, method, path)) for actor in COMMITTEE_ACTORS)
            for method in (API_METHODS if route.startswith("api-") else METHODS)
        ]
        if given != wanted:
            wrong[route, thing] = {"declared": wanted, "answered": given}

    assert wrong == {}
