"""One conflict: what clashes, who and when, under a key that stays the same as long as all of that does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext as _

from kit.words import clock_words, date_words, moment_words
from timetable.conflicts.facts import Facts
from timetable.conflicts.kinds import Kind, Severity
from timetable.conflicts.placed import Placed
from timetable.plan import Key


@dataclass(frozen=True, eq=False)
class Conflict:
    """`placed` are the entries that clash, in order of time. Two conflicts are the same when their keys are."""

    kind: Kind
    severity: Severity
    key: str
    placed: tuple[Placed, ...]
    people: tuple[int, ...]
    room: int | None
    starts_at: datetime
    ends_at: datetime
    facts: Facts = field(repr=False)
    say: Callable[["Conflict"], str] = field(repr=False)
    said: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Conflict) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def entries(self) -> tuple[Key, ...]:
        return tuple(placed.key for placed in self.placed)

    @property
    def title(self) -> str:
        return self.kind.words

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def order(self) -> tuple[int, datetime, str]:
        """The worst first, then by time."""
        return (self.severity.rank, self.starts_at, self.key)

    @cached_property
    def day(self) -> str:
        """The day of the programme on which it begins, as ISO 8601, for links."""
        return self.facts.day_of(self.starts_at).isoformat()

    def sentence(self) -> str:
        """Who, what, where and when, on the clocks of the event."""
        return self.say(self)


def conflict(
    kind: Kind,
    severity: Severity,
    *placed: Placed,
    facts: Facts,
    say: Callable[[Conflict], str],
    people: tuple[int, ...] = (),
    room: int | None = None,
    about: tuple[Any, ...] | None = None,
    **said: Any,
) -> Conflict:
    """`about` is what the key depends on besides the entries and people: by default their times and rooms."""
    if about is None:
        about = tuple((one.start, one.end, one.room) for one in placed)
    starts_at = max(one.entry.starts_at for one in placed)
    ends_at = min(one.entry.ends_at for one in placed)
    return Conflict(
        kind=kind,
        severity=severity,
        key=_key(kind, placed, (people, about)),
        placed=placed,
        people=people,
        room=room,
        starts_at=min(starts_at, ends_at),
        ends_at=max(starts_at, ends_at),
        facts=facts,
        say=say,
        said=said,
    )


def place_words(placed: Placed, facts: Facts) -> str:
    """ "“Calibrating on data” (Salle Noether)"."""
    room = facts.room_name(placed.room)
    said = {"entry": placed.label, "room": room}
    return _("“%(entry)s” (%(room)s)") % said if room else _("“%(entry)s”") % said


def when_words(starts_at: datetime, ends_at: datetime, facts: Facts) -> str:
    """ "Wed 17 March, 11:40–12:00"."""
    if starts_at == ends_at:
        return moment_words(starts_at, zone=facts.zone)
    said = {
        "day": date_words(starts_at, zone=facts.zone),
        "start": clock_words(starts_at, zone=facts.zone),
        "end": clock_words(ends_at, zone=facts.zone),
    }
    return _("%(day)s, %(start)s–%(end)s") % said


def entry_when(placed: Placed, facts: Facts) -> str:
    return when_words(placed.entry.starts_at, placed.entry.ends_at, facts)


def _key(kind: Kind, placed: tuple[Placed, ...], about: object) -> str:
    """At most 75 characters with ids of 19 digits."""
    keys = "-".join(str(key) for key in sorted(one.key for one in placed))
    return f"{kind}:{keys}:{blake2b(repr(about).encode(), digest_size=8).hexdigest()}"
