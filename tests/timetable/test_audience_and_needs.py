"""How many people come, what talks need and rooms have, what stays where it is."""

import pytest
from django.urls import reverse

from access.models import Grant
from access.operations import grant
from events.models import EventRoom
from programme.models import Contribution, Credit
from tests.clock import at
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, CreditFactory
from tests.factories.timetable import SlotFactory
from timetable.models import Slot

pytestmark = pytest.mark.django_db

ROWS = {
    f"{name}-{count}": 0
    for name in ("people", "links", "parts")
    for count in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@pytest.fixture
def event(organiser):
    made = EventFactory(starts_at=at("08:00"), ends_at=at("17:00"))
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made


@pytest.fixture
def member(client, organiser):
    client.force_login(organiser)
    return client


def page(name, event, *more):
    return reverse(name, args=[event.pk, *more])


def test_a_talk_says_how_many_come_and_what_it_needs(member, event):
    EventRoomFactory(event=event, equipment=["Projector"])
    talk = ContributionFactory(event=event)
    form = page("manage-talk", event, talk.number)

    hint = member.get(form).content.decode()
    typed = {
        "title": "Waves",
        "minutes": 20,
        "expected_audience": 120,
        "needs": "Projector,  two  microphones",
    }
    member.post(form, {**typed, **ROWS})
    talk.refresh_from_db()

    assert "Known here: Projector." in hint
    assert (talk.expected_audience, talk.needs) == (120, ["Projector", "two microphones"])


def test_emptying_the_fields_takes_both_away(member, event):
    talk = ContributionFactory(event=event, expected_audience=5, needs=["piano"])

    member.post(page("manage-talk", event, talk.number), {"title": talk.title, "minutes": 20, **ROWS})
    talk.refresh_from_db()

    assert (talk.expected_audience, talk.needs) == (None, [])


@pytest.mark.parametrize(
    ("field", "text"), [("expected_audience", "-1"), ("expected_audience", "9999999"), ("needs", "x" * 81)]
)
def test_what_makes_no_sense_is_refused(member, event, field, text):
    talk = ContributionFactory(event=event)

    member.post(
        page("manage-talk", event, talk.number), {"title": "Waves", "minutes": 20, field: text, **ROWS}
    )

    assert Contribution.objects.get(pk=talk.pk).title == talk.title


def test_a_room_of_the_event_says_what_it_has_and_the_words_of_talks_are_offered(member, event):
    ContributionFactory(event=event, needs=["piano"])
    rooms = page("event-rooms", event)

    hint = member.get(rooms).content.decode()
    member.post(rooms, {"act": "save", "name": "Hall", "equipment": "piano, lights"})
    shown = member.get(rooms).content.decode()

    assert "piano" in hint
    assert EventRoom.objects.get(event=event).equipment == ["piano", "lights"]
    assert "lights" in shown


def test_other_equipment_of_a_room_is_in_the_log_as_words(member, event):
    room = EventRoomFactory(event=event, name="Hall", equipment=["piano"])

    member.post(
        page("event-rooms", event) + f"?room={room.pk}",
        {"act": "save", "name": "Hall", "equipment": "piano, lights"},
    )

    assert event.logbook.entries.get(verb="room.edited").changes["equipment"] == ["piano", "piano, lights"]


def test_several_talks_are_given_an_audience_and_a_need_once_confirmed(member, event):
    one, other = ContributionFactory(event=event, needs=["Piano"]), ContributionFactory(event=event)
    assign = page("manage-talks-assign", event)
    chosen = {"talk": [one.number, other.number]}

    asked = member.post(assign, {**chosen, "give": "needs-typed", "typed": "piano, lights"})
    assert "piano, lights" in asked.content.decode()
    assert Contribution.objects.get(pk=other.pk).needs == []
    member.post(assign, {**chosen, "give": "needs-typed", "typed": "piano, lights", "confirmed": 1})
    member.post(assign, {**chosen, "give": "expected_audience-typed", "typed": "80", "confirmed": 1})

    found = Contribution.objects.order_by("number").values_list("needs", "expected_audience")
    assert list(found) == [(["Piano", "lights"], 80), (["piano", "lights"], 80)]
    member.post(assign, {**chosen, "give": "needs-none", "confirmed": 1})
    member.post(assign, {**chosen, "give": "expected_audience-none", "confirmed": 1})
    assert list(Contribution.objects.values_list("needs", "expected_audience")) == [([], None)] * 2


def test_a_number_of_people_is_digits(member, event):
    talk = ContributionFactory(event=event)
    typed = {"talk": talk.number, "give": "expected_audience-typed", "typed": "many", "confirmed": 1}

    answer = member.post(page("manage-talks-assign", event), typed, follow=True)

    assert "Type a number of people." in answer.content.decode()
    assert Contribution.objects.get().expected_audience is None


def test_the_list_of_talks_is_narrowed_to_a_need_and_to_answers(member, event):
    loud = ContributionFactory(event=event, title="Loud", needs=["microphone"], expected_audience=70)
    CreditFactory(contribution=loud, answer=Credit.Answer.DECLINED, answered_at=at("08:00"))
    CreditFactory(contribution=ContributionFactory(event=event, title="Still"), asked_at=at("08:00"))
    talks = page("manage-talks", event)

    def titles(query):
        return [talk.title for talk in member.get(talks + query).context["page"]]

    assert titles("?need=microphone") == ["Loud"]
    assert titles("?state=declined") == ["Loud"]
    assert titles("?state=waiting") == ["Still"]
    assert titles("?sort=audience") == ["Loud", "Still"]
    assert titles("?need=%00") == ["Loud", "Still"]
    shown = member.get(talks).content.decode()
    assert "declined" in shown
    assert 'class="num">70' in shown


def test_an_entry_is_pinned_and_let_go_in_its_form(member, event):
    slot = SlotFactory(event=event)
    form = page("manage-slot", event, slot.pk)
    typed = {"day": "2027-03-15", "clock": "10:00", "minutes": 20}

    member.post(form, {**typed, "is_pinned": "on"})
    assert Slot.objects.get().is_pinned
    member.post(form, typed)
    assert not Slot.objects.get().is_pinned
    assert "is_pinned" not in member.get(page("manage-slot-new", event)).content.decode()
