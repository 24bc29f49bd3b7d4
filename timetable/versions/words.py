"""Changes of a timetable in words, in the language and the zone of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kit.moments import local
from kit.words import clock_words, moment_words
from timetable.versions.diff import Change, Kind, Standing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: dict[Kind, "_StrPromise"] = {
    Kind.ADDED: pgettext_lazy("entry of the timetable", "Added"),
    Kind.MOVED: pgettext_lazy("entry of the timetable", "Moved"),
    Kind.RETITLED: gettext_lazy("New title"),
    Kind.EDITED: pgettext_lazy("entry of the timetable", "Changed"),
    Kind.WITHDRAWN: pgettext_lazy("entry of the timetable", "Withdrawn"),
    Kind.REMOVED: gettext_lazy("Taken out"),
}
CHIPS = {Kind.ADDED: "ok", Kind.MOVED: "warn", Kind.WITHDRAWN: "bad", Kind.REMOVED: "bad"}


@dataclass(frozen=True, slots=True)
class Line:
    """One change as a list shows it: what, when and where before and now; texts that do not differ are empty."""

    change: Change
    kind: str
    chip: str
    title: str
    old_title: str
    before: str
    now: str


def lines_of(changes: Iterable[Change], *, zone: ZoneInfo) -> list[Line]:
    return [_line(change, zone) for change in changes]


def place_words(standing: Standing, *, zone: ZoneInfo, names_day: bool = True) -> str:
    """ "Mon 15 March, 10:00–10:20, Red hall" """
    entry = standing.entry
    starts = (moment_words if names_day else clock_words)(entry.starts_at, zone=zone)
    ends = clock_words(entry.ends_at, zone=zone)
    same_day = local(entry.starts_at, zone).date() == local(entry.ends_at, zone).date()
    last = ends if same_day else moment_words(entry.ends_at, zone=zone)
    when = starts if entry.starts_at == entry.ends_at else f"{starts}–{last}"
    return (
        _("%(when)s, %(room)s") % {"when": when, "room": standing.room_name} if standing.room_name else when
    )


def _line(change: Change, zone: ZoneInfo) -> Line:
    before, after = change.before, change.after
    retitled = before is not None and after is not None and before.entry.label != after.entry.label
    was = place_words(before, zone=zone) if before else ""
    now = place_words(after, zone=zone) if after else ""
    return Line(
        change=change,
        kind=", ".join(str(KINDS[kind]) for kind in change.kinds),
        chip=CHIPS.get(change.kind, ""),
        title=change.entry.label,
        old_title=before.entry.label if retitled and before else "",
        before="" if was == now else was,
        now=now,
    )
