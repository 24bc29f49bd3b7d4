"""An author writes an abstract in a browser: kept while typing, people in order, two windows, phone, no script."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from abstracts.links import question_to
from abstracts.models import Abstract, Call
from abstracts.operations.calls import create_call, edit_reviewing
from abstracts.operations.handing_in import hand_in
from abstracts.operations.submitting import save_draft, start_draft
from abstracts.written import Writer, Written
from accounts.models import User
from events.models import Event
from home.demo.people import ATTENDEE
from notices.models import Notice
from tests.browser.usable import assert_usable

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def call(site):
    """Of the conference, double-blind, with everything a call may ask; gone when the test is over."""
    cache.clear()
    event = Event.objects.get(slug="pcfc")
    now = timezone.now()
    call = create_call(
        event,
        by=None,
        name="Call of this test",
        announcement="Tell us about **looms** and $e^{i\\pi}$.",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=7),
        track_choice="several",
        topics=["Looms", "Cards"],
        most_words=20,
        most_files=2,
        licences=["CC BY 4.0", "All rights reserved"],
        consent="I agree that it is published.",
    )
    edit_reviewing(call, by=None, blinding="double")
    yield call
    Abstract.objects.filter(call=call).delete()
    Call.objects.filter(pk=call.pk).delete()


def test_an_abstract_is_written_by_phone_and_its_draft_is_kept_while_typing(visit, call):
    page = visit(ATTENDEE, width=390).go(call.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Call of this test")
    assert_usable(page)
    page.get_by_role("link", name="Write an abstract").click()
    assert_usable(page)
    page.get_by_label("Title").fill("Notes on an engine")
    page.locator("textarea[name=text]").fill("It weaves $x^2$ patterns.")
    expect(page.locator("[data-words]")).to_have_text("4")
    expect(page.locator("[data-saved]")).to_contain_text("Draft saved")

    page.reload()
    expect(page.get_by_label("Title")).to_have_value("Notes on an engine")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview math")).to_be_visible()
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Add a person").click()
    second = page.get_by_role("group", name="Person 2")
    expect(second.get_by_label("Name")).to_be_focused()
    second.get_by_label("Name").fill("Charles Babbage")
    page.get_by_role("button", name="Move person 2 up").click()
    expect(page.get_by_role("group", name="Person 1").get_by_label("Name")).to_have_value("Charles Babbage")
    page.get_by_role("button", name="Submit the abstract").click()
    expect(page.get_by_text("The consent is needed.").first).to_be_visible()
    page.get_by_label("CC BY 4.0").check()
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Submit the abstract").click()

    expect(page.get_by_text("It is submitted.")).to_be_visible()
    assert_usable(page)
    abstract = Abstract.objects.get(call=call)
    assert [author.name for author in abstract.authors.all()] == ["Charles Babbage", ATTENDEE.name]


def test_two_windows_lose_no_text(visit, call):
    first = visit(ATTENDEE).go(f"{call.get_absolute_url()}submit/")
    first.get_by_label("Title").fill("From the first window")
    expect(first.locator("[data-saved]")).to_contain_text("Draft saved")
    second = visit(ATTENDEE).go(first.url)
    second.get_by_label("Title").fill("From the second window")
    expect(second.locator("[data-saved]")).to_contain_text("Draft saved")

    first.locator("textarea[name=text]").fill("And more.")
    conflict = first.locator("[data-conflict]")
    expect(conflict).to_contain_text("From the second window")
    assert_usable(first)
    expect(first.get_by_label("Title")).to_have_value("From the first window")
    conflict.get_by_role("button", name="Keep mine").click()
    expect(first.locator("[data-saved]")).to_contain_text("Draft saved")

    assert Abstract.objects.get(call=call).title == "From the first window"


def test_what_is_typed_just_before_submitting_is_submitted(visit, call):
    page = visit(ATTENDEE).go(f"{call.get_absolute_url()}submit/")
    page.get_by_label("Title").fill("First")
    expect(page.locator("[data-saved]")).to_contain_text("Draft saved")
    page.get_by_label("CC BY 4.0").check()
    page.get_by_label("I agree").check()
    page.locator("textarea[name=text]").fill("The last words.")
    page.keyboard.press("Tab")
    page.wait_for_timeout(1950)
    page.get_by_role("button", name="Submit the abstract").click()

    expect(page.get_by_text("It is submitted.")).to_be_visible()
    assert Abstract.objects.get(call=call).text == "The last words."


def test_a_guest_without_script_writes_by_the_link_in_the_mail(visit, call):
    guest = visit(java_script_enabled=False)
    page = guest.go(f"{call.get_absolute_url()}submit/")
    page.get_by_label("Name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada@engine.example")
    page.get_by_role("button", name="Mail me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    mail = Notice.objects.filter(recipient="ada@engine.example").latest("pk").body
    guest.go(next(line for line in mail.splitlines() if "/abstracts/" in line))

    page.get_by_label("Title").fill("Notes")
    page.locator("textarea[name=text]").fill("As Ada Lovelace showed.")
    page.get_by_role("button", name="Add me").click()
    expect(page.get_by_role("group", name="Person 1").get_by_label("Name")).to_have_value("Ada Lovelace")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("The text names Ada Lovelace.")).to_be_visible()
    page.get_by_label("CC BY 4.0").check()
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Submit the abstract").click()

    expect(page.get_by_text("It is submitted.")).to_be_visible()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("It was withdrawn.")).to_be_visible()


def test_who_only_opens_the_form_begins_nothing(visit, call):
    page = visit(ATTENDEE).go(f"{call.get_absolute_url()}submit/")
    expect(page.get_by_role("group", name="Person 1").get_by_label("Name")).to_have_value(ATTENDEE.name)
    page.wait_for_timeout(2500)
    begun = Abstract.objects.filter(call=call).exists()
    page.get_by_label("Speaks").check()
    expect(page.locator("[data-saved]")).to_contain_text("Draft saved")

    assert not begun
    assert Abstract.objects.filter(call=call).exists()


def test_what_is_typed_just_before_the_tab_is_closed_is_kept(visit, call):
    page = visit(ATTENDEE).go(f"{call.get_absolute_url()}submit/")
    page.get_by_label("Title").fill("First")
    expect(page.locator("[data-saved]")).to_contain_text("Draft saved")
    page.get_by_label("Title").fill("The last words")
    page.goto("/")
    page.wait_for_timeout(500)

    assert Abstract.objects.get(call=call).title == "The last words"


def test_without_a_network_a_sentence_says_that_nothing_was_done(visit, call):
    visitor = visit(ATTENDEE)
    page = visitor.go(f"{call.get_absolute_url()}submit/")
    visitor.context.set_offline(True)
    page.get_by_role("button", name="Add a person").click()
    expect(page.locator("[data-saved]")).to_contain_text("the network does not answer")
    visitor.context.set_offline(False)
    page.get_by_role("button", name="Add a person").click()
    expect(page.get_by_role("group", name="Person 2")).to_be_visible()

    visitor.troubles = [one for one in visitor.troubles if "ERR_INTERNET_DISCONNECTED" not in one]


def submitted(call):
    """An abstract of the attendee, with somebody who is asked whether they are an author."""
    writer = User.objects.get(email=ATTENDEE.email)
    people = (Writer(ATTENDEE.name), Writer("Charles Babbage", "charles@engine.example", "co_author"))
    written = Written(title="Notes", text="It weaves.", people=people, licence="CC BY 4.0")
    draft = save_draft(start_draft(call, by=writer), written)
    return hand_in(draft, by=writer, consents=True)[0]


def test_what_is_typed_into_a_submitted_abstract_comes_back_and_is_thrown_away(visit, call):
    abstract = submitted(call)
    page = visit(ATTENDEE, width=390).go(f"{abstract.get_absolute_url()}edit/")
    page.get_by_label("Title").fill("Better notes")
    expect(page.locator("[data-saved]")).to_contain_text("kept for you")
    page.get_by_label("Title").fill("Even better notes")
    page.goto("/")
    page.wait_for_timeout(500)
    page.goto(f"{abstract.get_absolute_url()}edit/")

    expect(page.get_by_label("Title")).to_have_value("Even better notes")
    assert_usable(page)
    page.get_by_label("Title").fill("Not these")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notes")
    page.goto(f"{abstract.get_absolute_url()}edit/")
    expect(page.get_by_label("Title")).to_have_value("Notes")


def test_who_signs_in_again_in_another_window_goes_on_writing(visit, call):
    visitor = visit(ATTENDEE)
    page = visitor.go(f"{submitted(call).get_absolute_url()}edit/")
    cookies = visitor.context.cookies()
    visitor.context.clear_cookies()
    page.get_by_label("Title").fill("While nobody is signed in")
    expect(page.locator("[data-saved]")).to_contain_text("you may be signed out")
    page.get_by_role("button", name="Save the changes").click()
    expect(page.locator("[data-saved]")).to_contain_text("you may be signed out")
    page.wait_for_timeout(1500)  # the answer to that try, too
    visitor.context.add_cookies([one for one in cookies if one["name"] == settings.SESSION_COOKIE_NAME])
    page.get_by_role("button", name="Save the changes").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("While nobody is signed in")
    visitor.troubles = [one for one in visitor.troubles if "403 (Forbidden)" not in one]


def test_an_author_confirms_by_the_link_of_the_mail(visit, call):
    Call.objects.filter(pk=call.pk).update(authors_confirm=True)
    author = submitted(call).authors.get(email="charles@engine.example")
    page = visit(None, width=390, java_script_enabled=False).go(question_to(author))
    page.get_by_role("button", name="I am an author").click()

    expect(page.get_by_text("You said that you are an author.")).to_be_visible()
    assert call.abstracts.get().authors.get(email="charles@engine.example").answer == "confirmed"
