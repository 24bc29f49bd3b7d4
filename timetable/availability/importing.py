"""Availabilities from a table: what each row means, and what would become of each person and room (pure reading)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.translation import gettext as _

from events.models import Event, EventPerson, EventRoom
from kit.moments import Span
from kit.tables import BadTable, Row, Table, read_table
from timetable.availability.typed import NotATime, period_of
from timetable.plan.days import EventDays

HEADINGS: dict[str, tuple[str, ...]] = {
    "person": ("person", "email", "e_mail", "mail", "speaker", "who", "name"),
    "room": ("room",),
    "day": ("day", "date"),
    "from": ("from", "start", "starts"),
    "to": ("to", "until", "end", "ends"),
}
"""The columns, and the headings (as `kit.tables.heading_key` gives them) that mean them."""

Holder = EventPerson | EventRoom
MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Given:
    """One row: whose period it is, or the sentence that says what is wrong with it."""

    number: int
    said: str
    holder: Holder | None = None
    period: Span | None = None
    problem: str = ""


@dataclass(slots=True)
class Reading:
    """All rows of a table, and the periods of everybody who has no row with a problem."""

    rows: list[Given] = field(default_factory=list)

    @property
    def problems(self) -> list[Given]:
        return [row for row in self.rows if row.problem]

    @property
    def spoilt(self) -> set[Holder]:
        return {row.holder for row in self.problems if row.holder is not None}

    @property
    def periods(self) -> Mapping[Holder, list[Span]]:
        """What would be set. Somebody with a row that can not be read is left as they are."""
        found: dict[Holder, list[Span]] = {}
        for row in self.rows:
            if row.holder is not None and row.period is not None and row.holder not in self.spoilt:
                found.setdefault(row.holder, []).append(row.period)
        return found


def read_list(event: Event, content: bytes, name: str) -> Reading:
    """A file of that name. Raises BadTable."""
    return read_availabilities(read_table(content, name, most_rows=MOST_ROWS), event)


def read_availabilities(table: Table, event: Event) -> Reading:
    """Raises BadTable without a column for the day, or for who it is about."""
    columns = _columns(table)
    names = _Names(event)
    days = EventDays.of(event)
    return Reading([_given(row, columns, names, days) for row in table.rows])


def _columns(table: Table) -> dict[str, str]:
    keys = list(table.rows[0].cells) if table.rows else []
    columns = {
        name: next((key for key in keys if key in headings), "") for name, headings in HEADINGS.items()
    }
    if not columns["day"]:
        raise BadTable(_("No column has the heading “day”."))
    if not columns["person"] and not columns["room"]:
        raise BadTable(_("No column has the heading “email” or “room”."))
    return columns


def _given(row: Row, columns: Mapping[str, str], names: "_Names", days: EventDays) -> Given:
    cell = {name: row.cells.get(key, "") if key else "" for name, key in columns.items()}
    said = " · ".join(value for value in cell.values() if value)[:200]
    if row.problem:
        return Given(row.number, said, problem=row.problem)
    holder, problem = names.holder(cell["person"], cell["room"])
    if holder is None:
        return Given(row.number, said, problem=problem)
    try:
        return Given(row.number, said, holder, period_of(cell["day"], cell["from"], cell["to"], days))
    except NotATime as refusal:
        return Given(row.number, said, holder, problem=str(refusal))


class _Names:
    """Who is meant: two queries."""

    def __init__(self, event: Event) -> None:
        self.rooms = {room.name.casefold(): room for room in event.rooms.all()}
        self.people: dict[str, list[EventPerson]] = {}
        for person in event.people.all():
            for name in {person.name.casefold(), person.email.casefold()} - {""}:
                self.people.setdefault(name, []).append(person)
        for thing in self._all():
            thing.event = event  # type: ignore[attr-defined]

    def _all(self) -> Iterable[Model]:
        yield from self.rooms.values()
        for people in self.people.values():
            yield from people

    def holder(self, person: str, room: str) -> tuple[Holder | None, str]:
        """The person or the room, or what is wrong."""
        if bool(person) == bool(room):
            return None, _("Name a person or a room in each row, not both.")
        if room:
            found = self.rooms.get(room.casefold())
            return found, "" if found else _("The event has no room “%(name)s”.") % {"name": room[:60]}
        people = self.people.get(person.casefold(), [])
        if len(people) > 1:
            said = {"name": person[:60]}
            return None, _("Several people are called “%(name)s”. Name this one by e-mail address.") % said
        if not people:
            return None, _("Nobody of the event is “%(name)s”.") % {"name": person[:60]}
        return people[0], ""
