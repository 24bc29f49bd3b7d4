"""Pages of drafts and versions: reviewing, publishing, comparing, going back, and what everybody reads of it."""

import json
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessList, Grant
from access.operations import grant, open_access_list, set_mode
from events.models import Event
from notices.models import Notice
from programme.models import Credit
from programme.operations import delete_contribution
from tests.clock import at
from tests.factories.events import EventFactory, EventPersonFactory
from tests.factories.programme import ContributionFactory, CreditFactory
from tests.factories.timetable import BreakFactory, SlotFactory
from timetable.models import Slot, TimetableSettings, Version, settings_of
from timetable.operations import edit_slot, unschedule
from timetable.operations.publishing import publish, show_at_once, work_in_drafts
from timetable.plan import plan_of, shown_plan_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def event(organiser):
    """In drafts, with one talk at ten and a break; run by the organiser, open to everybody."""
    made = EventFactory(starts_at=at("09:00"), ends_at=at("18:00"), kind=Event.Kind.CONFERENCE)
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    talk = ContributionFactory(event=made, title="On knots")
    SlotFactory(event=made, contribution=talk, starts_at=at("10:00"))
    BreakFactory(event=made, title="Coffee", starts_at=at("10:30"))
    work_in_drafts(made, by=None)
    return made


@pytest.fixture
def member(client, organiser):
    client.force_login(organiser)
    return client


def slot_of(event, label):
    return next(slot for slot in Slot.objects.filter(event=event) if slot.label == label)


def shown(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def page(client, name, event, *keys, **query):
    return shown(client.get(reverse(name, args=[event.pk, *keys]), query))


def public(name, event):
    return reverse(name, args=[event.slug])


def test_the_page_says_what_changes_and_publishes_it(member, event):
    edit_slot(slot_of(event, "On knots"), starts_at=at("11:00"), by=None)
    BreakFactory(event=event, title="Lunch", starts_at=at("12:00"))
    review = page(member, "timetable-publish", event)

    answer = member.post(
        reverse("timetable-publish", args=[event.pk]),
        {"name": "Second", "note": "Later.", "number": "2"},
        follow=True,
    )

    assert "Publish 2 changes" in review
    assert "10:00–10:20" in review
    assert "11:00–11:20" in review
    assert "Published 2 changes as Second" in shown(answer)
    assert shown_plan_of(event) == plan_of(event)


def test_the_page_names_what_is_not_confirmed_and_shows_a_mail(member, event):
    TimetableSettings.objects.filter(event=event).update(asks_speakers=True)
    slot = slot_of(event, "On knots")
    ada = EventPersonFactory(event=event, name="Ada Sailor", email="ada@example.org")
    CreditFactory(contribution=slot.contribution, person=ada)
    CreditFactory(
        contribution=slot.contribution,
        person=EventPersonFactory(event=event, name="Grace Keeper", email=""),
        answer=Credit.Answer.CONFIRMED,
        answered_at=at("08:00"),
    )
    edit_slot(slot, starts_at=at("11:00"), by=None)

    review = page(member, "timetable-publish", event)

    assert "Ada Sailor</bdi>, <bdi>On knots" in review
    assert "Grace Keeper</bdi>, <bdi>On knots" not in review
    assert "1 person is told" in review
    assert "Look at the mail to <bdi>Ada Sailor" in review
    assert "1 speaker gets no mail" in review


def test_nothing_to_publish_is_said_and_has_no_button(member, event):
    review = page(member, "timetable-publish", event)

    assert "There is nothing to publish" in review
    assert '<button class="btn main"' not in review


def test_mails_leave_only_where_they_are_wanted(member, event):
    slot = slot_of(event, "On knots")
    CreditFactory(
        contribution=slot.contribution, person=EventPersonFactory(event=event, email="ada@example.org")
    )
    address = reverse("timetable-publish", args=[event.pk])
    edit_slot(slot, starts_at=at("11:00"), by=None)
    member.post(address, {"number": "2"})
    quiet = Notice.objects.count()
    edit_slot(slot, starts_at=at("12:00"), by=None)

    member.post(address, {"number": "3", "tell": "on"})

    assert (quiet, Notice.objects.count()) == (0, 1)


def test_who_looked_too_long_ago_looks_again(member, event):
    slot = slot_of(event, "On knots")
    edit_slot(slot, starts_at=at("11:00"), by=None)
    publish(event, by=None)
    edit_slot(slot, starts_at=at("12:00"), by=None)

    answer = shown(member.post(reverse("timetable-publish", args=[event.pk]), {"number": "2"}))

    assert "Somebody else has published in between" in answer
    assert 'name="number" value="3"' in answer


def test_a_live_timetable_publishes_a_note(member, event):
    show_at_once(event, by=None)
    review = page(member, "timetable-publish", event)

    member.post(reverse("timetable-publish", args=[event.pk]), {"note": "New rooms.", "number": "2"})

    assert "always live" in review
    assert Version.objects.published()[0].note == "New rooms."


def test_settings_are_changed_and_drafts_switched_off(member, event):
    form = {
        "is_live": "yes",
        "change_minutes": 5,
        "building_minutes": 15,
        "popular_stars": 7,
        "asks_speakers": "on",
    }
    edit_slot(slot_of(event, "On knots"), starts_at=at("11:00"), by=None)

    member.post(reverse("timetable-settings", args=[event.pk]), form)

    settings = settings_of(event)
    assert (settings.is_live, settings.change_minutes, settings.keeps_tracks_apart) == (True, 5, False)
    assert shown_plan_of(event) == plan_of(event)
    assert Slot.every.filter(is_working=False).count() == 0


def test_a_bad_setting_is_refused_where_it_was_typed(member, event):
    answer = member.post(
        reverse("timetable-settings", args=[event.pk]), {"is_live": "no", "change_minutes": 1000}
    )

    assert "240" in shown(answer)
    assert settings_of(event).change_minutes == 0


def test_versions_are_listed_compared_and_downloaded(member, event):
    slot = slot_of(event, "On knots")
    edit_slot(slot, starts_at=at("11:00"), by=None)
    second = publish(event, by=None, name="Second", note="**Later**")
    first = Version.objects.get(number=1)
    edit_slot(slot, starts_at=at("12:00"), by=None)

    listed = page(member, "timetable-versions", event)
    one = page(member, "timetable-version", event, second.pk)
    back = page(member, "timetable-version", event, second.pk, to=first.pk)
    draft = page(member, "timetable-version", event, second.pk, to="draft")
    file = json.loads(page(member, "timetable-version-json", event, second.pk))

    assert "<strong>Later</strong>" in listed
    assert "1 change is not published" in listed
    assert "Since <bdi>v1</bdi>" in one
    assert "From here to <bdi>v1</bdi>" in back
    assert "12:00–12:20" in draft
    assert [entry["label"] for entry in file["entries"]] == ["Coffee", "On knots"]


@pytest.mark.parametrize("to", ["nonsense", "99999999", "-1", "9" * 30])
def test_another_version_that_is_none_is_not_found(member, event, to):
    version = Version.objects.get()

    answer = member.get(reverse("timetable-version", args=[event.pk, version.pk]), {"to": to})

    assert answer.status_code == 404


def test_a_version_of_another_event_is_not_found(member, event):
    other = SlotFactory(starts_at=at("10:00")).event
    work_in_drafts(other, by=None)
    theirs = Version.objects.get(event=other)

    for name in ("timetable-version", "timetable-version-json"):
        assert member.get(reverse(name, args=[event.pk, theirs.pk])).status_code == 404
    assert member.post(reverse("timetable-roll-back", args=[event.pk, theirs.pk])).status_code == 404


def test_one_goes_back_to_a_version_and_sees_what_did_not_come_back(member, event):
    slot = slot_of(event, "On knots")
    unschedule(slot_of(event, "Coffee"), by=None)
    delete_contribution(slot.contribution, by=None)
    publish(event, by=None)

    answer = member.post(
        reverse("timetable-roll-back", args=[event.pk, Version.objects.get(number=1).pk]), follow=True
    )

    assert "“On knots” was deleted and can not come back." in shown(answer)
    assert "Put 1 entry back to v1" in shown(answer)
    assert [entry.label for entry in plan_of(event).values()] == ["Coffee"]


def test_the_draft_is_for_those_who_run_the_event(member, event):
    edit_slot(slot_of(event, "On knots"), starts_at=at("11:00"), by=None)
    BreakFactory(event=event, title="Secret lunch", starts_at=at("12:00"))
    address = f"{public('timetable', event)}?version=draft"

    mine, theirs = shown(member.get(address)), shown(Client().get(address))

    assert "You see the draft." in mine
    assert "Secret lunch" in mine
    assert "You see the draft." not in theirs
    assert "Secret lunch" not in theirs
    assert "Secret lunch" not in shown(member.get(public("timetable", event)))
    assert "Secret lunch" not in shown(Client().get(address))  # nor from what was kept


def test_the_timetable_says_its_version_and_links_to_the_changes(client, event):
    assert f'{event.get_absolute_url()}timetable/changes/"><bdi>v1</bdi>' in shown(
        client.get(public("timetable", event))
    )


def test_everybody_reads_what_changed_on_a_page_and_in_a_feed(client, event):
    edit_slot(slot_of(event, "On knots"), starts_at=at("11:00"), by=None)
    publish(event, by=None, name="Second", note="Ada is *late*.")

    text = shown(client.get(public("timetable-changelog", event)))
    feed = ElementTree.fromstring(client.get(public("timetable-changelog-feed", event)).content)  # noqa: S314

    assert "The first version, with 2 entries." in text
    assert "<em>late</em>" in text
    assert "10:00–10:20" in text
    assert "11:00–11:20" in text
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["Second", "v1"]
    assert "11:00–11:20" in feed.findtext(f"{ATOM}entry/{ATOM}summary")


def test_an_event_without_versions_has_a_changelog_that_says_so(client):
    event = EventFactory()

    assert "No version has been published yet." in shown(client.get(public("timetable-changelog", event)))


def readings(event, *clients):
    return [
        "On knots" in shown(client.get(public(name, event)))
        for client in clients
        for name in ("timetable-changelog", "timetable-changelog-feed")
    ]


def test_what_is_closed_by_now_is_in_no_old_version_of_those_left_out(member, event):
    slot = slot_of(event, "On knots")
    edit_slot(slot, starts_at=at("11:00"), by=None)
    publish(event, by=None)
    before = readings(event, Client(), member)
    talk = slot.contribution
    talk.access = open_access_list(parent=event.access, mode=AccessList.Mode.RESTRICTED)
    talk.save(update_fields=["access"])

    assert before == [True] * 4
    assert readings(event, Client(), member) == [False, False, True, True]


def test_a_name_from_when_it_was_closed_stays_closed(member, event):
    """A talk is opened under another title: the old one is nobody's business."""
    slot = slot_of(event, "On knots")
    talk = slot.contribution
    own = open_access_list(parent=event.access, mode=AccessList.Mode.RESTRICTED)
    talk.access = own
    talk.save(update_fields=["access"])
    edit_slot(slot, starts_at=at("11:00"), by=None)
    publish(event, by=None)
    set_mode(own, mode=AccessList.Mode.PUBLIC)
    talk.title = "On hitches"
    talk.save(update_fields=["title"])

    publish(event, by=None)

    stranger = shown(Client().get(public("timetable-changelog", event)))
    assert "On knots" in shown(member.get(public("timetable-changelog", event)))
    assert "was “<bdi>On knots" not in stranger
    assert "On hitches" in stranger


def test_what_was_deleted_shows_only_to_those_who_run_it(member, event):
    slot = slot_of(event, "On knots")
    edit_slot(slot, starts_at=at("11:00"), by=None)
    publish(event, by=None)
    delete_contribution(slot.contribution, by=None)

    assert readings(event, Client(), member) == [False, False, True, True]


@pytest.mark.case("R22")
def test_more_versions_and_changes_cost_no_more_queries(client, event):
    slot = slot_of(event, "On knots")
    counts = []
    for minutes in ("11:00", "12:00", "13:00", "14:00"):
        edit_slot(slot, starts_at=at(minutes), by=None)
        SlotFactory(event=event, starts_at=at("15:00"))
        publish(event, by=None)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{public('timetable-changelog', event)}?nothing={minutes}")
        counts.append(len(queries))

    assert len(set(counts[1:])) == 1
