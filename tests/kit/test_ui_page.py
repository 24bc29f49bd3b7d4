"""The frame of every page: nothing personal for strangers, everything needed for those who are signed in."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from kit.navigation import Group, Link


class Ada(SimpleNamespace):
    """Somebody who is signed in."""

    is_authenticated = True
    is_admin = False
    email = "ada@example.org"

    def get_short_name(self) -> str:
        return "Ada"

    def __str__(self) -> str:
        return "Ada <b>Lovelace</b>"


def page(template: str = "base.html", *, user: object = None, **context: object) -> tuple[str, HttpRequest]:
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    return render_to_string(template, {"messages": [], **context}, request=request), request


def test_a_page_for_strangers_is_the_same_for_all_of_them():
    first, request = page()
    second, _ = page()

    assert first == second
    assert "csrf" not in first.lower()
    assert "CSRF_COOKIE" not in request.META


def test_a_signed_in_person_can_act_and_sign_out():
    drawn, _ = page(user=Ada())

    assert 'hx-headers=\'{"X-CSRFToken":' in drawn
    assert '<form id="act" method="post" hidden>' in drawn
    assert 'formaction="/accounts/logout/"' in drawn
    assert "Ada &lt;b&gt;Lovelace" in drawn


def test_a_page_has_one_main_landmark_that_the_skip_link_reaches():
    drawn, _ = page()

    assert '<a class="skip" href="#main">' in drawn
    assert drawn.count("<main") == 1
    assert '<main id="main"' in drawn


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_the_page_says_its_language_and_its_direction(language, direction):
    with translation.override(language):
        drawn = " ".join(page()[0].split())

    assert f'<html lang="{language}" dir="{direction}">' in drawn


def test_the_side_navigation_marks_where_one_is():
    side = [
        Group("Programme", [Link("Timetable", "/t/", current=True, icon="calendar", count=3, alarm=True)])
    ]
    drawn, _ = page("manage/base.html", user=Ada(), side=side, side_label="Manage event", side_title="PCFC")

    assert '<a href="/t/" aria-current="page">' in drawn
    assert '<span class="count bad">3</span>' in drawn


def test_a_toast_offers_the_way_back_only_for_an_address():
    undoable = SimpleNamespace(message="Published 6 changes", extra_tags="/undo/7/", level_tag="success")
    plain = SimpleNamespace(message="Signed out", extra_tags="", level_tag="success")

    drawn, _ = page(user=Ada(), messages=[undoable, plain])

    assert drawn.count('formaction="/undo/7/"') == 1
    assert drawn.count('<div class="toast">') == 2


def test_a_star_is_a_form_that_needs_no_script():
    drawn = render_to_string(
        "ui/star.html",
        {"title": 'A "quoted" talk', "starred": False, "action": "/e/pcfc/talks/7/star/", "key": "star-7"},
    )

    assert 'form="act"' in drawn
    assert 'formaction="/e/pcfc/talks/7/star/"' in drawn
    assert 'id="star-7"' in drawn
    assert "A &quot;quoted&quot; talk" in drawn
