"""Whom publishing tells, of what, and what their calendars take from it."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse

from access.models import AccessList, Grant
from access.operations import grant, open_access_list
from accounts.models import User
from notices.models import Notice
from programme.operations import withdraw_contribution
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventPersonFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, CreditFactory, SessionConvenerFactory
from tests.factories.timetable import BlockFactory, SlotFactory, StarFactory
from timetable.letters.sending import PUBLISHING
from timetable.models import Slot, Version
from timetable.operations import edit_slot, schedule_contribution, unschedule
from timetable.operations.publishing import publish, work_in_drafts
from timetable.refusals import NothingToPublish

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    """A talk by Ada, who has an account, in drafts."""
    slot = SlotFactory(starts_at=at("10:00"), room=None)
    speaks(slot, "ada@example.org", user=account("ada@example.org"))
    work_in_drafts(slot.event, by=None)
    return slot


def account(email):
    return User.objects.create_user(email, "a long pass phrase", name=email.partition("@")[0].title())


def speaks(slot, email, *, user=None):
    person = EventPersonFactory(
        event=slot.event, email=email, user=user, name=email.partition("@")[0].title()
    )
    CreditFactory(contribution=slot.contribution, person=person)
    return person


def mails():
    """Who gets which kind of calendar file."""
    return sorted(Notice.objects.values_list("recipient", "calendar_method"))


def entries():
    """Of the only mail: each entry's UID, SEQUENCE and STATUS."""
    calendar = icalendar.Calendar.from_ical(Notice.objects.get().calendar)
    return [(str(one["UID"]), int(one["SEQUENCE"]), str(one["STATUS"])) for one in calendar.walk("VEVENT")]


def in_feed(client, event):
    feed = icalendar.Calendar.from_ical(client.get(f"{event.get_absolute_url()}timetable.ics").content)
    return {str(one["UID"]): int(one["SEQUENCE"]) for one in feed.walk("VEVENT")}


def test_the_speaker_of_a_moved_talk_gets_the_entry_of_the_feed(talk, client):
    before = in_feed(client, talk.event)
    edit_slot(talk, starts_at=at("11:00"), room=EventRoomFactory(event=talk.event, name="Red hall"), by=None)

    publish(talk.event, by=None)

    after = in_feed(client, talk.event)
    notice = Notice.objects.get()
    ((uid, sequence, status),) = entries()
    assert mails() == [("ada@example.org", "REQUEST")]
    assert (after, status) == ({uid: sequence}, "CONFIRMED")
    assert sequence > before[uid]
    assert "Now: Mon 15 March" in notice.body
    assert "11:00–11:20, Red hall" in notice.body
    assert "named as a speaker" in notice.body


def test_what_is_taken_out_is_cancelled_above_what_calendars_know(talk, client):
    ((uid, before),) = in_feed(client, talk.event).items()
    unschedule(talk, by=None)

    publish(talk.event, by=None)

    assert mails() == [("ada@example.org", "CANCEL")]
    assert entries() == [(uid, before + 1, "CANCELLED")]


def test_a_withdrawn_talk_is_cancelled(talk):
    withdraw_contribution(talk.contribution, by=None)

    publish(talk.event, by=None)

    assert mails() == [("ada@example.org", "CANCEL")]
    assert "Withdrawn:" in Notice.objects.get().body


def test_a_talk_that_comes_back_counts_on(talk, client):
    unschedule(talk, by=None)
    publish(talk.event, by=None)
    ((_uid, cancelled, _status),) = entries()
    Notice.objects.all().delete()

    schedule_contribution(talk.contribution, starts_at=at("12:00"), by=None)
    publish(talk.event, by=None)

    ((_uid, sequence, _status),) = entries()
    assert mails() == [("ada@example.org", "REQUEST")]
    assert sequence > cancelled


def test_one_mail_holds_all_changes_of_a_person_as_entries_to_take_over(talk):
    second = SlotFactory(event=talk.event, starts_at=at("12:00"))
    CreditFactory(contribution=second.contribution, person=talk.contribution.credits.get().person)
    edit_slot(talk, starts_at=at("11:00"), by=None)

    publish(talk.event, by=None)

    assert mails() == [("ada@example.org", "PUBLISH")]
    assert len(entries()) == 2


def test_only_those_concerned_are_told(talk):
    other = SlotFactory(event=talk.event, starts_at=at("10:30"))
    speaks(other, "grace@example.org")
    publish(talk.event, by=None, tell=False)
    star, other_star = UserFactory(email="star@example.org"), UserFactory(email="elsewhere@example.org")
    StarFactory(contribution=talk.contribution, user=star)
    StarFactory(contribution=other.contribution, user=other_star)
    edit_slot(talk, starts_at=at("11:00"), by=None)

    publish(talk.event, by=None)

    assert mails() == [("ada@example.org", "REQUEST"), ("star@example.org", "REQUEST")]
    assert "take its star away" in Notice.objects.get(recipient="star@example.org").body


def test_a_speaker_without_an_account_is_told_by_address(talk):
    slot = SlotFactory(event=talk.event, starts_at=at("12:00"))
    speaks(slot, "grace@example.org")

    publish(talk.event, by=None)

    assert mails() == [("grace@example.org", "REQUEST")]


def test_conveners_hear_of_their_blocks(talk):
    block = BlockFactory(event=talk.event, starts_at=at("14:00"))
    SessionConvenerFactory(
        session=block.session, person=EventPersonFactory(event=talk.event, email="c@example.org")
    )

    publish(talk.event, by=None)

    assert mails() == [("c@example.org", "REQUEST")]
    assert "named as a convener" in Notice.objects.get().body


def test_nobody_hears_of_what_they_may_not_see(talk):
    own = open_access_list(parent=talk.event.access, mode=AccessList.Mode.RESTRICTED)
    closed = SlotFactory(
        event=talk.event,
        starts_at=at("12:00"),
        contribution=ContributionFactory(event=talk.event, access=own),
    )
    publish(talk.event, by=None, tell=False)
    let_in, left_out = account("in@example.org"), account("out@example.org")
    grant(own, to=let_in, permission=Grant.VIEW)
    for user in (let_in, left_out):
        StarFactory(contribution=closed.contribution, user=user)
    speaks(closed, "nobody@example.org")
    edit_slot(closed, starts_at=at("13:00"), by=None)

    publish(talk.event, by=None)

    assert mails() == [("in@example.org", "REQUEST")]


@pytest.mark.parametrize("way", ["quiet", "draft", "retitled"])
def test_nobody_is_told_quietly_of_a_draft_event_or_of_a_title(talk, way):
    if way == "retitled":
        talk.contribution.title = "Another title"
        talk.contribution.save(update_fields=["title"])
    else:
        edit_slot(talk, starts_at=at("11:00"), by=None)
    if way == "draft":
        talk.event.is_draft = True
        talk.event.save(update_fields=["is_draft"])

    publish(talk.event, by=None, tell=way != "quiet")

    assert mails() == []


def test_nobody_is_told_of_what_a_live_timetable_shows_already():
    slot = SlotFactory(starts_at=at("10:00"))
    speaks(slot, "ada@example.org")

    publish(slot.event, by=None, note="New times")

    assert mails() == []


def test_what_is_refused_owes_no_mail(talk):
    with pytest.raises(NothingToPublish):
        publish(talk.event, by=None)

    assert mails() == []


def test_stars_hear_nothing_of_the_first_version():
    slot = SlotFactory(starts_at=at("10:00"))
    speaks(slot, "ada@example.org")
    StarFactory(contribution=slot.contribution, user=UserFactory())
    Slot.objects.filter(pk=slot.pk).delete()
    work_in_drafts(slot.event, by=None)
    schedule_contribution(slot.contribution, starts_at=at("10:00") + timedelta(minutes=5), by=None)

    publish(slot.event, by=None)

    assert mails() == [("ada@example.org", "REQUEST")]


def test_a_mail_is_written_in_the_language_of_its_reader(talk):
    User.objects.filter(email="ada@example.org").update(language="fr")
    edit_slot(talk, starts_at=at("11:00"), by=None)

    publish(talk.event, by=None)

    assert "lun. 15 mars" in Notice.objects.get().body.lower()


@pytest.mark.case("S78")
def test_people_are_told_of_changes_only_so_often_within_an_hour(client, talk):
    boss = UserFactory(is_admin=True)
    address = reverse("timetable-publish", args=[talk.event_id])
    client.force_login(boss)
    for minute in range(PUBLISHING.each):
        edit_slot(talk, starts_at=at(f"11:0{minute}"), by=None)
        publish(talk.event, by=boss)
    edit_slot(talk, starts_at=at("12:00"), by=None)
    number = Version.objects.filter(event=talk.event).count() + 1

    refused = client.post(address, {"number": number, "tell": "on"})
    quietly = client.post(address, {"number": number})

    assert (refused.status_code, quietly.status_code) == (429, 302)
    assert "Publish later, or without telling" in refused.content.decode()
    assert Notice.objects.count() == PUBLISHING.each
