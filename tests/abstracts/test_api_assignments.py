"""Assignments over the API: the same doors and operations as the pages."""

import pytest

from abstracts.assigning.cost import Rules
from abstracts.models import Conflict, Reviewing, TeamMember
from abstracts.operations.assigning import give
from abstracts.operations.proposing import find_assignment, keep_proposal
from jobs.models import Job
from notices.models import Notice
from tests.abstracts.assignment_scenes import scene
from tests.factories.abstracts import AuthorFactory, ReviewFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db

JSON = "application/json"
ALL = "/api/v1/assignments/"
PROPOSALS = "/api/v1/assignment-proposals/"


@pytest.fixture
def one(client):
    made = scene(abstracts=3, reviewers=2)
    client.force_login(made.chair)
    return made


def pair(one, abstract, reviewer):
    return {"abstract": one.abstracts[abstract].pk, "reviewer": one.reviewers[reviewer].pk}


def proposed(one):
    panel, matching = find_assignment(one.standing, one.call, Rules())
    return keep_proposal(one.call, panel, matching, Rules(), by=one.chair)


def test_pairs_are_given_and_conflicts_named(client, one):
    Conflict.objects.create(abstract=one.abstracts[1], user=one.reviewers[0])
    body = {"event": one.call.event.slug, "pairs": [pair(one, 0, 0), pair(one, 1, 0)], "tell": True}

    answer = client.post(ALL, body, content_type=JSON)

    left = answer.json()["left_out"]
    assert (answer.status_code, answer.json()["given"], one.pairs) == (201, 1, {(0, 0)})
    assert [(found["abstract"], "conflict of interest" in found["why"]) for found in left] == [
        (one.abstracts[1].pk, True)
    ]
    assert Notice.objects.count() == 1


def test_what_can_not_be_given_at_all_is_a_conflict_of_the_request(client, one):
    Conflict.objects.create(abstract=one.abstracts[0], user=one.reviewers[0])
    body = {"event": one.call.event.slug, "pairs": [pair(one, 0, 0)]}

    answer = client.post(ALL, body, content_type=JSON)

    assert answer.status_code == 409
    assert "declared or set by an organiser" in answer.json()["detail"]


def test_assignments_are_listed_filtered_and_taken_away(client, one):
    give(one.standing, [one.pair(0, 0), one.pair(1, 1)])
    query = {"event": one.call.event.slug, "reviewer": one.reviewers[1].pk}

    (row,) = client.get(ALL, query).json()["results"]
    taken = client.delete(f"{ALL}{row['id']}/")

    assert (row["number"], row["reviewer"]["name"]) == (one.abstracts[1].number, str(one.reviewers[1]))
    assert (taken.status_code, one.pairs) == (204, {(0, 0)})


def test_what_was_begun_stays_unless_told_so(client, one):
    give(one.standing, [one.pair(0, 0)])
    ReviewFactory(abstract=one.abstracts[0], reviewer=one.reviewers[0])
    here = f"{ALL}{one.abstracts[0].assignments.get().pk}/"

    answers = [client.delete(here), client.delete(f"{here}?even_if_begun=true")]

    assert [answer.status_code for answer in answers] == [409, 204]


def test_loads_say_how_much_each_reviewer_has(client, one):
    Reviewing.objects.filter(call=one.call).update(load_limit=5)
    give(one.standing, [one.pair(0, 0)])

    rows = client.get(f"{ALL}loads/", {"call": one.call.pk}).json()

    assert [(row["given"], row["limit"], row["tracks"]) for row in rows] == [
        (1, 5, [one.track.pk]),
        (0, 5, [one.track.pk]),
    ]


def test_conveners_read_and_give_nothing_and_reviewers_see_nothing(client, one):
    duty = TeamMember.Duty.CONVENER
    convener = TeamMemberFactory(event=one.call.event, track=one.track, duty=duty).user
    give(one.standing, [one.pair(0, 0)])
    body = {"event": one.call.event.slug, "pairs": [pair(one, 1, 1)]}
    here, query = f"{ALL}{one.abstracts[0].assignments.get().pk}/", {"event": one.call.event.slug}
    seen = []

    for user in (convener, one.reviewers[0]):
        client.force_login(user)
        rows = client.get(ALL, query).json()["results"]
        acts = [client.post(ALL, body, content_type=JSON), client.delete(here)]
        seen.append((len(rows), [answer.status_code for answer in acts]))

    assert seen == [(1, [403, 403]), (0, [403, 404])]
    assert one.pairs == {(0, 0)}


def test_what_the_caller_wrote_is_nowhere(client, one):
    give(one.standing, [one.pair(0, 0)])
    proposal = proposed(one)
    AuthorFactory(abstract=one.abstracts[0], user=one.chair)
    body = {"event": one.call.event.slug, "pairs": [pair(one, 0, 1)]}

    listed = client.get(ALL, {"event": one.call.event.slug}).json()["results"]
    detail = client.get(f"{ALL}{one.abstracts[0].assignments.get().pk}/").status_code
    given = client.post(ALL, body, content_type=JSON).json()
    whole = client.get(f"{PROPOSALS}{proposal.pk}/").json()

    assert (listed, detail, given) == ([], 404, {"given": 0, "left_out": []})
    assert one.abstracts[0].number not in [change["number"] for change in whole["changes"]]
    assert [load["before"] for load in whole["loads"]] == [0, 0]


def test_a_proposal_is_asked_for_looked_at_taken_and_put_back(client, one):
    asked = client.post(PROPOSALS, {"call": one.call.pk, "balance": "even"}, content_type=JSON)
    proposal = proposed(one)
    here = f"{PROPOSALS}{proposal.pk}/"

    whole = client.get(here).json()
    some = client.post(f"{here}accept/", {"abstracts": [one.abstracts[0].pk]}, content_type=JSON).json()
    rest = client.post(f"{here}accept/", {"tell": True}, content_type=JSON).json()
    back = client.post(f"{here}put-back/", content_type=JSON).json()

    assert (asked.status_code, Job.objects.get().arguments["rules"]["balance"]) == (202, "even")
    assert [change["number"] for change in whole["changes"]] == [one.number for one in one.abstracts]
    later = {user for key, user in proposal.pairs if key != one.abstracts[0].pk}
    assert (some["given"], rest["given"], back["taken_away"]) == (1, 2, 2)
    assert rest["told"] == len(later)
    assert {abstract for abstract, _user in one.pairs} == {0}


def test_settled_proposals_and_calls_by_track_are_refused(client, one):
    proposal = proposed(one)
    here = f"{PROPOSALS}{proposal.pk}/"
    discarded = client.delete(here).status_code
    Reviewing.objects.filter(call=one.call).update(assignment="track")

    answers = [
        client.post(f"{here}accept/", {}, content_type=JSON),
        client.post(PROPOSALS, {"call": one.call.pk}, content_type=JSON),
        client.post(PROPOSALS, {"call": 10**9}, content_type=JSON),
    ]

    assert discarded == 204
    assert [answer.status_code for answer in answers] == [409, 409, 400]


def test_proposals_are_for_who_runs_the_abstracts(client, one):
    proposal = proposed(one)
    client.force_login(one.reviewers[0])

    assert client.get(f"{PROPOSALS}{proposal.pk}/").status_code == 404
    assert client.get(PROPOSALS, {"call": one.call.pk}).status_code == 400
