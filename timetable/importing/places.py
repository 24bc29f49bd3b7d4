"""The places that a list gives its talks, worked out as values; what they come to is written all at once."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from events.models import EventRoom
from programme.models import Contribution
from timetable.importing.names import NotKnown
from timetable.importing.talk_lines import TalkLine
from timetable.plan import Key, Plan, PlanEntry


@dataclass(slots=True)
class Places:
    """The timetable as it is, and `changes` to it."""

    plan: Plan
    changes: dict[Key, PlanEntry | None] = field(default_factory=dict)

    def put(
        self, talk: Contribution, line: TalkLine, room: EventRoom | None, changed: dict[str, Any]
    ) -> list[str]:
        """Note the place of a talk; returns the columns that change it.

        `changed` are the values of the talk that change. A new length moves the end of its entry, and is then taken
        out of them, for talks last as long as their entries. Raises NotKnown for a talk with several times, unless
        the start tells which is meant.
        """
        held = [entry for entry in self.plan.values() if entry.contribution == talk.pk]
        old = held[0] if len(held) == 1 else _meant(held, line.starts_at)
        if old is not None:
            return self._move(old, talk, line, room, changed)
        if held and (line.starts_at is not None or room is not None):
            raise NotKnown(_("It is held several times. Change its times in the timetable."))
        if held or line.starts_at is None:
            return []
        self._put_in(talk, line.starts_at, room, changed)
        return ["start"]

    def _move(
        self,
        old: PlanEntry,
        talk: Contribution,
        line: TalkLine,
        room: EventRoom | None,
        changed: dict[str, Any],
    ) -> list[str]:
        minutes = None if _is_poster(talk, changed) else changed.get("minutes")
        starts_at = line.starts_at or old.starts_at
        length = old.ends_at - old.starts_at if minutes is None else timedelta(minutes=minutes)
        new = replace(old, starts_at=starts_at, ends_at=starts_at + length)
        if room is not None and self.plan.room_of(old) != room.pk:
            new = replace(new, room=room.pk)
        if starts_at != old.starts_at:
            new = replace(new, parent=self._block(talk, starts_at, changed))
        if new.same_place(old):
            return []
        self.changes[old.key] = new
        differs = {"start": new.starts_at != old.starts_at, "room": new.room != old.room}
        if minutes is not None and new.ends_at - new.starts_at != old.ends_at - old.starts_at:
            differs["minutes"] = True
            del changed["minutes"]
        return [name for name in ("start", "minutes", "room") if differs.get(name)]

    def _put_in(
        self, talk: Contribution, starts_at: datetime, room: EventRoom | None, changed: dict[str, Any]
    ) -> None:
        key = -len(self.changes) - 1
        minutes = changed.get("minutes", talk.minutes)
        self.changes[key] = PlanEntry(
            key=key,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            room=room.pk if room is not None else None,
            parent=self._block(talk, starts_at, changed),
            contribution=talk.pk,
            label=talk.title,
        )

    def _block(self, talk: Contribution, starts_at: datetime, changed: dict[str, Any]) -> Key | None:
        """The block of its session that is on at the start."""
        session = changed.get("session", talk.session)
        if session is None:
            return None
        blocks = (entry for entry in self.plan.values() if entry.session == session.pk)
        return next((block.key for block in blocks if block.starts_at <= starts_at < block.ends_at), None)


def _meant(held: list[PlanEntry], starts_at: datetime | None) -> PlanEntry | None:
    return next((entry for entry in held if entry.starts_at == starts_at), None)


def _is_poster(talk: Contribution, changed: dict[str, Any]) -> bool:
    """Posters have the whole time of their session, however long they are."""
    session = changed.get("session", talk.session)
    return session is not None and session.is_poster
