"""Calls, what they ask, and committees over REST."""

import pytest
from django.utils import timezone

from abstracts.duties import ABSTRACTS
from abstracts.models import Call, Field
from access.models import AccessList
from access.operations import grant
from accounts.models import Group
from tests.factories.abstracts import (
    AbstractFactory,
    CallFactory,
    QuestionFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = pytest.mark.django_db

CALLS, FIELDS, QUESTIONS, TEAMS = (
    f"/api/v1/{name}/" for name in ("calls", "call-fields", "call-questions", "committees")
)


@pytest.fixture
def event():
    return EventFactory(slug="harbour")


@pytest.fixture
def api(client, event):
    """A chair of the programme, who runs nothing else of the event."""
    user = UserFactory()
    grant(event.access, to=user, permission=ABSTRACTS)
    client.force_login(user)
    return client


def post(client, path, values, **headers):
    return client.post(path, values, content_type="application/json", headers=headers)


def patch(client, path, values, **headers):
    return client.patch(path, values, content_type="application/json", headers=headers)


def names(answer):
    return [row["name"] for row in answer.json()["results"]]


def test_everybody_reads_announced_calls_of_events_they_see_and_no_others(client, event):
    CallFactory(event=event, name="Talks")
    CallFactory(event=event, name="Never opened", opens_at=None, closes_at=None)
    CallFactory(event__mode=AccessList.Mode.RESTRICTED, name="Closed")
    CallFactory(event__is_draft=True, name="Draft")

    answer = client.get(CALLS)

    assert names(answer) == ["Talks"]
    assert answer.json()["results"][0]["is_open"] is True


def test_a_chair_reads_calls_that_were_never_opened(api, event):
    CallFactory(event=event, name="Never opened", opens_at=None, closes_at=None)

    assert names(api.get(f"{CALLS}?event=harbour")) == ["Never opened"]


def test_fields_of_organisers_are_told_to_those_only(client, api, event):
    call = CallFactory(event=event)
    hidden = Field.objects.create(call=call, title="Fee", visibility=Field.Visibility.MANAGERS)
    Field.objects.create(call=call, title="Needs")

    to_chair = [row["title"] for row in api.get(f"{CALLS}{call.pk}/").json()["asks"]]
    listed = api.get(FIELDS).json()["results"]
    api.logout()
    to_stranger = [row["title"] for row in client.get(f"{CALLS}{call.pk}/").json()["asks"]]

    assert (sorted(to_chair), to_stranger) == (["Fee", "Needs"], ["Needs"])
    assert len(listed) == 2
    assert client.get(f"{FIELDS}{hidden.pk}/").status_code == 404
    assert [row["title"] for row in client.get(FIELDS).json()["results"]] == ["Needs"]


def test_a_call_is_made_changed_opened_closed_and_removed(api, event):
    track, kind = TrackFactory(event=event), ContributionTypeFactory(event=event)
    values = {
        "event": "harbour",
        "name": "Talks",
        "tracks": [track.pk],
        "types": [kind.pk],
        "grace_minutes": 30,
    }

    made = post(api, CALLS, values)
    here = made.headers["Location"]
    changed = patch(api, here, {"most_words": 300, "topics": ["Ropes"]})
    opened = post(api, f"{here}open/", {})
    closed = post(api, f"{here}close/", {})
    removed = api.delete(here)

    assert (made.status_code, made.json()["tracks"], made.json()["grace_minutes"]) == (201, [track.pk], 30)
    assert (changed.json()["most_words"], changed.json()["topics"]) == (300, ["Ropes"])
    assert (opened.json()["is_open"], closed.json()["is_open"]) == (True, False)
    assert (removed.status_code, Call.objects.count()) == (204, 0)


def test_who_saw_it_as_it_is_no_longer_changes_nothing(api, event):
    call = CallFactory(event=event)
    here = f"{CALLS}{call.pk}/"
    seen = api.get(here).headers["ETag"]
    patch(api, here, {"name": "Posters"})

    late = patch(api, here, {"name": "Tutorials"}, **{"If-Match": seen})

    call.refresh_from_db()
    assert (late.status_code, late.json()["theirs"]["name"], call.name) == (412, "Posters", "Posters")


@pytest.mark.parametrize(
    "values",
    [
        {"nonsense": 1},
        {"event": "harbour"},
        {"grace_minutes": 7 * 24 * 60 + 1},
        {"tracks": [999_999]},
        {"editors": "everybody"},
        {"opens_at": "2027-03-01T09:00"},
        {"most_files": 21},
    ],
)
def test_what_does_not_fit_is_refused_by_name(api, event, values):
    call = CallFactory(event=event)

    answer = patch(api, f"{CALLS}{call.pk}/", values)

    assert (answer.status_code, list(answer.json())) == (400, list(values))


def test_a_rule_of_calls_answers_409_with_its_sentence(api, event):
    call = AbstractFactory(call__event=event).call

    answers = [
        patch(api, f"{CALLS}{call.pk}/", {"closes_at": "2020-01-01T00:00Z"}),
        api.delete(f"{CALLS}{call.pk}/"),
    ]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert "Close it instead" in answers[1].json()["detail"]


def test_reviewing_is_read_and_changed_and_ratings_follow_the_scale(api, event):
    call = CallFactory(event=event)
    review = ReviewFactory(abstract=AbstractFactory(call=call))
    review.ratings.create(question=QuestionFactory(call=call), value=5)
    here = f"{CALLS}{call.pk}/reviewing/"

    seen = api.get(here).headers["ETag"]
    changed = patch(api, here, {"scale_to": 10, "blinding": "double"}, **{"If-Match": seen})
    stale = patch(api, here, {"scale_to": 20}, **{"If-Match": seen})

    assert (changed.status_code, changed.json()["blinding"], stale.status_code) == (200, "double", 412)
    assert review.ratings.get().value == 10


def test_quotas_are_sent_as_a_whole(api, event):
    call, track = CallFactory(event=event), TrackFactory(event=event)
    here = f"{CALLS}{call.pk}/quotas/"
    body = {"quotas": [{"wanted": 40}, {"wanted": 12, "track": track.pk}]}

    answer = api.put(here, body, content_type="application/json")

    assert sorted(row["wanted"] for row in api.get(here).json()["quotas"]) == [12, 40]
    assert answer.status_code == 200


def test_late_submitters_come_and_go(api, event):
    call = CallFactory(event=event)
    here = f"{CALLS}{call.pk}/late-submitters/"

    made = post(api, here, {"email": "Late@lab.example", "until": "2030-01-01T00:00Z"})
    late = call.late_submitters.get()
    gone = api.delete(f"{here}?late={late.pk}")

    assert (made.status_code, late.email, gone.status_code) == (201, "late@lab.example", 204)
    assert not call.late_submitters.exists()


@pytest.mark.parametrize(
    ("path", "values", "change"),
    [
        (FIELDS, {"title": "Needs"}, {"title": "Wishes"}),
        (QUESTIONS, {"title": "Good?"}, {"weight": "2.5"}),
    ],
)
def test_what_a_call_asks_is_added_changed_ordered_and_removed(api, event, path, values, change):
    call = CallFactory(event=event)

    first = post(api, path, {**values, "call": call.pk})
    second = post(api, path, {**values, "title": "Another", "call": call.pk})
    changed = patch(api, first.headers["Location"], change)
    ids = [second.json()["id"], first.json()["id"]]
    ordered = post(api, f"{path}order/?call={call.pk}", {"order": ids})
    removed = api.delete(second.headers["Location"])

    assert {name: str(changed.json()[name]) for name in change} == {k: str(v) for k, v in change.items()}
    assert [row["id"] for row in ordered.json()] == ids
    assert (removed.status_code, len(api.get(path).json()["results"])) == (204, 1)


def test_questions_of_reviewers_are_for_those_who_run_the_abstracts(client, event):
    question = QuestionFactory(call__event=event)
    client.force_login(TeamMemberFactory(event=event).user)

    assert client.get(QUESTIONS).json()["results"] == []
    assert client.get(f"{QUESTIONS}{question.pk}/").status_code == 404


def test_the_committee_is_read_and_changed(api, event):
    track = TrackFactory(event=event)
    Group.objects.create(name="Board")

    by_mail = post(
        api, TEAMS, {"event": "harbour", "duty": "reviewer", "to": "new@lab.example", "track": track.pk}
    )
    by_group = post(api, TEAMS, {"event": "harbour", "duty": "convener", "to": "Board"})
    by_role = post(api, TEAMS, {"event": "harbour", "duty": "reviewer", "role": "chair"})
    neither = post(api, TEAMS, {"event": "harbour", "duty": "reviewer"})
    gone = api.delete(by_role.headers["Location"])

    assert [by_mail.status_code, by_group.status_code, by_role.status_code] == [201, 201, 201]
    assert (neither.status_code, gone.status_code) == (400, 204)
    assert [row["name"] for row in api.get(TEAMS).json()["results"]] == ["new@lab.example", "Board"]


def test_nobody_else_changes_anything(client, event):
    call = CallFactory(event=event)
    client.force_login(TeamMemberFactory(event=event, duty="convener").user)

    answers = [
        patch(client, f"{CALLS}{call.pk}/", {"name": "Mine"}),
        post(client, CALLS, {"event": "harbour", "name": "Mine"}),
        post(client, FIELDS, {"call": call.pk, "title": "Mine"}),
        client.get(f"{CALLS}{call.pk}/reviewing/"),
        post(client, TEAMS, {"event": "harbour", "duty": "reviewer", "to": "me@lab.example"}),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert client.get(TEAMS).json()["results"] == []


def test_lists_ask_as_often_for_three_calls_as_for_one(api, event, django_assert_max_num_queries):
    def more():
        call = CallFactory(event=event, opens_at=timezone.now())
        call.tracks.set([TrackFactory(event=event)])
        Field.objects.create(call=call, title="Needs")

    more()
    api.get(CALLS)
    with django_assert_max_num_queries(40) as one:
        api.get(CALLS)
    more()
    more()

    with django_assert_max_num_queries(40) as three:
        api.get(CALLS)

    assert len(one) == len(three)
