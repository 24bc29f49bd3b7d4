"""Take over a list of rooms: all rows that can be had, and for each what became of it.

A room is the one here with the same location, site, building, floor and number. A list changes only what it has
columns for; the same list once more changes nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.filters import Keyring, keyring_of
from accounts.models import User
from kit.refusals import Refused
from rooms.importing.room_columns import title_of
from rooms.importing.room_lines import RoomLine
from rooms.models import Location, Room
from rooms.operations.import_room_things import Things, tidy
from rooms.operations.locations import create_location
from rooms.operations.rooms import create_room, edit_room
from rooms.operations.settings import room_settings
from rooms.operations.turns import lock_rooms
from rooms.permissions import can_run_all_rooms, can_run_location
from rooms.refusals import MayNotBook, NotEditable

LONGEST_NAME = 100
Place = tuple[int, str, str, str, str]


class RoomOutcome(StrEnum):
    """What became of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RoomResult:
    """One row of the report; `fields` are those that change, the sentence says why it was refused, or what to know."""

    number: int
    outcome: RoomOutcome
    room: str
    sentence: str = ""
    fields: tuple[str, ...] = ()


@dataclass
class RoomsReport:
    results: list[RoomResult] = field(default_factory=list)
    is_dry_run: bool = False

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(result.outcome.value for result in self.results))

    @property
    def refused_first(self) -> list[RoomResult]:
        order = [RoomOutcome.REFUSED, RoomOutcome.CHANGED, RoomOutcome.NEW, RoomOutcome.SAME]
        return sorted(self.results, key=lambda result: (order.index(result.outcome), result.number))


@dataclass
class _Row:
    """A line, and what it comes to: the room it is here, or none, and the fields that differ."""

    line: RoomLine
    location: Location | None = None
    room: Room | None = None
    changed: tuple[str, ...] = ()
    problem: str = ""


@transaction.atomic
def import_rooms(
    lines: Sequence[RoomLine], *, by: User | None, location: str = "", zone: str = "", dry_run: bool = False
) -> RoomsReport:
    """Add and change rooms. `location` is for rows that name none; with a `zone`, locations not here yet are added.

    `by` None is whoever runs the server. With `dry_run` everything but keeping it. Raises TryAgain, UnknownZone.
    """
    keyring = Keyring(is_admin=True) if by is None else keyring_of(by)
    things = Things(by=by, may_add=can_run_all_rooms(keyring, room_settings()))
    places = _Places(lines, location, zone, keyring=keyring, by=by, may_add=things.may_add)
    rows = _planned(lines, places, things)
    lock_rooms(row.room.pk for row in rows if row.room and row.changed)
    report = RoomsReport(is_dry_run=dry_run)
    report.results = [_done(row, things, by=by) for row in rows]
    transaction.set_rollback(dry_run)
    return report


class _Places:
    """The locations the lines name, made where they may be."""

    def __init__(
        self,
        lines: Sequence[RoomLine],
        location: str,
        zone: str,
        *,
        keyring: Keyring,
        by: User | None,
        may_add: bool,
    ) -> None:
        self._otherwise = location.strip()
        names = {self._name(line).casefold(): self._name(line) for line in lines if not line.problem}
        every = Location.objects.select_related("access", "logbook")
        self._found = {one.name.casefold(): one for one in every if can_run_location(keyring, one)}
        taken = {one.name.casefold() for one in every}
        if zone and may_add:
            for folded, name in names.items():
                if name and folded not in taken and len(name) <= LONGEST_NAME:
                    self._found[folded] = create_location(name=name, time_zone=zone, by=by)

    def of(self, line: RoomLine) -> Location:
        """Raises MayNotBook where it is not here, or not the person's to run."""
        name = self._name(line)
        if not name:
            raise MayNotBook(_("It names no location. Choose the one that is meant."))
        if (found := self._found.get(name.casefold())) is None:
            raise MayNotBook(
                _("You run no location “{name}”. Those who run all rooms add locations.").format(
                    name=name[:60]
                )
            )
        return found

    def here(self) -> list[Location]:
        return list(self._found.values())

    def _name(self, line: RoomLine) -> str:
        return line.location.strip() or self._otherwise


def _planned(lines: Sequence[RoomLine], places: _Places, things: Things) -> list[_Row]:
    rows = [_Row(line, problem=line.problem) for line in lines]
    for row in rows:
        if not row.problem:
            try:
                row.location = places.of(row.line)
            except Refused as refusal:
                row.problem = str(refusal)
    located = {row.location.pk for row in rows if row.location}
    here = Room.objects.filter(location__in=located).select_related("owner", "location")
    rooms = {_place(room): room for room in here.prefetch_related("equipment", "attribute_values")}
    seen: dict[Place, int] = {}
    for row in rows:
        if row.location is None:
            continue
        site, building, floor, number = (part.lower() for part in row.line.place)
        place = (row.location.pk, site, building, floor, number)
        if place in seen:
            row.problem = _("It is the room of row {number} again.").format(number=seen[place])
            continue
        seen[place] = row.line.number
        row.room = rooms.get(place)
        if row.room:
            row.changed = _differences(row.line, row.room, things)
    return rows


def _place(room: Room) -> Place:
    return (
        room.location_id,
        room.site.lower(),
        room.building.lower(),
        room.floor.lower(),
        room.number.lower(),
    )


def _differences(line: RoomLine, room: Room, things: Things) -> tuple[str, ...]:
    """The names of the columns whose value is another."""
    changed = [name for name, value in line.values.items() if tidy(getattr(room, name)) != tidy(value)]
    owner = things.owner(line)
    if (owner is not None and owner.pk != room.owner_id) or (line.owner == "" and room.owner_id):
        changed.append("owner")
    if things.equipment_differs(line, room):
        changed.append("equipment")
    return (*changed, *things.answers_that_differ(line, room))


def _done(row: _Row, things: Things, *, by: User | None) -> RoomResult:
    line = row.line
    label = row.room.full_name if row.room else line.label
    if row.problem or row.location is None:
        return RoomResult(line.number, RoomOutcome.REFUSED, label, row.problem)
    notes = things.notes(line)
    if row.room and row.room.retired_at is not None:
        retired = NotEditable(_("{room} is retired. Bring it back first.").format(room=label))
        return RoomResult(line.number, RoomOutcome.REFUSED, label, str(retired))
    if row.room and not row.changed:
        return RoomResult(line.number, RoomOutcome.SAME, label, " ".join(notes))
    try:
        with transaction.atomic():
            _write(row, row.location, things, by=by)
    except Refused as refusal:
        things.forget()
        return RoomResult(line.number, RoomOutcome.REFUSED, label, str(refusal))
    if row.room is None:
        return RoomResult(line.number, RoomOutcome.NEW, label, " ".join([*_unknown_seats(line), *notes]))
    fields = tuple(str(title_of(name)) for name in row.changed)
    return RoomResult(line.number, RoomOutcome.CHANGED, label, " ".join(notes), fields)


def _unknown_seats(line: RoomLine) -> list[str]:
    if "capacity" in line.values:
        return []
    seats = Room._meta.get_field("capacity").default
    sentence = ngettext(
        "Its seats are not given; {seats} is written down.",
        "Its seats are not given; {seats} are written down.",
        seats,
    )
    return [sentence.format(seats=seats)]


def _write(row: _Row, location: Location, things: Things, *, by: User | None) -> None:
    line = row.line
    values: dict[str, Any] = dict(line.values)
    if line.owner == "" or things.owner(line) is not None:
        values["owner"] = things.owner(line)
    attributes = things.answers_of(line)
    equipment = things.equipment_of(line, row.room)
    if row.room is None:
        create_room(location, by=by, equipment=equipment or (), attributes=attributes, **values)
    else:
        edit_room(row.room, by=by, equipment=equipment, attributes=attributes, **values)
