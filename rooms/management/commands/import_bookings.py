"""manage.py import_bookings FILE: take over bookings from a calendar (.ics) or a table (.csv, .xlsx)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.shell import person_at
from kit.refusals import Refused
from rooms.importing.calendar_lines import lines_of_calendar
from rooms.importing.lines import Line
from rooms.importing.naming import Names
from rooms.importing.table_lines import lines_of_table
from rooms.models import Room
from rooms.operations.import_bookings import BookingsReport, import_bookings


class Command(BaseCommand):
    help = "Import bookings from a calendar (.ics) or a table (.csv, .xlsx). What overlaps is reported first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--as", dest="by", required=True, metavar="EMAIL", help="who imports, and runs the rooms"
        )
        parser.add_argument(
            "--room", default="", help="all of it is for this room (its code, name, or # and number)"
        )
        parser.add_argument("--skip-conflicts", action="store_true", help="book the other dates of a series")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_at(options["by"])
        rooms = list(Room.objects.run_by(person).in_use().for_rights())
        try:
            report = import_bookings(
                read_lines(options["file"]),
                by=person,
                rooms=rooms,
                into=Names(rooms).room(options["room"]) if options["room"] else None,
                on_conflict="skip" if options["skip_conflicts"] else "refuse",
                dry_run=options["dry_run"],
            )
        except (Refused, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self._tell(report)

    def _tell(self, report: BookingsReport) -> None:
        for result in report.overlaps_first:
            if result.sentence:
                self.stdout.write(f"{result.number}: {result.outcome}: {result.sentence}")
        counts = (
            ", ".join(f"{count} {outcome}" for outcome, count in sorted(report.counts.items())) or "nothing"
        )
        self.stdout.write(f"{'Would be: ' if report.is_dry_run else ''}{counts}.")


def read_lines(file: Path) -> list[Line]:
    """The bookings of a file, by what its name ends in."""
    content = file.read_bytes()
    return (
        lines_of_calendar(content)
        if file.suffix.lower() in (".ics", ".ical")
        else lines_of_table(content, file.name)
    )
