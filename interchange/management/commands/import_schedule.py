"""manage.py import_schedule FILE: make a published schedule an event, or bring its event up to date."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.shell import person_at
from events.models import Category
from events.operations import create_category, root_category
from interchange.operations import import_schedule
from interchange.operations.report import ImportReport
from interchange.operations.words import clashes_in_words, counts_in_words
from interchange.schedule.reading import LARGEST, read_schedule
from kit.refusals import Refused
from kit.shell import content_of


class Command(BaseCommand):
    help = "Import a schedule.xml (frab), schedule.json (c3voc) or pretalx JSON as an event, or into its event again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=f"the file, at most {LARGEST // 1024**2} MB")
        parser.add_argument(
            "--category", default="", metavar="PATH",
            help="titles from the top, such as Conferences/2020; what is missing is made (default: the top)",
        )  # fmt: skip
        parser.add_argument("--slug", help="the address of the event: /e/SLUG/ (default: as the file says)")
        parser.add_argument(
            "--time-zone", metavar="ZONE", help="for files that name none, such as Europe/Paris"
        )
        parser.add_argument("--draft", action="store_true", help="do not publish a new event")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument(
            "--as", dest="by", metavar="EMAIL", help="the person who imports (default: the system)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():  # the categories made on the way stand or fall with the event
                report = self._import(**options)
                transaction.set_rollback(report.is_dry_run)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(report)

    def _import(
        self, *, file: Path, category: str, slug: str | None, time_zone: str | None, draft: bool, dry_run: bool,
        by: str | None, **_others: Any,
    ) -> ImportReport:  # fmt: skip
        schedule = read_schedule(content_of(file, most=LARGEST), file_name=file.name, default_zone=time_zone)
        person = person_at(by) if by else None
        return import_schedule(
            schedule,
            file_name=file.name,
            by=person,
            category=_category(category, by=person),
            slug=slug,
            is_draft=draft,
            dry_run=dry_run,
        )

    def _tell(self, report: ImportReport) -> None:
        for remark in report.remarks:
            self.stdout.write(f"{_('warning') if remark.is_warning else _('note')}: {remark}")
        for sentence in report.clashes.told:
            self.stdout.write(_("conflict: %(sentence)s") % {"sentence": sentence})
        for words in filter(None, (clashes_in_words(report.clashes), *counts_in_words(report))):
            self.stdout.write(words)
        if report.is_dry_run:
            self.stdout.write(_("Nothing was written: this was a dry run."))
        else:
            self.stdout.write(
                _("“%(title)s” is at /e/%(slug)s/.") % {"title": report.title, "slug": report.slug}
            )


def _category(path: str, *, by: User | None) -> Category:
    """The category at the end of the titles; those that do not exist yet are made."""
    category = root_category()
    for title in filter(None, map(str.strip, path.split("/"))):
        below = Category.objects.filter(parent=category, title=title).first()
        category = below or create_category(category, title=title, by=by)
    return category
