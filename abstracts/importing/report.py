"""What becomes of each row of an import."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

CREATED, UPDATED, SAME, SKIPPED = "created", "updated", "same", "skipped"


@dataclass(frozen=True, slots=True)
class RowResult:
    """`fields` are those that change; `notes` what to know of it; `reason` says why a row was skipped."""

    row: int
    outcome: str
    number: int | None = None
    code: str = ""
    title: str = ""
    fields: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        said = {
            "row": self.row, "outcome": self.outcome, "number": self.number, "code": self.code, "title": self.title,
            "fields_changed": list(self.fields), "notes": list(self.notes), "reason": self.reason,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value not in (None, "", [])}


@dataclass(slots=True)
class ImportReport:
    """`added` are tracks, types and topics that came with it; `notes` say how the file was read."""

    call: str
    results: list[RowResult] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_dry_run: bool = False

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(result.outcome for result in self.results)
        return {outcome: counted.get(outcome, 0) for outcome in (CREATED, UPDATED, SAME, SKIPPED)}

    @property
    def amount(self) -> int:
        """How many submissions are new or change."""
        return self.counts[CREATED] + self.counts[UPDATED]

    def as_json(self) -> dict[str, Any]:
        """Counts, then the rows about which there is something to say: skipped ones with their reasons, and notes."""
        return {
            "call": self.call,
            "dry_run": self.is_dry_run,
            "rows": len(self.results),
            **self.counts,
            "added": self.added,
            "notes": self.notes,
            "skipped_rows": [result.as_json() for result in self.results if result.outcome == SKIPPED],
            "noted_rows": [
                result.as_json() for result in self.results if result.notes and result.outcome != SKIPPED
            ],
        }
