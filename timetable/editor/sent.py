"""What an act of the editor was sent with, made sense of: entries, their places, and the revisions one saw."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from kit.keys import key_of
from kit.refusals import Refused
from timetable.days import day_named
from timetable.plan.moving import Place

MOST_AT_ONCE = 1000


class NotUnderstood(Refused):
    """What was sent is no act of the editor."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form, or of the script: `entry`, `rev`, `starts_at`, `room` and `parent` are in parallel."""

    fields: QueryDict

    @property
    def entries(self) -> list[int]:
        keys = [key_of(value) for value in self.fields.getlist("entry")][:MOST_AT_ONCE]
        if not keys or not all(keys):
            raise NotUnderstood(_("Choose an entry first."))
        return keys

    @property
    def expected(self) -> dict[int, int]:
        """The revisions of the entries as the person saw them; without any, whatever they are now."""
        revisions = self.fields.getlist("rev")
        if not revisions:
            return {}
        return {
            key: int(revision)
            for key, revision in zip(self.entries, revisions, strict=False)
            if revision.isascii() and revision.isdigit() and len(revision) <= 9
        }

    @property
    def moves(self) -> Mapping[int, Place]:
        starts, rooms, parents = (self.fields.getlist(name) for name in ("starts_at", "room", "parent"))
        if not len(self.entries) == len(starts) == len(rooms) == len(parents):
            raise NotUnderstood(_("Say for each entry when it starts, and where."))
        places = zip(starts, rooms, parents, strict=True)
        return {
            key: (moment_of(start), key_of(room) or None, key_of(parent) or None)
            for key, (start, room, parent) in zip(self.entries, places, strict=True)
        }

    @property
    def place(self) -> Place:
        """Where one thing should go that has no entry yet."""
        fields = self.fields
        start = moment_of(fields.get("starts_at", ""))
        return start, key_of(fields.get("room", "")) or None, key_of(fields.get("parent", "")) or None

    def day(self, name: str) -> date:
        """Raises NotUnderstood."""
        day = day_named(self.fields.get(name, ""))
        if day is None:
            raise NotUnderstood(_("Choose a day."))
        return day

    def number(self, name: str) -> int:
        """A whole number, which may be less than nothing."""
        text = self.fields.get(name, "")
        sign, digits = (-1, text[1:]) if text[:1] == "-" else (1, text)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 5):
            raise NotUnderstood(_("Give a whole number of minutes."))
        return sign * int(digits)

    def keys(self, name: str) -> list[int]:
        return [key for value in self.fields.getlist(name)[:MOST_AT_ONCE] if (key := key_of(value))]

    def get(self, name: str, default: Any = "") -> Any:
        return self.fields.get(name, default)


def moment_of(text: str) -> datetime:
    """A moment in ISO 8601 with its offset. Raises NotUnderstood."""
    try:
        moment = datetime.fromisoformat(text[:40])
        return moment.astimezone(UTC) if moment.utcoffset() is not None else _not_a_moment()
    except (ValueError, OverflowError) as problem:
        raise NotUnderstood(_("That is no time we can use.")) from problem


def _not_a_moment() -> datetime:
    raise ValueError("without an offset")
