"""Organisers' page of the committee, and the right to run the abstracts of an event."""

import pytest
from django.urls import reverse

from abstracts.duties import ABSTRACTS
from abstracts.models import TeamMember
from access.models import Grant
from access.operations import grant
from notices.models import Notice
from tests.factories.abstracts import TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(title="Harbour days")


@pytest.fixture
def chair(event):
    """Runs the abstracts of the event, and nothing else."""
    user = UserFactory()
    grant(event.access, to=user, permission=ABSTRACTS)
    return user


@pytest.fixture
def as_chair(client, chair):
    client.force_login(chair)
    return client


@pytest.fixture
def as_manager(client, event):
    user = UserFactory()
    grant(event.access, to=user, permission=Grant.MANAGE)
    client.force_login(user)
    return client


def test_the_committee_is_shown_by_track_and_changed(as_chair, event):
    track = TrackFactory(event=event, name="Sails")
    here = reverse("abstract-teams", args=[event.pk])
    member = TeamMemberFactory(event=event, track=track, user__name="Ada Lovelace")

    shown = as_chair.get(here).content.decode()
    as_chair.post(here, {"act": "add", "to": "new@lab.example", "duty": "convener", "track": track.pk})
    as_chair.post(here, {"act": "add", "role": "chair", "duty": "reviewer"})
    as_chair.post(here, {"remove": member.pk})

    assert "Ada Lovelace" in shown
    assert set(event.abstract_team.values_list("email", "role", "duty", "track")) == {
        ("", "chair", "reviewer", None),
        ("new@lab.example", "", "convener", track.pk),
    }
    assert not Notice.objects.exists()  # nobody ticked the box


def test_a_whole_committee_is_pasted_and_each_has_the_place_once(as_chair, event):
    track, here = TrackFactory(event=event), reverse("abstract-teams", args=[event.pk])
    ada = TeamMemberFactory(event=event, track=track, user__email="ada@lab.example").user
    grace = UserFactory(email="grace@lab.example")
    people = "Ada <ada@lab.example>\n\nHopper, Grace, grace@lab.example\nnew@lab.example; NEW@lab.example"

    as_chair.post(
        here,
        {
            "act": "many",
            "many-people": people,
            "many-duty": "reviewer",
            "many-track": track.pk,
            "many-tell": "on",
        },
    )

    assert set(event.abstract_team.values_list("user", "email", "track")) == {
        (ada.pk, "", track.pk),
        (grace.pk, "", track.pk),
        (None, "new@lab.example", track.pk),
    }
    assert set(Notice.objects.values_list("recipient", flat=True)) == {"grace@lab.example", "new@lab.example"}


def test_a_line_without_an_address_is_named_and_nobody_is_added(as_chair, event):
    here = reverse("abstract-teams", args=[event.pk])
    people = "new@lab.example\nAda Lovelace"

    answer = as_chair.post(here, {"act": "many", "many-people": people, "many-duty": "reviewer"})

    assert answer.context["many"].errors == {"people": ["There is no e-mail address in “Ada Lovelace”."]}
    assert answer.context["many"]["people"].value() == people
    assert not event.abstract_team.exists()


def test_one_is_named_in_one_way(as_chair, event):
    here = reverse("abstract-teams", args=[event.pk])

    answer = as_chair.post(
        here, {"act": "add", "to": "new@lab.example", "role": "chair", "duty": TeamMember.Duty.REVIEWER}
    )

    assert answer.context["form"].non_field_errors()
    assert not event.abstract_team.exists()


def test_who_runs_the_event_names_chairs_and_a_chair_does_not(as_manager, event, chair):
    here, other = reverse("abstract-teams", args=[event.pk]), UserFactory()
    as_manager.post(here, {"act": "chair", "chair": str(other.email)})
    held = event.access.grants.filter(permission=ABSTRACTS)
    count = held.count()

    as_manager.force_login(chair)
    refused = as_manager.post(here, {"act": "chair", "chair": "more@lab.example"})
    taken = as_manager.post(here, {"unchair": held.first().pk})

    assert (count, held.count()) == (2, 2)
    assert (refused.status_code, taken.status_code) == (404, 404)


def test_the_protection_page_offers_to_run_the_abstracts_and_the_mail_leads_there(as_manager, event):
    here = reverse("event-protection", args=[event.pk])

    as_manager.post(here, {"act": "give", "to": "new@lab.example", "permission": ABSTRACTS})

    assert "run its abstracts" in as_manager.get(here).content.decode()
    mail = Notice.objects.get(recipient="new@lab.example")
    assert mail.subject == "You can now run the abstracts of “Harbour days”"
    assert reverse("manage-calls", args=[event.pk]) in mail.body
