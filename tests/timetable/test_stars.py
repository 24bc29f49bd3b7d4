"""Stars: of an account, of a browser, and on the way from one to the other."""

import pytest
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.test import Client, RequestFactory

from accounts.operations import calendar_key_of
from tests.clock import at
from tests.factories.programme import ContributionFactory
from tests.factories.timetable import SlotFactory
from tests.timetable.world import CANARY, conference, hide_something_in
from timetable.models import Star
from timetable.star_cookie import MOST, _compose, _newest, _parse

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
MIRRORS = 3  # its number in tests.timetable.world.conference


@pytest.fixture(autouse=True)
def event():
    cache.clear()
    return conference()


def press(client, number=MIRRORS, **headers):
    return client.post(f"/e/conf-2027/talks/{number}/star/", headers=headers)


def starred(page):
    return page.content.decode().count('aria-pressed="true"')


def test_a_star_of_an_account_is_given_and_taken_back(client, stranger):
    client.force_login(stranger)

    press(client)
    assert list(Star.objects.values_list("user", "contribution__number")) == [(stranger.pk, MIRRORS)]

    press(client)
    assert not Star.objects.exists()


def test_a_star_of_a_visitor_stays_in_the_browser(client):
    response = press(client, **OURS)

    cookie = response.cookies["hc_stars"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 365 * 24 * 3600)
    assert not Star.objects.exists()
    assert starred(client.get("/e/conf-2027/timetable/")) == 1
    assert "Mirrors" in client.get("/e/conf-2027/my/").content.decode()

    press(client, **OURS)
    assert starred(client.get("/e/conf-2027/timetable/")) == 0


@pytest.mark.case("S12")
def test_one_visitors_stars_are_not_shown_to_others(client):
    press(client, **OURS)
    assert starred(client.get("/e/conf-2027/timetable/")) == 1

    assert starred(Client().get("/e/conf-2027/timetable/")) == 0
    assert starred(client.get("/e/conf-2027/timetable/")) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null"},
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_other_sites_give_no_stars(client, headers):
    response = press(client, **headers)

    assert response.status_code == 403
    assert "hc_stars" not in response.cookies


def test_without_fetch_metadata_the_origin_decides(client):
    assert press(client, Origin="http://testserver").status_code == 302


def test_whoever_is_signed_in_needs_the_token(stranger):
    client = Client(enforce_csrf_checks=True)
    client.force_login(stranger)

    assert press(client, **OURS).status_code == 403
    assert not Star.objects.exists()

    token = client.get("/e/conf-2027/timetable/").context["csrf_token"]
    assert press(client, **OURS, **{"X-CSRFToken": str(token)}).status_code == 302
    assert Star.objects.count() == 1


def test_the_page_for_strangers_carries_no_token(client):
    assert "csrf" not in client.get("/e/conf-2027/timetable/").content.decode()


def test_stars_come_along_at_sign_in(client, stranger):
    press(client, **OURS)
    press(client, 1, **OURS)

    client.force_login(stranger)

    # The test client signs in without showing the browser's cookies; a real sign-in sends this with them.
    request = RequestFactory().post("/accounts/login/")
    request.COOKIES["hc_stars"] = client.cookies["hc_stars"].value
    user_logged_in.send(type(stranger), request=request, user=stranger)

    assert set(Star.objects.values_list("contribution__number", flat=True)) == {1, MIRRORS}
    page = client.get("/e/conf-2027/my/")
    assert page.cookies["hc_stars"].value == ""


@pytest.mark.case("S10")
def test_a_hidden_talk_takes_no_star(client, event):
    talk = hide_something_in(event)

    assert press(client, talk.number, **OURS).status_code == 404


@pytest.mark.case("S9")
def test_a_star_of_a_talk_that_was_hidden_later_shows_nothing(client, stranger, event):
    talk = hide_something_in(event)
    Star.objects.create(user=stranger, contribution=talk)
    client.force_login(stranger)

    for page in ("", "timetable/", "my/", "talks/"):
        text = client.get(f"/e/conf-2027/{page}").content.decode()
        assert CANARY not in text
        assert '<span class="count">1</span>' not in text


def test_a_forged_cookie_is_no_cookie(client):
    client.cookies["hc_stars"] = "1:3:forged"

    assert starred(client.get("/e/conf-2027/timetable/")) == 0


def test_stars_that_overlap_are_told(client, stranger, event):
    client.force_login(stranger)
    press(client, 1)
    press(client, MIRRORS)

    for page in ("timetable/", "my/"):
        text = client.get(f"/e/conf-2027/{page}").content.decode()
        assert "Two of your stars overlap at" in text
        assert "09:10" in text


def test_a_talk_in_two_rooms_does_not_overlap_itself(client, stranger, event):
    talk = ContributionFactory(event=event)
    for _ in range(2):
        SlotFactory(event=event, contribution=talk, starts_at=at("15:00"))
    client.force_login(stranger)
    press(client, talk.number)

    assert "overlap" not in client.get("/e/conf-2027/my/").content.decode().lower()


def test_htmx_gets_the_button_back(client):
    response = press(client, **OURS, **{"HX-Request": "true"})

    assert 'aria-pressed="true"' in response.content.decode()
    assert "<html" not in response.content.decode()


def test_only_an_account_has_a_feed_of_its_own(client, stranger):
    assert ".ics" not in client.get("/e/conf-2027/my/").content.decode()

    client.force_login(stranger)
    page = client.get("/e/conf-2027/my/").content.decode()
    assert f"/e/conf-2027/my/{calendar_key_of(stranger).token}.ics" in page


def test_a_browser_keeps_a_bounded_number_of_stars():
    kept = _newest({1: list(range(200)), 2: list(range(200))})

    assert sum(map(len, kept.values())) == MOST
    assert _parse(_compose(kept)) == kept
    assert kept[1][0] == 100
