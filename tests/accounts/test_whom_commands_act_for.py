"""A command of the shell acts for whoever proved an address, or for an administrator that the shell made."""

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError

from accounts.models import User
from accounts.shell import person_at
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_every_address_that_a_person_proved_names_them():
    ada = UserFactory(email="ada@example.org")
    EmailAddress.objects.create(user=ada, email="lovelace@example.org", verified=True)

    assert person_at("Ada@example.org") == ada
    assert person_at("lovelace@example.org") == ada


def test_an_administrator_made_in_the_shell_needs_no_proof():
    admin = User.objects.create_superuser("root@example.org", "a long enough password")

    assert person_at("root@example.org") == admin


def test_an_account_that_a_stranger_opened_with_the_address_does_not_count():
    User.objects.create_user("boss@example.org", "a long enough password", name="Not the boss")

    with pytest.raises(
        CommandError, match=r"Nobody has an account with the e-mail address boss@example\.org"
    ):
        person_at("boss@example.org")


def test_nobody_acts_whose_account_was_closed():
    UserFactory(email="gone@example.org", is_active=False)

    with pytest.raises(CommandError):
        person_at("gone@example.org")
