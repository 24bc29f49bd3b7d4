"""The pages of assignments: what organisers and conveners see and do there."""

import pytest
from django.urls import reverse

from abstracts.assigning.cost import Rules
from abstracts.models import AssignmentProposal, Bid, Conflict, Reviewing, TeamMember
from abstracts.operations.assigning import give
from abstracts.operations.proposing import find_assignment, keep_proposal
from jobs.models import Job
from notices.models import Notice
from tests.abstracts.assignment_scenes import scene
from tests.factories.abstracts import AuthorFactory, ReviewFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def address(one, name="abstract-assignment", *more):
    return reverse(name, args=[one.call.event.pk, *more])


@pytest.fixture
def one(client):
    made = scene(abstracts=3, reviewers=3)
    client.force_login(made.chair)
    return made


def convener_of(one):
    duty = TeamMember.Duty.CONVENER
    return TeamMemberFactory(event=one.call.event, track=one.track, duty=duty).user


def proposed(one):
    panel, matching = find_assignment(one.standing, one.call, Rules())
    return keep_proposal(one.call, panel, matching, Rules(), by=one.chair)


def test_the_table_says_who_has_what_and_what_lacks(client, one):
    give(one.standing, [one.pair(0, 0)])
    Bid.objects.create(abstract=one.abstracts[0], user=one.reviewers[0], wish="eager")
    ReviewFactory(abstract=one.abstracts[0], reviewer=one.reviewers[0])

    page = client.get(address(one))

    rows = {row.abstract.number: row for row in page.context["rows"]}
    given = rows[one.abstracts[0].number].given
    assert [(held.user, held.wish, held.done) for held in given] == [(one.reviewers[0], "Gladly", True)]
    assert [rows[abstract.number].lacking for abstract in one.abstracts] == [0, 1, 1]
    assert "2 of 3 need reviewers" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"few": 1}, [1, 2]),
        ({"q": "#2"}, [1]),
        ({"reviewer": True}, [0]),
        ({"track": 999}, []),
        ({}, [0, 1, 2]),
    ],
)
def test_filters_leave_what_was_asked_for(client, one, query, found):
    give(one.standing, [one.pair(0, 0)])
    if "reviewer" in query:
        query = {"reviewer": one.reviewers[0].pk}

    page = client.get(address(one), query)

    numbers = [row.abstract.number for row in page.context["rows"]]
    assert numbers == [one.abstracts[index].number for index in found]


def test_candidates_come_best_first_and_conflicts_last_with_their_reason(client, one):
    AuthorFactory(abstract=one.abstracts[0], email="x@host0.example")
    Bid.objects.create(abstract=one.abstracts[0], user=one.reviewers[2], wish="eager")

    page = client.get(address(one), {"abstract": one.abstracts[0].number})

    candidates = page.context["candidates"]
    assert [found.line.user for found in candidates] == [one.reviewers[index] for index in (2, 1, 0)]
    assert candidates[-1].reasons == ["same e-mail domain as an author"]
    assert "same e-mail domain as an author" in page.content.decode()


def test_giving_and_taking_lead_back_and_can_be_undone(client, one):
    act = address(one, "abstract-assignment-act")
    sent = {"act": "give", "reviewer": one.reviewers[0].pk, "back": "?few=1", "tell": "1"}
    numbers = [one.abstracts[0].number, one.abstracts[1].number]

    answer = client.post(act, {**sent, "abstract": numbers})
    given = one.pairs
    (message,) = client.get(address(one)).context["messages"]
    client.post(message.extra_tags)

    assert answer.url == f"{address(one)}?few=1"
    assert given == {(0, 0), (1, 0)}
    assert str(message) == "Gave 2 abstracts"
    assert one.pairs == set()
    assert Notice.objects.count() == 1


def test_what_is_refused_is_said(client, one):
    Conflict.objects.create(abstract=one.abstracts[0], user=one.reviewers[0])
    act = address(one, "abstract-assignment-act")
    sent = {"act": "give", "reviewer": one.reviewers[0].pk}

    client.post(act, {**sent, "abstract": [one.abstracts[0].number]})
    (message,) = client.get(address(one)).context["messages"]
    client.post(act, sent)
    (empty,) = client.get(address(one)).context["messages"]

    assert "conflict of interest" in str(message)
    assert str(empty) == "Choose abstracts and a reviewer first."


def test_the_table_of_reviewers_counts_loads_wishes_and_conflicts(client, one):
    Reviewing.objects.filter(call=one.call).update(load_limit=2)
    give(one.standing, [one.pair(0, 0), one.pair(1, 0)])
    Bid.objects.create(abstract=one.abstracts[2], user=one.reviewers[1], wish="reluctant")
    Conflict.objects.create(abstract=one.abstracts[2], user=one.reviewers[2])

    lines = client.get(address(one), {"by": "reviewers"}).context["lines"]

    assert [(line.given, line.limit, line.is_full) for line in lines] == [
        (2, 2, True),
        (0, 2, False),
        (0, 2, False),
    ]
    assert (lines[1].wishes, lines[2].conflicts) == ({"reluctant": 1}, 1)


def test_conveners_read_their_tracks_and_give_nothing(client, one):
    other = scene(abstracts=1, reviewers=1, host="other")
    one.abstracts[2].reviewed_for.clear()
    client.force_login(convener_of(one))

    page = client.get(address(one))
    act = client.post(address(one, "abstract-assignment-act"), {"pair": "-".join(map(str, one.pair(0, 0)))})

    assert [row.abstract for row in page.context["rows"]] == one.abstracts[:2]
    assert "Find a reviewer" not in page.content.decode()
    assert (act.status_code, one.pairs) == (404, set())
    assert client.get(address(other)).status_code == 404
    assert client.get(address(one, "abstract-assignment-proposals")).status_code == 404


@pytest.mark.parametrize("seen", [False, True])
def test_conveners_learn_of_conflicts_only_where_they_may_know_the_authors(client, one, seen):
    Reviewing.objects.filter(call=one.call).update(blinding="double", conveners_see_authors=seen)
    AuthorFactory(abstract=one.abstracts[0], email="x@host0.example")
    client.force_login(convener_of(one))

    page = client.get(address(one), {"by": "reviewers", "abstract": one.abstracts[0].number})

    assert page.context["sees_conflicts"] == seen
    assert [line.conflicts for line in page.context["lines"]] == [int(seen), 0, 0]


def test_an_organiser_sees_nothing_of_what_they_wrote(client, one):
    give(one.standing, [one.pair(0, 0)])
    AuthorFactory(abstract=one.abstracts[0], user=one.chair)

    page = client.get(address(one), {"abstract": one.abstracts[0].number})

    assert one.abstracts[0] not in [row.abstract for row in page.context["rows"]]
    assert [line.given for line in page.context["lines"]] == [0, 0, 0]
    assert page.context["candidates"] == []


def test_a_search_is_a_job_of_its_rules(client, one):
    answer = client.post(
        address(one, "abstract-assignment-proposals"), {"balance": "even", "others_help": "on"}
    )

    job = Job.objects.get()
    assert answer.url == reverse("job", args=[job.key])
    assert job.arguments == {
        "call": one.call.pk,
        "rules": {"balance": "even", "keep": False, "others_help": True},
    }


def test_where_tracks_are_reviewed_as_a_whole_the_pages_say_so(client, one):
    Reviewing.objects.filter(call=one.call).update(assignment="track")

    pages = [client.get(address(one)), client.post(address(one, "abstract-assignment-proposals"), {})]

    assert all("one by one instead" in page.content.decode() for page in pages)
    assert not Job.objects.exists()


def test_a_proposal_is_compared_taken_in_part_then_whole_and_put_back(client, one):
    give(one.standing, [one.pair(0, 0)])
    proposal = proposed(one)
    here = address(one, "abstract-assignment-proposal", proposal.pk)

    page = client.get(here)
    client.post(here, {"act": "some", "abstract": one.abstracts[1].number})
    part = {abstract for abstract, _user in one.pairs}
    client.post(here, {"act": "accept", "tell": "1"})
    whole = {abstract for abstract, _user in one.pairs}
    told = Notice.objects.count()
    client.post(f"{here}?back=1")

    comparison = page.context["comparison"]
    assert [change.abstract for change in comparison.changes] == one.abstracts[1:]
    assert [load.after for load in comparison.loads] == [1, 1, 1]
    assert (part, whole, told) == ({0, 1}, {0, 1, 2}, 1)
    assert {abstract for abstract, _user in one.pairs} == {0, 1}


def test_what_a_proposal_lacks_stands_there_with_the_reason(client, one):
    Conflict.objects.bulk_create(
        Conflict(abstract=one.abstracts[0], user=reviewer) for reviewer in one.reviewers
    )

    page = client.get(address(one, "abstract-assignment-proposal", proposed(one).pk))

    assert "All reviewers for it have a conflict of interest." in page.content.decode()


def test_acts_that_nobody_knows_and_settled_proposals_do_nothing(client, one):
    proposal = proposed(one)
    here = address(one, "abstract-assignment-proposal", proposal.pk)

    unknown = client.post(here, {})
    client.post(here, {"act": "discard"})
    settled = client.post(here, {"act": "accept"})

    assert (unknown.status_code, settled.status_code, one.pairs) == (404, 409, set())
    assert AssignmentProposal.objects.get().discarded_at is not None


def test_an_event_without_calls_says_so(client, one):
    empty = TeamMemberFactory(duty=TeamMember.Duty.CONVENER)
    client.force_login(empty.user)

    page = client.get(reverse("abstract-assignment", args=[empty.event.pk]))

    assert "no call for abstracts yet" in page.content.decode()


@pytest.mark.parametrize("view", ["abstracts", "reviewers"])
def test_the_tables_take_as_many_queries_for_one_row_as_for_many(client, view, django_assert_max_num_queries):
    counts = []
    for made in (scene(abstracts=1, reviewers=1, host="a"), scene(abstracts=3, reviewers=3, host="b")):
        give(made.standing, [made.pair(0, 0), made.pair(len(made.abstracts) - 1, 0)])
        client.force_login(made.chair)
        client.get(address(made), {"by": view})
        with django_assert_max_num_queries(60) as captured:
            client.get(address(made), {"by": view})
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_strangers_to_the_committee_are_not_told_that_there_is_one(client, one):
    client.force_login(UserFactory())

    assert client.get(address(one)).status_code == 404
