"""manage.py check_timetable SLUG: the conflicts of an event's working timetable, as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.models import Event
from timetable.conflicts import Conflict, Found, conflicts_of


class Command(BaseCommand):
    help = "Print what is wrong with the timetable of an event as JSON: errors are hard conflicts, the rest is soft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the address of the event: /e/SLUG/")
        parser.add_argument("--strict", action="store_true", help="exit with 1 if there is a hard conflict")

    def handle(self, *args: Any, slug: str, strict: bool, **options: Any) -> None:
        event = Event.objects.alive().filter(slug__iexact=slug).first()
        if event is None:
            raise CommandError(f"There is no event at /e/{slug}/.")
        found = conflicts_of(event)
        self.stdout.write(json.dumps(report_of(event, found), ensure_ascii=False, indent=2))
        if strict and found.errors:
            raise SystemExit(1)


def report_of(event: Event, found: Found) -> dict[str, Any]:
    """Conflicts somebody accepted are counted and not listed."""
    hard = len(found.errors)
    return {
        "event": event.slug,
        "entries": len(found.checker.plan),
        "hard_conflicts": hard,
        "soft_conflicts": len(found.open) - hard,
        "accepted": len(found.accepted),
        "conflicts": [_as_json(conflict) for conflict in found.open],
    }


def _as_json(conflict: Conflict) -> dict[str, Any]:
    facts = conflict.facts
    return {
        "kind": conflict.kind.value,
        "severity": conflict.severity.value,
        "key": conflict.key,
        "sentence": conflict.sentence(),
        "entries": list(conflict.entries),
        "people": [facts.person_name(person) for person in conflict.people],
        "room": facts.room_name(conflict.room) or None,
        "start": conflict.starts_at.astimezone(facts.zone).isoformat(),
        "end": conflict.ends_at.astimezone(facts.zone).isoformat(),
    }
