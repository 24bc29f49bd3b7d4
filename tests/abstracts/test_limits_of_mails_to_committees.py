"""Nobody floods people with mails about reviewing and letters, however often they give, take and send (S78)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from abstracts.models import Letter
from abstracts.operations import add_member, add_members, remove_member
from abstracts.operations.assigning import give, take_away
from abstracts.operations.confirming import MOST_AN_HOUR as NEW_AN_HOUR
from abstracts.operations.letter_limits import MOST_AN_HOUR
from abstracts.operations.letters import owe_letters, send_again, write_anew
from abstracts.refusals import TooManyLetters
from notices.models import DigestEntry, Notice
from notices.operations import send_digests
from tests.abstracts.assignment_scenes import scene
from tests.factories.abstracts import AbstractFactory, LetterRuleFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import TrackFactory

pytestmark = [pytest.mark.django_db, pytest.mark.case("S78")]


@pytest.fixture(autouse=True)
def moment(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


def test_who_is_given_abstracts_again_and_again_gets_one_mail_and_the_rest_with_the_digest(moment):
    one = scene(abstracts=2)

    for _time in range(5):
        give(one.standing, [one.pair(0, 0)], tell=True)
        take_away(one.standing, [one.pair(0, 0)])
    give(one.standing, [one.pair(1, 1)], tell=True)
    at_once = [notice.user for notice in Notice.objects.order_by("pk")]
    waiting = DigestEntry.objects.count()
    send_digests(topic="abstracts")
    moment.shift(timedelta(hours=1, seconds=1))
    give(one.standing, [one.pair(0, 0)], tell=True)

    assert (at_once, waiting) == (one.reviewers, 4)
    assert Notice.objects.filter(user=one.reviewers[0]).count() == 3


def test_a_letter_is_sent_again_only_so_often_within_an_hour(moment):
    LetterRuleFactory(event=(abstract := AbstractFactory()).event, states=["submitted"])
    owe_letters([abstract], by=None)
    letter = Letter.objects.get()

    for _time in range(MOST_AN_HOUR - 1):
        send_again(letter, by=None)
    with pytest.raises(TooManyLetters, match=str(MOST_AN_HOUR)):
        send_again(letter, by=None)
    with pytest.raises(TooManyLetters):
        write_anew(abstract, by=None)
    within_the_hour = Notice.objects.count()
    moment.shift(timedelta(hours=1, seconds=1))
    send_again(letter, by=None)

    assert (within_the_hour, Notice.objects.count()) == (MOST_AN_HOUR, MOST_AN_HOUR + 1)


def test_letters_about_one_abstract_do_not_count_for_another():
    one, two = (AbstractFactory(submitter_email="ada@engine.example") for _n in range(2))
    for abstract in (one, two):
        LetterRuleFactory(event=abstract.event, states=["submitted"])
    for _time in range(MOST_AN_HOUR):
        write_anew(one, by=None)

    assert write_anew(two, by=None) == 1


def test_new_addresses_of_a_committee_beyond_the_hours_wait_and_are_written_to_later(client, moment):
    event, chair = EventFactory(), UserFactory(is_admin=True)
    client.force_login(chair)
    page = reverse("abstract-teams", args=[event.pk])
    people = [f"p{n}@lab.example" for n in range(NEW_AN_HOUR + 3)]

    members = add_members(event, to=people, duty="reviewer", by=chair)
    first = Notice.objects.count()
    told = client.get(page).context["waiting"]
    client.post(page, {"act": "write"})
    too_soon = Notice.objects.count()
    moment.shift(timedelta(hours=1, seconds=1))
    client.post(page, {"act": "write"})

    assert len(members) == len(people)
    assert (first, told, too_soon) == (NEW_AN_HOUR, 3, NEW_AN_HOUR)
    assert [notice.recipient for notice in Notice.objects.order_by("pk")] == people
    assert not event.abstract_team.filter(waits_for_mail=True).exists()


def test_who_is_put_on_a_committee_and_taken_off_again_counts_each_time():
    event, chair = EventFactory(), UserFactory(is_admin=True)

    for _time in range(NEW_AN_HOUR + 5):
        remove_member(add_member(event, to="p@lab.example", duty="reviewer", by=chair), by=chair)

    assert Notice.objects.count() == NEW_AN_HOUR


def test_who_has_an_account_gets_one_mail_about_places_and_the_rest_with_the_digest():
    event, chair, user = EventFactory(), UserFactory(is_admin=True), UserFactory()

    for track in TrackFactory.create_batch(3, event=event):
        add_member(event, to=user, duty="reviewer", track=track, by=chair)

    assert (Notice.objects.filter(user=user).count(), DigestEntry.objects.filter(user=user).count()) == (1, 2)


def test_programs_write_to_who_waits(client, moment):
    event, chair = EventFactory(), UserFactory(is_admin=True)
    client.force_login(chair)
    for n in range(NEW_AN_HOUR + 1):
        add_member(event, to=f"p{n}@lab.example", duty="reviewer", by=chair)
    waiting = client.get("/api/v1/committees/", {"event": event.slug}).json()["results"]
    moment.shift(timedelta(hours=1, seconds=1))

    answer = client.post("/api/v1/committees/write/", {"event": event.slug}, content_type="application/json")

    assert sum(member["waits_for_mail"] for member in waiting) == 1
    assert answer.json() == {"written": 1, "waiting": 0}
