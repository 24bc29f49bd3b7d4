"""What becomes of each row of a file, as pages show it: `ui/import_rows.html` and `ui/import_counts.html`."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportRow:
    """`outcome` is "new", "changed", "same", "refused" or "skipped". `fields` are those that change; `sentence` says
    why not, or what to know."""

    number: int
    outcome: str
    title: str
    fields: Sequence[str] = ()
    sentence: str = ""
