"""Sign-in, reset, sessions, limits, redirects: what a thief tries at the door."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.accounts.mailbox import link_in
from tests.factories.accounts import PASSWORD, ApiTokenFactory

pytestmark = pytest.mark.django_db
NEW = "quite another password"
FOREIGN = [
    "//evil.test", "///evil.test", "http://evil.test", "https://evil.test/", "http:evil.test", "http:///evil.test",
    "\\\\evil.test", "/\\evil.test", "\\/evil.test", "/\t/evil.test", "\t//evil.test", " //evil.test",
    "http://testserver@evil.test", "http://testserver.evil.test", "//testserver@evil.test", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "ftp://testserver/", "http://evil.test#testserver",
    "http://evil.test?testserver", "//evil%2etest", "http://[::1]", "http://127.0.0.1", "//127.1", "http://2130706433",
    "http://evil.test\\@testserver", "http://testserver:80@evil.test", "//\x00evil.test", "http://testserver:8001/x",
    "https:/evil.test", "////evil.test", "/\n/evil.test", "\x08//evil.test", "//ⓔvil.test", "blob:http://testserver",
    "http://evil。test", "//evil.test/%2e%2e", "mailto:x@evil.test",
]  # fmt: skip


def reset_link(client, mailbox, email="ada@example.org"):
    client.post("/accounts/password/reset/", {"email": email})
    return link_in(mailbox[-1])


def choose_password(client, link, password=NEW):
    page = client.get(link, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})


@pytest.mark.case("S64")
def test_the_session_key_changes_at_sign_in_and_ends_at_sign_out(client, ada, sign_in):
    client.get("/accounts/password/reset/key/1-x/")  # leaves a key in the session of a stranger
    session = client.session
    session["planted"] = 1
    session.save()
    before = session.session_key

    sign_in(client)
    signed_in = client.session.session_key
    cookie = client.cookies["hc_session"]
    client.post("/accounts/logout/")

    assert signed_in != before
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    client.cookies["hc_session"] = signed_in
    assert client.get("/").content == b"AnonymousUser"


@pytest.mark.case("S30", "S64")
def test_a_new_password_ends_other_sessions_and_tokens(client, ada, sign_in, mailbox):
    token = ApiTokenFactory(user=ada)
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    before = client.session.session_key

    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert client.get("/").content == b"Ada Lovelace"
    assert client.session.session_key != before
    assert elsewhere.get("/").content == b"AnonymousUser"
    assert client.get("/api/v1/door/", headers={"Authorization": f"Bearer {token.text}"}).status_code == 401
    assert mailbox[-1]["subject"] == "Your password was changed"


@pytest.mark.case("S70", "S64")
def test_a_reset_link_works_once_and_ends_sessions(client, ada, sign_in, mailbox):
    elsewhere = Client()
    sign_in(elsewhere)
    link = reset_link(client, mailbox)

    choose_password(client, link)

    assert elsewhere.get("/").content == b"AnonymousUser"
    choose_password(Client(), link, "yet another password")
    assert sign_in(Client(), password=NEW).status_code == 302


@pytest.mark.case("S70")
def test_a_reset_link_dies_after_a_day_and_with_the_address(client, ada, sign_in, mailbox):
    link = reset_link(client, mailbox)
    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=5)):
        choose_password(Client(), link)
    ada.email = "countess@example.org"
    ada.save()
    choose_password(Client(), link)

    assert sign_in(client, password=NEW).status_code == 200
    assert sign_in(client).status_code == 302


@pytest.mark.case("S63")
def test_mails_link_to_the_configured_address_whatever_the_request_says(ada, mailbox, settings):
    settings.ALLOWED_HOSTS = ["*"]
    forged = Client(
        headers={"Host": "evil.test", "X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https"}
    )

    forged.post("/accounts/password/reset/", {"email": "ada@example.org"})
    forged.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    forged.post("/accounts/signup/", {"name": "E", "email": "e@example.org", "password1": NEW})
    forged.post("/accounts/signup/", {"name": "E", "email": "ada@example.org", "password1": NEW})

    assert len(mailbox) == 4
    for letter in mailbox:
        assert "http://testserver/accounts/" in letter["body"]
        assert "evil.test" not in letter["body"] + letter["subject"]


@pytest.mark.case("S62")
@pytest.mark.parametrize("address", FOREIGN)
def test_nobody_is_sent_to_a_foreign_place(client, ada, sign_in, address):
    signed_in = client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD, "next": address})
    signed_out = client.post("/accounts/logout/", {"next": address})

    assert signed_in.headers["Location"] == "/"
    assert signed_out.headers["Location"] == "/"


@pytest.mark.case("S62")
@pytest.mark.parametrize("address", ["/me/profile/?a=1", "http://testserver/me/profile/"])
def test_people_return_to_where_they_came_from(client, ada, address):
    answer = client.post("/accounts/login/", {"login": ada.email, "password": PASSWORD, "next": address})

    assert answer.headers["Location"] == address


@pytest.mark.case("S66")
def test_guessing_is_cut_off_but_the_owner_gets_in(ada, sign_in):
    own, thief = Client(), Client(REMOTE_ADDR="203.0.113.9")
    sign_in(own)
    own.post("/accounts/logout/")

    for _ in range(5):
        assert sign_in(thief, password="a wrong guess").status_code == 200
    cut_off = sign_in(thief)

    assert cut_off.status_code == 429
    assert cut_off.headers["Retry-After"] == "300"
    assert cut_off.context["form"]["login"].value() == ada.email
    assert sign_in(own).status_code == 302


@pytest.mark.case("S66")
def test_a_device_of_somebody_else_does_not_count_as_known(ada, admin, sign_in):
    thief = Client()
    sign_in(thief, admin.email)
    thief.post("/accounts/logout/")
    for _ in range(5):
        sign_in(thief, password="a wrong guess")

    assert sign_in(Client(REMOTE_ADDR="203.0.113.9")).status_code == 429


@pytest.mark.case("S67")
@pytest.mark.parametrize(("proxies", "status"), [(0, 429), (1, 200)])
def test_the_limit_counts_the_real_client(settings, db, sign_in, proxies, status):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    last = None
    for number in range(12):
        seen = {"headers": {"X-Forwarded-For": f"198.51.100.{number}"}}
        last = sign_in(Client(), email=f"guess{number}@example.org", password="a wrong guess", **seen)

    assert last.status_code == status


@pytest.mark.case("S68")
def test_sign_in_and_reset_do_not_tell_who_has_an_account(ada, mailbox, sign_in):
    wrong = sign_in(Client(), "ada@example.org", "a wrong guess")
    unknown = sign_in(Client(), "bob@example.org", "a wrong guess")
    known_reset = Client().post("/accounts/password/reset/", {"email": "ada@example.org"})
    unknown_reset = Client().post("/accounts/password/reset/", {"email": "bob@example.org"})

    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert wrong.status_code == unknown.status_code == 200
    assert known_reset.headers["Location"] == unknown_reset.headers["Location"]
    assert [letter["to"] for letter in mailbox] == ["ada@example.org", "bob@example.org"]


@pytest.mark.case("S60")
@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/accounts/logout/", "/accounts/password/reset/",
             "/me/profile/", "/me/tokens/", "/me/tokens/1/revoke/", "/me/calendar/reset/", "/me/emails/",
             "/admin/groups/", "/admin/groups/1/", "/admin/groups/1/delete/", "/admin/groups/1/rename/",
             "/admin/groups/1/members/1/remove/", "/api/v1/door/"]
)  # fmt: skip
def test_no_form_is_taken_from_elsewhere(admin, path):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin)

    assert strict.post(path, {}).status_code == 403
    assert strict.post(path, {}, headers={"Origin": "http://evil.test"}).status_code == 403


@pytest.mark.case("S58")
def test_an_address_with_a_key_in_it_stays_here(client, ada, mailbox):
    page = client.get(reset_link(client, mailbox))

    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.case("S30")
def test_whoever_is_deactivated_is_out_at_once(client, ada, sign_in):
    token = ApiTokenFactory(user=ada)
    sign_in(client)
    ada.is_active = False
    ada.save()

    assert client.get("/").content == b"AnonymousUser"
    assert client.get("/api/v1/door/", headers={"Authorization": f"Bearer {token.text}"}).status_code == 401
    assert sign_in(Client()).status_code == 302  # to the page that says so
    assert Client().get("/").content == b"AnonymousUser"


def test_mails_speak_the_language_of_their_reader(client, ada, mailbox):
    ada.language = "fr"
    ada.save()
    reset_link(client, mailbox)

    assert mailbox[0]["language"] == "fr"
