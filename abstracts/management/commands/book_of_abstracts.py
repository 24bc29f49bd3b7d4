"""manage.py book_of_abstracts SLUG OUT.pdf: the book of abstracts of an event, from the shell."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.book.making import book_pdf
from abstracts.book.volume import volume_of
from abstracts.models import Book
from events.models import Event
from kit.refusals import Refused


class Command(BaseCommand):
    help = "Write the book of abstracts as a PDF: what everybody may see who sees the event."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the event, as in /e/SLUG/")
        parser.add_argument("out", type=Path, help="the file to write")
        parser.add_argument("--order", choices=Book.Order.values, help="(default: as the event has it)")
        parser.add_argument("--style", choices=Book.Style.values, help="one or two columns")
        parser.add_argument("--everything", action="store_true", help="also what only some may see")

    def handle(
        self,
        *args: Any,
        slug: str,
        out: Path,
        order: str | None,
        style: str | None,
        everything: bool,
        **options: Any,
    ) -> None:
        event = Event.objects.alive().select_related("access").filter(slug__iexact=slug).first()
        if event is None:
            raise CommandError(_("There is no event at /e/%(slug)s/.") % {"slug": slug})
        book = Book.objects.filter(event=event).first() or Book(event=event)
        book.order, book.style = order or book.order, style or book.style
        volume = volume_of(event, book, reader=None, everything=everything)
        try:
            content = book_pdf(event, book, volume.sections)
            out.write_bytes(content)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            said = {"file": out, "reason": error.strerror}
            raise CommandError(_("%(file)s can not be written: %(reason)s.") % said) from error
        count = len(volume.held)
        self.stdout.write(ngettext("%(n)d abstract", "%(n)d abstracts", count) % {"n": count} + f": {out}")
