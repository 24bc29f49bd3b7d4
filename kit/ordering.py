"""Rows that people put in order: each stands at its `position` among the rows of its parent, counted from 1."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Manager, Max, Model

Row = TypeVar("Row", bound=Model)
Thing = TypeVar("Thing")
Changes = dict[str, tuple[Any, Any]]

STEPS = {"up": -1, "down": 1}
"""What the buttons beside a row do to its place."""


def put_in_order(held: Iterable[Model], first: Iterable[int]) -> Changes:
    """Give rows the order of these ids; those not named follow in the order they had. For operations, under a lock.

    `held` are all rows of the parent, in their order; ids of other rows say nothing. Returns what the log is told:
    {} where nothing changed, and then nothing was written.
    """
    before = list(held)
    after = named_first(before, first)
    if after == before:
        return {}
    for position, row in enumerate(after, start=1):
        row.position = position  # type: ignore[attr-defined]
    type(after[0])._default_manager.bulk_update(after, ["position"])
    return {"order": (_listed(before), _listed(after))}


def named_first(rows: Iterable[Row], first: Iterable[int]) -> list[Row]:
    """The rows in the order of these ids, then those not named in the order they had."""
    places = {key: place for place, key in enumerate(dict.fromkeys(first))}
    return sorted(rows, key=lambda row: places.get(row.pk, len(places)))


def next_place(rows: Manager[Any]) -> int:
    """The position of a new row after these, the rows of its parent. For operations, under a lock."""
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def moved(things: Sequence[Thing], place: int, *, by: int) -> list[Thing]:
    """The things with that at `place` so many places further on; it stays between the first and the last."""
    arranged = list(things)
    thing = arranged.pop(place)
    arranged.insert(max(0, place + by), thing)
    return arranged


def _listed(rows: Iterable[Model]) -> str:
    return ", ".join(map(str, rows))
