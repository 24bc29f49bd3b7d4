"""Rows that a new thing of a file means although no import made them: names and addresses are given only once."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from interchange.models import Origin
from interchange.operations.records import Kind, Record
from interchange.operations.report import ImportReport
from interchange.operations.stored import Stored

ONCE_PER_EVENT = {Kind.ROOM: "name", Kind.TRACK: "name", Kind.TYPE: "name", Kind.PERSON: "email"}


class Namesakes:
    """The rows of an event by what may stand there only once: the name of a room, a person's e-mail address."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored
        self.rows: dict[Origin.Kind, dict[str, Any]] = {
            kind: {str(getattr(row, column)).lower(): row for row in stored.things[kind].values()}
            for kind, column in ONCE_PER_EVENT.items()
        }

    def of(self, record: Record) -> Any:
        """The row that the record means, whoever made it, or None."""
        if record.kind not in ONCE_PER_EVENT:
            return None
        name = str(record.values[ONCE_PER_EVENT[record.kind]]).lower()
        return self.rows[record.kind].get(name) if name else None

    def base_of(self, record: Record, row: Any) -> dict[str, Any]:
        """What the last file said of a row that the record takes over; what it says itself where none did."""
        origin = self.stored.origin_of(record.kind, row)
        return origin.values if origin else record.values

    def with_free_address(self, record: Record, *, named: Collection[str], report: ImportReport) -> Record:
        """The record of a person without an e-mail address that is still somebody else's here.

        `named` are the keys of the people in the file. Whoever the file no longer names under the old key is
        the same person under a new one, and is taken over with the address.
        """
        holder = self.of(record)
        origin = self.stored.origins.get((Kind.PERSON, record.key))
        row = self.stored.thing_of(origin) if origin else None
        if holder is None or holder is row:
            return record
        if origin is None and self.stored.known_as.get((Kind.PERSON, holder.pk)) not in named:
            return record
        report.warn(
            record.label,
            _("The e-mail address %(email)s belongs to “%(person)s” here and was left out.")
            % {"email": record.values["email"], "person": holder.name},
        )
        return replace(record, values=record.values | {"email": origin.values["email"] if origin else ""})
