"""The neutral shape of a published schedule: what every reader answers and every writer takes.

Texts are free of characters that XML or PostgreSQL refuse; "" means that the source says nothing.
Instants are aware and in UTC; days are the dates people at the event would name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from interchange.schedule.findings import Finding


@dataclass(frozen=True, slots=True)
class Generator:
    """The program that published the schedule; `url` is its address or, in XML, its `system`."""

    name: str = ""
    version: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A room, known by its name within one schedule."""

    name: str
    guid: str | None = None
    slug: str = ""
    description: str = ""
    capacity: int | None = None
    url: str = ""
    extras: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Track:
    """A track, known by its name within one schedule; the colour is `#rrggbb` or ""."""

    name: str
    slug: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the event. It may end after midnight: its late talks belong to it all the same."""

    index: int
    date: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Reference:
    """A link or an attachment; `kind` is for instance "slides", `service` for instance "MASTODON"."""

    url: str
    title: str = ""
    kind: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part in one talk, as that talk names them."""

    name: str
    guid: str | None = None
    code: str = ""
    source_id: str = ""
    email: str = ""
    biography: str = ""
    avatar: str = ""
    url: str = ""
    role: str = ""
    links: tuple[Reference, ...] = ()
    answers: tuple[Any, ...] = ()

    @property
    def key(self) -> str:
        """Who this is within one schedule: the guid, else the code, else the e-mail address, else the name.

        Numeric ids are not used: FOSDEM 2007 numbers every appearance, so one speaker has several of them.
        """
        return self.guid or self.code or self.email.lower() or " ".join(self.name.split())


@dataclass(frozen=True, slots=True)
class Talk:
    """One entry of the programme: one thing, at one moment, in one or several rooms.

    `stable_key` is the same whenever the same talk is read again and never shared by two talks of a schedule
    (see `identity.stable_keys`). `day` is a date of `Schedule.days`; `row` says where in the file the talk
    stood. A `duration` of zero is allowed. `do_not_record` is None where the source says nothing.
    """

    stable_key: str
    title: str
    starts_at: datetime
    duration: timedelta
    day: date
    row: str = ""
    guid: str | None = None
    source_id: str = ""
    code: str = ""
    slug: str = ""
    subtitle: str = ""
    track: str = ""
    kind: str = ""
    language: str = ""
    abstract: str = ""
    description: str = ""
    persons: tuple[Person, ...] = ()
    rooms: tuple[str, ...] = ()
    links: tuple[Reference, ...] = ()
    attachments: tuple[Reference, ...] = ()
    url: str = ""
    feedback_url: str = ""
    origin_url: str = ""
    video_urls: tuple[str, ...] = ()
    logo: str = ""
    recording_license: str = ""
    recording_url: str = ""
    recording_link: str = ""
    do_not_record: bool | None = None
    do_not_stream: bool | None = None
    answers: tuple[Any, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + self.duration

    @property
    def room(self) -> str:
        """The name of the first room, or "" for a talk without one."""
        return self.rooms[0] if self.rooms else ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A whole published programme.

    `time_zone` is an IANA name. `day_change` is the hour of the night at which the next day begins.
    `extras` holds what no field is made for and is only carried through. `warnings` are for the person.
    """

    title: str
    time_zone: str
    starts_on: date
    ends_on: date
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
    day_change: time = time(0)
    timeslot_duration: timedelta = timedelta(minutes=5)
    rooms: tuple[Room, ...] = ()
    tracks: tuple[Track, ...] = ()
    days: tuple[Day, ...] = ()
    talks: tuple[Talk, ...] = ()
    warnings: tuple[Finding, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)

    def persons(self) -> dict[str, Person]:
        """Everybody who takes part, once, by `Person.key`: the fullest record met for each."""
        fullest: dict[str, Person] = {}
        for talk in self.talks:
            for person in talk.persons:
                known = fullest.get(person.key)
                if known is None or len(person.biography) > len(known.biography):
                    fullest[person.key] = person
        return fullest
