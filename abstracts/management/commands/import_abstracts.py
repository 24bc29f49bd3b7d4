"""manage.py import_abstracts SLUG FILE: submissions out of a CSV, Excel or JSON file into a call of an event."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from abstracts.importing.reading import read_submissions
from abstracts.importing.report import ImportReport
from abstracts.models import Call
from abstracts.operations import create_call
from abstracts.operations.importing import import_abstracts
from accounts.models import User
from accounts.shell import person_at
from events.models import Event
from kit.refusals import Refused
from kit.shell import content_of
from kit.tables import MOST_BYTES


class Command(BaseCommand):
    help = "Import submissions from a CSV, XLSX, JSON or JSON-lines file; prints what became of them as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the event, as in /e/SLUG/")
        parser.add_argument(
            "file", type=Path, help=f"the file, at most {MOST_BYTES // 1024**2} MB; - reads stdin"
        )
        parser.add_argument(
            "--call", default="", metavar="NAME",
            help="the call; one that is not there is made, closed (default: the only call of the event)",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument(
            "--no-add",
            action="store_true",
            help="skip rows whose track, type or topic is not there (default: add)",
        )
        parser.add_argument(
            "--strict", action="store_true", help="skip rows that the rules of the call refuse"
        )
        parser.add_argument("--as", dest="by", metavar="EMAIL", help="who imports (default: the system)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():  # a call made on the way stands or falls with what it holds
                report = _import(**options)
                transaction.set_rollback(options["dry_run"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))


def _import(
    *,
    slug: str,
    file: Path,
    call: str,
    dry_run: bool,
    no_add: bool,
    strict: bool,
    by: str | None,
    **_others: Any,
) -> ImportReport:
    event = Event.objects.alive().filter(slug__iexact=slug).first()
    if event is None:
        raise CommandError(_("There is no event at /e/%(slug)s/.") % {"slug": slug})
    person = person_at(by) if by else None
    read = read_submissions(content_of(file, most=MOST_BYTES), file.name)
    return import_abstracts(
        _call(event, call, by=person),
        read.rows,
        by=person,
        add_missing=not no_add,
        strict=strict,
        dry_run=dry_run,
        notes=read.notes,
    )


def _call(event: Event, name: str, *, by: User | None) -> Call:
    """The call of that name, or the only one; made where there is none."""
    calls = list(event.calls.all())
    if name:
        named = next((call for call in calls if call.name.casefold() == name.casefold()), None)
        return named or create_call(event, by=by, name=name)
    if len(calls) > 1:
        said = {"calls": ", ".join(f"“{call}”" for call in calls)}
        raise CommandError(_("The event has several calls: %(calls)s. Choose one with --call.") % said)
    return calls[0] if calls else create_call(event, by=by, name=_("Abstracts"))
