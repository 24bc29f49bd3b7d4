"""One measured figure, printed as one line of JSON."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A limit for the value, or for the ratio to the floor."""

    limit: float
    at_least: bool
    of_ratio: bool

    def met(self, value: float, ratio: float | None) -> bool:
        figure = ratio if self.of_ratio else value
        if figure is None:
            return False
        return figure >= self.limit if self.at_least else figure <= self.limit

    def __str__(self) -> str:
        return f"{'ratio ' if self.of_ratio else ''}{'≥' if self.at_least else '≤'} {self.limit:g}"


def at_most(limit: float) -> Goal:
    return Goal(limit, at_least=False, of_ratio=False)


def at_least(limit: float) -> Goal:
    return Goal(limit, at_least=True, of_ratio=False)


def ratio_at_least(limit: float) -> Goal:
    return Goal(limit, at_least=True, of_ratio=True)


def report(
    name: str, value: float, unit: str, *, ratio: float | None = None, goal: Goal | None = None
) -> None:
    """Print the figure; `ok` is null where there is no goal."""
    line = {
        "name": name,
        "value": round(value, 2),
        "unit": unit,
        "ratio": None if ratio is None else round(ratio, 3),
        "goal": str(goal) if goal else None,
        "ok": goal.met(value, ratio) if goal else None,
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)


def report_failure(name: str, reason: str) -> None:
    """A figure that could not be taken is a line too."""
    line = {
        "name": name,
        "value": None,
        "unit": None,
        "ratio": None,
        "goal": None,
        "ok": False,
        "error": reason,
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)
