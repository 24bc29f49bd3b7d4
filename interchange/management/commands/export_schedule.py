"""manage.py export_schedule SLUG: the published schedule of an event, as everybody may see it."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from events.models import Event
from interchange.operations import schedule_of
from interchange.schedule.schedule_json import write_json
from interchange.schedule.schedule_xml import write_xml

WRITERS = {"xml": write_xml, "json": write_json}


class Command(BaseCommand):
    help = "Write the schedule of an event to the standard output, as somebody without an account sees it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the address of the event: /e/SLUG/")
        parser.add_argument("--format", choices=sorted(WRITERS), default="xml")

    def handle(self, *args: Any, slug: str, format: str, **options: Any) -> None:
        viewer = AnonymousUser()
        event = Event.objects.visible_to(viewer).filter(slug=slug).first()
        if event is None:
            raise CommandError(
                _("There is no public event at the address “%(address)s”.") % {"address": slug}
            )
        self.stdout.write(WRITERS[format](schedule_of(event, viewer=viewer)).decode())
