"""Who works on a session gets its pages, with and without the switches of the event, and no other management page."""

import pytest

from tests.security.routes import address_of, parameters, patterns
from tests.security.tour import METHODS
from tests.security.visits import Crowd, things_of
from tests.security.world import ADDRESS, SECRET
from timetable.operations.settings import edit_settings

pytestmark = pytest.mark.django_db

OWN = {"session-timetable", "session-block", "session-place", "session-talk"}


@pytest.fixture
def coordinator(world):
    """The speaker of this world leads the session “Ropes”, whose block holds a talk they may not see."""
    edit_settings(world.main, by=None, coordinators_edit_talks=True, coordinators_edit_blocks=True)
    return world.users["speaker"]


def management():
    return sorted(
        name for name, address, _pattern in patterns() if address.startswith("manage/e/") and name not in OWN
    )


@pytest.mark.case("S2")
def test_no_other_management_page_opens_for_a_coordinator(world, coordinator):
    crowd = Crowd(world, actors=("speaker",))
    opened = [
        (method, path)
        for name in management()
        for thing in things_of(name)
        if thing in world.things
        for path in [address_of(name, world.things[thing])]
        for method in METHODS
        if crowd.ask("speaker", method, path).status_code not in (404, 405)
    ]

    assert "manage-talks" in management()
    assert opened == []


@pytest.mark.case("S4")
def test_what_is_hidden_leaves_no_trace_in_the_pages_of_a_session(world, coordinator):
    crowd = Crowd(world, actors=("speaker",))
    base = address_of("session-timetable", world.session)
    inside = world.inside.slots.get()
    pages = [
        "",
        "block/",
        f"block/?entry={world.block.pk}",
        "place/",
        f"place/?entry={inside.pk}",
        f"talk/?talk={world.inside.number}",
    ]

    answers = {page: crowd.ask("speaker", "get", base + page) for page in pages}
    answers["shorter"] = crowd.ask(
        "speaker",
        "post",
        f"{base}block/?entry={world.block.pk}",
        data={"day": "2027-03-15", "clock": "11:00", "minutes": 20},
    )

    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(answers, 200)
    texts = {page: answer.content.decode() for page, answer in answers.items()}
    assert [page for page, text in texts.items() if SECRET in text or ADDRESS in text] == []
    assert "On ropes" in texts[""]


@pytest.mark.case("S2")
@pytest.mark.parametrize(
    ("switches", "answers"),
    [((), "oxxx"), (("talks",), "ofoo"), (("blocks",), "oofx")],
    ids=["no switch", "talks", "blocks"],
)
def test_each_switch_opens_its_own_pages(world, switches, answers):
    for name in switches:
        edit_settings(world.main, by=None, **{f"coordinators_edit_{name}": True})
    crowd = Crowd(world, actors=("speaker", "nobody"))
    pages = ["session-timetable", "session-block", "session-place", "session-talk"]
    words = {200: "o", 403: "f", 404: "x"}

    def word(actor):
        queries = ["", "", "", f"?talk={world.inside.number}"]
        found = [
            crowd.ask(actor, "get", address_of(name, world.session) + query).status_code
            for name, query in zip(pages, queries, strict=True)
        ]
        return "".join(words[status] for status in found)

    assert word("speaker") == answers.replace("x", "f")
    assert word("nobody") == "xxxx"
    assert set(pages) <= set(parameters())
