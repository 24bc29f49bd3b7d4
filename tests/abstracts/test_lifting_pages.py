"""Lifting conflicts of interest by page and API; and that whoever it is about learns nothing of it."""

import re

import pytest
from django.urls import reverse

from abstracts.conflicts import Reason, conflicts_of
from abstracts.models import Assignment, LiftedConflict, Reviewing, TeamMember
from abstracts.operations.assigning import give
from abstracts.operations.lifting import lift_conflicts, restore_conflicts
from notices.models import DigestEntry, Notice
from tests.abstracts.assignment_scenes import scene
from tests.factories.abstracts import AbstractFactory, AuthorFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db

WHY = "They left that institute ten years ago."


@pytest.fixture
def one():
    """The first reviewer is of the e-mail domain of an author of the first abstract."""
    made = scene(abstracts=2, reviewers=2)
    AuthorFactory(abstract=made.abstracts[0], email="writer@lab.host0.example")
    return made


@pytest.fixture
def pages(client, one):
    client.force_login(one.chair)
    return client


def lift(one, *, reason=WHY):
    return lift_conflicts(one.standing, [one.abstracts[0].pk], of=one.reviewers[0], reason=reason)


def reasons(one):
    found = conflicts_of(one.reviewers[0], one.call.event)
    return set(found.reasons.get(one.abstracts[0].pk, ()))


def address(one, query=""):
    return f"{reverse('abstract-conflicts', args=[one.call.event.pk])}?call={one.call.pk}{query}"


# Whoever it is about learns nothing


def test_no_mail_tells_of_it(one):
    lift(one)
    give(one.standing, [one.pair(0, 0)])
    restore_conflicts(one.standing, [one.abstracts[0].pk], of=one.reviewers[0])

    assert (Notice.objects.count(), DigestEntry.objects.count()) == (0, 0)


@pytest.mark.case("S22")
def test_after_a_lifting_a_reviewer_reads_what_one_reads_who_never_had_a_conflict(client, one):
    Reviewing.objects.filter(call=one.call).update(
        blinding=Reviewing.Blinding.DOUBLE, assignment=Reviewing.Assignment.TRACK
    )
    lift(one, reason="Nadja Narwhal left host0")
    number, slug = one.abstracts[0].number, one.call.event.slug

    def read(user):
        client.force_login(user)
        pages = [
            client.get(reverse("review-abstract", args=[slug, number])).content.decode(),
            client.get(reverse("reviewing", args=[slug])).content.decode(),
            client.get(f"/api/v1/reviewable/{one.abstracts[0].pk}/").content.decode(),
        ]
        return [_anonymous(page, user) for page in pages]

    lifted, never = read(one.reviewers[0]), read(one.reviewers[1])

    assert lifted == never
    assert "Narwhal" not in "".join(lifted)


def _anonymous(page, user):
    """Without what is the reader's own: their name and initials, tokens, and the address of their picture."""
    page = re.sub(r'(csrfmiddlewaretoken"[^>]*value|nonce|csrf[^=]*)="[^"]*"', "", page)
    page = re.sub(r"X-CSRFToken[^}]*", "", page)
    return page.replace(str(user), "").replace(user.email, "")


@pytest.mark.parametrize("duty", [TeamMember.Duty.REVIEWER, TeamMember.Duty.CONVENER])
def test_reviewers_and_conveners_find_no_page_of_it(client, one, duty):
    member = TeamMemberFactory(event=one.call.event, track=one.track, duty=duty).user
    (lifted,) = lift(one)
    client.force_login(member)

    codes = [
        client.get(address(one)).status_code,
        client.post(address(one), {"act": "restore", "reviewer": one.reviewers[0].pk}).status_code,
        client.get(f"/api/v1/lifted-conflicts/{lifted.pk}/").status_code,
        client.get("/api/v1/lifted-conflicts/", {"event": one.call.event.slug}).status_code,
    ]

    assert codes == [404, 404, 404, 403]


# The page


def test_the_page_lists_what_was_found_and_lifts_what_is_ticked(pages, one):
    user, number = one.reviewers[0], one.abstracts[0].number
    AuthorFactory(abstract=one.abstracts[1], user=user)
    page = pages.get(address(one, f"&reviewer={user.pk}"))
    found = page.context["found"]

    answer = pages.post(
        address(one), {"act": "lift", "reviewer": user.pk, "abstract": [number], "reason": WHY}
    )
    after = pages.get(answer.url)
    (message,) = after.context["messages"]
    lifted = reasons(one)
    pages.post(message.extra_tags)

    assert found == [(one.abstracts[0], "same e-mail domain as an author")]
    assert str(message) == f"Lifted 1 conflict of interest of {user}"
    assert [row.reason for row in after.context["lifted"]] == [WHY]
    assert WHY in after.content.decode()
    assert (lifted, reasons(one)) == (set(), {Reason.DOMAIN})


def test_what_is_refused_is_said_beside_what_was_typed_and_ticked(pages, one):
    data = {"act": "lift", "reviewer": one.reviewers[0].pk, "abstract": [one.abstracts[0].number]}

    nothing = pages.post(address(one), {**data, "reason": " "})
    unticked = pages.post(address(one), {**data, "abstract": [], "reason": "Typed with care"})

    assert (nothing.status_code, unticked.status_code) == (422, 422)
    assert nothing.context["ticked"] == {one.abstracts[0].number}
    assert "Say why" in nothing.content.decode()
    assert 'value="Typed with care"' in unticked.content.decode()


def test_the_table_and_the_candidates_lead_there_but_not_for_what_nobody_lifts(pages, one):
    AuthorFactory(abstract=one.abstracts[0], user=one.reviewers[1])
    assignment = reverse("abstract-assignment", args=[one.call.event.pk])

    table = pages.get(f"{assignment}?call={one.call.pk}&by=reviewers").content.decode()
    page = pages.get(f"{assignment}?call={one.call.pk}&abstract={one.abstracts[0].number}")

    liftable = {found.line.user: found.is_liftable for found in page.context["candidates"]}
    assert f"reviewer={one.reviewers[0].pk}" in table
    assert liftable == {one.reviewers[0]: True, one.reviewers[1]: False}
    assert page.content.decode().count("It does not hold") == 1


def test_an_organiser_sees_their_own_without_a_way_to_lift_them(client, one):
    organiser = one.reviewers[0]
    organiser.is_admin = True
    organiser.save()
    client.force_login(organiser)

    page = client.get(address(one, f"&reviewer={organiser.pk}")).content.decode()

    assert "Another organiser decides" in page
    assert 'name="reason"' not in page


def test_the_page_takes_as_many_queries_for_three_as_for_one(pages, one, django_assert_max_num_queries):
    where = address(one, f"&reviewer={one.reviewers[0].pk}")

    def more(count):
        for abstract in AbstractFactory.create_batch(count * 2, call=one.call, tracks=[one.track]):
            AuthorFactory(abstract=abstract, email=f"w{abstract.pk}@host0.example")
            if abstract.number % 2:
                values = {"rules": ["domain"], "reason": WHY, "by": one.chair}
                LiftedConflict.objects.create(abstract=abstract, user=one.reviewers[0], **values)

    more(1)
    pages.get(where)
    with django_assert_max_num_queries(60) as few:
        pages.get(where)
    more(3)
    with django_assert_max_num_queries(len(few)):
        page = pages.get(where)

    assert (len(page.context["found"]), len(page.context["lifted"])) == (5, 4)


# The API


def test_programs_see_lift_and_undo(pages, one):
    event, user, abstract = one.call.event, one.reviewers[0], one.abstracts[0]
    found = pages.get("/api/v1/lifted-conflicts/found/", {"event": event.slug, "reviewer": user.pk}).json()
    given = {"event": event.slug, "reviewer": user.pk, "abstracts": [abstract.pk], "reason": WHY}

    made = pages.post("/api/v1/lifted-conflicts/", given, content_type="application/json")
    again = pages.post("/api/v1/lifted-conflicts/", given, content_type="application/json")
    listed = pages.get("/api/v1/lifted-conflicts/", {"event": event.slug}).json()["results"]
    gone = pages.delete(f"/api/v1/lifted-conflicts/{listed[0]['id']}/")

    why = "same e-mail domain as an author"
    assert found == [{"abstract": abstract.pk, "number": abstract.number, "why": why}]
    assert (made.status_code, again.status_code, gone.status_code) == (201, 409, 204)
    assert made.json() == listed
    assert (listed[0]["reason"], listed[0]["rules"], listed[0]["by"]) == (WHY, ["domain"], str(one.chair))
    assert not LiftedConflict.objects.exists()
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"reviewer": 10**6}, {"abstracts": [10**6]}, {"abstracts": []}, {"reason": ""}, {"more": 1}]
)
def test_programs_are_told_what_is_wrong(pages, one, wrong):
    given = {
        "event": one.call.event.slug,
        "reviewer": one.reviewers[0].pk,
        "abstracts": [one.abstracts[0].pk],
        "reason": WHY,
    }

    answer = pages.post("/api/v1/lifted-conflicts/", given | wrong, content_type="application/json")

    assert answer.status_code == 400
    assert set(answer.json()) == set(wrong)
