"""The desk over REST."""

import pytest
from rest_framework.test import APIClient

from abstracts.models import Abstract, State
from abstracts.operations import Decision, decide, release
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.accounts import UserFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = pytest.mark.django_db
DESK = "/api/v1/desk/"


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def event(call):
    return call.event


@pytest.fixture
def api():
    return as_person(UserFactory(is_admin=True))


def as_person(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


def act(api, abstract, act, *, seen=None, **values):
    headers = {} if seen is None else {"If-Match": f'"{seen}"'}
    return api.post(f"{DESK}{abstract.pk}/act/", {"act": act, **values}, format="json", headers=headers)


def test_the_list_has_the_filters_of_the_page_and_tells_scores(api, call, event):
    one, two = AbstractFactory.create_batch(2, call=call)
    ReviewFactory(abstract=one, score=4)

    all_rows = api.get(DESK, {"event": event.slug}).json()["results"]
    good = api.get(DESK, {"event": event.slug, "low": "3"}).json()["results"]
    unknown = api.get(DESK, {"event": event.slug, "colour": "red"})

    assert [row["number"] for row in all_rows] == [one.number, two.number]
    assert [(row["id"], row["score"], row["reviews"], row["reviewing"]) for row in good] == [
        (one.pk, 4.0, 1, "positive")
    ]
    assert unknown.status_code == 400


def test_a_decision_takes_effect_and_the_answer_tells_the_new_state(api, call, event):
    kind, track = ContributionTypeFactory(event=event), TrackFactory(event=event)
    abstract = AbstractFactory(call=call)

    answer = act(api, abstract, "accept", type=kind.pk, track=track.pk, comment="Well done.")

    told = answer.json()
    assert (answer.status_code, told["state"], told["accepted_type"], told["accepted_track"]) == (
        200,
        "accepted",
        kind.pk,
        track.pk,
    )
    assert (told["comment"], told["is_released"]) == ("Well done.", False)


def test_who_saw_an_older_revision_gets_both_states(api, call, event):
    abstract = AbstractFactory(call=call)
    decide(event, {abstract.pk: None}, Decision(State.REJECTED), by=None)

    answer = act(api, abstract, "accept", seen=abstract.revision)

    assert (answer.status_code, answer.json()["theirs"]["state"], answer.json()["yours"]) == (
        412,
        "rejected",
        {"act": "accept"},
    )


def test_many_are_decided_or_none(api, call, event):
    one, two = AbstractFactory.create_batch(2, call=call)
    stale = [{"id": one.pk, "revision": one.revision}, {"id": two.pk, "revision": 7}]

    refused = api.post(
        f"{DESK}many/", {"event": event.slug, "act": "reject", "abstracts": stale}, format="json"
    )
    before = set(Abstract.objects.values_list("state", flat=True))
    fresh = [{"id": one.pk}, {"id": two.pk}]
    done = api.post(f"{DESK}many/", {"event": event.slug, "act": "reject", "abstracts": fresh}, format="json")
    released = api.post(
        f"{DESK}many/", {"event": event.slug, "act": "release", "abstracts": fresh}, format="json"
    )

    assert (refused.status_code, before, done.json()["done"], released.json()["done"]) == (
        409,
        {"submitted"},
        2,
        2,
    )
    assert Abstract.objects.filter(released_at__isnull=True).count() == 0


def test_conveners_reach_only_what_the_call_gives_them(call, event):
    track, other = TrackFactory(event=event), TrackFactory(event=event)
    mine, theirs = AbstractFactory(call=call, tracks=[track]), AbstractFactory(call=call, tracks=[other])
    api = as_person(TeamMemberFactory(event=event, track=track, duty="convener").user)

    not_allowed = act(api, mine, "accept")
    call.reviewing.conveners_decide = True
    call.reviewing.save()

    assert (not_allowed.status_code, act(api, theirs, "accept").status_code) == (403, 404)
    assert act(api, mine, "accept").status_code == 200
    many = {"event": event.slug, "act": "release", "abstracts": [{"id": mine.pk}]}
    assert api.post(f"{DESK}many/", many, format="json").status_code == 403


def test_reviewers_and_strangers_have_no_desk(call, event):
    abstract = AbstractFactory(call=call)
    for user in (TeamMemberFactory(event=event).user, UserFactory(), abstract.submitter):
        api = as_person(user)
        assert api.get(DESK, {"event": event.slug}).status_code == 400
        assert api.get(f"{DESK}{abstract.pk}/").status_code == 404
        assert act(api, abstract, "accept").status_code == 404


def test_a_blind_call_names_authors_only_to_who_may_know_and_asks(api, call, event):
    call.reviewing.blinding = "double"
    call.reviewing.save()
    track = TrackFactory(event=event)
    abstract = AbstractFactory(call=call, tracks=[track])
    AuthorFactory(abstract=abstract, name="Nadja Narwhal")
    convener = as_person(TeamMemberFactory(event=event, track=track, duty="convener").user)
    address = f"{DESK}{abstract.pk}/"

    answers = [
        api.get(address),
        api.get(address, {"authors": "true"}),
        convener.get(address, {"authors": "true"}),
    ]

    assert [b"Narwhal" in answer.content for answer in answers] == [False, True, False]
    searched = {"event": event.slug, "q": "Narwhal"}
    assert api.get(DESK, searched).json()["results"] == []
    assert convener.get(DESK, searched).json()["results"] == []


def test_programs_take_a_change_over_or_leave_it(api, call):
    abstract = AbstractFactory(call=call)
    decide(call.event, {abstract.pk: None}, Decision(State.ACCEPTED), by=None)
    release(call.event, [abstract.pk], by=None)
    address = f"/api/v1/desk/{abstract.pk}/"

    def renamed(title):
        Abstract.objects.filter(pk=abstract.pk).update(title=title)
        return api.get(address).json()["differs"]

    first = renamed("A better title")
    left = api.post(f"{address}leave/").json()["differs"]
    again = renamed("The best title")
    taken = api.post(f"{address}take-over/").json()["differs"]

    assert (first, left, again, taken) == (True, False, True, False)
    assert call.event.contributions.get().title == "The best title"
