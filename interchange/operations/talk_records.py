"""The talks of a schedule, in the terms of our columns."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from interchange.operations import fitting
from interchange.operations.carrying import as_json
from interchange.operations.cleansing import row_of
from interchange.operations.records import (
    Kind,
    Record,
    in_order,
    moment,
    person_key,
    room_key,
    short_key,
    track_key,
    type_key,
)
from interchange.operations.report import ImportReport
from interchange.schedule.shape import Schedule, Talk
from programme.models import Credit, Link

LONGEST_MINUTES = 7 * 1440
ROLES = {
    "author": Credit.Role.AUTHOR,
    "coauthor": Credit.Role.CO_AUTHOR,
    "contributor": Credit.Role.CO_AUTHOR,
}


def talk_records(schedule: Schedule, *, report: ImportReport) -> dict[str, Record]:
    """The talks in the order of the file."""
    records = (_talk(talk, base=schedule.base_url or schedule.url, report=report) for talk in schedule.talks)
    return {record.key: record for record in records}


def _talk(talk: Talk, *, base: str, report: ImportReport) -> Record:
    row = row_of(talk)
    values = {
        "title": fitting.line(talk.title, 500, row=row, report=report),
        "subtitle": fitting.line(talk.subtitle, 500, row=row, report=report),
        "code": fitting.line(talk.code, 30, row=row, report=report),
        "language": fitting.line(talk.language, 35, row=row, report=report),
        "abstract": fitting.markdown(talk.abstract, row=row, report=report),
        "description": fitting.markdown(talk.description, row=row, report=report),
        "minutes": _minutes(talk, row=row, report=report),
        "type": type_key(talk.kind) if talk.kind.strip() else None,
        "track": track_key(talk.track) if talk.track else None,
        "credits": _credits(talk),
        "links": _links(talk, base=base, row=row, report=report),
        "slots": _slots(talk),
    }
    carried = as_json(talk) | {"person_keys": [person_key(person) for person in talk.persons]}
    return Record(Kind.TALK, short_key(talk.stable_key), row, talk.title, values, carried)


def _minutes(talk: Talk, *, row: str, report: ImportReport) -> int:
    minutes = int(talk.duration.total_seconds() // 60)
    if minutes > LONGEST_MINUTES:
        report.warn(row, _("It is longer than a week; a week was noted as its length."))
    return min(minutes, LONGEST_MINUTES)


def _credits(talk: Talk) -> list[list[str]]:
    """Who does what, in the order of the file, each role once per person."""
    named = ((person_key(person), _role(person.role)) for person in talk.persons)
    return [list(credit) for credit in dict.fromkeys(named)]


def _role(role: str) -> str:
    """Ours for the role of a file; whoever is named without one of ours takes part, and so speaks."""
    plain = "".join(letter for letter in role.lower() if letter.isalpha())
    return str(ROLES.get(plain, Credit.Role.SPEAKER))


def _links(talk: Talk, *, base: str, row: str, report: ImportReport) -> list[list[str]]:
    """Kind, title and address of each link that can be followed, once."""
    links: dict[tuple[str, str], str] = {}
    for kind, title, url in _addresses(talk):
        if url and (whole := fitting.link(url, base=base, row=row, report=report)):
            links.setdefault((str(kind), whole), fitting.line(title, 500, row=row, report=report))
    return [[kind, title, url] for (kind, url), title in links.items()]


def _addresses(talk: Talk) -> Iterator[tuple[Any, str, str]]:
    for reference in talk.links:
        yield Link.Kind.LINK, reference.title, reference.url
    for reference in talk.attachments:
        yield Link.Kind.ATTACHMENT, reference.title, reference.url
    for url in (*talk.video_urls, talk.recording_link, talk.recording_url):
        yield Link.Kind.RECORDING, "", url
    yield Link.Kind.FEEDBACK, "", talk.feedback_url


def _slots(talk: Talk) -> list[list[str | None]]:
    """Start, end and room; one for each room, or one without a room."""
    bounds = [moment(talk.starts_at), moment(talk.ends_at)]
    rooms = dict.fromkeys(room_key(name) for name in talk.rooms)
    return in_order([*bounds, room] for room in rooms or (None,))
