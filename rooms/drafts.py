"""What an edit makes of a booking, date by date: the result that a page previews and an operation writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kit.moments import Span
from rooms.models import LIVE, Occurrence, Room, State
from rooms.outlook import Prospect
from rooms.times import Times, Wanted


class Scope(StrEnum):
    """How much of a series an edit is about."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one date: a row that changes, or a new one. `grows`: it takes time it did not have."""

    prospect: Prospect
    occurrence: Occurrence | None = None
    grows: bool = True

    @property
    def asks_again(self) -> bool:
        """It was booked and would await approval."""
        was = self.occurrence
        return was is not None and was.state == State.ACCEPTED and self.prospect.state == State.PENDING


@dataclass(frozen=True, slots=True)
class Draft:
    """The booking as it would be: its room and times from `cut` on (None: all of it), and its dates.

    `kept` stay as they are, whatever their state; `removed` are given back.
    """

    room: Room
    times: Times
    cut: date | None = None
    steps: Sequence[Step] = ()
    kept: Sequence[Occurrence] = ()
    removed: Sequence[Occurrence] = ()

    @property
    def conflicts(self) -> list[Prospect]:
        return [step.prospect for step in self.steps if not step.prospect.is_free]

    @property
    def free(self) -> list[Prospect]:
        return [step.prospect for step in self.steps if step.prospect.is_free]

    @property
    def asks_again(self) -> list[Occurrence]:
        return [step.occurrence for step in self.steps if step.occurrence and step.asks_again]

    @property
    def grows(self) -> bool:
        """Whether any date takes time it did not have, so that the rules of the room are asked."""
        return any(step.grows for step in self.steps)

    @property
    def stay(self) -> list[Wanted]:
        """The live dates that are left as they are."""
        return [Wanted(row.date, Span(row.starts_at, row.ends_at)) for row in self.kept if row.state in LIVE]

    @property
    def wanted(self) -> list[Wanted]:
        """All its live dates in order of time."""
        come = [step.prospect.wanted for step in self.steps if step.prospect.state in LIVE]
        return sorted([*self.stay, *come], key=lambda wanted: wanted.span.starts_at)

    def without_conflicts(self) -> "Draft":
        """The same, with the dates left out that can not be had: those held so far are given back."""
        left_out = {prospect.day for prospect in self.conflicts}
        lost = [step.occurrence for step in self.steps if step.prospect.day in left_out and step.occurrence]
        return replace(
            self,
            times=replace(self.times, exdates=tuple(sorted({*self.times.exdates, *left_out}))),
            steps=[step for step in self.steps if step.prospect.day not in left_out],
            removed=[*self.removed, *(row for row in lost if row.state in LIVE)],
        )
