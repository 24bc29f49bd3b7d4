"""`manage.py load_organisations FILE`: the list of ror.org, for suggestions of affiliations."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from abstracts.models import Organisation
from abstracts.organisations import organisations_in
from kit.refusals import Refused

BATCH = 2000
FIELDS = ["name", "other_names", "country", "domain"]


class Command(BaseCommand):
    help = (
        "Reads the JSON dump (or its ZIP) of ror.org. Run it again with a newer one: what is gone is removed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            count = load(organisations_in(path))
        except (Refused, UnicodeDecodeError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{count} organisations.")


@transaction.atomic
def load(found: Iterable[dict[str, str]]) -> int:
    """Make these the list. All or nothing: a damaged file leaves the list as it was."""
    seen: set[str] = set()
    rows = iter(found)
    while batch := [values for _n, values in zip(range(BATCH), rows, strict=False)]:
        fresh = {values["ror"]: Organisation(**values) for values in batch}
        seen |= fresh.keys()
        Organisation.objects.bulk_create(
            fresh.values(), update_conflicts=True, unique_fields=["ror"], update_fields=FIELDS
        )
    Organisation.objects.exclude(ror__in=seen).delete()
    return len(seen)
