"""How long the timetable editor takes: `python -m bench.editor SLUG`, inside the installation.

The imported conference (872 entries on two days; its first day is shown), asked by an admin through the whole stack of
Django in this process. A move is a POST of one entry, ten minutes later, as the script sends it: written, with its step
for undo, all conflicts looked for again, and answered with what changed. Figures are medians of warm repeats; *work* is
the time of the processor that Python took. Garbage is collected as in the workers of the server.
"""

import gzip
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

from bench.figures import at_most, report
from bench.in_process import in_process

REPEATS = 15


def main(slug: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    from django.test import Client
    from django.urls import reverse

    from accounts.models import User
    from events.models import Event

    event = Event.objects.get(slug=slug)
    client = Client(headers={"host": "localhost"})
    admin = User.objects.filter(is_admin=True).first()
    client.force_login(admin or User.objects.create_superuser("bench@hemicycle.example"))
    page, acts, changes = (
        reverse(name, args=[event.pk]) for name in ("manage-timetable", "timetable-acts", "timetable-changes")
    )
    answer = client.get(page)
    if answer.status_code != 200:
        raise SystemExit(f"{page} answered {answer.status_code}")
    in_process("editor page", lambda: client.get(page), repeats=REPEATS, goal=400)
    report("editor page size", len(gzip.compress(answer.content, 6)) / 1024, "kB gzip", goal=at_most(150))
    token = client.get(changes).json()["token"]
    in_process("editor: asking for news", lambda: client.get(changes, {"since": token}), repeats=REPEATS)
    in_process("editor: a move", _moves(client, event, acts, changes), repeats=REPEATS, goal=60)


def _moves(client: Any, event: Any, acts: str, changes: str) -> Callable[[], object]:
    """Another entry each time; the versions the page has are those of the first answer, as in a browser."""
    from timetable.models import Slot

    found = client.get(changes).json()
    cards = {key: html.partition('data-v="')[2].partition('"')[0] for key, html in found["cards"].items()}
    parts = {name: version for name, (version, _html) in found["parts"].items()}
    waiting = iter(Slot.objects.filter(pk__in=[int(key) for key in cards]).order_by("pk"))

    def move() -> object:
        slot = next(waiting)
        answer = client.post(
            acts,
            {
                "act": "move",
                "entry": slot.pk,
                "rev": slot.revision,
                "starts_at": (slot.starts_at + timedelta(minutes=10)).isoformat(),
                "room": slot.room_id or "",
                "parent": slot.parent_id or "",
                "cards": ",".join(f"{key}:{version}" for key, version in cards.items()),
                "parts": ",".join(f"{name}:{version}" for name, version in parts.items()),
                "since": found["token"],
            },
            headers={"X-Editor": "1"},
        )
        if answer.status_code != 200:
            raise SystemExit(f"a move answered {answer.status_code}: {answer.content[:200]!r}")
        return answer

    return move


if __name__ == "__main__":
    main(sys.argv[1])
