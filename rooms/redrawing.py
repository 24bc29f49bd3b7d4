"""An edit as its page shows it: how many dates change, come and go, and what to do where one can not be had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from rooms.alternatives import alternatives
from rooms.cutting import since
from rooms.drafts import Draft
from rooms.finder.choices import SKIP, field_of, value_of
from rooms.models import Room, RoomSettings
from rooms.outlook import Choice, Prospect
from rooms.rights import Rights


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A date that can not be had as it was asked for, or that was given another room or left out by choice."""

    day: date
    why: str
    options: Sequence[Option]

    @property
    def field(self) -> str:
        return field_of(self.day)


@dataclass(frozen=True, slots=True)
class Redrawn:
    """`draft` with its conflicts, those already answered by a choice included."""

    draft: Draft
    conflicts: Sequence[Conflict]

    @property
    def open(self) -> int:
        return len(self.draft.conflicts)

    @property
    def new(self) -> int:
        return sum(step.occurrence is None for step in self.draft.steps)

    @property
    def changed(self) -> int:
        return len(self.draft.steps) - self.new

    @property
    def asks(self) -> int:
        return len(self.draft.asks_again)

    @property
    def rejects(self) -> int:
        """Others' requests that it would reject."""
        return len({hit.booking_id for step in self.draft.steps for hit in step.prospect.requests})

    @property
    def notes(self) -> list[str]:
        """What the clocks made of a time that does not exist, or comes twice."""
        return list(dict.fromkeys(note for step in self.draft.steps for note in step.prospect.wanted.notes))


def redrawn(
    draft: Draft,
    choices: Mapping[date, Choice],
    *,
    rights: Rights,
    settings: RoomSettings,
    now: datetime,
) -> Redrawn:
    """With the nearest rooms that are free on each conflicting day."""
    taken = {prospect.day: prospect for prospect in draft.conflicts}
    days = sorted({*taken, *choices})
    if not days:
        return Redrawn(draft, [])
    times = since(draft.times, days[0])
    found = (
        alternatives(draft.room, times, days, rights=rights, settings=settings, now=now).by_day
        if times
        else {}
    )
    return Redrawn(
        draft,
        [Conflict(day, _why(taken.get(day)), _options(found.get(day, ()), choices.get(day))) for day in days],
    )


def _why(prospect: Prospect | None) -> str:
    return prospect.why if prospect else _("You chose something else for that date.")


def _options(rooms: Sequence[Room], chosen: Choice | None) -> list[Option]:
    """Nothing chosen first; whatever was chosen is among them."""
    made = value_of(chosen) if chosen else ""
    offered = {f"room:{room.pk}": _("Use {room} that day").format(room=room) for room in rooms}
    if chosen and chosen.room:
        offered.setdefault(made, _("Use {room} that day").format(room=chosen.room))
    offered[SKIP] = _("Leave this date out")
    named = {"": _("As asked for") if chosen else _("Choose what to do"), **offered}
    return [Option(value, label, value == made) for value, label in named.items()]
