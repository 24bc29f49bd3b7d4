"""One submission of a file, before it is known whether the event can have it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from abstracts.written import Writer


@dataclass(frozen=True, slots=True)
class Submission:
    """Only what the file says is in it: what is empty leaves what is there.

    `row` is its number as a spreadsheet shows it, or its place in a JSON file, from 1. Tracks and type are names,
    `answers` are by the plain name of a field. `notes` say what was left out of it; `problem` why it can not be used.
    """

    row: int
    code: str = ""
    title: str = ""
    text: str = ""
    people: tuple[Writer, ...] = ()
    tracks: tuple[str, ...] = ()
    type: str = ""
    topics: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    licence: str = ""
    note: str = ""
    submitter_name: str = ""
    submitter_email: str = ""
    submitted_at: datetime | None = None
    is_withdrawn: bool = False
    notes: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Submissions:
    """All of a file, and sentences on how it was read."""

    rows: list[Submission]
    notes: list[str] = field(default_factory=list)
