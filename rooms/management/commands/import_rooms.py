"""manage.py import_rooms FILE: take over a list of rooms (.csv, .xlsx, .json)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kit.refusals import Refused
from kit.tables import heading_key
from rooms.importing.room_columns import known_columns
from rooms.importing.room_files import read_rooms
from rooms.importing.room_lines import lines_of_rooms
from rooms.models import Attribute, Location
from rooms.operations.import_rooms import RoomsReport, import_rooms


class Command(BaseCommand):
    help = (
        "Import rooms from a list (.csv, .xlsx, .json). Rooms are known by location, site, building, floor and number; "
        "only what the list has columns for changes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--location", default="", metavar="NAME", help="of rows that name none")
        parser.add_argument("--zone", default="", help="add locations that are missing, in this time zone")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="HEADING=COLUMN",
            help="what a heading means, such as --column Trakt=site; nothing after the = leaves it out",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["zone"] and not Location.objects.exists():
            raise CommandError("There is no location yet. Give --location and its --zone.")
        chosen = {
            heading_key(heading): column.strip()
            for heading, _, column in (one.partition("=") for one in options["column"])
        }
        try:
            table = read_rooms(options["file"].read_bytes(), options["file"].name)
            attributes = Attribute.objects.values_list("name", flat=True)
            columns = known_columns(table.headings, list(attributes), chosen=chosen)
            report = import_rooms(
                lines_of_rooms(table, columns),
                by=None,
                location=options["location"],
                zone=options["zone"],
                dry_run=options["dry_run"],
            )
        except (Refused, OSError) as problem:
            raise CommandError(str(problem)) from problem
        left_out = [heading for heading in table.headings if heading_key(heading) not in columns]
        if left_out:
            self.stdout.write(f"Left out: {', '.join(left_out)}.")
        self._tell(report)

    def _tell(self, report: RoomsReport) -> None:
        for result in report.refused_first:
            if result.sentence:
                self.stdout.write(f"{result.number} {result.room}: {result.outcome}: {result.sentence}")
        counts = (
            ", ".join(f"{count} {outcome}" for outcome, count in sorted(report.counts.items())) or "nothing"
        )
        self.stdout.write(f"{'Would be: ' if report.is_dry_run else ''}{counts}.")
