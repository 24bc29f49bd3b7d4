"""What a reader has to say about a file: warnings it could live with, and reasons it could not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kit.refusals import Refused

SHOWN_IN_A_SENTENCE = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about one row: a line of an XML file, a path into a JSON file, or "" for the whole file."""

    row: str
    reason: str

    def __str__(self) -> str:
        return f"{self.row}: {self.reason}" if self.row else self.reason


class Unusable(ValueError):
    """One value of a file cannot be used; the message is a sentence saying why."""


class ScheduleUnreadable(Refused):
    """A file is not a schedule that can be read; `findings` holds every reason with its row."""

    def __init__(self, *, file_name: str, findings: Iterable[Finding]) -> None:
        self.file_name = file_name
        self.findings: Sequence[Finding] = tuple(findings)
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        shown = " ".join(str(finding) for finding in self.findings[:SHOWN_IN_A_SENTENCE])
        opening = _("“%(file)s” cannot be read as a schedule.") % {"file": self.file_name}
        left_over = len(self.findings) - SHOWN_IN_A_SENTENCE
        if left_over > 0:
            return f"{opening} {shown} " + _("%(number)d more problems were found.") % {"number": left_over}
        return f"{opening} {shown}"
