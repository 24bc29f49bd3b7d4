"""People without an account, those who are invited, and authors who are asked whether they are."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from abstracts.links import link_of, question_to, token_of
from abstracts.models import Abstract, Author, State
from abstracts.operations import save_draft, start_draft
from abstracts.operations.confirming import MOST_AN_HOUR, ask_authors, left_to_write
from abstracts.operations.handing_in import hand_in
from abstracts.operations.inviting import invite, renew_link, send_invitation, withdraw_invitation
from abstracts.written import Writer, Written
from notices.models import Notice
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

WHOLE = {
    "title": "Notes on an engine",
    "text": "It weaves patterns.",
    "people-count": "1",
    "people-0-name": "Ada",
    "people-0-role": "author",
    "act": "submit",
}
GUEST = {"name": "Ada", "email": "Ada@Engine.example"}


@pytest.fixture(autouse=True)
def no_limits_of_other_tests():
    cache.clear()


def path_in(text: str) -> str:
    return re.search(r"https?://[^/]+(/e/\S+)", text).group(1)


def new(call):
    return reverse("abstract-new", args=[call.event.slug, call.pk])


def edit(abstract):
    return reverse("abstract-edit", args=[abstract.event.slug, abstract.number])


def test_a_guest_gets_a_link_by_mail_and_writes_submits_and_changes_by_it(client):
    call = CallFactory()

    client.post(new(call), GUEST)
    abstract = Abstract.objects.get()
    before = client.get(edit(abstract)).status_code
    arrived = client.get(path_in(Notice.objects.get().body))
    client.post(arrived["Location"], WHOLE)
    page = client.get(abstract.get_absolute_url()).content.decode()
    client.post(edit(abstract), WHOLE | {"title": "Better notes"})

    abstract.refresh_from_db()
    assert before == 404
    assert arrived["Location"] == edit(abstract)
    assert "It is submitted." in page
    assert (abstract.state, abstract.title, abstract.submitter) == (State.SUBMITTED, "Better notes", None)
    assert abstract.submitter_email == "ada@engine.example"


def test_the_form_of_a_guest_names_them_first_until_something_is_written(client):
    client.post(new(CallFactory()), GUEST)
    abstract = Abstract.objects.get()
    client.get(link_of(abstract))

    empty = client.get(edit(abstract)).context["sheet"].people.shown
    client.post(edit(abstract), WHOLE | {"act": "save", "people-count": "0"})
    written = client.get(edit(abstract)).context["sheet"].people.shown

    assert [(row.name, row.email) for row in empty] == [("Ada", "ada@engine.example")]
    assert [(row.name, row.email) for row in written] == [("", "")]


def test_the_answer_to_a_guest_is_the_same_whether_the_address_is_known(client):
    call = CallFactory()
    UserFactory(email="known@lab.example")
    AbstractFactory(call=call, submitter=None, submitter_name="Old", submitter_email="old@lab.example")

    answers = {
        client.post(new(call), {"name": "A", "email": email})["Location"]
        for email in ("known@lab.example", "old@lab.example", "new@lab.example")
    }
    lost = {
        client.post(reverse("abstract-links", args=[call.event.slug, call.pk]), {"email": email})["Location"]
        for email in ("old@lab.example", "nobody@lab.example")
    }

    sent = reverse("abstract-sent", args=[call.event.slug, call.pk])
    assert (answers, lost) == ({sent}, {f"{sent}?again=1"})
    assert sorted(Notice.objects.values_list("recipient", flat=True)) == [
        "known@lab.example",
        "new@lab.example",
        "old@lab.example",
        "old@lab.example",
    ]


def test_asking_twice_makes_one_draft_and_many_times_is_cut_off(client):
    call = CallFactory()

    answers = [client.post(new(call), GUEST).status_code for _time in range(5)]

    assert answers == [302, 302, 302, 302, 429]
    assert Abstract.objects.count() == 1
    assert Notice.objects.count() == 4


def test_a_link_is_good_for_one_abstract_in_one_round_and_others_open_nothing(client):
    abstract = AbstractFactory(submitter=None, submitter_email="ada@engine.example")
    other = AbstractFactory(call=abstract.call)
    dead = [
        reverse("abstract-by-link", args=[abstract.event.slug, number, token])
        for number, token in (
            (abstract.number, token_of(other)),
            (other.number, token_of(abstract)),
            (99, "x"),
        )
    ]
    address = path_in(link_of(abstract))

    answers = [client.get(one) for one in dead]
    client.get(address)
    open_now = client.get(abstract.get_absolute_url()).status_code
    Abstract.objects.filter(pk=abstract.pk).update(link_round=1)

    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(rb"nonce[-=]\S+", b"", answer.content) for answer in answers}) == 1
    assert open_now == 200
    assert client.get(abstract.get_absolute_url()).status_code == 404
    assert client.get(address).status_code == 404


def test_who_came_by_a_link_takes_the_abstract_into_their_account(client):
    abstract = AbstractFactory(submitter=None, submitter_email="ada@engine.example")
    user = UserFactory()
    client.force_login(user)
    claim = reverse("abstract-claim", args=[abstract.event.slug, abstract.number])

    without = client.post(claim).status_code
    client.get(path_in(link_of(abstract)))
    client.post(claim)

    abstract.refresh_from_db()
    assert without == 404
    assert (abstract.submitter, abstract.submitter_email) == (user, user.email)
    assert client.get(abstract.get_absolute_url()).status_code == 200


def test_who_is_invited_submits_without_an_account_after_the_closing(client):
    call = CallFactory(closes_at=timezone.now() - timedelta(minutes=1), guests_may_submit=False)
    organiser = UserFactory(is_admin=True)

    abstract = invite(
        call, by=organiser, name="Ada", email="ada@engine.example", written=Written(title="On engines")
    )
    mail = Notice.objects.get()
    page = client.get(path_in(mail.body), follow=True).content.decode()
    client.post(edit(abstract), WHOLE)

    abstract.refresh_from_db()
    assert mail.recipient == "ada@engine.example"
    assert 'value="On engines"' in page
    assert (abstract.state, abstract.invited_by) == (State.SUBMITTED, organiser)


def test_an_invitation_taken_back_or_renewed_opens_nothing(client):
    call, organiser = CallFactory(), UserFactory(is_admin=True)
    first = invite(call, by=organiser, name="Ada", email="ada@engine.example")
    second = invite(call, by=organiser, name="Bob", email="bob@engine.example")
    old, gone = path_in(link_of(first)), path_in(link_of(second))

    renew_link(first, by=organiser)
    withdraw_invitation(second, by=organiser)

    first.refresh_from_db()
    assert (client.get(old).status_code, client.get(gone).status_code) == (404, 404)
    assert client.get(path_in(link_of(first))).status_code == 302


def test_organisers_invite_by_the_page_and_see_no_draft_title(client):
    call, organiser = CallFactory(), UserFactory(is_admin=True)
    client.force_login(organiser)
    here = reverse("abstract-invite", args=[call.event.pk])

    client.post(here, {"call": call.pk, "name": "Ada", "email": "ada@engine.example", "act": "invite"})
    abstract = Abstract.objects.get()
    save_draft(abstract, Written(title="Nobody reads this yet"))
    page = client.get(here).content.decode()
    empty = client.post(here, {"call": call.pk, "act": "invite"}).content.decode()
    client.post(here, {"act": f"send-{abstract.pk}"})

    assert "Ada" in page
    assert "Nobody reads this yet" not in page
    assert "Choose a person, or give a name and an e-mail address." in empty
    assert Notice.objects.count() == 2


def test_beyond_twenty_new_people_in_an_hour_letters_are_held_and_sent_later(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    call, organiser = CallFactory(closes_at=None), UserFactory(is_admin=True)

    made = [
        invite(call, by=organiser, name=f"P{n}", email=f"p{n}@lab.example") for n in range(MOST_AN_HOUR + 2)
    ]
    held = [one for one in made if one.link_sent_at is None]
    too_early = send_invitation(held[0], by=organiser)
    sent = Notice.objects.count()
    time_machine.shift(timedelta(hours=1, seconds=1))

    assert (sent, len(held), too_early) == (MOST_AN_HOUR, 2, False)
    assert send_invitation(held[0], by=organiser)
    assert left_to_write(by=organiser) == MOST_AN_HOUR - 1


def test_authors_are_asked_when_it_is_submitted_and_answer_by_a_button(client):
    call, ada = CallFactory(authors_confirm=True), UserFactory(email="ada@engine.example")
    people = (Writer("Ada", ada.email), Writer("Bob", "bob@lab.example"), Writer("Cy"))
    draft = save_draft(start_draft(call, by=ada), Written(title="T", text="x", people=people))

    hand_in(draft, by=ada, consents=True)
    mail = Notice.objects.get()
    address = path_in(mail.body)
    page = client.get(address).content.decode()
    seen_before = Author.objects.get(name="Bob").answer
    client.post(address, {"answer": "declined"})

    assert mail.recipient == "bob@lab.example"
    assert "I am not an author" in page
    assert (seen_before, Author.objects.get(name="Bob").answer) == ("", "declined")
    assert Notice.objects.latest("pk").recipient == ada.email
    client.post(address, {"answer": "confirmed"})
    assert Author.objects.get(name="Bob").answer == "confirmed"


def test_a_link_to_an_author_dies_with_the_address_it_was_sent_to(client):
    author = AuthorFactory(asked_at=timezone.now())
    address = path_in(question_to(author))

    Author.objects.filter(pk=author.pk).update(email="other@lab.example")

    assert client.get(address).status_code == 404
    assert client.get(path_in(question_to(AuthorFactory()))).status_code == 404


def test_authors_beyond_the_limit_are_asked_later_by_a_button(client, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    abstract = AbstractFactory(call=CallFactory(authors_confirm=True))
    AuthorFactory.create_batch(MOST_AN_HOUR + 3, abstract=abstract)
    client.force_login(abstract.submitter)

    first = ask_authors(abstract, by=abstract.submitter)
    page = client.get(abstract.get_absolute_url()).content.decode()
    time_machine.shift(timedelta(hours=1, seconds=1))
    client.force_login(abstract.submitter)
    client.post(reverse("abstract-ask", args=[abstract.event.slug, abstract.number]))

    assert first == (MOST_AN_HOUR, 3)
    assert "Ask 3 authors to confirm" in page
    assert abstract.authors.filter(asked_at__isnull=True).count() == 0


def test_a_link_in_one_browser_says_nothing_to_another(client):
    abstract = AbstractFactory(submitter=None, submitter_email="ada@engine.example")
    client.get(path_in(link_of(abstract)))

    assert client.get(abstract.get_absolute_url()).status_code == 200
    assert Client().get(abstract.get_absolute_url()).status_code == 404
