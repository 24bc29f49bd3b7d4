"""What strangers see does not depend on what is hidden from them: not by a word, a count, a number or an ETag."""

import difflib

import pytest
from django.core.cache import cache

from events.models import Category
from tests.factories.events import EventFactory
from tests.security.tour import QUERIES
from tests.security.visits import Crowd, stops, visible
from tests.security.world import SECRET, WITHOUT_RIGHTS, add_secrets

pytestmark = pytest.mark.timeout(900)


def everything(world, paths):
    """Every answer to everybody without rights, by person and address."""
    cache.clear()
    crowd = Crowd(world, actors=WITHOUT_RIGHTS)
    return {
        (actor, path): visible(crowd.ask(actor, "get", path)) for actor in WITHOUT_RIGHTS for path in paths
    }


def addresses(world):
    return [stop.path + query for stop in stops(world) for query in ["", *QUERIES.get(stop.route, [])]]


def differences(before, after):
    """Where they differ, with the first lines that do."""
    found = []
    for (actor, path), was in before.items():
        now = after[actor, path]
        if was == now:
            continue
        lines = difflib.unified_diff(_lines(was), _lines(now), lineterm="", n=0)
        found.append("\n".join([f"{actor} {path}", *list(lines)[2:12]]))
    return found


def _lines(answer):
    status, body, headers = answer
    return [str(status), *map(str, sorted(headers.items())), *body.decode(errors="replace").splitlines()]


@pytest.mark.case("S4", "S7", "S17")
def test_what_is_hidden_and_what_becomes_of_it_changes_nothing_for_those_without_rights(bare_world):
    world = bare_world
    before = everything(world, addresses(world))

    add_secrets(world)
    beside = everything(world, addresses(world))
    assert differences(before, beside) == []

    _change_what_is_hidden(world)
    of_events = [stop.path for stop in stops(world) if stop.path.startswith(("/e/", "/c/", "/api/v1/"))]
    after = everything(world, of_events)
    assert differences({place: beside[place] for place in after}, after) == []


def _change_what_is_hidden(world):
    for thing in (world.hidden, world.withdrawn, world.hidden_session):
        thing.title = f"{SECRET} once more"
        thing.save(update_fields=["title"])
    world.hidden_person.name = f"{SECRET} by another name"
    world.hidden_person.save(update_fields=["name"])
    Category.objects.filter(pk=world.inner.pk).update(title=f"{SECRET} elsewhere", position=3)


@pytest.mark.case("S4")
def test_a_public_thing_more_is_noticed(bare_world):
    """The control: the comparison does see a difference where there is one."""
    paths = [stop.path for stop in stops(bare_world) if stop.route in ("home", "category", "api-event-list")]
    before = everything(bare_world, paths)

    EventFactory(category=bare_world.category, title="For all to see")

    assert len(differences(before, everything(bare_world, paths))) == len(before)
