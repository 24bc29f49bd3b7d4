"""Reviewers are reminded on the days a call names, once for each."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from abstracts.models import Assignment, Reviewing
from abstracts.operations.reminding import last_day_that_came, remind_reviewers, send_due_reminders
from notices.models import Notice
from tests.factories.abstracts import AbstractFactory, CallFactory, ReviewFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def a_call(due_in, *, days=(7, 2), **values):
    """Reviews are due in so many hours; reviewers are reminded that many days before."""
    call = CallFactory()
    due_at = timezone.now() + timedelta(hours=due_in)
    Reviewing.objects.filter(call=call).update(due_at=due_at, remind_days=list(days), **values)
    call.reviewing.refresh_from_db()
    return call


def reminded():
    return sorted(Notice.objects.values_list("user__name", flat=True))


def test_each_day_reminds_everybody_for_whom_something_waits_once(time_machine):
    call = a_call(24 * 8)
    ann, bob = (
        TeamMemberFactory(event=call.event, user=UserFactory(name=name)).user for name in ("Ann", "Bob")
    )
    abstract = AbstractFactory(call=call)
    due_at = call.reviewing.due_at

    early = send_due_reminders()
    time_machine.move_to(due_at - timedelta(days=6, hours=20))
    first = [send_due_reminders(), send_due_reminders()]
    ReviewFactory(abstract=abstract, reviewer=bob)
    time_machine.move_to(due_at - timedelta(days=1))
    second = [send_due_reminders(), send_due_reminders()]
    time_machine.move_to(due_at + timedelta(minutes=1))

    assert (early, first, second, send_due_reminders()) == (0, [2, 0], [1, 0], 0)
    assert reminded() == ["Ann", "Ann", "Bob"]
    assert ann.notices.count() == 2


def test_whoever_was_given_all_of_it_since_then_is_left_in_peace():
    call = a_call(24, days=[2], assignment=Reviewing.Assignment.INDIVIDUAL)
    fresh, old = (TeamMemberFactory(event=call.event).user for _person in range(2))
    abstract = AbstractFactory(call=call)
    Assignment.objects.create(abstract=abstract, reviewer=fresh)
    Assignment.objects.create(abstract=abstract, reviewer=old, created_at=timezone.now() - timedelta(days=5))

    assert send_due_reminders() == 1

    assert (old.notices.count(), fresh.notices.count()) == (1, 0)


def test_calls_without_a_day_and_deleted_events_remind_nobody():
    for call in (a_call(24, days=[]), a_call(24)):
        TeamMemberFactory(event=call.event)
        AbstractFactory(call=call)
    type(call.event).objects.filter(pk=call.event.pk).update(deleted_at=timezone.now())

    assert send_due_reminders() == 0


def test_the_day_is_the_latest_that_has_come():
    now = timezone.now()
    reviewing = Reviewing(due_at=now + timedelta(days=3), remind_days=[1, 4, 9])

    assert last_day_that_came(reviewing, now) == now - timedelta(days=1)
    assert last_day_that_came(reviewing, now - timedelta(days=7)) is None
    assert last_day_that_came(reviewing, now + timedelta(days=3)) is None


def test_conveners_remind_for_their_tracks_and_strangers_nobody():
    call = a_call(24)
    AbstractFactory(call=call)
    reviewer = TeamMemberFactory(event=call.event).user
    convener = TeamMemberFactory(event=call.event, duty="convener").user

    assert remind_reviewers(call, [reviewer.pk], by=UserFactory()) == 0
    assert remind_reviewers(call, [reviewer.pk], by=convener) == 1


def test_nobody_is_reminded_of_what_they_are_too_close_to():
    call = a_call(24)
    reviewer = TeamMemberFactory(event=call.event).user
    AbstractFactory(call=call, submitter=reviewer)

    assert send_due_reminders() == 0


def test_the_mail_says_how_many_until_when_and_where(settings):
    call = a_call(24)
    AbstractFactory.create_batch(2, call=call)
    reviewer = TeamMemberFactory(event=call.event, user=UserFactory(language="fr")).user

    send_due_reminders()

    mail = reviewer.notices.get()
    assert mail.language == "fr"
    assert f"{settings.BASE_URL}{reverse('reviewing', args=[call.event.slug])}" in mail.body
    assert "2" in mail.subject


def test_members_of_a_committee_find_it_among_their_events(client):
    call = CallFactory()
    member = TeamMemberFactory(event=call.event).user
    link = reverse("reviewing", args=[call.event.slug])

    client.force_login(member)
    mine = client.get(reverse("my-events")).content.decode()
    client.force_login(UserFactory())

    assert link in mine
    assert link not in client.get(reverse("my-events")).content.decode()
