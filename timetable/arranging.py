"""The entries of a day arranged for a view: sessions as one entry each, or apart for columns of tracks (pure)."""

from collections.abc import Iterable
from dataclasses import replace

from timetable.entries import Entry, talk_words


def compact(entries: Iterable[Entry]) -> list[Entry]:
    """Each block is one entry that says how many talks it holds."""
    return [_closed(entry) if entry.inside else entry for entry in entries]


def apart_by_track(entries: Iterable[Entry]) -> list[Entry]:
    """A block stands in the column of its track as long as all talks in it are of that track; else they stand alone."""
    found: list[Entry] = []
    for entry in entries:
        tracks = {inner.track for inner in entry.inside if inner.talk}
        found += [entry] if tracks <= {entry.track} else [inner for inner in entry.inside if inner.talk]
    return found


def _closed(block: Entry) -> Entry:
    talks = sum(1 for inner in block.inside if inner.talk)
    counted = talk_words(talks, is_poster=block.is_poster) if talks else ""
    return replace(block, inside=[], note=" · ".join(part for part in (block.note, counted) if part))
