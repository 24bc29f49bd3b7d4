"""Tokens open what they say, to whom they belong, for as long as they last."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import ApiToken, CalendarKey
from accounts.operations import calendar_key_of, create_token
from accounts.operations.calendar_keys import reset_calendar_key
from kit.refusals import Refused
from tests.factories.accounts import ApiTokenFactory, UserFactory

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/door/"


def knock(client, text, method="get"):
    return getattr(client, method)(DOOR, headers={"Authorization": f"Bearer {text}"})


@pytest.mark.case("S26")
@pytest.mark.parametrize(
    ("scopes", "reading", "writing"),
    [(["read"], 200, 403), (["write"], 403, 200), (["read", "write"], 200, 200)],
)
def test_a_token_does_what_its_scopes_say(client, scopes, reading, writing):
    token = ApiTokenFactory(scopes=scopes)

    assert knock(client, token.text).status_code == reading
    assert knock(client, token.text, "post").status_code == writing
    assert knock(client, token.text, "delete").status_code == writing


def test_without_a_token_strangers_read_and_people_write(client, ada):
    assert client.get(DOOR).status_code == 200
    refused = client.post(DOOR)
    client.force_login(ada)

    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert client.post(DOOR).status_code == 200


@pytest.mark.case("S26")
@pytest.mark.parametrize(
    "path", ["/me/tokens/", "/me/profile/", "/me/calendar/", "/people/search/", "/admin/groups/"]
)
def test_a_token_opens_no_page(client, admin, path):
    token = ApiTokenFactory(user=admin, scopes=["read", "write"])
    header = {"Authorization": f"Bearer {token.text}"}

    assert client.get(path, headers=header).headers["Location"].startswith("/accounts/login/")
    assert client.post("/me/tokens/", {"name": "x", "scopes": ["read"]}, headers=header).status_code == 302
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-1] + ("0" if text[-1] != "0" else "1"),
        lambda text: text.upper(),
        lambda text: text + "\x00",
        lambda text: text[:15],
        lambda text: "",
        lambda text: "é" * 60,
        lambda text: "hc_" + "0" * 12 + "_" + "0" * 48,
    ],
)
def test_a_wrong_token_is_refused_even_for_reading(client, spoil):
    answer = knock(client, spoil(ApiTokenFactory().text))

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


def test_an_expired_or_revoked_token_is_like_an_unknown_one(client):
    now = timezone.now()
    answers = [
        knock(client, ApiTokenFactory(expires_at=now - timedelta(seconds=1)).text),
        knock(client, ApiTokenFactory(revoked_at=now).text),
        knock(client, "hc_unknown"),
    ]

    assert [answer.status_code for answer in answers] == [401] * 3
    assert len({answer.content for answer in answers}) == 1


def test_use_is_noted_to_the_minute(client, django_assert_num_queries):
    token = ApiTokenFactory()

    with django_assert_num_queries(2):
        knock(client, token.text)
    with django_assert_num_queries(1):
        knock(client, token.text)

    token.refresh_from_db()
    assert timezone.now() - token.last_used_at < timedelta(seconds=10)


@pytest.mark.case("S27", "S28")
def test_no_token_can_be_read_from_the_database():
    texts = [ApiTokenFactory().text for _ in range(3)]
    rows = list(ApiToken.objects.values("prefix", "digest", "name", "scopes"))

    assert len({row["digest"] for row in rows}) == len({row["prefix"] for row in rows}) == 3
    for text in texts:
        secret = text.rpartition("_")[2]
        assert len(secret) * 4 >= 128
        assert secret not in str(rows)


@pytest.mark.case("S27")
def test_a_token_is_shown_once(client, ada):
    client.force_login(ada)
    made = client.post("/me/tokens/", {"name": "my script", "scopes": ["read"], "lasts": "30"})
    text = made.context["new_token"]
    later = client.get("/me/tokens/")

    assert text in made.content.decode()
    assert "no-store" in made.headers["Cache-Control"]
    assert text not in later.content.decode()
    assert "my script" in later.content.decode()
    assert knock(client, text).json() == {"who": "Ada Lovelace"}
    assert ApiToken.objects.get().expires_at - timezone.now() < timedelta(days=30)


@pytest.mark.parametrize("bad", [{"scopes": ["admin"]}, {"scopes": []}, {"lasts": "99"}, {"name": "a\nb"}])
def test_the_form_keeps_what_was_typed(client, ada, bad):
    client.force_login(ada)
    typed = {"name": "my script", "scopes": ["read"], "lasts": "30", **bad}

    answer = client.post("/me/tokens/", typed)

    assert set(answer.context["form"].errors) == set(bad)
    assert answer.context["form"]["name"].value() == typed["name"]
    assert not ApiToken.objects.exists()


def test_only_the_owner_revokes(client, ada):
    token = ApiTokenFactory(user=ada)
    client.force_login(UserFactory())
    assert client.post(f"/me/tokens/{token.pk}/revoke/").status_code == 404
    client.force_login(ada)
    client.post(f"/me/tokens/{token.pk}/revoke/")

    assert knock(client, token.text).status_code == 401


def test_the_list_costs_the_same_for_one_and_for_three(client, ada, django_assert_num_queries):
    client.force_login(ada)
    for number in (1, 2):
        for _ in range(number):
            ApiTokenFactory(user=ada)
        with django_assert_num_queries(3):
            client.get("/me/tokens/")


def test_a_token_that_does_nothing_or_is_over_is_refused(ada):
    with pytest.raises(Refused, match="Choose what"):
        create_token(ada, name="x", scopes=[], expires_at=None)
    with pytest.raises(Refused, match="no scope “root”"):
        create_token(ada, name="x", scopes=["root"], expires_at=None)
    with pytest.raises(Refused, match="expired already"):
        create_token(ada, name="x", scopes=["read"], expires_at=timezone.now())


def test_the_command_prints_the_token_and_nothing_else(client, ada):
    out = StringIO()
    call_command("create_token", "Ada@example.org", "--scope", "read", "--scope", "write", stdout=out)

    text = out.getvalue().strip()
    assert knock(client, text, "post").status_code == 200


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["bob@example.org", "--scope", "read"],
            "Nobody has an account with the e-mail address bob@example.org",
        ),
        (["ada@example.org", "--scope", "root"], "There is no scope “root”"),
        (["ada@example.org"], "Choose what the token may do"),
        (["ada@example.org", "--scope", "read", "--days", "999999999"], "--days takes a number"),
    ],
)
def test_the_command_says_what_is_wrong(ada, arguments, sentence):
    with pytest.raises(CommandError, match=sentence) as failure:
        call_command("create_token", *arguments)

    assert failure.value.returncode == 1
    assert not ApiToken.objects.exists()


@pytest.mark.case("S33")
def test_a_calendar_key_is_reset_at_once_and_is_no_api_token(client, ada):
    old = calendar_key_of(ada).token
    new = reset_calendar_key(ada).token

    assert CalendarKey.objects.for_token(old) is None
    assert CalendarKey.objects.for_token(new).user == ada
    assert CalendarKey.objects.for_token(new.partition(".")[0]) is None
    assert knock(client, new).status_code == 401


@pytest.mark.case("S33")
def test_a_calendar_address_is_seen_by_its_owner_only(client, ada):
    client.force_login(UserFactory())
    others = client.get("/me/calendar/").content.decode()
    client.force_login(ada)
    own = client.get("/me/calendar/")
    key = calendar_key_of(ada)

    assert key.token in own.content.decode()
    assert key.token not in others
    assert "no-store" in own.headers["Cache-Control"]
    client.post("/me/calendar/reset/")
    assert CalendarKey.objects.for_token(key.token) is None
