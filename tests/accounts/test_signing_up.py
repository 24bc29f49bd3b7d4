"""From stranger to person: sign-up, confirmation, sign-in, and what must not happen on the way."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.signals import address_confirmed
from tests.accounts.mailbox import link_in

pytestmark = pytest.mark.django_db
GRACE = {"name": "Grace Hopper", "email": "grace@example.org", "password1": "nanoseconds of wire"}


@pytest.fixture
def news():
    """The addresses that were confirmed."""
    heard = []

    def hear(user, email, **kwargs):
        heard.append((user.name, email))

    address_confirmed.connect(hear)
    yield heard
    address_confirmed.disconnect(hear)


def test_a_stranger_becomes_a_person(client, mailbox, sign_in, news):
    answer = client.post("/accounts/signup/", GRACE)
    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert [letter["to"] for letter in mailbox] == ["grace@example.org"]
    assert news == []

    link = link_in(mailbox[0])
    assert client.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified, "reading the page confirms nothing"
    client.post(link)
    assert news == [("Grace Hopper", "grace@example.org")]

    answer = sign_in(client, "Grace@Example.org", GRACE["password1"])
    assert answer.headers["Location"] == "/"
    assert client.get("/").content == b"Grace Hopper"


def test_who_came_from_a_page_is_led_back_to_it(client, mailbox):
    client.post("/accounts/signup/", GRACE | {"next": "/e/engines/calls/1/submit/"})

    answer = client.post(link_in(mailbox[0]))

    assert answer.headers["Location"] == "/accounts/login/?next=%2Fe%2Fengines%2Fcalls%2F1%2Fsubmit%2F"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_away_from_here(client, mailbox, wanted):
    client.post("/accounts/signup/", GRACE | {"next": wanted})

    answer = client.post(link_in(mailbox[0]))

    assert answer.headers["Location"] == "/accounts/login/"


def test_nobody_signs_in_before_the_address_is_confirmed(client, mailbox, sign_in):
    client.post("/accounts/signup/", GRACE)

    answer = sign_in(Client(), GRACE["email"], GRACE["password1"])

    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert client.get("/").content == b"AnonymousUser"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("password1", "short"),
        ("name", ""),
        ("name", "Grace\r\nBcc: all"),
        ("name", "\0"),
    ],
)
def test_a_form_keeps_what_was_typed(client, mailbox, field, value):
    typed = {**GRACE, field: value}

    answer = client.post("/accounts/signup/", typed)

    form = answer.context["form"]
    assert set(form.errors) == {field}
    assert form["email"].value() == typed["email"]
    assert form["name"].value() == typed["name"]
    assert not User.objects.exists()
    assert mailbox == []


@pytest.mark.case("S68", "S69")
def test_an_address_with_an_account_answers_like_one_without(client, ada, mailbox):
    fresh = client.post("/accounts/signup/", GRACE)
    before = User.objects.values_list("password", "name", "email").get(pk=ada.pk)
    taken = Client().post("/accounts/signup/", {**GRACE, "name": "Mallory", "email": "ADA@example.org"})

    assert (taken.status_code, taken.headers["Location"]) == (fresh.status_code, fresh.headers["Location"])
    assert User.objects.values_list("password", "name", "email").get(pk=ada.pk) == before
    assert [letter["to"] for letter in mailbox] == ["grace@example.org", "ada@example.org"]
    assert "Mallory" not in mailbox[1]["body"]


@pytest.mark.case("S69")
@pytest.mark.parametrize("lookalike", ["аda@example.org", "ada@exampIe.org", "ada@example.org.evil.test"])
def test_a_lookalike_address_is_another_one(client, ada, mailbox, lookalike):
    client.post("/accounts/signup/", {**GRACE, "email": lookalike})

    assert User.objects.owning("ada@example.org") == ada
    assert "ada@example.org" not in [letter["to"] for letter in mailbox]


@pytest.mark.case("S40")
def test_a_name_makes_no_link_in_a_mail_to_a_stranger(client, mailbox):
    client.post("/accounts/signup/", {**GRACE, "name": "Win at http://evil.test"})

    assert "evil.test" not in mailbox[0]["body"] + mailbox[0]["subject"]


@pytest.mark.case("S70")
def test_a_confirmation_link_works_once_and_for_a_day(client, mailbox):
    client.post("/accounts/signup/", GRACE)
    link = link_in(mailbox[0])

    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=5)):
        client.post(link)
    assert not EmailAddress.objects.get().verified

    client.post(link)
    assert EmailAddress.objects.get().verified
    again = Client()
    assert again.get(link).context["confirmation"] is None
    again.post(link)
    assert again.get("/").content == b"AnonymousUser", "an old link signs nobody in"


@pytest.mark.case("S69")
def test_a_claim_that_was_never_proven_gives_way_to_the_owner(client, ada, mailbox):
    client.post("/accounts/signup/", GRACE)  # somebody who does not own the address
    cache.clear()  # one confirmation in three minutes is all an address gets
    here = Client()
    here.force_login(ada)
    here.post("/me/emails/", {"action_add": "", "email": GRACE["email"]})
    here.post(link_in(mailbox[-1]))
    here.post("/me/emails/", {"action_primary": "", "email": GRACE["email"]})

    ada.refresh_from_db()
    assert ada.email == GRACE["email"]
    assert list(User.objects.all()) == [ada]


@pytest.mark.case("R18")
@pytest.mark.django_db(transaction=True)
def test_signing_up_twice_at_once_makes_one_account(mailbox):
    together, answers = Barrier(4), []

    def sign_up():
        together.wait()
        answers.append(Client().post("/accounts/signup/", GRACE).status_code)
        connection.close()

    threads = [Thread(target=sign_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [302] * 4
    assert User.objects.count() == 1
