"""Free and busy: when something is taken, and nothing about by whom (RFC 5545, 3.6.4)."""

from collections.abc import Iterable
from datetime import datetime

from kit import ical_text as ical
from kit.ical_people import people_lines
from kit.ical_zones import Component


def freebusy(
    *,
    uid: str,
    starts_at: datetime,
    ends_at: datetime,
    stamped_at: datetime,
    busy: Iterable[tuple[datetime, datetime]],
    tentative: Iterable[tuple[datetime, datetime]] = (),
    organizer: tuple[str, str] | None = None,
    url: str = "",
) -> Component:
    """One VFREEBUSY: what is taken between two moments.

    Stretches are cut to the two moments; those that overlap or touch become one. What waits for an approval
    is `tentative`. Raises ValueError like `event`.
    """
    starts, ends = ical.stretch(starts_at, ends_at)
    lines = [
        "BEGIN:VFREEBUSY",
        f"UID:{ical.text(uid)}",
        f"DTSTAMP:{ical.utc(stamped_at)}",
        f"DTSTART:{ical.utc(starts)}",
        f"DTEND:{ical.utc(ends)}",
        *people_lines(organizer, ()),
    ]
    if url:
        lines.append(f"URL:{ical.uri(url)}")
    for kind, stretches in (("BUSY", busy), ("BUSY-TENTATIVE", tentative)):
        lines += [f"FREEBUSY;FBTYPE={kind}:{ical.period(*one)}" for one in _merged(stretches, starts, ends)]
    lines.append("END:VFREEBUSY")
    return Component("".join(map(ical.folded, lines)), "UTC", frozenset())


def _merged(
    stretches: Iterable[tuple[datetime, datetime]], first: datetime, last: datetime
) -> list[tuple[datetime, datetime]]:
    """In order, within the two moments, none overlapping or touching the next."""
    merged: list[tuple[datetime, datetime]] = []
    for begin, end in sorted((max(begin, first), min(end, last)) for begin, end in stretches):
        if begin >= end:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged
