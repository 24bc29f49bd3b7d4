"""What was imported goes out again as it came in, valid and complete."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser

from access.filters import Keyring
from events.operations import root_category
from interchange.operations import import_schedule, schedule_of
from interchange.schedule.schedule_json import write_json
from interchange.schedule.schedule_xml import write_xml
from interchange.schedule.shape import Person, Schedule, Talk
from tests.interchange.test_writing_schedules import (
    comparable,
    faults_of_json,
    faults_of_xml,
    json_validator,
    schedule,
    xml_schema,
)

__all__ = ["json_validator", "schedule", "xml_schema"]

pytestmark = pytest.mark.django_db
ORGANISER = Keyring(is_admin=True)


def without_addresses(schedule: Schedule) -> Schedule:
    """E-mail addresses are never exported, nor kept for it."""
    return replace(schedule, talks=tuple(_without_addresses(talk) for talk in schedule.talks))


def _without_addresses(talk: Talk) -> Talk:
    persons: list[Person] = [replace(person, email="") for person in talk.persons]
    return replace(talk, persons=tuple(persons))


def test_a_schedule_comes_out_as_it_went_in(schedule):
    report = import_schedule(schedule, file_name="a.xml", by=None, category=root_category())

    again = schedule_of(report.event, viewer=ORGANISER)

    assert comparable(again) == comparable(without_addresses(schedule))
    assert report.talks.added == len(schedule.talks) == report.event.contributions.count()
    assert report.event.people.count() == len(schedule.persons())
    assert report.event.slots.count() == sum(len(talk.rooms) or 1 for talk in schedule.talks)


def test_what_is_exported_is_valid(schedule, xml_schema, json_validator):
    report = import_schedule(schedule, file_name="a.xml", by=None, category=root_category())

    exported = schedule_of(report.event, viewer=AnonymousUser())

    assert len(exported.talks) == len(schedule.talks)
    assert faults_of_xml(write_xml(exported), xml_schema) == []
    assert faults_of_json(write_json(exported), json_validator) == []


def test_the_second_import_changes_nothing(schedule):
    first = import_schedule(schedule, file_name="a.xml", by=None, category=root_category())
    second = import_schedule(schedule, file_name="a.xml", by=None, category=root_category())

    assert not second.is_new
    assert not second.changes_something
    assert second.event == first.event
    assert second.talks.unchanged == len(schedule.talks)
