"""Two workers at one notice: the row lock decides, and without it both would send."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection

from notices import operations
from notices.models import Notice, NoticeQuerySet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow_mail(monkeypatch):
    """Mails that take a moment, and what was sent, by all threads."""
    sent = []

    def send(message):
        sent.append(message.to[0])
        threading.Event().wait(0.2)

    monkeypatch.setattr(mail.EmailMessage, "send", send)
    return sent


def at_once(work, *, times):
    """Run it in that many threads that begin together."""
    barrier = threading.Barrier(times)

    def run(_number):
        barrier.wait()
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        list(threads.map(run, range(times)))


@pytest.mark.case("R1", "R2")
def test_a_notice_is_sent_by_one_worker_only(slow_mail):
    notice = Notice.objects.create(recipient="ada@example.org")

    at_once(lambda: operations.deliver(notice.pk), times=4)

    assert slow_mail == ["ada@example.org"]


@pytest.mark.case("R2")
def test_sweeps_at_once_share_the_work(slow_mail, monkeypatch):
    monkeypatch.setattr("notices.operations.delivery.LEFT_BEHIND", -operations.delivery.LEFT_BEHIND)
    Notice.objects.bulk_create(Notice(recipient=f"ada{n}@example.org") for n in range(8))

    at_once(operations.sweep, times=4)

    assert sorted(slow_mail) == [f"ada{n}@example.org" for n in range(8)]


@pytest.mark.case("S85")
def test_without_the_lock_all_of_them_would_send(slow_mail, monkeypatch):
    monkeypatch.setattr(NoticeQuerySet, "select_for_update", lambda due, **options: due)
    notice = Notice.objects.create(recipient="ada@example.org")

    at_once(lambda: operations.deliver(notice.pk), times=4)

    assert len(slow_mail) > 1
