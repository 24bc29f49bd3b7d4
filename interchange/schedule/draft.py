"""A schedule as a file words it: texts not yet understood. Readers fill it, `assembly` settles it."""

from dataclasses import dataclass, field
from typing import Any

from interchange.schedule.findings import Finding
from interchange.schedule.shape import Generator, Person, Reference, Room, Track

MOST_TALKS = 20_000


class TooManyTalks(Exception):
    """A file goes on beyond `MOST_TALKS`; reading stops there."""


@dataclass(slots=True)
class DraftDay:
    """A day as the file words it."""

    row: str
    index: str = ""
    date: str = ""
    starts: str = ""
    ends: str = ""


@dataclass(slots=True)
class DraftTalk:
    """A talk as the file words it.

    `moment` is a whole date and time, `clock` a time of day on `day`. `room` is what the talk itself says,
    `listed_under` the room that the file lists it in.
    """

    row: str
    day: DraftDay | None = None
    moment: str = ""
    clock: str = ""
    ends: str = ""
    duration: str = ""
    room: str = ""
    listed_under: str = ""
    rooms: tuple[str, ...] = ()
    title: str = ""
    guid: str = ""
    source_id: str = ""
    code: str = ""
    slug: str = ""
    subtitle: str = ""
    track: str = ""
    kind: str = ""
    language: str = ""
    abstract: str = ""
    description: str = ""
    persons: list[Person] = field(default_factory=list)
    links: list[Reference] = field(default_factory=list)
    attachments: list[Reference] = field(default_factory=list)
    url: str = ""
    feedback_url: str = ""
    origin_url: str = ""
    video_urls: list[str] = field(default_factory=list)
    logo: str = ""
    recording_license: str = ""
    recording_url: str = ""
    recording_link: str = ""
    do_not_record: bool | None = None
    do_not_stream: bool | None = None
    answers: list[Any] = field(default_factory=list)
    extras: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class DraftSchedule:
    """A schedule as the file words it, and what there is to say about it so far."""

    title: str = ""
    acronym: str = ""
    slug: str = ""
    version: str = ""
    generator: Generator | None = None
    subtitle: str = ""
    description: str = ""
    url: str = ""
    schedule_url: str = ""
    base_url: str = ""
    logo: str = ""
    venue: str = ""
    city: str = ""
    time_zone: str = ""
    starts: str = ""
    ends: str = ""
    day_change: str = ""
    timeslot_duration: str = ""
    days: list[DraftDay] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    talks: list[DraftTalk] = field(default_factory=list)
    extras: dict[str, Any] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def add(self, talk: DraftTalk) -> None:
        if len(self.talks) >= MOST_TALKS:
            raise TooManyTalks
        self.talks.append(talk)

    def cannot(self, row: str, reason: object) -> None:
        """Note a reason why the file cannot be used."""
        self.problems.append(Finding(row, str(reason)))

    def warn(self, row: str, reason: object) -> None:
        """Note something that the reader could live with."""
        self.warnings.append(Finding(row, str(reason)))
