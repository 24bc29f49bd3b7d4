"""What is measured, made inside Django: `python -m bench.content fill|facts|queries PATH`. Prints JSON.

The models are imported inside the functions, for Django must be set up before.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import django
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

EVENTS = 2000
SLUG = "bench"


def main(act: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    acts: dict[str, Callable[..., dict[str, Any]]] = {"fill": fill, "facts": facts, "queries": queries}
    print(json.dumps(acts[act](*arguments)))


def fill() -> dict[str, Any]:
    """A category of 2,000 public meetings, beside one for the conference; returns their ids."""
    from access.models import AccessList
    from events.models import Event
    from events.operations import create_category, create_event, root_category
    from kit.statistics import refresh_statistics

    begins = datetime(2030, 1, 1, 9, tzinfo=UTC)
    with transaction.atomic():
        many = create_category(root_category(), by=None, title="Many meetings", mode=AccessList.Mode.PUBLIC)
        for number in range(EVENTS):
            starts = begins + timedelta(hours=number)
            create_event(
                many,
                by=None,
                kind="meeting",
                title=f"Meeting {number} of many",
                starts_at=starts,
                ends_at=starts + timedelta(minutes=50),
                time_zone="Europe/Brussels",
                slug=f"many-{number}",
                is_draft=False,
                description="Minutes of the last one, and what comes next. " * 5,
                venue="Main building",
            )
    refresh_statistics(Event, AccessList)  # as PostgreSQL would by itself within a minute
    return {"category": many.pk, "category_url": many.get_absolute_url()}


def facts() -> dict[str, Any]:
    """Publish the imported conference; returns its days and the numbers of its talks."""
    from access.models import AccessList
    from access.operations import set_mode
    from events.models import Event
    from programme.models import Contribution

    event = Event.objects.get(slug=SLUG)
    set_mode(event.access, mode=AccessList.Mode.PUBLIC)
    event.is_draft = False
    event.save(update_fields=["is_draft"])
    numbers = Contribution.objects.filter(event=event).order_by("number").values_list("number", flat=True)
    return {"event": event.pk, "day": event.first_day.isoformat(), "talks": list(numbers)}


def queries(path: str) -> dict[str, Any]:
    """How many queries an address costs a signed-out visitor when no page is kept."""
    client = Client(headers={"accept-language": "en"})
    with CaptureQueriesContext(
        connection,
    ) as captured:
        status = client.get(path).status_code
    return {"status": status, "queries": len(captured)}


if __name__ == "__main__":
    main(*sys.argv[1:])
