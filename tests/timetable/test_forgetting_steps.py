"""Steps that can be undone are kept for a while; the old ones of a busy event go."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.timetable import SlotFactory
from timetable.models import Step
from timetable.operations import edit_slot, forgetting
from timetable.operations.undoing import undo
from timetable.tasks import forget_old_steps

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(forgetting, "KEPT_STEPS", 2)


def steps(event, *days_ago):
    """One for each, of so many days ago."""
    now = timezone.now()
    return [
        Step.objects.create(
            event=event, verb="slot.moved", label="Talk", before={}, after={}, at=now - timedelta(days=days)
        )
        for days in days_ago
    ]


def test_the_old_ones_go_but_for_the_newest_of_each_event():
    busy, quiet = EventFactory(), EventFactory()
    steps(busy, 90, 31)
    kept = [*steps(busy, 29, 1), *steps(quiet, 400, 300)]

    forget_old_steps()

    assert set(Step.objects.values_list("pk", flat=True)) == {step.pk for step in kept}


def test_what_is_younger_than_a_month_stays_however_much_it_is():
    steps(EventFactory(), 29, 28, 27, 26, 25)

    assert forgetting.forget_old_steps() == 0
    assert Step.objects.count() == 5


def test_what_is_kept_can_still_be_undone():
    person, slot = UserFactory(), SlotFactory()
    before = slot.starts_at
    for _n in range(3):
        edit_slot(slot, starts_at=slot.starts_at + timedelta(minutes=5), by=person)
    Step.objects.update(at=timezone.now() - timedelta(days=60))

    assert forgetting.forget_old_steps() == 1
    undo(slot.event, by=person)
    undo(slot.event, by=person)

    slot.refresh_from_db()
    assert slot.starts_at == before + timedelta(minutes=5)


def test_it_is_done_each_night():
    tasks = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}

    assert forget_old_steps.name in tasks
