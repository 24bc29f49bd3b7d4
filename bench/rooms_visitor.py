"""Somebody who looks for rooms and books them: `python -m bench.rooms_visitor FIRST_DAY|clear`. Prints JSON.

`clear` takes back all that was booked while measuring.
"""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

PURPOSE = "Bench"


def main(asked: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    if asked == "clear":
        clear()
    else:
        print(json.dumps(visitor()))


def visitor() -> dict[str, Any]:
    """A session, a token, and rooms that are free on Sundays, with the first of these."""
    from django.conf import settings
    from django.test import Client

    from accounts.models import User
    from accounts.operations import create_token

    person = User.objects.get(email="person7@example.org")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    _row, token = create_token(person, name="bench", scopes=["read", "write"], expires_at=None)
    today = datetime.now(UTC).date()
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}",
        "token": token,
        "rooms": free_rooms(),
        "tuesday": (today + timedelta(weeks=6, days=1 - today.weekday())).isoformat(),
        "sunday": (today + timedelta(weeks=1, days=6 - today.weekday())).isoformat(),
    }


def free_rooms() -> list[int]:
    """Rooms that are nobody's part, never closed or kept free, and taken without asking."""
    from rooms.models import Room

    rooms = Room.objects.filter(needs_approval=False, buffer_after=0, blocked=None, closures=None)
    return list(rooms.filter(number__gte="0700").order_by("pk").values_list("pk", flat=True))


def clear() -> None:
    from django.conf import settings

    from accounts.models import ApiToken
    from rooms.models import Booking, OwedNews

    OwedNews.objects.all().delete()
    Booking.objects.filter(purpose=PURPOSE).delete()
    ApiToken.objects.filter(name="bench").delete()
    for bell in Path(settings.QUEUE_FOLDER).glob("*.msg"):  # no worker was there to take them
        bell.unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
