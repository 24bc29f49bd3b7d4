"""The desk of a programme committee in a browser: by keyboard, in all widths, without a script, with many at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from abstracts.models import Abstract, Quota, State
from abstracts.operations import Decision, decide
from home.demo.people import ADMIN
from tests.browser.usable import assert_usable
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    QuestionFactory,
    ReviewFactory,
)
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def call(site):
    """A double-blind call with three reviewed abstracts that wait for a decision."""
    event = EventFactory(title="Desk Conference")
    call = CallFactory(event=event, closes_at=timezone.now() + timedelta(days=1), topics=["Beams"])
    track, kind = TrackFactory(event=event, name="Silicon"), ContributionTypeFactory(event=event, name="Talk")
    Quota.objects.create(call=call, track=track, type=kind, wanted=3)
    call.reviewing.blinding = "double"
    call.reviewing.save()
    question = QuestionFactory(call=call, title="Rigour")
    for title in ("Cold electronics", "Dual readout", "Shower shapes"):
        abstract = AbstractFactory(call=call, title=title, tracks=[track], type=kind, topics=["Beams"])
        AuthorFactory(abstract=abstract, name="Nadja Narwhal")
        for score, action in ((4, "accept"), (1, "reject")):
            review = ReviewFactory(abstract=abstract, score=score, action=action, committee_comment="Sound.")
            review.ratings.create(question=question, value=score)
    return call


def address(call, query=""):
    return reverse("desk", args=[call.event.slug]) + query


def press(page, key):
    """Once the script of this page has come."""
    expect(page.locator("hc-desk:defined")).to_be_visible()
    page.keyboard.press(key)


def states(call):
    return list(call.abstracts.order_by("number").values_list("state", flat=True))


def test_the_desk_is_usable_in_all_widths_and_themes(visit, call):
    page = visit(ADMIN).go(address(call, "?authors=1"))
    expect(page.locator(".desk-near")).to_contain_text("No other abstract")

    assert page.locator("h1").count() == 1
    assert_usable(page)


def test_its_other_pages_are_usable_too(visit, call):
    slug, event = call.event.slug, call.event
    first = call.abstracts.first()
    decide(event, {first.pk: None}, Decision(State.ACCEPTED), by=None)
    visitor = visit(ADMIN)

    for path in (
        reverse("desk-list", args=[slug]),
        reverse("desk-release", args=[slug]),
        reverse("desk-views", args=[slug]),
        reverse("desk-abstract", args=[slug, first.number]) + "?authors=1",
        address(call, f"?state=all&abstract={first.number}"),
    ):
        assert_usable(visitor.go(path))


def test_the_filters_open_and_are_usable(visit, call):
    page = visit(ADMIN).go(address(call))
    page.locator("summary", has_text="Filter").click()
    expect(page.get_by_label("Number or words")).to_be_visible()
    assert_usable(page)

    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_label("Number or words").fill("dual")
    page.locator(".desk-filters").get_by_role("button", name="Show").click()

    expect(page.locator(".queue li")).to_have_count(1)
    expect(page.locator("h1")).to_have_text("Dual readout")


def test_through_the_queue_by_keyboard_alone(visit, call):
    page = visit(ADMIN).go(address(call))
    expect(page.locator("h1")).to_have_text("Cold electronics")

    press(page, "j")
    expect(page.locator("h1")).to_have_text("Dual readout")
    press(page, "k")
    expect(page.locator("h1")).to_have_text("Cold electronics")
    press(page, "r")
    expect(page.get_by_label("Reject")).to_be_checked()
    page.locator("textarea[name^=comment]").fill("jkar")
    expect(page.locator("h1")).to_have_text("Cold electronics")
    press(page, "Control+Enter")

    expect(page.locator("h1")).to_have_text("Dual readout")
    expect(page.locator(".toast")).to_contain_text("Rejected #1")
    assert states(call) == ["rejected", "submitted", "submitted"]
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_have_text("Cold electronics")
    assert states(call) == ["submitted"] * 3


def test_single_letters_can_be_switched_off(visit, call):
    page = visit(ADMIN).go(address(call))
    page.locator("[data-keys] summary").click()
    page.get_by_label("Single letters act").uncheck()
    page.locator("#sheet").focus()

    press(page, "j")
    press(page, "r")

    expect(page.locator("h1")).to_have_text("Cold electronics")
    expect(page.get_by_label("Reject")).not_to_be_checked()


def test_only_the_fields_of_the_chosen_decision_show(visit, call):
    page = visit(ADMIN).go(address(call))

    expect(page.get_by_role("button", name="Accept and open next")).to_be_visible()
    press(page, "v")

    expect(page.get_by_role("button", name="Ask and open next")).to_be_visible()
    expect(page.get_by_label("Date")).to_be_visible()
    expect(page.locator("#id_type")).to_be_hidden()


def test_who_decides_second_sees_both_states(visit, call):
    page = visit(ADMIN).go(address(call))
    first = call.abstracts.get(number=1)
    decide(call.event, {first.pk: None}, Decision(State.REJECTED), by=None)

    press(page, "a")
    page.get_by_role("button", name="Accept and open next").click()

    expect(page.locator("h1")).to_have_text("Somebody else was quicker")
    expect(page.locator("main")).to_contain_text("Rejected")
    assert_usable(page)
    assert states(call)[0] == "rejected"


def test_many_at_once_with_shift_say_their_count_and_numbers_first(visit, call):
    page = visit(ADMIN).go(reverse("desk-list", args=[call.event.slug]))

    expect(page.locator("hc-rows:defined")).to_be_visible()
    page.get_by_label("Choose #1").check()
    page.get_by_label("Choose #3").click(modifiers=["Shift"])
    expect(page.locator("[data-count]")).to_have_text("3 chosen")
    expect(page.locator("[data-ids]")).to_have_text("#1, #2, #3")
    page.locator("select[name=act]").select_option("accept")
    page.get_by_role("button", name="To 3 chosen").click()
    expect(page.locator("main")).to_contain_text("#1, #2, #3")
    assert_usable(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Accept 3 abstracts").click()

    expect(page.locator(".toast")).to_contain_text("Accepted 3 abstracts")
    assert states(call) == ["accepted"] * 3


def test_without_a_script_one_decides_as_well(visit, call):
    page = visit(ADMIN, java_script_enabled=False).go(address(call))

    page.get_by_label("Reject").check()
    page.locator("form.decide button.main").click()

    expect(page.locator("h1")).to_have_text("Dual readout")
    assert Abstract.objects.get(call=call, number=1).state == State.REJECTED


def test_on_a_phone_the_decision_is_one_press_away(visit, call):
    page = visit(ADMIN, width=390).go(address(call))

    page.locator(".dock").get_by_role("link", name="Decide").click()

    expect(page.locator("#judge")).to_be_in_viewport()
    page.locator(".dock").get_by_role("link", name="Next").click()
    expect(page.locator("h1")).to_have_text("Dual readout")
