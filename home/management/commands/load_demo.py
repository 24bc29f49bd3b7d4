"""`manage.py load_demo`: the demo, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.demo.loading import load_demo


class Command(BaseCommand):
    help = "Loads the demo into an installation that has no account yet. The password is HEMICYCLE_DEMO_PASSWORD."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_PASSWORD:
            raise CommandError("Set HEMICYCLE_DEMO_PASSWORD: the demo's accounts need a password.")
        loaded = load_demo(password=settings.DEMO_PASSWORD)
        self.stdout.write(
            "The demo is loaded." if loaded else "There are accounts already; nothing was loaded."
        )
