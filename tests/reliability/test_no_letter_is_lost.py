"""A web process dies right after a booking is committed, before it rang for the mails: they come all the same."""

import signal
import subprocess
import sys

import pytest

from notices.models import Notice
from notices.operations.delivery import LEFT_BEHIND
from rooms.models import Booking, OwedNews
from tests.factories.accounts import UserFactory
from tests.factories.rooms import RoomFactory
from tests.reliability.works import ROOT

BOOK = """
import hemicycle, django; django.setup()
import os, signal
from datetime import time, timedelta
from django.db import transaction
from django.utils import timezone
from accounts.models import User
from rooms.models import Room
from rooms.operations.booking import Wish, book
from rooms.times import Times

day = timezone.now().date() + timedelta(days=7)
with transaction.atomic():
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))  # ahead of the bell
    room = Room.objects.for_rights().get()
    book(Wish(room, Times(day, time(10), time(11)), purpose="Talk"), by=User.objects.get(email="ada@example.org"))
"""

pytestmark = pytest.mark.timeout(300)


@pytest.mark.case("R1")
def test_a_booking_whose_process_died_after_the_commit_is_told_by_the_sweep(works, sink):
    UserFactory(email="ada@example.org")
    RoomFactory(owner=UserFactory(email="owner@example.org"))
    died = subprocess.run(
        [sys.executable, "-c", BOOK], cwd=ROOT, env=works.environment, capture_output=True, check=False
    )
    left = Booking.objects.count(), Notice.objects.count(), OwedNews.objects.count()
    OwedNews.objects.update(created_at=OwedNews.objects.get().created_at - LEFT_BEHIND)

    works.worker()
    works.beat()

    assert died.returncode == -signal.SIGKILL, died.stderr
    assert left == (1, 0, 1)
    assert sink.wait_for(2, seconds=60), works.folder
    assert not OwedNews.objects.exists()
