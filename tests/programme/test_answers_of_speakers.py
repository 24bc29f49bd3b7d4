"""Speakers are asked whether they come, and answer; organisers see it, set it by hand, and hear of refusals."""

from datetime import timedelta

import pytest
from django.urls import reverse

from access.models import Grant
from access.operations import grant
from notices.models import Notice
from programme.models import Credit
from programme.operations import edit_contribution, withdraw_contribution
from programme.operations.speakers import LONGEST_WORD, answer_credit, ask_speakers
from programme.refusals import TooLong
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventPersonFactory
from tests.factories.programme import ContributionFactory, CreditFactory

pytestmark = pytest.mark.django_db

LATER = at("08:00") + timedelta(days=3650)


@pytest.fixture
def boss():
    return UserFactory(email="boss@example.org")


@pytest.fixture
def event(boss):
    made = EventFactory(starts_at=LATER)
    grant(made.access, to=boss, permission=Grant.MANAGE)
    return made


@pytest.fixture
def ada(event):
    user = UserFactory(email="ada@example.org")
    return EventPersonFactory(event=event, name="Ada", email=user.email, user=user)


@pytest.fixture
def credit(event, ada):
    return CreditFactory(contribution=ContributionFactory(event=event, title="Waves"), person=ada)


def recipients():
    return sorted(Notice.objects.values_list("recipient", flat=True))


def page(name, event):
    return reverse(name, args=[event.pk])


def test_each_speaker_gets_one_mail_with_all_their_talks(event, ada, credit, boss):
    CreditFactory(contribution=ContributionFactory(event=event, title="Tides"), person=ada)
    mute = CreditFactory(contribution=ContributionFactory(event=event))

    reach = ask_speakers(event, Credit.objects.all(), by=boss)

    notice = Notice.objects.get()
    assert notice.recipient == "ada@example.org"
    assert "Waves" in notice.body
    assert "Tides" in notice.body
    assert reverse("my-confirmations", args=[event.slug]) in notice.body
    assert list(reach.unreached) == [mute.person]
    assert list(Credit.objects.filter(asked_at__isnull=True)) == [mute]


@pytest.mark.case("S78")
def test_who_was_asked_within_the_hour_is_not_asked_again(client, event, ada, credit, boss, time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    ask_speakers(event, [credit], by=boss)
    new = CreditFactory(
        contribution=credit.contribution, person=EventPersonFactory(event=event, email="b@x.example")
    )
    client.force_login(boss)
    address = page("timetable-confirmations-ask", event)

    looked = client.post(address, {"every": "1"}).content.decode()
    reach = ask_speakers(event, [credit, new], by=boss)
    refused = client.post(address, {"credit": credit.pk, "confirmed": "1"})
    time_machine.shift(timedelta(hours=1, seconds=1))
    again = client.post(address, {"credit": credit.pk, "confirmed": "1"})

    assert "1 speaker was asked within the last hour" in looked
    assert (reach.reached, reach.lately) == ([new.person], [ada])
    assert (refused.status_code, again.status_code) == (429, 302)
    assert "All of them were asked within the last hour." in refused.content.decode()
    assert recipients() == ["ada@example.org", "ada@example.org", "b@x.example"]


def test_of_a_withdrawn_talk_nobody_is_asked(event, credit, boss):
    withdraw_contribution(credit.contribution, by=boss)

    assert ask_speakers(event, [credit], by=boss).reached == []
    assert not Notice.objects.exists()


def test_a_speaker_confirms_and_organisers_get_no_mail_for_it(event, credit, ada):
    assert answer_credit(credit, "confirmed", by=ada.user)
    assert not answer_credit(credit, "confirmed", by=ada.user)

    credit.refresh_from_db()
    assert credit.answer == "confirmed"
    assert credit.answered_at is not None
    assert recipients() == []
    assert event.logbook.entries.filter(verb="speaker.answered").count() == 1


def test_organisers_hear_who_declined_and_what_they_say(event, credit, ada):
    answer_credit(credit, "declined", by=ada.user, word="I am ill.")

    notice = Notice.objects.get()
    assert notice.recipient == "boss@example.org"
    assert "Ada declined to speak in “Waves”." in notice.body
    assert "I am ill." in notice.body


def test_an_event_without_named_managers_hears_at_its_contact_address(credit, ada):
    event = credit.contribution.event
    event.access.grants.all().delete()
    event.contact_email = "desk@example.org"
    event.save()

    answer_credit(credit, "declined", by=ada.user)

    assert recipients() == ["desk@example.org"]


def test_what_organisers_set_by_hand_is_mailed_to_nobody(credit, boss):
    answer_credit(credit, "declined", by=boss)
    answer_credit(credit, "", by=boss)

    credit.refresh_from_db()
    assert (credit.answer, credit.answered_at) == ("", None)
    assert recipients() == []


def test_a_word_too_long_is_refused_and_nothing_is_answered(credit, ada):
    with pytest.raises(TooLong):
        answer_credit(credit, "confirmed", by=ada.user, word="x" * (LONGEST_WORD + 1))

    assert Credit.objects.get().answer == ""


def test_an_answer_stays_when_other_people_of_the_talk_change(event, credit, ada, boss):
    answer_credit(credit, "confirmed", by=ada.user)
    other = EventPersonFactory(event=event)

    edit_contribution(credit.contribution, by=boss, people=[(other, "speaker"), (ada, "speaker")])

    assert Credit.objects.get(person=ada).answer == "confirmed"
    assert Credit.objects.get(person=other).answer == ""


def test_speakers_answer_on_their_own_page(client, event, credit, ada, boss):
    address = reverse("my-confirmations", args=[event.slug])
    client.force_login(ada.user)

    shown = client.get(address).content.decode()
    client.post(address, {"credit": credit.pk, "answer": "declined", "word": "Sorry"})

    assert "Waves" in shown
    assert Credit.objects.get().answer == "declined"
    assert "You declined" in client.get(address).content.decode()
    client.post(address, {"credit": credit.pk, "answer": "nonsense"})
    assert Credit.objects.get().answer == "declined"


def test_nobody_answers_for_somebody_else(client, event, credit, ada):
    other = CreditFactory(contribution=ContributionFactory(event=event))
    client.force_login(ada.user)
    address = reverse("my-confirmations", args=[event.slug])

    answer = client.post(address, {"credit": other.pk, "answer": "confirmed"})

    assert answer.status_code == 404
    assert Credit.objects.get(pk=other.pk).answer == ""
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("route", ["contribution", "contributions", "people", "person"])
def test_public_pages_do_not_tell_of_answers(client, credit, ada, route):
    answer_credit(credit, "declined", by=ada.user, word="CANARY")
    talk = credit.contribution
    more = {"contribution": [talk.number], "person": [ada.pk]}.get(route, [])

    shown = client.get(reverse(route, args=[talk.event.slug, *more])).content.decode()

    assert "Ada" in shown
    assert "eclined" not in shown
    assert "CANARY" not in shown


def test_organisers_count_first_then_ask_the_chosen_or_all(client, event, credit, boss):
    answered = CreditFactory(
        contribution=ContributionFactory(event=event),
        person=EventPersonFactory(event=event, email="x@example.org"),
        answer="confirmed",
        answered_at=at("08:00"),
    )
    client.force_login(boss)
    ask = page("timetable-confirmations-ask", event)

    shown = client.post(ask, {"every": 1}).content.decode()
    assert "Send 1 mail" in shown
    assert recipients() == []
    client.post(ask, {"credit": credit.pk, "confirmed": 1})
    assert recipients() == ["ada@example.org"]
    assert client.post(ask, {"credit": answered.pk}).status_code == 200
    assert client.post(ask, {"credit": "x"}).status_code == 302


def test_organisers_set_answers_by_hand_and_narrow_the_list(client, event, credit, boss):
    CreditFactory(contribution=ContributionFactory(event=event, title="Other"))
    client.force_login(boss)
    address = page("timetable-confirmations", event)

    client.post(address, {"confirmed": credit.pk})

    assert [one.pk for one in client.get(address + "?state=confirmed").context["page"]] == [credit.pk]
    assert client.get(address).context["unanswered"] == 1
    foreign = CreditFactory()
    assert client.post(address, {"confirmed": foreign.pk}).status_code == 404


def test_the_list_asks_as_often_for_three_as_for_one(
    client, event, credit, boss, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(boss)
    address = page("timetable-confirmations", event)
    client.get(address)
    with django_assert_max_num_queries(40) as counted:
        client.get(address)
    CreditFactory(contribution=ContributionFactory(event=event))
    CreditFactory(contribution=ContributionFactory(event=event))

    with django_assert_num_queries(len(counted)):
        client.get(address)
