"""Requests that were not meant: without a token, from elsewhere, to another host, or sent on to strangers."""

import hashlib
import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from psycopg import sql

from notices.models import Notice
from tests.security.visits import Crowd, stops

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

# Their POST takes a token of its own or an own check instead of Django's (the star says why in its view).
# The words in the addresses of check-in, doors and questions are the right themselves: no session stands behind them.
OWN_CHECK = {"star", "check-in", "reconfirm", "door"}
HARMLESS_WRITES = {"django_session", "accounts_apitoken"}

ELSEWHERE = [
    "https://evil.example",
    "http://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:\\\\evil.example",
    "http:///evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "https://testserver@evil.example",
    "https://testserver:80@evil.example/",
    "https://evil.example#testserver",
    "https://evil.example?testserver",
    "https://evil.example\\@testserver",
    "https://testserver.evil.example",
    "https://eviltestserver",
    "//testserver@evil.example",
    "//evil.example/%2f..",
    "/%09/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "java\nscript:alert(1)",
    "javascript:alert(1)",
    "JavaScript://testserver/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://testserver/x",
    "ftp://testserver/",
    "//①②③.example",
    "https://evil。example",
    "/path\r\nLocation: https://evil.example",
    "http://[::1]/",
    "//evil.example;@testserver/",
]


@pytest.mark.case("S60")
def test_no_session_changes_anything_without_a_token(world):
    admin = world.client("admin", enforce_csrf_checks=True)
    stranger = Client(enforce_csrf_checks=True)

    taken = [
        (stop.path, answer.status_code)
        for stop in stops(world)
        if stop.route not in OWN_CHECK
        for answer in (admin.post(stop.path), stranger.post(stop.path))
        if answer.status_code not in (401, 403, 404, 405)
    ]

    assert taken == []


@pytest.mark.case("S60")
@pytest.mark.parametrize("route", ["account_login", "account_signup", "account_reset_password", "language"])
def test_a_form_of_another_site_signs_nobody_in(world, route):
    client = Client(enforce_csrf_checks=True)
    token = client.get(reverse(route)).cookies["hc_csrf"].value

    def send(**headers):
        return client.post(reverse(route), {"csrfmiddlewaretoken": token}, headers=headers)

    assert send(Origin="https://evil.example").status_code == 403
    assert send(Origin="null").status_code == 403
    assert send(Origin="http://testserver").status_code in (200, 302)


@pytest.mark.case("S60")
def test_a_star_is_taken_from_our_own_pages_only(world):
    address = reverse("star", args=[world.main.slug, world.talk.number])
    stranger, member = Client(), world.client("viewer", enforce_csrf_checks=True)

    assert stranger.post(address).status_code == 403
    assert stranger.post(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert stranger.post(address, headers={"Origin": "https://evil.example"}).status_code == 403
    assert stranger.post(address, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
    assert member.post(address, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 403
    assert world.talk.stars.filter(user=world.users["viewer"]).count() == 0


@pytest.mark.case("S60")
def test_the_api_takes_no_session_without_a_token(world):
    address = reverse("api-event-detail", args=[world.main.pk])
    client = world.client("manager", enforce_csrf_checks=True)

    answer = client.patch(address, {"title": "Taken over"}, content_type="application/json")

    assert answer.status_code == 403


def everything_stored():
    """A fingerprint of each table."""
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in HARMLESS_WRITES
    }
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            query = "SELECT string_agg(whole::text, chr(10) ORDER BY whole::text) FROM {} whole"
            cursor.execute(sql.SQL(query).format(sql.Identifier(table)))
            found[table] = hashlib.md5((cursor.fetchone()[0] or "").encode()).hexdigest()  # noqa: S324
    return found


@pytest.mark.case("S61")
def test_reading_changes_nothing(world):
    clients = {actor: world.client(actor) for actor in ("stranger", "admin", "token")}
    before = everything_stored()

    for stop in stops(world):
        if stop.route == "account_logout":
            continue
        for client in (clients["stranger"], clients["admin"], clients["token"]):
            client.get(stop.path)
        clients["admin"].head(stop.path)
        clients["admin"].options(stop.path)

    after = everything_stored()
    assert [table for table in after if after[table] != before[table]] == []


@pytest.mark.case("S61")
def test_writing_would_be_noticed(world):
    before = everything_stored()

    world.client("manager").post(reverse("event-delete", args=[world.main.pk]))

    assert everything_stored() != before


@pytest.mark.case("S62")
@pytest.mark.parametrize("route", ["account_login", "account_logout", "account_signup", "language"])
def test_nobody_is_sent_on_to_a_stranger(world, route):
    crowd = Crowd(world)
    sent_to = {}
    for target in ELSEWHERE:
        fields = {
            "next": target,
            "login": "nobody@example.org",
            "email": "new@example.org",
            "name": "New",
            "password": "a long password",
            "password1": "a long password for one",
            "language": "en",
        }
        for actor in ("stranger", "nobody"):
            for query in ({}, {"next": target}):
                answer = crowd.ask(actor, "post", reverse(route), data=fields, query_params=query)
                sent_to[target, actor, bool(query)] = answer.get("Location", "")
                answer = crowd.ask(actor, "get", reverse(route), query_params={"next": target})
                sent_to[target, actor, "get"] = answer.get("Location", "")

    assert {key: place for key, place in sent_to.items() if _leads_away(place)} == {}
    assert any(sent_to.values())


def _leads_away(place):
    """Where a browser would go: it drops control characters, and reads a backslash as a slash."""
    clean = re.sub(r"[\x00-\x20]", "", place).replace("\\", "/")
    target = urlsplit(urljoin("http://testserver/accounts/login/", clean))
    return bool(place) and (target.scheme, target.netloc) != ("http", "testserver")


@pytest.mark.case("S62")
@pytest.mark.parametrize("place", ["//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:x"])
def test_a_place_that_leads_away_is_recognised(place):
    assert _leads_away(place)


@pytest.mark.case("S62")
def test_a_page_of_ours_is_gone_on_to():
    answer = Client().post(reverse("language"), {"next": "/e/harbour/", "language": "en"})

    assert answer["Location"] == "/e/harbour/"


@pytest.mark.case("S63")
def test_a_foreign_host_is_refused(world):
    assert Client().get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.case("S63")
@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
        {"Forwarded": "host=evil.example"},
        {"X-Original-Host": "evil.example", "X-Host": "evil.example"},
        {"Host": "localhost"},
    ],
)
def test_addresses_in_mails_and_feeds_are_the_configured_ones(world, headers):
    client = Client(headers=headers)
    owed = set(Notice.objects.values_list("pk", flat=True))
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    client.post(
        reverse("account_signup"),
        {"email": "new@example.org", "name": "New", "password1": "a long password for one"},
    )
    mails = [notice.body for notice in Notice.objects.exclude(pk__in=owed)]
    feed = client.get(reverse("timetable-ics", args=[world.main.slug])).content.decode()

    links = re.findall(r"https?://[^/\s\"\\;]+", "\n".join([*mails, feed]))
    assert len(mails) == 2
    assert {link.rstrip(".") for link in links} == {"http://testserver"}


@pytest.mark.case("S10")
@pytest.mark.parametrize("actor", ["stranger", "nobody", "other_manager"])
def test_what_is_hidden_answers_like_what_never_was(world, actor):
    crowd = Crowd(world, actors=(actor,))
    pairs = [
        (reverse("event", args=[world.closed.slug]), "/e/never-was/"),
        (reverse("timetable", args=[world.draft.slug]), "/e/never-was/timetable/"),
        (reverse("schedule-json", args=[world.deleted.slug]), "/e/never-was/schedule.json"),
        (reverse("contribution", args=["harbour", world.hidden.number]), "/e/harbour/talks/999/"),
        (reverse("contribution-ics", args=["harbour", world.hidden.number]), "/e/harbour/talks/999/talk.ics"),
        (reverse("person", args=["harbour", world.hidden_person.pk]), "/e/harbour/people/999999/"),
        (reverse("category", args=[world.vault.pk, "x"]), "/c/999999-x/"),
        (reverse("category-feed", args=[world.vault.pk, "x"]), "/c/999999-x/feed.ics"),
        (reverse("event-settings", args=[world.closed.pk]), "/manage/e/999999/settings/"),
        (reverse("category-settings", args=[world.vault.pk]), "/manage/c/999999/"),
        (reverse("api-event-detail", args=[world.closed.pk]), "/api/v1/events/999999/"),
        (reverse("api-category-detail", args=[world.vault.pk]), "/api/v1/categories/999999/"),
        (reverse("api-contribution-detail", args=[world.hidden.pk]), "/api/v1/contributions/999999/"),
    ]

    def seen(path):
        answer = crowd.ask(actor, "get", path)
        headers = {name: value.replace(path, "") for name, value in answer.items()}
        return answer.status_code, _without_nonce(answer.content), _without_nonce(str(headers).encode())

    assert [hidden for hidden, unknown in pairs if seen(hidden) != seen(unknown)] == []


def _without_nonce(text):
    return re.sub(rb"nonce-[\w+/=-]+|nonce=\"[^\"]+\"", b"", text)
