"""A reviewer at work: by keyboard, on a phone, without script; drafts are kept while one writes."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from abstracts.models import Comment, Question, Review, Reviewing
from accounts.models import User
from home.demo.people import ATTENDEE, ORGANISER
from tests.browser.usable import assert_usable
from tests.factories.abstracts import (
    AbstractFactory,
    CallFactory,
    QuestionFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.programme import TrackFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TEXT = """We ask how much a calorimeter can tell on its own, and find
$\\frac{|\\mu_\\pi-\\mu_K|}{\\sqrt{\\sigma_\\pi^2+\\sigma_K^2}} = 1.3$ without timing.

The fitted profiles are open to everybody."""


@pytest.fixture
def call(demo):
    """A call with three abstracts, of which an attendee of the demo is a reviewer, and its organiser a convener."""
    call = CallFactory(topics=["Silicon", "Timing"])
    Reviewing.objects.filter(call=call).update(
        blinding=Reviewing.Blinding.DOUBLE,
        others=Reviewing.Others.ALWAYS,
        discussion_is_open=True,
        due_at=timezone.now() + timedelta(days=9),
        bids_until=timezone.now() + timedelta(days=2),
        instructions="Be kind.",
        scale_from=1,
    )
    track = TrackFactory(event=call.event, name="Silicon and timing")
    for person, duty in ((ATTENDEE, "reviewer"), (ORGANISER, "convener")):
        TeamMemberFactory(event=call.event, track=track, user=User.objects.get(email=person.email), duty=duty)
    rigour = QuestionFactory(call=call, title="Rigour", help="Would you rely on it?")
    QuestionFactory(call=call, title="Shown before", kind=Question.Kind.YES_NO, is_required=False)
    QuestionFactory(call=call, title="In a word", kind=Question.Kind.TEXT, is_required=False)
    for title in ("Shower shapes at 20 GeV", "Cold electronics in liquid krypton", "A digital twin"):
        abstract = AbstractFactory(call=call, title=title, text=TEXT, tracks=[track], topics=["Silicon"])
        review = ReviewFactory(
            abstract=abstract, track=track, score=4, committee_comment="Careful and complete."
        )
        review.ratings.create(question=rigour, value=4)
    Comment.objects.create(abstract=abstract, author=review.reviewer, text="I would take it.")
    return call


def address(call, place=0):
    number = call.abstracts.order_by("number")[place].number
    return reverse("review-abstract", args=[call.event.slug, number])


def test_a_review_is_written_by_keyboard_kept_as_a_draft_and_the_next_one_opens(visit, call):
    page = visit(ATTENDEE).go(f"{address(call)}#sheet")
    expect(page.locator("#sheet")).to_be_focused()

    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cold electronics in liquid krypton")
    page.evaluate("customElements.whenDefined('hc-review').then(() => true)")
    page.keyboard.press("k")
    expect(page.get_by_role("heading", level=1)).to_have_text("Shower shapes at 20 GeV")
    page.get_by_role("radio", name="Accept").focus()
    page.keyboard.press("Space")
    page.get_by_role("group", name="Rigour").get_by_role("radio", name="1", exact=True).focus()
    for _press in range(3):
        page.keyboard.press("ArrowRight")
    page.get_by_label("Comment to the authors").focus()
    page.keyboard.type("jolly good, k?")
    expect(page.locator("[data-saved]")).to_contain_text("Draft saved")
    page.reload()
    expect(page.get_by_label("Comment to the authors")).to_have_value("jolly good, k?")
    page.get_by_role("button", name="Submit and open next").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Cold electronics in liquid krypton")
    review = Review.objects.get(abstract=call.abstracts.order_by("number")[0], reviewer__email=ATTENDEE.email)
    assert (review.action, review.score, review.author_comment) == ("accept", 4, "jolly good, k?")


def test_a_second_tab_is_told_and_overwrites_nothing(visit, call):
    visitor = visit(ATTENDEE)
    page = visitor.go(address(call))
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("Comment to the committee").fill("First")
    expect(page.locator("[data-saved]")).to_contain_text("Draft saved")

    other.get_by_label("Comment to the committee").fill("Second")

    expect(other.locator("[data-saved]")).to_contain_text("changed")
    assert (
        Review.objects.get(reviewer__email=ATTENDEE.email, abstract__call=call).committee_comment == "First"
    )


def test_without_script_a_mistake_is_named_and_the_review_submitted(visit, call):
    page = visit(ATTENDEE, java_script_enabled=False).go(address(call))

    page.get_by_role("radio", name="Reject").check()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.locator("#errors")).to_contain_text("Rigour")
    page.get_by_role("group", name="Rigour").get_by_role("radio", name="2", exact=True).check()
    page.get_by_role("button", name="Submit", exact=True).click()

    expect(page.get_by_role("button", name="Withdraw the review")).to_be_visible()
    assert Review.objects.get(reviewer__email=ATTENDEE.email, abstract__call=call).score == 2


def test_a_wish_is_said_in_place_and_keeps_the_focus(visit, call):
    page = visit(ATTENDEE).go(reverse("review-bids", args=[call.event.slug]))
    wish = page.get_by_role("group", name="Your wish").first.get_by_role("button", name="Gladly")

    wish.focus()
    page.keyboard.press("Enter")

    expect(wish).to_have_attribute("aria-pressed", "true")
    expect(wish).to_be_focused()


@pytest.mark.parametrize("name", ["reviewing", "review-bids", "review-profile", "review-list"])
def test_pages_of_reviewers_are_usable(visit, call, name):
    page = visit(ATTENDEE).go(reverse(name, args=[call.event.slug]))

    assert_usable(page)


def test_the_reading_sheet_is_usable_for_reviewers_and_conveners(visit, call):
    for person in (ATTENDEE, ORGANISER):
        assert_usable(visit(person).go(address(call, 2)))


def test_the_progress_is_usable(visit, call):
    assert_usable(visit(ORGANISER).go(reverse("abstract-progress", args=[call.event.pk])))


def test_a_review_is_kept_when_its_page_is_left_and_says_when_it_is_not(visit, call):
    visitor = visit(ATTENDEE)
    page = visitor.go(address(call))
    comment = page.get_by_label("Comment to the committee")
    visitor.context.set_offline(True)
    comment.fill("Written in a tunnel")
    expect(page.locator("[data-saved]")).to_contain_text("the network does not answer")
    visitor.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_contain_text("Draft saved")
    comment.fill("The last words")
    page.goto("/")
    page.wait_for_timeout(500)

    visitor.troubles = [one for one in visitor.troubles if "ERR_INTERNET_DISCONNECTED" not in one]
    kept = Review.objects.get(reviewer__email=ATTENDEE.email, abstract__call=call)
    assert kept.committee_comment == "The last words"


def test_a_reviewer_who_is_signed_out_loses_nothing_and_goes_on_after_signing_in(visit, call):
    visitor = visit(ATTENDEE)
    page = visitor.go(address(call))
    session = [one for one in visitor.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME]
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("Comment to the committee").fill("Typed while signed out")
    expect(page.locator("[data-saved]")).to_contain_text("you may be signed out")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.locator("[data-saved]")).to_contain_text("you may be signed out")
    page.wait_for_timeout(1500)  # the answer to that try, too
    visitor.context.add_cookies(session)
    page.get_by_role("button", name="Save as a draft").click()

    expect(page.get_by_text("Draft saved").first).to_be_visible()
    assert (
        Review.objects.get(abstract__call=call, reviewer__email=ATTENDEE.email).committee_comment
        == "Typed while signed out"
    )
