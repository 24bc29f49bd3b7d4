"""Versions of a timetable: what two of them have apart, in words, and what a reader may know of it."""

from timetable.versions.counting import unpublished_count
from timetable.versions.diff import Change, Kind, diff
from timetable.versions.edition import Edition, edition_of, shown_edition, working_edition
from timetable.versions.reader import Reader, reader_of
from timetable.versions.words import Line, lines_of

__all__ = [
    "Change",
    "Edition",
    "Kind",
    "Line",
    "Reader",
    "diff",
    "edition_of",
    "lines_of",
    "reader_of",
    "shown_edition",
    "unpublished_count",
    "working_edition",
]
