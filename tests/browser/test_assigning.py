"""Giving abstracts to reviewers in a browser: usable in every width and theme, by keyboard, and without a script."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from abstracts.assigning.cost import Rules
from abstracts.models import Bid, Conflict, LiftedConflict, ReviewerProfile, Reviewing
from abstracts.operations.assigning import give
from abstracts.operations.proposing import find_assignment, keep_proposal
from accounts.models import User
from home.demo.people import ADMIN
from tests.abstracts.assignment_scenes import Scene
from tests.browser.usable import assert_usable
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import TrackFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TITLES = ["Cold electronics at four kelvin", "Dual readout with fibres", "Shower shapes", "Crystals again"]
PEOPLE = ["Ines Sorel", "Jonas Falk", "Mina Okafor"]


@pytest.fixture
def one(site) -> Scene:
    """Four abstracts, three reviewers with wishes, knowledge, limits and a conflict; one abstract is given."""
    call = CallFactory(event=EventFactory(title="Assigning Conference"), topics=["Beams", "Crystals"])
    rules = {"assignment": Reviewing.Assignment.INDIVIDUAL, "reviews_wanted": 2, "load_limit": 2}
    Reviewing.objects.filter(call=call).update(**rules)
    call.reviewing.refresh_from_db()
    track = TrackFactory(event=call.event, name="Calorimeters", code="CAL")
    people = [
        TeamMemberFactory(event=call.event, track=track, user=UserFactory(name=name)).user for name in PEOPLE
    ]
    papers = [AbstractFactory(call=call, title=title, tracks=[track], topics=["Beams"]) for title in TITLES]
    ReviewerProfile.objects.create(event=call.event, user=people[0], competences={"Beams": 3}, load_limit=1)
    Bid.objects.create(abstract=papers[0], user=people[1], wish="eager")
    Conflict.objects.create(abstract=papers[0], user=people[2])
    made = Scene(call, track, User.objects.get(email=ADMIN.email), papers, people)
    give(made.standing, [made.pair(1, 0)])
    return made


def address(one, name="abstract-assignment", *more, query=""):
    return reverse(name, args=[one.call.event_id, *more]) + query


def seen(page, name):
    """A picture for the eyes, where somebody asks for one."""
    if folder := os.environ.get("HEMICYCLE_PICTURES"):
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("view", ["abstracts", "reviewers", "candidates"])
def test_the_tables_are_usable(visit, one, view):
    more = {"reviewers": "?by=reviewers", "candidates": f"?abstract={one.abstracts[0].number}"}
    page = visit(ADMIN).go(address(one, query=more.get(view, "")))

    expect(page.get_by_role("heading", level=1)).to_have_text("Who reviews what")
    seen(page, f"assignment-{view}")
    assert_usable(page)


def test_proposals_are_usable(visit, one):
    panel, matching = find_assignment(one.standing, one.call, Rules())
    proposal = keep_proposal(one.call, panel, matching, Rules(), by=one.chair)
    visitor = visit(ADMIN)

    for name, more in (
        ("abstract-assignment-proposals", ()),
        ("abstract-assignment-proposal", (proposal.pk,)),
    ):
        page = visitor.go(address(one, name, *more))
        seen(page, name)
        assert_usable(page)


def test_an_abstract_is_given_and_taken_back_by_keyboard(visit, one):
    page = visit(ADMIN).go(address(one))

    page.get_by_role("link", name=f"Find a reviewer for #{one.abstracts[0].number}").press("Enter")
    page.get_by_role("button", name="Give Jonas Falk").press("Enter")
    expect(page.get_by_text("Gave 1 abstract")).to_be_visible()
    given = (0, 1) in one.pairs
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("Took 1 abstract away")).to_be_visible()

    assert given
    assert one.pairs == {(1, 0)}


def test_several_are_given_at_once_and_the_button_says_how_many(visit, one):
    page = visit(ADMIN).go(address(one))

    for number in (1, 2):
        page.get_by_label(f"Choose #{one.abstracts[number].number}").check()
    page.get_by_label("The chosen ones:").select_option(str(one.reviewers[1].pk))
    page.get_by_role("button", name="Give 2 to this reviewer").press("Enter")

    expect(page.get_by_text("Gave 2 abstracts")).to_be_visible()
    assert one.pairs == {(1, 0), (1, 1), (2, 1)}


def test_a_conflict_of_interest_is_lifted_with_a_reason_and_counts_again(visit, one):
    jonas = one.reviewers[1]
    User.objects.filter(pk=jonas.pk).update(email="jonas@old-institute.example")
    for abstract in one.abstracts[:2]:
        AuthorFactory(abstract=abstract, email=f"writer{abstract.pk}@old-institute.example")
    page = visit(ADMIN).go(address(one, query="?by=reviewers"))

    page.get_by_role("link", name="2 conflicts of interest of Jonas Falk").press("Enter")
    page.get_by_label(f"Choose #{one.abstracts[0].number}").check()
    page.get_by_label("Why they do not hold").fill("He left that institute ten years ago.")
    seen(page, "conflicts-found")
    assert_usable(page)
    page.get_by_role("button", name="Lift 1").press("Enter")
    expect(page.get_by_text("Lifted 1 conflict of interest of Jonas Falk")).to_be_visible()
    lifted = [(row.user, row.abstract, row.reason) for row in LiftedConflict.objects.all()]
    seen(page, "conflicts-lifted")
    assert_usable(page)
    page.get_by_role("button", name="Let it count again").press("Enter")
    expect(page.get_by_text("1 conflict of interest of Jonas Falk counts again")).to_be_visible()

    assert lifted == [(jonas, one.abstracts[0], "He left that institute ten years ago.")]
    assert not LiftedConflict.objects.exists()
