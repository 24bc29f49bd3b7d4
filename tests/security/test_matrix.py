"""Every route answers everybody as declared, and no route is left out."""

import re
from collections import Counter

import pytest
from django.conf import settings

from hemicycle.docs import api_schema
from tests.security.matrix import declared
from tests.security.routes import parameters, patterns

# The first test that looks at the tour makes it, and others wait for it.
TOUR = [pytest.mark.django_db, pytest.mark.timeout(900), pytest.mark.xdist_group("tour")]

pytestmark = TOUR


@pytest.mark.case("S1")
def test_the_matrix_names_every_route_and_no_other():
    routes = {route for route, _thing in declared()}

    assert sorted(set(parameters()) - routes) == []
    assert sorted(routes - set(parameters())) == []


@pytest.mark.case("S1")
def test_every_address_of_the_api_is_described(rf):
    described = set(re.findall(r'"(/api/v1/[^"]*)": ?{', api_schema(rf.get("/")).content.decode()))

    routed = {
        "/" + re.sub(r"\^|\$|\\Z", "", re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]*>", "{}", address))
        for name, address, _pattern in patterns()
        if name.startswith("api-") and address.startswith("api/v1/")
    }

    assert {re.sub(r"{\w+}", "{}", path) for path in described} == routed


@pytest.mark.case("S2")
def test_everybody_gets_the_declared_answer_everywhere(answers):
    given = {}
    for answer in answers:
        if not answer.query:
            words = given.setdefault((answer.stop.route, answer.stop.thing), {})
            words[answer.method] = words.get(answer.method, "") + answer.letter

    wanted = declared()
    wrong = {
        place: {"declared": wanted.get(place), "answered": list(words.values())}
        for place, words in given.items()
        if wanted.get(place) != list(words.values())
    }
    assert wrong == {}
    assert sorted(set(wanted) - set(given)) == []


@pytest.mark.case("S2")
def test_nothing_breaks(answers):
    broken = Counter(f"{one.method} {one.stop.path}" for one in answers if one.status >= 500)

    assert broken == {}
    assert not settings.DEBUG
