"""How long work with 2,000 abstracts takes: `python -m bench.abstracts`, inside the installation.

Figures are medians of warm repeats through the whole stack of Django in this process; garbage is collected as in the
workers of the server.
"""

import os
import time
from typing import Any

import django

from bench.abstracts_content import Filled, fill
from bench.abstracts_matching import measure_matching
from bench.figures import at_most, report
from bench.in_process import in_process

SLUG = "many-abstracts"
REPEATS = 9
ACCEPTED = 800
DESK = {
    "desk": "",
    "desk, filtered and ordered by normalised score": "?order=normalised&reviewing=positive&low=2&q=cadenri",
    "desk, at the end of the queue": "?abstract=1990&authors=1",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    made = filled()
    measure_desk(made)
    measure_release(made)
    measure_matching(made)


def filled() -> Filled:
    """The call; made where this is its first use."""
    began = time.monotonic()
    made = fill(SLUG)
    report("abstracts: filling", time.monotonic() - began, "s")
    return made


def measure_desk(made: Filled) -> None:
    """The desk as the chair has it, its table, and the search for similar abstracts the first time."""
    from django.urls import reverse

    from abstracts.similarity import similar_in

    client = _client(made.chair)
    for name, query in DESK.items():
        _measure(client, name, reverse("desk", args=[made.slug]) + query, goal=200, most_queries=15)
    _measure(client, "table of abstracts", reverse("desk-list", args=[made.slug]), goal=200, most_queries=15)
    began = time.perf_counter()
    similar_in(made.call)
    report("similar abstracts of the call, the first time", time.perf_counter() - began, "s", goal=at_most(5))


def measure_release(made: Filled) -> None:
    """Deciding and releasing many, and who wrote what then; undone afterwards."""
    from django.db import transaction

    from abstracts.models import Abstract, State
    from abstracts.operations import Decision, decide, release
    from abstracts.public.author_index import index_of
    from accounts.models import User
    from events.models import Event
    from programme.models import Contribution

    chair = User.objects.get(pk=made.chair)
    event = Event.objects.get(pk=made.event)
    keys = list(Abstract.objects.filter(event=event).order_by("pk").values_list("pk", flat=True)[:ACCEPTED])
    with transaction.atomic():
        began = time.perf_counter()
        decide(event, dict.fromkeys(keys), Decision(State.ACCEPTED), by=None)
        decided = time.perf_counter()
        release(event, keys, by=None)
        report(f"accepting {ACCEPTED}", decided - began, "s", goal=at_most(20))
        released = time.perf_counter()
        report(f"releasing {ACCEPTED} acceptances", released - decided, "s", goal=at_most(20))
        index_of(event, Contribution.objects.visible_to(chair).filter(event=event), words="", page=None)
        took = (time.perf_counter() - released) * 1000
        report("index of authors, right after the release", took, "ms", goal=at_most(150))
        transaction.set_rollback(True)


def _client(key: int) -> Any:
    from django.test import Client

    from accounts.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(pk=key))
    return client


def _measure(client: Any, name: str, path: str, *, goal: float, most_queries: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def ask() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")

    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
        queries = len(asked)  # the list is emptied when the next request begins
    in_process(name, ask, repeats=REPEATS, goal=goal)
    report(f"{name}, queries", queries, "queries", goal=at_most(most_queries))


if __name__ == "__main__":
    main()
