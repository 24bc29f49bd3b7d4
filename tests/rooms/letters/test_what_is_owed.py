"""An act owes the news, a worker writes the mails: each says what was true then, in order, and none is lost."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from notices.models import Notice
from rooms.models import Booking, OwedNews
from rooms.operations import writing
from rooms.operations.cancelling import cancel
from rooms.operations.editing import Change, edit
from rooms.operations.writing import LEFT_BEHIND, sweep_letters, write_letters
from rooms.tasks import sweep_letters as the_sweep
from rooms.tasks import write_letters as the_task
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.rooms.letters.mails import booked

pytestmark = pytest.mark.django_db


def mails_to(person):
    return list(Notice.objects.filter(user=person).order_by("pk"))


def numbers(mails):
    return [int(re.search(r"^SEQUENCE:(\d+)", mail.calendar, re.MULTILINE)[1]) for mail in mails]


def test_the_mails_are_written_after_the_act(ada, room):
    booking = booked(room, ada)
    before = Notice.objects.count(), OwedNews.objects.count()

    the_task(booking_id=booking.pk)

    assert before == (0, 1)
    assert (Notice.objects.count(), OwedNews.objects.count()) == (2, 0)


def test_acts_before_the_worker_comes_are_told_one_by_one_as_each_left_the_booking(ada, room):
    booking = booked(room, ada)
    edit(booking, Change(purpose="Second talk"), by=ada)
    edit(booking, Change(purpose="Third talk"), by=ada)
    cancel(booking, by=ada)

    write_letters(booking.pk)

    mails = mails_to(ada)
    assert [mail.subject.split(":")[0] for mail in mails] == ["Booked", "Changed", "Changed", "Cancelled"]
    assert numbers(mails) == [0, 1, 2, 3]
    assert [mail.calendar_method for mail in mails] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    said = ["Budget talk", "Second talk", "Third talk", "Third talk"]
    assert [talk in mail.body and talk in mail.calendar for talk, mail in zip(said, mails, strict=True)] == [
        True
    ] * 4


def test_a_person_it_is_no_longer_for_hears_of_the_booking_before_they_lose_it(ada, room):
    grace, bo = UserFactory(email="grace@example.org"), UserFactory(email="bo@example.org")
    booking = booked(room, ada, booked_for=grace)
    edit(booking, Change(booked_for=bo), by=ada)

    write_letters(booking.pk)

    assert [mail.calendar_method for mail in mails_to(grace)] == ["REQUEST", "CANCEL"]
    assert numbers(mails_to(grace)) == [0, 1]
    assert [mail.calendar_method for mail in mails_to(bo)] == ["REQUEST"]


def test_news_of_a_booking_that_was_deleted_are_told(ada, room):
    booking = booked(room, ada)
    Booking.objects.filter(pk=booking.pk).delete()

    write_letters(booking.pk)

    assert [mail.subject.split(":")[0] for mail in mails_to(ada)] == ["Booked"]


def test_the_sweep_takes_only_what_was_left_behind(ada, room, time_machine):
    booked(room, ada)
    fresh = sweep_letters()
    time_machine.move_to(timezone.now() + LEFT_BEHIND, tick=False)

    the_sweep()

    assert fresh == 0
    assert (Notice.objects.count(), OwedNews.objects.count()) == (2, 0)


def test_what_can_not_be_written_waits_and_others_get_their_turn(ada, room, time_machine):
    broken = booked(room, ada)
    OwedNews.objects.update(news="nonsense")
    cancel(broken, by=ada)
    fine = booked(room, ada)
    time_machine.move_to(timezone.now() + LEFT_BEHIND, tick=False)

    tried = sweep_letters()

    assert tried == 2
    assert set(OwedNews.objects.values_list("booking_id", "attempts")) == {(broken.pk, 1), (broken.pk, 0)}
    assert len(numbers(mails_to(ada))) == 1
    assert fine.get_absolute_url() in mails_to(ada)[0].body


def test_what_could_not_be_written_is_tried_again(ada, room, time_machine):
    booking = booked(room, ada)
    OwedNews.objects.update(news="nonsense")
    write_letters(booking.pk)
    OwedNews.objects.update(news="booked")
    too_soon = sweep_letters()
    time_machine.move_to(at("08:00") + timedelta(minutes=writing.BACKOFF[0]), tick=False)

    sweep_letters()

    assert (too_soon, Notice.objects.count(), OwedNews.objects.count()) == (0, 2, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("R1")
@pytest.mark.parametrize("word", ['INSERT INTO "notices_notice"', 'DELETE FROM "rooms_owednews"'])
def test_a_worker_that_dies_half_way_loses_and_doubles_nothing(ada, room, word):
    booking = booked(room, ada)

    def die(execute, sql, params, many, context):
        if sql.startswith(word):
            raise KeyboardInterrupt
        return execute(sql, params, many, context)

    with connection.execute_wrapper(die), pytest.raises(KeyboardInterrupt):
        write_letters(booking.pk)
    left = Notice.objects.count(), OwedNews.objects.count()
    write_letters(booking.pk)

    assert left == (0, 1)
    assert (Notice.objects.count(), OwedNews.objects.count()) == (2, 0)


@pytest.mark.django_db(transaction=True)
def test_later_news_wait_while_another_worker_holds_earlier_ones(ada, room):
    booking = booked(room, ada)
    cancel(booking, by=ada)
    held, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            assert OwedNews.objects.order_by("pk").select_for_update().first() is not None
            held.set()
            done.wait(30)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    held.wait(30)
    write_letters(booking.pk)
    meanwhile = Notice.objects.count()
    done.set()
    other.join()
    write_letters(booking.pk)

    assert meanwhile == 0
    assert numbers(mails_to(ada)) == [0, 1]


def test_an_act_costs_one_statement_for_its_news_however_many_hear_of_it(ada, room):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            cancel(booked(room, ada), by=ada)
        return sum("rooms_owednews" in query["sql"] for query in queries), len(queries)

    cost()
    alone = cost()
    room.notification_emails = ["a@example.org", "b@example.org"]
    room.save()

    assert alone[0] == 2
    assert cost() == alone
