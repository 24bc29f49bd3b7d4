"""Cloning: which parts of an event can come along, and how its rows and times become those of another event.

Each app appends the parts it owns to PARTS when it is loaded, so that this floor need not know it. A row comes along
only through a part that names its table: addresses that open things, stars, bookings, logs and memories of imports
belong to no part.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models

from access.models import AccessList
from accounts.models import User
from events.models import Event
from journal.models import Logbook
from kit.moments import local, wall_to_utc

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Row = TypeVar("Row", bound=models.Model)
BATCH = 500
_NEVER_SHARED = (AccessList, Logbook)


@dataclass(frozen=True, slots=True)
class WallShift:
    """From the times of an event to those of its clone: how far the hands and the calendar are turned.

    On the clocks of the wall, whatever these do in between.
    """

    event: Event
    by: timedelta

    @classmethod
    def to(cls, event: Event, starts_at: datetime) -> Self:
        """So that the clone starts at that moment."""
        return cls(event, _wall(starts_at, event) - _wall(event.starts_at, event))

    @classmethod
    def to_day(cls, event: Event, day: date, clock: time | None = None) -> Self:
        """So that it starts when the clocks show that on that day; without a time, as the original does."""
        held = _wall(event.starts_at, event)
        if clock is None or clock == held.time().replace(second=0, microsecond=0):
            clock = held.time()
        return cls(event, datetime.combine(day, clock) - held)

    @property
    def day(self) -> date:
        """On which the clone starts."""
        return (_wall(self.event.starts_at, self.event) + self.by).date()

    @property
    def starts_at(self) -> datetime:
        return self.moment(self.event.starts_at)

    def moment(self, moment: datetime) -> datetime:
        """When the clocks of the clone show what they showed then."""
        wall = _wall(moment, self.event) + self.by
        return wall_to_utc(wall.date(), wall.time(), self.event.zone)[0]

    def span(self, starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
        """Both on the clocks of the wall; where a change of the clocks would turn them round, the length stays."""
        start, end = self.moment(starts_at), self.moment(ends_at)
        return start, end if end >= start else start + (ends_at - starts_at)

    def notes(self) -> list[str]:
        """What a change of the clocks does to the start and the end."""
        walls = [_wall(at, self.event) + self.by for at in (self.event.starts_at, self.event.ends_at)]
        said = [wall_to_utc(wall.date(), wall.time(), self.event.zone)[1] for wall in walls]
        return list(dict.fromkeys(note for note in said if note))


@dataclass(slots=True)
class Cloning:
    """One clone in the making: who makes it, which parts come along, and which new row stands for which old one."""

    source: Event
    clone: Event
    by: User
    parts: frozenset[str]
    shift: WallShift
    made: dict[type[models.Model], dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def copy(
        self,
        rows: Iterable[Row],
        *,
        fresh: Collection[str] = (),
        change: Callable[[Row, Row], None] | None = None,
    ) -> list[Row]:
        """Write the rows again, for the clone. What they name of the event becomes what stands for it there.

        `fresh` are fields that start anew; `change(new, old)` has the last word before the rows are written, and
        gives each its access list. Where a row names what did not come along, that is left empty; a row that can
        not be without it stays behind.
        """
        pairs = [(old, new) for old in rows if (new := self._twin(old, fresh)) is not None]
        if not pairs:
            return []
        if change is not None:
            for old, new in pairs:
                change(new, old)
        model = type(pairs[0][0])
        written = model._default_manager.bulk_create([new for _old, new in pairs], batch_size=BATCH)
        self.made[model] |= {old.pk: new.pk for (old, _new), new in zip(pairs, written, strict=True)}
        return written

    def twin_of(self, model: type[models.Model], key: int | None) -> int | None:
        """The id of the row that stands for that one in the clone; None where none came along."""
        return self.made[model].get(key) if key is not None else None

    def _twin(self, old: Row, fresh: Collection[str]) -> Row | None:
        """The row, not yet written; None where it can not be without something that did not come along."""
        values: dict[str, Any] = {}
        for each in old._meta.concrete_fields:
            if each.primary_key or each.name in fresh:
                continue
            value = getattr(old, each.attname)
            related = each.related_model
            if related is Event:
                value = self.clone.pk
            elif related in _NEVER_SHARED:
                value = None
            elif isinstance(related, type) and belongs_to_an_event(related):
                value = self.twin_of(related, value)
                if value is None and not each.null:
                    return None
            values[each.attname] = value
        return type(old)(**values)


@dataclass(frozen=True, slots=True)
class Part:
    """Something of an event that can come along.

    `copy` writes it; the parts below `order` are there already. `count` says how many rows of it the person may
    see: what they may not see does not come along. `needs` names parts without which it can not be; `note` says what
    it is like without parts it could do without.
    """

    key: str
    label: "_StrPromise"
    copy: Callable[[Cloning], None]
    count: Callable[[Event, User], int]
    order: int
    note: "_StrPromise | str" = ""
    needs: tuple[str, ...] = ()
    is_usual: bool = True


PARTS: list[Part] = []


def parts_in_order() -> list[Part]:
    return sorted(PARTS, key=lambda part: (part.order, part.key))


@cache
def belongs_to_an_event(model: type[models.Model]) -> bool:
    """Whether rows of the table lie below an event, so that a clone must never name those of another one."""
    above = {
        field.related_model
        for field in model._meta.concrete_fields
        if isinstance(field.related_model, type) and field.related_model is not model
    }
    return Event in above or any(belongs_to_an_event(each) for each in above)


def usual_parts() -> list[str]:
    return [part.key for part in parts_in_order() if part.is_usual]


def with_needs(chosen: Collection[str]) -> frozenset[str]:
    """The parts chosen, with those they can not be without."""
    found = set(chosen)
    for part in reversed(parts_in_order()):
        if part.key in found:
            found.update(part.needs)
    return frozenset(found)


def _wall(moment: datetime, event: Event) -> datetime:
    return local(moment, event.zone).replace(tzinfo=None, fold=0)
