"""Processes are killed and queues go away; every mail arrives (the outbox is the truth, Celery only the doorbell).

`RELIABILITY_NOTICES=1000 RELIABILITY_KILLS=12` is the full run.
"""

import json
import os
import random
from datetime import timedelta

import pytest
from django.utils import timezone

from notices.models import Notice
from notices.operations.delivery import LEFT_BEHIND

NOTICES = int(os.environ.get("RELIABILITY_NOTICES", "240"))
KILLS = int(os.environ.get("RELIABILITY_KILLS", "6"))

POST = """
import json, time
from django.db import transaction
from notices.operations import post_message

seconds = []
for number in range({number}):
    before = time.monotonic()
    with transaction.atomic():
        for part in range({each}):
            post_message(to=f"ada{{number}}.{{part}}@example.org", subject="Room changed", body="Red Hall.")
    seconds.append(time.monotonic() - before)
print(json.dumps(seconds))
"""

pytestmark = pytest.mark.timeout(300)


def owe(number):
    """Notices whose bells were lost, old enough for the sweep."""
    long_ago = timezone.now() - timedelta(minutes=1)
    Notice.objects.bulk_create(
        Notice(recipient=f"ada{n}@example.org", subject="Hello", created_at=long_ago, next_try_at=long_ago)
        for n in range(number)
    )


def age_everything():
    """As if the time had passed after which a notice counts as left behind."""
    before = timezone.now() - LEFT_BEHIND
    Notice.objects.update(created_at=before, next_try_at=before)


@pytest.mark.case("R1")
def test_killed_workers_lose_no_mail(works, sink):
    works.post(POST.format(number=NOTICES, each=1))
    workers = [works.worker(), works.worker()]
    works.beat()
    age_everything()

    for kill in range(1, KILLS + 1):
        assert sink.wait_for(kill * NOTICES // (KILLS + 1), seconds=60), works.folder
        victim = workers.pop(random.randrange(len(workers)))
        works.kill(victim)
        workers.append(works.worker())

    assert sink.wait_for(NOTICES, seconds=120), works.folder
    assert set(sink.received) == {notice.message_id for notice in Notice.objects.all()}
    assert sink.duplicates <= KILLS


@pytest.mark.case("R2")
def test_mails_resume_when_a_killed_beat_is_back(works, sink):
    works.worker()
    beat = works.beat()
    owe(5)
    assert sink.wait_for(5, seconds=60)
    works.kill(beat)
    works.wait_for_an_empty_queue()  # what the beat rang for before it died is no proof of anything
    owe(5)
    nothing_moves = not sink.wait_for(6, seconds=2.5)

    works.beat()

    assert nothing_moves  # or this test would prove nothing
    assert sink.wait_for(10, seconds=60)
    assert sink.duplicates == 0


@pytest.mark.case("R2")
def test_two_beats_at_once_send_nothing_twice(works, sink):
    works.environment["TEST_SWEEP_EVERY"] = "0.2"
    sink.delay = 0.02
    owe(60)
    works.worker()
    works.worker()
    works.beat()
    works.environment["HEMICYCLE_VAR"] = str(works.folder / "second")
    (works.folder / "second").mkdir()
    (works.folder / "second" / "queue").symlink_to(works.folder / "queue")
    works.beat()

    assert sink.wait_for(60, seconds=60)
    assert not sink.wait_for(61, seconds=1)
    assert sink.duplicates == 0


@pytest.mark.case("R3")
def test_what_was_posted_without_a_broker_is_sent_when_it_is_back(works, sink):
    seconds = json.loads(
        works.post(POST.format(number=200, each=1), CELERY_BROKER_URL="redis://127.0.0.1:1/0")
    )

    works.worker()
    works.beat()
    age_everything()

    assert max(seconds) < 2
    assert sink.wait_for(200, seconds=60)
    assert sink.duplicates == 0


@pytest.mark.case("R3")
def test_a_queue_folder_that_went_away_fails_nobody(works, sink):
    gone = """
import shutil
from django.conf import settings
shutil.rmtree(settings.QUEUE_FOLDER)
settings.QUEUE_FOLDER.write_text("not a folder")
"""

    works.post(gone + POST.format(number=3, each=1))

    assert Notice.objects.owed().count() == 3
