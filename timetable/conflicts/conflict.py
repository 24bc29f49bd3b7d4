"""One conflict: what clashes, who and when, under a key that stays the same as long as all of that does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext as _

from kit.words import clock_words, date_words, moment_words
from timetable.conflicts.facts import Facts
from timetable.conflicts.kinds import RANKS, Kind, Severity
from timetable.conflicts.placed import Placed
from timetable.plan import Key


@dataclass(slots=True, eq=False)
class Conflict:
    """`placed` are the entries that clash, in order of time. Two conflicts are the same when their keys are.

    `identity` is what the key says, as values: the kind, the keys of the entries in order, people, and what else
    matters to it. It is quick to compare, where the key is made only for those that are shown or kept.
    """

    kind: Kind
    severity: Severity
    identity: tuple[Any, ...]
    placed: tuple[Placed, ...]
    people: tuple[int, ...]
    room: int | None
    starts_at: datetime
    ends_at: datetime
    facts: Facts = field(repr=False)
    say: Callable[["Conflict"], str] = field(repr=False)
    said: Mapping[str, Any] = field(repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Conflict) and other.identity == self.identity

    def __hash__(self) -> int:
        return hash(self.identity)

    @property
    def key(self) -> str:
        """At most 75 characters with ids of 19 digits; it is kept, so it depends on nothing but the identity."""
        kind, keys, *about = self.identity
        digest = blake2b(repr(tuple(about)).encode(), digest_size=8).hexdigest()
        return f"{kind}:{'-'.join(map(str, keys))}:{digest}"

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
    def order(self) -> tuple[Any, ...]:
        """The worst first, then by time."""
        return (RANKS[self.severity], self.starts_at, self.identity[:3])

    @property
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
    """`about` is what it depends on besides the entries and people: by default their times and rooms."""
    first, last = placed[0], placed[-1]
    keys = (first.key,) if first is last else tuple(sorted((first.key, last.key)))
    if about is None:
        about = tuple([(one.start, one.end, one.room) for one in placed])
    starts_at = max(first.entry.starts_at, last.entry.starts_at)
    ends_at = min(first.entry.ends_at, last.entry.ends_at)
    return Conflict(
        kind,
        severity,
        (kind.value, keys, people, about),
        placed,
        people,
        room,
        min(starts_at, ends_at),
        max(starts_at, ends_at),
        facts,
        say,
        said,
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
