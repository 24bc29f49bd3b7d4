"""What is typed into the form of a submitted abstract is kept for who typed it, until it is saved or thrown away."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from abstracts.links import link_of
from abstracts.models import Abstract, Call, State, UnsavedEdit
from abstracts.operations.submitting import edit_abstract, start_draft, written_of
from abstracts.written import Written
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "A better title",
    "text": "Half a sen",
    "people-count": "1",
    "people-0-name": "Ada",
    "people-0-role": "author",
}


@pytest.fixture
def abstract():
    abstract = AbstractFactory(call=CallFactory(editors=Call.Editors.ALL), submitter=UserFactory())
    AuthorFactory(abstract=abstract, user=UserFactory())
    return abstract


def signed_in_as(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, abstract):
    return reverse(name, args=[abstract.event.slug, abstract.number])


def form_of(client, abstract):
    """What the form shows, with the mark it goes out with."""
    context = client.get(at("abstract-edit", abstract)).context
    return context["form"]["title"].value(), context["revision"]


def keep(client, abstract, **values):
    _title, seal = form_of(client, abstract)
    return client.post(at("abstract-autosave", abstract), TYPED | {"revision": seal} | values)


def test_it_comes_back_to_who_typed_it_and_the_abstract_stays_as_it_was(abstract):
    author = signed_in_as(abstract.submitter)

    kept = keep(author, abstract)

    assert kept.json()["said"].startswith("What you typed is kept for you")
    assert form_of(author, abstract)[0] == "A better title"
    assert "and did not save it." in author.get(at("abstract-edit", abstract)).content.decode()
    now = Abstract.objects.get(pk=abstract.pk)
    assert (now.title, now.revision, now.updated_at) == (
        abstract.title,
        abstract.revision,
        abstract.updated_at,
    )


def test_nobody_else_sees_it(abstract):
    co_author, chair = abstract.authors.get().user, UserFactory(is_admin=True)

    keep(signed_in_as(abstract.submitter), abstract, title="CANARY of the submitter")

    for other in (co_author, chair):
        client = signed_in_as(other)
        pages = [at("abstract-edit", abstract), at("abstract", abstract), reverse("my-abstracts")]
        assert all("CANARY" not in client.get(page, follow=True).content.decode() for page in pages)


def test_each_writer_has_their_own(abstract):
    co_author, author = signed_in_as(abstract.authors.get().user), signed_in_as(abstract.submitter)

    keep(author, abstract, title="One")
    keep(co_author, abstract, title="Another")

    assert [form_of(client, abstract)[0] for client in (author, co_author)] == ["One", "Another"]


def test_who_holds_the_link_has_theirs(abstract):
    guest = Client()
    guest.get(link_of(abstract))

    keep(guest, abstract)

    assert form_of(guest, abstract)[0] == "A better title"
    assert UnsavedEdit.objects.get().user is None


def test_it_is_gone_once_it_is_saved(abstract):
    author = signed_in_as(abstract.submitter)
    keep(author, abstract)

    _title, seal = form_of(author, abstract)
    author.post(at("abstract-edit", abstract), TYPED | {"act": "submit", "revision": seal})

    assert Abstract.objects.get(pk=abstract.pk).title == "A better title"
    assert not UnsavedEdit.objects.exists()


@pytest.mark.parametrize(("to", "page"), [("", "abstract-edit"), ("?to=page", "abstract")])
def test_it_is_thrown_away_by_a_button(abstract, to, page):
    author = signed_in_as(abstract.submitter)
    keep(author, abstract)

    answer = author.post(at("abstract-unsaved", abstract) + to)

    assert answer.url == at(page, abstract)
    assert form_of(author, abstract)[0] == abstract.title


def test_what_is_typed_back_to_as_it_was_is_not_kept(abstract):
    author = signed_in_as(abstract.submitter)
    keep(author, abstract)
    saved = written_of(abstract)
    (person,) = saved.people
    same = {
        "title": saved.title,
        "text": saved.text,
        "people-0-name": person.name,
        "people-0-email": person.email,
        "people-0-role": person.role,
    }

    keep(author, abstract, **same)

    assert not UnsavedEdit.objects.exists()


def test_what_somebody_else_saved_meanwhile_stands_beside_it(abstract):
    author = signed_in_as(abstract.submitter)
    keep(author, abstract)
    people = written_of(abstract).people
    edit_abstract(abstract, Written(title="Of the other", text="Short.", people=people), by=None)

    page = author.get(at("abstract-edit", abstract))
    carried = TYPED | {"act": "submit", "revision": page.context["their_revision"]}
    author.post(at("abstract-edit", abstract), carried)

    told = page.content.decode()
    assert ("Of the other" in told, "A better title" in told) == (True, True)
    assert Abstract.objects.get(pk=abstract.pk).title == "A better title"


def test_when_the_time_for_changes_ran_out_it_can_still_be_read(abstract):
    author = signed_in_as(abstract.submitter)
    keep(author, abstract)
    over = timezone.now() - timedelta(days=1)
    Call.objects.update(closes_at=over, modification_until=over, grace=timedelta(0))

    page = author.get(at("abstract-edit", abstract))
    author.post(at("abstract-edit", abstract), TYPED | {"act": "submit"})

    assert "A better title" in page.content.decode()
    assert "The time for this is over." in page.content.decode()
    assert Abstract.objects.get(pk=abstract.pk).title == abstract.title


def test_a_withdrawn_abstract_keeps_nothing(abstract):
    author = signed_in_as(abstract.submitter)
    seal = form_of(author, abstract)[1]
    Abstract.objects.update(state=State.WITHDRAWN, withdrawn_at=timezone.now())

    answer = author.post(at("abstract-autosave", abstract), TYPED | {"revision": seal})

    assert (answer.status_code, UnsavedEdit.objects.exists()) == (409, False)


def test_a_book_is_too_long_to_be_kept(abstract):
    answer = keep(signed_in_as(abstract.submitter), abstract, text="x" * 300_001)

    assert (answer.status_code, UnsavedEdit.objects.exists()) == (409, False)


def test_a_refused_file_hides_nothing_else_that_is_missing():
    call = CallFactory(most_files=2, licences=["CC BY 4.0"], consent="I agree.", file_types=["pdf"])
    draft = start_draft(call, by=UserFactory())
    author = signed_in_as(draft.submitter)
    given = {**TYPED, "title": "", "act": "submit", "revision": str(draft.revision)}

    page = author.post(at("abstract-edit", draft), {**given, "files": SimpleUploadedFile("a.exe", b"MZ")})

    errors = page.context["form"].errors
    assert page.status_code == 422
    assert {*errors} == {"title", "licence", "consent", "__all__"}
    assert len(errors["__all__"]) == 1


def test_a_value_that_can_not_be_kept_hides_nothing_either_and_the_file_is_not_lost():
    call = CallFactory(most_files=2, licences=["CC BY 4.0"])
    draft = start_draft(call, by=UserFactory())
    author = signed_in_as(draft.submitter)
    twice = {"people-count": "2", "people-0-email": "a@x.example", "people-1-email": "a@x.example"}
    given = {**TYPED, **twice, "people-1-name": "Bob", "title": "x" * 501, "act": "submit"}

    page = author.post(at("abstract-edit", draft), {**given, "files": SimpleUploadedFile("a.txt", b"Notes")})

    errors = page.context["form"].errors
    assert ({*errors}, len(errors["title"])) == ({"title", "licence", "__all__"}, 1)
    assert errors["__all__"] == ["a@x.example is named twice."]
    assert [file.name for file in draft.files.all()] == ["a.txt"]


def sent_while_signed_out(client, page, user):
    """Open the form, lose the session, send it, and sign in again as `user`."""
    context = client.get(page).context
    client.logout()
    sent = client.post(
        page, {**TYPED, "revision": context["revision"], "writer": context["writer"], "act": "submit"}
    )
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return sent


@pytest.fixture
def writer():
    return UserFactory()


def test_what_was_sent_while_signed_out_becomes_the_draft(writer):
    call, client = CallFactory(), signed_in_as(writer)
    page = reverse("abstract-new", args=[call.event.slug, call.pk])

    sent = sent_while_signed_out(client, page, writer)
    client.get(page)

    draft = Abstract.objects.get()
    assert sent.url == f"/accounts/login/?next={quote(page, safe='')}"
    assert (draft.title, draft.state, draft.submitter) == ("A better title", State.DRAFT, writer)


def test_what_was_sent_while_signed_out_is_kept_beside_a_submitted_abstract(writer):
    abstract = AbstractFactory(submitter=writer)
    AuthorFactory(abstract=abstract)
    client = signed_in_as(writer)

    sent_while_signed_out(client, at("abstract-edit", abstract), writer)

    assert form_of(client, abstract)[0] == "A better title"
    assert Abstract.objects.get().title == abstract.title


def test_it_waits_for_nobody_but_who_typed_it(writer):
    call, other = CallFactory(), UserFactory()
    page = reverse("abstract-new", args=[call.event.slug, call.pk])
    client = signed_in_as(writer)

    sent_while_signed_out(client, page, other)

    assert "A better title" not in client.get(page).content.decode()
    assert not Abstract.objects.exists()


def test_what_carries_no_seal_of_a_writer_waits_nowhere(client, abstract):
    answers = [
        client.post(at("abstract-edit", abstract), TYPED | {"writer": seal}) for seal in ("", "1:forged")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "typed_while_signed_out" not in client.session
