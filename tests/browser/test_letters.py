"""Organisers write a letter rule, read its letter, try it, and read all letters before a release."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from abstracts.models import State
from abstracts.operations import Decision, decide
from abstracts.operations.letter_rules import add_usual_rules
from abstracts.operations.letters import owe_letters
from home.demo.people import ADMIN
from tests.browser.usable import assert_usable
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, LetterRuleFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def call(demo, django_db_blocker):
    """A conference with the usual rules, letters that were sent, and two decisions that are held back."""
    with django_db_blocker.unblock():
        call = CallFactory()
        TrackFactory(event=call.event, name="Hulls")
        ContributionTypeFactory(event=call.event, name="Talk")
        add_usual_rules(call.event, by=None)
        LetterRuleFactory(event=call.event, name="Lost", track_match="some", is_active=False, position=50)
        for name in ("Ada Lovelace", "Grace Hopper"):
            abstract = AbstractFactory(call=call, submitter=UserFactory(name=name), title=f"Notes of {name}")
            AuthorFactory(abstract=abstract, name=f"{name} too")
            owe_letters([abstract], by=None)
            decide(call.event, {abstract.pk: None}, Decision(State.ACCEPTED, comment="Well done."), by=None)
        silent = AbstractFactory(call=call, title="Silent", submitter=None, submitter_name="Nobody")
        decide(call.event, {silent.pk: None}, Decision(State.REJECTED), by=None)
        yield call


def at(name, call, *args):
    return reverse(name, args=[call.event.pk, *args])


def test_every_page_about_letters_is_usable(visit, call):
    visitor = visit(ADMIN)
    rule = call.event.letter_rules.get(name="Accepted")
    number = call.event.abstracts.first().number
    addresses = [
        at("letter-rules", call),
        at("letter-rule-new", call),
        at("letter-rule", call, rule.pk),
        f"{at('letter-tester', call)}?abstract={number}",
        at("letter-preview", call),
        at("letters-sent", call),
    ]

    for address in addresses:
        page = visitor.go(address)
        assert page.locator("h1").count() == 1
        assert_usable(page)


def test_a_rule_is_written_with_placeholders_and_read_before_it_is_saved(visit, call):
    page = visit(ADMIN).go(at("letter-rule-new", call))

    page.get_by_label("Name").fill("Welcome")
    page.get_by_label("Submitted", exact=True).check()
    page.get_by_label("Subject").fill("About ")
    page.get_by_role("button", name="{abstract_title}", exact=True).click()
    page.get_by_label("Text").fill("Dear ")
    page.get_by_role("button", name="{recipient_name}", exact=True).click()
    page.get_by_role("button", name="Show its letter").click()

    letter = page.locator("#letter")
    expect(letter).to_contain_text("About Silent")
    page.get_by_label("Abstract no.").fill(
        str(call.event.abstracts.get(title="Notes of Ada Lovelace").number)
    )
    page.get_by_role("button", name="Show its letter").click()
    expect(letter).to_contain_text("Dear Ada Lovelace")
    page.get_by_role("button", name="Add the rule").click()
    expect(page.get_by_role("status")).to_contain_text("Added “Welcome”")
    assert call.event.letter_rules.get(name="Welcome").subject == "About {abstract_title}"


def test_all_letters_of_a_release_are_counted_and_read(visit, call):
    page = visit(ADMIN).go(at("letter-preview", call))

    expect(page.locator("main")).to_contain_text("4 letters would be sent.")
    expect(page.locator("main")).to_contain_text("1 abstract gets no letter")
    page.get_by_role("searchbox").fill("Ada Lovelace too")
    page.get_by_role("button", name="Show").click()
    page.locator("summary", has_text="is accepted").click()
    expect(page.locator("article")).to_contain_text("Dear Ada Lovelace too,")
    expect(page.locator("article")).to_contain_text("Well done.")
