"""What the people of these tests have and do."""

from django.test import Client

from access.models import Grant
from access.operations import grant
from accounts.models import User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def runs(user: User, *things) -> None:
    """Give the person full management of these things."""
    for thing in things:
        grant(thing.access, to=user, permission=Grant.MANAGE)
