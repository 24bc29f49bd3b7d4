"""A schedule freed of what nobody should pass on: scripts in texts, addresses that run something."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from interchange.operations.fitting import harmless, harmless_address
from interchange.operations.report import ImportReport
from interchange.schedule.shape import Person, Reference, Schedule, Talk


def cleansed(schedule: Schedule, *, report: ImportReport) -> Schedule:
    """The same schedule, harmless. What is taken out is reported with its row."""
    address = partial(harmless_address, row="", report=report)
    return replace(
        schedule,
        description=harmless(schedule.description, row="", report=report),
        url=address(schedule.url),
        schedule_url=address(schedule.schedule_url),
        base_url=address(schedule.base_url),
        logo=address(schedule.logo),
        rooms=tuple(replace(room, url=address(room.url)) for room in schedule.rooms),
        talks=tuple(_talk(talk, report=report) for talk in schedule.talks),
    )


def _talk(talk: Talk, *, report: ImportReport) -> Talk:
    address = partial(harmless_address, row=row_of(talk), report=report)
    text = partial(harmless, row=row_of(talk), report=report)
    return replace(
        talk,
        abstract=text(talk.abstract),
        description=text(talk.description),
        url=address(talk.url),
        feedback_url=address(talk.feedback_url),
        origin_url=address(talk.origin_url),
        logo=address(talk.logo),
        recording_url=address(talk.recording_url),
        recording_link=address(talk.recording_link),
        video_urls=tuple(filter(None, map(address, talk.video_urls))),
        links=_references(talk.links, row=row_of(talk), report=report),
        attachments=_references(talk.attachments, row=row_of(talk), report=report),
        persons=tuple(_person(person, row=row_of(talk), report=report) for person in talk.persons),
    )


def _person(person: Person, *, row: str, report: ImportReport) -> Person:
    return replace(
        person,
        biography=harmless(person.biography, row=row, report=report),
        avatar=harmless_address(person.avatar, row=row, report=report),
        url=harmless_address(person.url, row=row, report=report),
        links=_references(person.links, row=row, report=report),
    )


def _references(references: Sequence[Reference], *, row: str, report: ImportReport) -> tuple[Reference, ...]:
    return tuple(
        reference for reference in references if harmless_address(reference.url, row=row, report=report)
    )


def row_of(talk: Talk) -> str:
    """Where a talk stands in the file, with its title to make it easier to find."""
    title = talk.title if len(talk.title) <= 80 else talk.title[:79] + "…"
    return f"{talk.row} (“{title}”)" if talk.row else f"“{title}”"
