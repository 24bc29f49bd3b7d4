"""Places in a committee: who holds one, who is told, and what waits for an address."""

import pytest
from django.urls import reverse

from abstracts.duties import ABSTRACTS
from abstracts.models import Author, TeamMember
from abstracts.operations import Wanted, add_member, remove_member, set_quotas
from abstracts.refusals import NotOfThisCall
from abstracts.standing import standing_of
from access.operations import grant
from access.refusals import UnknownPrincipal
from accounts.models import Group
from accounts.signals import address_confirmed
from events.models import EventRole
from notices.models import Notice
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventRoleFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

REVIEWER, CONVENER = TeamMember.Duty.REVIEWER, TeamMember.Duty.CONVENER


def proves(user, email):
    address_confirmed.send(sender=None, user=user, email=email)


def test_a_place_is_held_by_a_person_a_group_or_everybody_of_a_role():
    track = TrackFactory()
    event = track.event
    alone, grouped, chairing = UserFactory.create_batch(3)
    group = Group.objects.create(name="Board")
    group.members.add(grouped)
    EventRoleFactory(event=event, person__user=chairing)

    add_member(event, to=alone, duty=REVIEWER, track=track, by=None)
    add_member(event, to=group, duty=REVIEWER, by=None)
    add_member(event, to=EventRole.Role.CHAIR, duty=CONVENER, by=None)

    assert standing_of(alone, event).reviewed == {track.pk}
    assert standing_of(grouped, event).reviews_all
    assert standing_of(chairing, event).convenes_all


def test_twice_is_once_and_one_mail():
    event, user = EventFactory(), UserFactory()

    first = add_member(event, to=user, duty=REVIEWER, by=None)
    second = add_member(event, to=user, duty=REVIEWER, by=None)

    assert first == second
    assert Notice.objects.filter(user=user).count() == 1


def test_an_address_waits_for_its_owner_with_all_that_was_written_to_it():
    event, email = EventFactory(), "New@Lab.example"
    add_member(event, to=email, duty=REVIEWER, by=None)
    abstract = AbstractFactory(
        call=CallFactory(event=event), submitter=None, submitter_name="New", submitter_email="new@lab.example"
    )
    author = AuthorFactory(email="new@lab.example")
    user = UserFactory()

    proves(user, email.lower())

    abstract.refresh_from_db()
    author.refresh_from_db()
    assert (abstract.submitter, author.user) == (user, user)
    assert [(member.user, member.email) for member in event.abstract_team.all()] == [(user, "")]
    assert [notice.recipient for notice in Notice.objects.all()] == ["new@lab.example"]


def test_who_has_the_place_already_does_not_get_it_twice():
    event, user = EventFactory(), UserFactory()
    add_member(event, to=user, duty=REVIEWER, by=None, tell=False)
    TeamMember.objects.create(event=event, duty=REVIEWER, email="other@lab.example")

    proves(user, "other@lab.example")

    assert event.abstract_team.count() == 1


def test_nothing_of_others_is_taken_by_proving_an_address():
    author = AuthorFactory(email="ada@lab.example", user=UserFactory())
    before = author.user

    proves(UserFactory(), "ada@lab.example")

    assert Author.objects.get().user == before


def test_a_place_in_a_track_of_another_event_and_an_unknown_name_are_refused():
    event = EventFactory()

    with pytest.raises(NotOfThisCall):
        add_member(event, to=UserFactory(), duty=REVIEWER, track=TrackFactory(), by=None)
    with pytest.raises(UnknownPrincipal):
        add_member(event, to="no address", duty=REVIEWER, by=None)


def test_who_leaves_reads_nothing_more():
    event, user = EventFactory(), UserFactory()
    member = add_member(event, to=user, duty=CONVENER, by=None)

    remove_member(member, by=None)

    assert not standing_of(user, event).is_in_committee


def test_quotas_are_exactly_those_given():
    call = CallFactory()
    track = TrackFactory(event=call.event)
    set_quotas(call, quotas=[Wanted(10), Wanted(4, track=track)], by=None)

    set_quotas(call, quotas=[Wanted(5, track=track)], by=None)

    assert list(call.quotas.values_list("track", "type", "wanted")) == [(track.pk, None, 5)]


def test_a_chair_finds_the_programme_among_their_events_and_from_the_calls(client):
    event, user = (
        CallFactory(event=EventFactory(kind="conference", title="Harbour days")).event,
        UserFactory(),
    )
    here = reverse("manage-calls", args=[event.pk])
    client.force_login(user)
    pages = [reverse("my-events"), reverse("calls", args=[event.slug])]
    before = [here in client.get(page).content.decode() for page in pages]

    grant(event.access, to=user, permission=ABSTRACTS)

    assert before == [False, False]
    assert [here in client.get(page).content.decode() for page in pages] == [True, True]
