import pytest
from django.core.cache import cache

from tests.accounts import mailbox as box
from tests.factories.accounts import PASSWORD, UserFactory


@pytest.fixture(autouse=True)
def own_addresses(settings):
    settings.ROOT_URLCONF = "tests.accounts.addresses"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture(autouse=True)
def mailbox(settings):
    settings.ACCOUNT_MAIL_SENDER = "tests.accounts.mailbox.keep"
    box.letters.clear()
    return box.letters


@pytest.fixture
def ada(db):
    return UserFactory(name="Ada Lovelace", email="ada@example.org")


@pytest.fixture
def admin(db):
    return UserFactory(name="Root", email="root@example.org", is_admin=True)


@pytest.fixture
def sign_in():
    """Sign in through the page, as people do."""

    def through_the_page(client, email="ada@example.org", password=PASSWORD, **extra):
        return client.post("/accounts/login/", {"login": email, "password": password}, **extra)

    return through_the_page
