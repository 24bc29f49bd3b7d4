"""What authors and reviewers typed stays theirs: when the time is over, when nobody listens, and in two windows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from abstracts.links import link_of
from abstracts.models import Abstract, Call, LateSubmitter, Review, Reviewing, State
from abstracts.operations.inviting import invite
from abstracts.operations.submitting import edit_abstract, written_of
from abstracts.refusals import NotComplete
from notices.models import Notice
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = pytest.mark.django_db

WHOLE = {"title": "Notes", "text": "It weaves.", "people-count": "1", "people-0-name": "Ada"}


@pytest.fixture
def author(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def reviewer(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def reviewed(reviewer):
    """An abstract that the reviewer reviews and discusses."""
    call = CallFactory()
    Reviewing.objects.filter(call=call).update(discussion_is_open=True, others=Reviewing.Others.ALWAYS)
    track = TrackFactory(event=call.event)
    TeamMemberFactory(event=call.event, track=track, user=reviewer)
    return AbstractFactory(call=call, tracks=[track])


def signed_in_as(user):
    client = Client()
    client.force_login(user)
    return client


def closed_call(**values):
    over = timezone.now() - timedelta(minutes=5)
    return CallFactory(closes_at=over, grace=timedelta(0), contact_email="ask@event.example", **values)


def new(call, name="abstract-new"):
    return reverse(name, args=[call.event.slug, call.pk])


def at(name, abstract):
    return reverse(name, args=[abstract.event.slug, abstract.number])


@pytest.mark.parametrize("act", ["submit", "save"])
def test_what_was_typed_while_the_call_closed_is_kept_as_a_draft(client, author, act):
    call = closed_call()

    answer = client.post(new(call), {**WHOLE, "act": act}, follow=True)

    page = answer.content.decode()
    draft = Abstract.objects.get()
    assert (draft.state, draft.title, draft.submitter) == (State.DRAFT, "Notes", author)
    assert "Ask ask@event.example whether they still take it." in page
    assert "Your draft can be kept, but not submitted." in page


def test_the_script_keeps_it_too(client, author):
    answer = client.post(new(closed_call(), "abstract-autosave-new"), WHOLE)

    assert (answer.status_code, Abstract.objects.get().title) == (200, "Notes")


def test_before_the_call_opens_nothing_is_kept_and_nothing_promised(client, author):
    call = CallFactory(opens_at=timezone.now() + timedelta(days=1))

    form = client.get(new(call)).content.decode()
    client.post(new(call), {**WHOLE, "act": "save"})
    client.post(new(call, "abstract-autosave-new"), WHOLE)

    assert "can be kept" not in form
    assert "once the call opens" in form
    assert not Abstract.objects.exists()


@pytest.mark.parametrize(("email", "is_told"), [("ada@engine.example", False), ("bob@engine.example", True)])
def test_a_guest_who_may_submit_late_is_not_told_that_the_call_is_closed(email, is_told):
    call = closed_call(guests_may_submit=True)
    LateSubmitter.objects.create(call=call, email="ada@engine.example")
    mine = AbstractFactory(
        call=call, state=State.DRAFT, submitted_at=None, submitter=None, submitter_email=email
    )
    client = Client()
    client.get(link_of(mine))

    page = client.get(at("abstract-edit", mine)).content.decode()

    assert ("The call is closed." in page) is is_told


def test_a_comment_that_nobody_hears_any_more_is_not_lost(client, reviewed):
    comment = {"text": "I would take it.", "audience": "reviewers"}
    Reviewing.objects.update(discussion_is_open=False)

    answer = client.post(at("review-comment", reviewed), comment)

    assert answer.status_code == 422
    assert "I would take it." in answer.content.decode()
    assert "Ask the organisers to open it." in answer.content.decode()


def test_a_comment_that_is_refused_stands_in_its_field(client, reviewed):
    long = "much " * 20_000
    client.post(at("review-comment", reviewed), {"text": "First.", "audience": "reviewers"})
    own = reviewed.comments.get()
    change = reverse("review-comment-change", args=[reviewed.event.slug, own.pk])

    answers = [
        client.post(path, {"text": long, "audience": "chairs"})
        for path in (at("review-comment", reviewed), change)
    ]

    for answer in answers:
        page = answer.content.decode()
        assert (answer.status_code, page.count(long)) == (422, 1)
        assert '<option value="chairs" selected>' in page
    assert "First." in answers[0].content.decode()


def test_a_review_of_two_windows_shows_both_and_the_next_try_keeps_this_one(client, reviewed, reviewer):
    draft, page = at("review-draft", reviewed), at("review-abstract", reviewed)
    client.post(draft, {"committee_comment": "Of the other window", "revision": "0"})
    mine = {"action": "accept", "committee_comment": "Of this window", "revision": "0"}

    refused = client.post(page, mine)
    told = refused.content.decode()
    again = client.post(page, {**mine, "revision": refused.context["form"]["revision"].value()})

    assert refused.status_code == 409
    assert "You changed this review in another window." in told
    assert ("Of the other window" in told, "Of this window" in told) == (True, True)
    assert again.status_code == 302
    assert Review.objects.get(reviewer=reviewer).committee_comment == "Of this window"


def test_when_reviews_were_due_is_said_in_the_zone_of_the_event(client, reviewed):
    reviewed.event.__class__.objects.filter(pk=reviewed.event_id).update(time_zone="Pacific/Auckland")
    late = timezone.now().replace(month=1, day=10, hour=20, minute=0)
    Reviewing.objects.update(due_at=late.replace(year=late.year - 1))
    Call.objects.update(closes_at=timezone.now() + timedelta(days=1))

    page = client.get(reverse("reviewing", args=[reviewed.event.slug])).content.decode()

    assert "11 January" in page
    assert "10 January" not in page


@pytest.mark.parametrize(("language", "words"), [("fr", "Votre lien"), ("en", "Your link")])
def test_guests_are_mailed_in_the_language_in_which_they_asked(client, language, words):
    call = CallFactory(guests_may_submit=True)

    client.post(
        new(call), {"name": "Zoé", "email": "zoe@plume.example"}, headers={"accept-language": language}
    )

    assert Notice.objects.get().subject.startswith(words)


def test_who_asks_for_lost_links_is_not_promised_a_mail_that_never_comes(client):
    call = CallFactory(guests_may_submit=True)
    lost = new(call, "abstract-links")

    told = client.post(lost, {"email": "nobody@plume.example"}, follow=True).content.decode()
    begun = client.post(new(call), {"name": "Z", "email": "z@plume.example"}, follow=True).content.decode()

    assert ("We sent you a mail" in told, "If somebody wrote an abstract" in told) == (False, True)
    assert "We sent you a mail" in begun


def test_who_reviews_gets_from_the_call_to_the_reviews_and_nobody_else_does(client, reviewed):
    home = reverse("reviewing", args=[reviewed.event.slug])
    own = signed_in_as(UserFactory())

    pages = [each.get(reviewed.call.get_absolute_url()).content.decode() for each in (client, own, Client())]

    assert [f'href="{home}"' in page for page in pages] == [True, False, False]


def test_who_is_invited_reads_so_where_they_write(client):
    invited = invite(closed_call(), by=UserFactory(is_admin=True), name="Ivo", email="ivo@plume.example")
    client.get(link_of(invited))

    page = client.get(at("abstract-edit", invited)).content.decode()

    assert "The organisers invite you to write this abstract." in page
    assert "The call is closed." not in page


def test_organisers_give_a_private_type_and_authors_go_on_with_it():
    kind = ContributionTypeFactory(is_private=True)
    other = ContributionTypeFactory(event=kind.event, is_private=True)
    abstract = AbstractFactory(call=CallFactory(event=kind.event))
    AuthorFactory(abstract=abstract)
    chair = UserFactory(is_admin=True)

    def edited(by, **values):
        written = replace(written_of(Abstract.objects.get(pk=abstract.pk)), **values)
        return edit_abstract(abstract, written, by=by, as_manager=by == chair).type

    with pytest.raises(NotComplete):
        edited(abstract.submitter, type=kind)
    assert edited(chair, type=kind) == kind
    assert edited(abstract.submitter, title="A better title") == kind
    with pytest.raises(NotComplete):
        edited(abstract.submitter, type=other)
