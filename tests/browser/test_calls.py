"""Organisers' pages of calls and of the committee: usable in every width and theme, and by keyboard."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from abstracts.models import Call, Field
from abstracts.operations import add_field, add_member, let_submit_late, set_up_call
from abstracts.operations.letter_rules import LetterRule
from accounts.models import User
from events.models import Event
from home.demo.people import ATTENDEE, ORGANISER
from tests.browser.usable import assert_usable

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SECTIONS = ("times", "texts", "asked", "people", "files")
PAGES = ("fields", "reviewing", "questions", "quotas", "late")


@pytest.fixture
def conference(site) -> Event:
    return Event.objects.get(slug="pcfc")


@pytest.fixture
def call(conference):
    """A call of its own with one of everything, taken away again."""
    now = timezone.now()
    rules = set(LetterRule.objects.values_list("pk", flat=True))
    call = set_up_call(
        conference,
        by=None,
        name="Posters of the late hour",
        opens_at=now - timedelta(days=2),
        closes_at=now + timedelta(days=5),
    )
    Call.objects.filter(pk=call.pk).update(grace=timedelta(hours=6))
    add_field(
        call, by=None, title="Stage", kind=Field.Kind.CHOICE, options=["large", "small"], is_required=True
    )
    add_field(call, by=None, title="Fee", visibility=Field.Visibility.MANAGERS)
    let_submit_late(call, by=None, email="late@lab.example", until=now + timedelta(days=9))
    reader = User.objects.get(email=ATTENDEE.email)
    member = add_member(
        conference, to=reader, duty="reviewer", track=conference.tracks.first(), by=None, tell=False
    )
    yield call
    member.delete()
    call.delete()
    LetterRule.objects.exclude(pk__in=rules).delete()


def _seen(page, name):
    """A picture for the eyes, where somebody asks for one."""
    if folder := os.environ.get("HEMICYCLE_PICTURES"):
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("part", SECTIONS)
def test_each_section_of_a_call_is_usable(visit, call, part):
    page = visit(ORGANISER).go(f"{reverse('manage-call', args=[call.event_id, call.pk])}?part={part}")

    expect(page.get_by_role("heading", level=1)).to_have_text(call.name)
    _seen(page, part)
    assert_usable(page)


@pytest.mark.parametrize("name", PAGES)
def test_each_page_of_a_call_is_usable(visit, call, name):
    page = visit(ORGANISER).go(reverse(f"manage-call-{name}", args=[call.event_id, call.pk]))

    expect(page.get_by_role("heading", level=1)).to_have_text(call.name)
    _seen(page, name)
    assert_usable(page)


@pytest.mark.parametrize("name", ["manage-calls", "abstract-teams", "manage-tracks"])
def test_the_pages_of_an_event_are_usable(visit, call, name):
    page = visit(ORGANISER).go(reverse(name, args=[call.event_id]))

    _seen(page, name)
    assert_usable(page)


def test_a_call_is_closed_at_once_and_opened_again_by_undo(visit, call):
    page = visit(ORGANISER).go(reverse("manage-call", args=[call.event_id, call.pk]))

    page.get_by_role("button", name="Close now").press("Enter")
    expect(page.get_by_role("heading", name="Now Closed")).to_be_visible()
    page.get_by_role("button", name="Undo").press("Enter")

    expect(page.get_by_role("heading", name="Now Open")).to_be_visible()


def test_a_mistake_in_a_field_is_said_beside_it_and_nothing_typed_is_lost(visit, call):
    page = visit(ORGANISER).go(reverse("manage-call-fields", args=[call.event_id, call.pk]))

    page.get_by_label("Name", exact=True).fill("Hall")
    page.get_by_label("Choice", exact=True).check()
    page.get_by_role("button", name="Add field").press("Enter")

    expect(page.locator("#errors")).to_contain_text("A choice needs options to choose from.")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Hall")


def test_who_turns_to_another_section_is_asked_about_what_was_not_saved(visit, call):
    visitor = visit(ORGANISER)
    page = visitor.go(reverse("manage-call", args=[call.event_id, call.pk]))

    page.get_by_label("Name", exact=True).fill("Posters of the early hour")
    page.get_by_role("link", name="Fields").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Posters of the early hour")
    asked = list(visitor.troubles)
    visitor.troubles.clear()
    page.get_by_role("button", name="Save the call").click()
    expect(page.locator(".toast")).to_contain_text("Saved")
    page.get_by_role("link", name="Fields").click()

    expect(page.get_by_role("heading", name="Add a field")).to_be_visible()
    assert [trouble.partition(": ")[2].split()[0] for trouble in asked] == ["dialog"]
