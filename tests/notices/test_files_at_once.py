"""A file that a mail takes along is not forgotten at that very moment."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from notices import operations
from notices.models import Notice, NoticeFile
from notices.operations import forget_files, keep_file

pytestmark = pytest.mark.django_db(transaction=True)


def keep():
    return keep_file(name="template.pdf", content=b"%PDF-")


def owe():
    with transaction.atomic():
        operations.post_message(to="ada@example.org", subject="S", body="B\n", files=[keep()])


def while_holding(act, other):
    """Do `other` while a thread is inside the transaction of `act`."""
    inside, done = Event(), Event()

    def run():
        try:
            with transaction.atomic():
                act()
                inside.set()
                done.wait(10)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    assert inside.wait(10)
    try:
        return other()
    finally:
        done.set()
        thread.join()


def test_a_file_that_no_mail_needs_is_forgotten():
    keep()

    assert forget_files() == 1


def test_a_file_that_is_being_taken_along_stays():
    keep()

    forgotten = while_holding(owe, forget_files)

    assert forgotten == 0
    assert Notice.objects.get().files.get().name == "template.pdf"


def test_a_file_that_was_just_forgotten_is_kept_anew():
    old = keep()
    posting = Thread(target=lambda: (owe(), connection.close()))

    while_holding(forget_files, posting.start)
    posting.join(20)

    assert Notice.objects.get().files.get().pk == NoticeFile.objects.get().pk != old.pk
