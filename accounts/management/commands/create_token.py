"""`manage.py create_token EMAIL --scope read`: a token for scripts and first tries; prints nothing else."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Scope
from accounts.operations import create_token
from accounts.shell import person_at
from kit.refusals import Refused

# Ten years: more days would pass the last date a computer can name.
MOST_DAYS = 3650


class Command(BaseCommand):
    """Exit code 1 and a sentence for an unknown address, scope or number of days."""

    help = "Make an API token for a person and print it. It is shown only this once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="a confirmed address of the person")
        scopes = ", ".join(Scope.values)
        parser.add_argument("--scope", action="append", default=[], help=f"what it may do: {scopes}; repeat")
        parser.add_argument("--name", default="command line", help="how it is called in the person's list")
        parser.add_argument("--days", type=int, default=365, help="for how long (1 to 3650; default: 365)")

    def handle(self, *args: Any, **options: Any) -> None:
        user = person_at(options["email"])
        if not 1 <= options["days"] <= MOST_DAYS:
            raise CommandError(f"--days takes a number from 1 to {MOST_DAYS}.")
        until = timezone.now() + timedelta(days=options["days"])
        try:
            _token, text = create_token(
                user, name=options["name"][:100], scopes=options["scope"], expires_at=until
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(text)
