"""What the tests know of the demo."""

from datetime import UTC, datetime

from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from home.demo.people import DemoAccount

PASSWORD = "a password for the demo"
CONFERENCE = "/e/pcfc/"


def now_in_the_demo() -> datetime:
    """Today at an hour when the demo conference has talks in several rooms."""
    return datetime.combine(
        timezone.now().date(), datetime.min.time().replace(hour=10, minute=25), tzinfo=UTC
    )


def session_of(account: DemoAccount) -> str:
    """The session cookie of somebody who has just signed in."""
    client = Client()
    client.force_login(User.objects.get(email=account.email))
    return client.cookies[settings.SESSION_COOKIE_NAME].value
