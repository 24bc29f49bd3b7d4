"""manage.py propose_timetable SLUG: search for a timetable and print how good it is, as JSON."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models.functions import Lower

from events.models import Event
from kit.refusals import Refused
from timetable.operations.proposing import accept_proposal, find_timetable, hard_conflicts, keep_proposal
from timetable.solver.improve import State
from timetable.solver.wishes import ALL, UNSCHEDULED, Wishes


class Command(BaseCommand):
    help = "Propose a timetable for the event at /e/SLUG/. Prints placed, unplaced, hard_conflicts, soft_score as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--seconds", type=_seconds, default=60, help="how long to search (default: 60)")
        parser.add_argument(
            "--include",
            choices=[ALL, UNSCHEDULED],
            default=ALL,
            help="all that is not pinned, or only what has no place yet (default: all)",
        )
        parser.add_argument("--day", type=date.fromisoformat, action="append", help="only on these days")
        parser.add_argument("--opens", type=time.fromisoformat, default=time(9), help="default: 09:00")
        parser.add_argument("--closes", type=time.fromisoformat, default=time(18), help="default: 18:00")
        parser.add_argument("--step", type=int, choices=[1, 5, 10, 15, 20, 30], default=5, help="minutes")
        parser.add_argument("--workers", type=int, default=2, help="threads (default: 2)")
        parser.add_argument("--keep", action="store_true", help="keep it as a proposal to look at")
        parser.add_argument("--accept", action="store_true", help="put it into the draft at once")

    def handle(self, *args: Any, **options: Any) -> None:
        event = Event.objects.alive().alias(at=Lower("slug")).filter(at=options["slug"].lower()).first()
        if event is None:
            raise CommandError(f"There is no event at /e/{options['slug']}/.")
        wishes = _wishes(options)
        try:
            facts, found = find_timetable(event, wishes, workers=options["workers"], tell=self._tell)
            said: dict[str, Any] = {}
            if options["keep"] or options["accept"]:
                version = keep_proposal(event, facts, found, wishes, by=None)
                said["proposal"] = version.pk
                if options["accept"] and found.changes:
                    accept_proposal(version, by=None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        hard = hard_conflicts(facts, found.plan)
        report = found.report(facts)
        self.stdout.write(
            json.dumps(
                {
                    "event": event.slug,
                    "placed": found.placed,
                    "unplaced": report["unplaced"],
                    "hard_conflicts": len(hard),
                    "soft_score": found.score.soft,
                    "score": report["score"],
                    "before": report["before"],
                    "moved": len(found.changes),
                    **said,
                },
                ensure_ascii=False,
                indent=2,
            )
        )

    def _tell(self, state: State) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"{state.share:4.0%}  {state.placed} of {state.units}", ending="\r")


def _wishes(options: dict[str, Any]) -> Wishes:
    return Wishes(
        include=options["include"],
        days=tuple(sorted(options["day"] or ())),
        opens=options["opens"],
        closes=options["closes"],
        step_minutes=options["step"],
        seconds=options["seconds"],
    )


def _seconds(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 3600:
        raise ArgumentTypeError("Give 1 to 3600 seconds.")
    return int(text)
