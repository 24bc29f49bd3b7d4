"""What an import did, or would do: counts per kind of thing, and remarks per row of the file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from events.models import Event
from interchange.models import Origin
from interchange.schedule.findings import Finding


@dataclass(slots=True)
class Counts:
    """How many things of one kind. `kept` are those with values edited here that differ from the file's."""

    added: int = 0
    updated: int = 0
    withdrawn: int = 0
    reinstated: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about one row. A warning means that the event does not hold what the file says."""

    row: str
    sentence: str
    is_warning: bool = True

    def __str__(self) -> str:
        return f"{self.row}: {self.sentence}" if self.row else self.sentence


@dataclass(frozen=True, slots=True)
class Clashes:
    """Hard conflicts of the timetable: how many, and the first of them as sentences.

    `number` is None where so much is at once in one place that they are not counted.
    """

    number: int | None = 0
    told: list[str] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many are not told."""
        return (self.number or 0) - len(self.told)


@dataclass(slots=True)
class ImportReport:
    """`event` is None where a dry run would make a new one, at `slug`."""

    title: str
    slug: str
    is_new: bool
    is_dry_run: bool
    event: Event | None = None
    counts: dict[Origin.Kind, Counts] = field(
        default_factory=lambda: {kind: Counts() for kind in Origin.Kind if kind != Origin.Kind.EVENT}
    )
    remarks: list[Remark] = field(default_factory=list)
    clashes: Clashes = Clashes()

    @property
    def talks(self) -> Counts:
        return self.counts[Origin.Kind.TALK]

    @property
    def changes_something(self) -> bool:
        """Whether anything at all is written; a new event always is."""
        changes = (
            (counts.added, counts.updated, counts.withdrawn, counts.reinstated)
            for counts in self.counts.values()
        )
        return self.is_new or any(map(any, changes))

    def warn(self, row: str, sentence: str) -> None:
        """Something of the file that could not be taken as it stands; `row` is how the file calls it."""
        self.remarks.append(Remark(row, sentence))

    def note(self, row: str, sentence: str) -> None:
        """Something worth knowing that is no problem."""
        self.remarks.append(Remark(row, sentence, is_warning=False))

    def take_over(self, findings: Iterable[Finding]) -> None:
        """What the reader of the file had to say."""
        self.remarks.extend(Remark(finding.row, finding.reason) for finding in findings)
