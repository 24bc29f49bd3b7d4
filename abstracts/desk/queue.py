"""The queue of the desk: the stretch around the abstract that is read, and what lies beside it."""

from dataclasses import dataclass

from abstracts.desk.rows import Found, Row
from abstracts.similarity import LIKELY_DUPLICATE, known_in

WINDOW = 50
"""Abstracts of the queue on one page."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The stretch of the queue around the abstract that is read. `before` and `after` are numbers one step away,
    `earlier` and `later` lead to the stretches beside this one."""

    rows: list[Row]
    place: int | None
    size: int
    before: int | None = None
    after: int | None = None
    earlier: int | None = None
    later: int | None = None


def queue_of(found: Found, row: Row | None) -> Queue:
    numbers = [one.number for one in found.rows]
    place = numbers.index(row.number) if row is not None and row.number in numbers else None
    start = (place or 0) // WINDOW * WINDOW
    stretch = found.rows[start : start + WINDOW]
    beside = _neighbours(numbers, place, row)
    return Queue(
        rows=stretch,
        place=None if place is None else place + 1,
        size=len(numbers),
        before=beside[0],
        after=beside[1],
        earlier=numbers[max(0, start - WINDOW)] if start else None,
        later=numbers[start + WINDOW] if start + WINDOW < len(numbers) else None,
    )


def _neighbours(numbers: list[int], place: int | None, row: Row | None) -> tuple[int | None, int | None]:
    """One that is not in the queue (it was decided just now) lies where its number would."""
    if place is None:
        if row is None:
            return None, None
        smaller = [number for number in numbers if number < row.number]
        larger = [number for number in numbers if number > row.number]
        return max(smaller, default=None), min(larger, default=min(numbers, default=None))
    before = numbers[place - 1] if place > 0 else None
    return before, numbers[place + 1] if place + 1 < len(numbers) else None


def likely_duplicates(queue: Queue, found: Found) -> set[int]:
    """Ids on this stretch that read like another one; as far as somebody looked for similar ones already."""
    near: dict[int, list[tuple[int, float]]] = {}
    for call in {row.call for row in queue.rows}:
        near |= known_in(call)
    readable = {row.pk for row in found.rows}
    return {
        row.pk
        for row in queue.rows
        if any(value >= LIKELY_DUPLICATE and key in readable for key, value in near.get(row.pk, []))
    }
