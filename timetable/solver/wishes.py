"""What a proposal is asked to respect (pure)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any, Self

UNSCHEDULED = "unscheduled"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Wishes:
    """`include` says what may be placed: talks without a place, or all that is not pinned.

    Days are those of the programme, clocks those of the event's zone; no days or rooms means all of them. Talks start
    at full `step_minutes`. The talks of a session are kept together in blocks of at most `block_minutes`.
    `keep_weight` is what it costs to move an entry that has a place already.
    """

    include: str = UNSCHEDULED
    days: tuple[date, ...] = ()
    opens: time = time(9)
    closes: time = time(18)
    rooms: tuple[int, ...] = ()
    step_minutes: int = 5
    block_minutes: int = 120
    gap_minutes: int = 0
    keep_weight: int = 2
    seconds: int = 60

    def as_json(self) -> dict[str, Any]:
        values = asdict(self)
        return values | {
            "days": [day.isoformat() for day in self.days],
            "opens": self.opens.isoformat("minutes"),
            "closes": self.closes.isoformat("minutes"),
            "rooms": list(self.rooms),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        read = {
            "days": lambda days: tuple(date.fromisoformat(day) for day in days),
            "opens": time.fromisoformat,
            "closes": time.fromisoformat,
            "rooms": tuple,
        }
        return cls(**{name: read.get(name, _same)(value) for name, value in values.items()})


def _same(value: Any) -> Any:
    return value
