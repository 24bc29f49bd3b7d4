"""What waits for a digest arrives once, in one mail, or goes on waiting."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from notices import operations
from notices.models import DigestEntry, DigestEntryQuerySet, Notice
from tests.factories.accounts import UserFactory

TEMPLATE = "events/mail/right_given.txt"


def gather(*people, thing="Red Hall", topic="rooms", url="/rooms/1/"):
    return operations.post_later_in_digest(
        TEMPLATE, to=people, topic=topic, url=url, thing=_Thing(thing), permission="see"
    )


class _Thing(str):
    """What the template asks of a thing."""

    def get_absolute_url(self):
        return "/things/1/"


@pytest.mark.django_db
def test_what_is_gathered_waits():
    gather(UserFactory())

    assert not Notice.objects.exists()
    assert DigestEntry.objects.waiting().count() == 1


@pytest.mark.django_db
def test_one_mail_takes_all_along_in_order():
    ada = UserFactory(email="ada@example.org")
    for thing, topic in [("Red Hall", "rooms"), ("Talks", "events"), ("Blue Hall", "rooms")]:
        gather(ada, thing=thing, topic=topic)

    mails = operations.send_digests()

    (notice,) = Notice.objects.all()
    headings = [line for line in notice.body.splitlines() if line[:2] in {"1.", "2.", "3."}]
    assert (mails, notice.recipient, notice.subject) == (1, "ada@example.org", "Digest: 3 messages")
    assert headings == [
        "1. You can now see “Talks”",
        "2. You can now see “Red Hall”",
        "3. You can now see “Blue Hall”",
    ]
    assert set(DigestEntry.objects.values_list("notice", flat=True)) == {notice.pk}


@pytest.mark.django_db
def test_a_single_message_is_its_own_digest(settings):
    gather(UserFactory(), url="/rooms/7/")

    operations.send_digests()

    notice = Notice.objects.get()
    assert notice.subject == "You can now see “Red Hall”"
    assert f"{settings.BASE_URL}/rooms/7/\n" in notice.body


@pytest.mark.django_db
def test_nothing_is_sent_twice_and_nothing_is_an_empty_mail():
    gather(UserFactory())
    operations.send_digests()

    assert operations.send_digests() == 0
    assert Notice.objects.count() == 1


@pytest.mark.django_db
def test_each_person_reads_their_language():
    gather(UserFactory(language="fr"), UserFactory(language="en"))

    operations.send_digests()

    french, english = Notice.objects.order_by("pk")
    assert (french.language, english.language) == ("fr", "en")
    assert english.subject == "You can now see “Red Hall”"
    assert french.subject == "Vous pouvez maintenant voir « Red Hall »"


@pytest.mark.django_db
def test_a_digest_of_one_topic_leaves_the_others():
    ada = UserFactory()
    gather(ada, topic="rooms")
    gather(ada, topic="events")

    operations.send_digests(topic="rooms")

    assert [entry.topic for entry in DigestEntry.objects.waiting()] == ["events"]


@pytest.mark.django_db
def test_a_closed_account_gets_no_digest():
    ada = UserFactory()
    gather(ada)
    ada.is_active = False
    ada.save()

    assert operations.send_digests() == 0


@pytest.mark.django_db
@pytest.mark.case("S42")
def test_a_name_adds_no_line_to_the_subject_and_no_markup():
    gather(UserFactory(), thing="<b>Red\r\nBcc: x@example.org</b>")

    operations.send_digests()

    assert "\n" not in (subject := Notice.objects.get().subject)
    assert "&lt;" not in subject


@pytest.mark.django_db
@pytest.mark.case("R5")
def test_what_is_gathered_for_a_change_that_failed_is_gone():
    with transaction.atomic():
        gather(UserFactory())
        transaction.set_rollback(True)

    assert not DigestEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("R1")
@pytest.mark.parametrize("statement", range(1, 5))  # of its four
def test_a_worker_that_dies_at_any_statement_loses_and_doubles_nothing(statement):
    """Killed before the n-th query: what it did so far is undone, and the next worker sends one mail."""
    ada = UserFactory()
    gather(ada, thing="Red Hall")
    gather(ada, thing="Blue Hall")
    seen = []

    def die(execute, sql, params, many, context):
        seen.append(sql)
        if len(seen) == statement:
            raise KeyboardInterrupt
        return execute(sql, params, many, context)

    with connection.execute_wrapper(die), pytest.raises(KeyboardInterrupt):
        operations.send_digests()
    assert not Notice.objects.exists()
    operations.send_digests()

    notice = Notice.objects.get()
    assert notice.subject == "Digest: 2 messages"
    assert DigestEntry.objects.filter(notice=notice).count() == 2


def send_in_threads(times=4):
    barrier = threading.Barrier(times)

    def run(_number):
        barrier.wait()
        try:
            operations.send_digests()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        list(threads.map(run, range(times)))


@pytest.fixture
def slow_updates():
    """Every worker stops for a moment before it marks the entries: time enough for others to read them."""
    original = DigestEntryQuerySet.update

    def update(entries, **values):
        threading.Event().wait(0.2)
        return original(entries, **values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DigestEntryQuerySet, "update", update)
        yield patch


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("R1", "R2")
def test_workers_at_once_send_one_mail(slow_updates):
    ada = UserFactory()
    for _number in range(5):
        gather(ada)

    send_in_threads()

    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("S85")
def test_without_the_lock_each_of_them_would_send_one(slow_updates):
    slow_updates.setattr(DigestEntryQuerySet, "select_for_update", lambda entries, **options: entries)
    gather(UserFactory())

    send_in_threads()

    assert Notice.objects.count() > 1
