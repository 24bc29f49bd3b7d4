"""What authors see: the calls, the form of an abstract, its page, and what they do there."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from abstracts.models import Abstract, AbstractFile, Field, State
from abstracts.operations import Decision, ask_for_revision, decide, release, start_draft, submit
from abstracts.operations.inviting import invite
from programme.models import TrackGroup
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, ReviewFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = pytest.mark.django_db

PERSON = {
    "people-count": "1",
    "people-0-name": "Ada Lovelace",
    "people-0-email": "ada@engine.example",
    "people-0-role": "author",
    "people-0-place-0-text": "Analytical Society",
}
WHOLE = {"title": "Notes on an engine", "text": "It weaves patterns.", **PERSON}


@pytest.fixture
def author(client):
    user = UserFactory(name="Ada Lovelace", email="ada@engine.example")
    client.force_login(user)
    return user


def new(call):
    return reverse("abstract-new", args=[call.event.slug, call.pk])


def edit(abstract):
    return reverse("abstract-edit", args=[abstract.event.slug, abstract.number])


def test_the_page_of_a_call_says_when_it_closes_and_what_may_be_submitted(client):
    call = CallFactory(announcement="Write **much**.", most_words=250, most_files=1, file_types=["pdf"])
    TrackFactory(event=call.event, name="Looms")

    page = client.get(call.get_absolute_url()).content.decode()

    assert "<strong>much</strong>" in page
    assert "At most 250 words" in page
    assert "PDF; 10 MB" in page
    assert "Looms" in page
    assert new(call) in page


def test_tracks_without_a_group_stand_before_the_groups_and_each_group_stands_once(client):
    call = CallFactory(name="Poster call")
    hard, soft = (TrackGroup.objects.create(event=call.event, name=name) for name in ("Hard", "Soft"))
    for position, (name, group) in enumerate([("Iron", hard), ("Code", soft), ("Wire", hard), ("Law", None)]):
        TrackFactory(event=call.event, name=name, group=group, position=position)

    tracks = client.get(call.get_absolute_url()).context["tracks"]

    assert [track.name for track in tracks] == ["Law", "Iron", "Wire", "Code"]


def test_a_call_never_opened_is_not_there_for_strangers_and_open_ones_come_first(client):
    call = CallFactory(name="Poster call")
    CallFactory(event=call.event, name="Secret", opens_at=None, closes_at=None)
    past = timezone.now() - timedelta(days=30)
    CallFactory(event=call.event, name="Last year", opens_at=past, closes_at=past + timedelta(days=1))

    page = client.get(reverse("calls", args=[call.event.slug])).content.decode()

    assert "Secret" not in page
    assert page.index("Poster call") < page.index("Last year")


def test_a_first_save_begins_a_draft_that_only_its_writer_sees(client, author):
    call = CallFactory()

    response = client.post(new(call), {"title": "Not yet", "people-count": "0", "act": "save"})

    abstract = Abstract.objects.get()
    assert (abstract.state, abstract.title, abstract.submitter) == (State.DRAFT, "Not yet", author)
    assert response["Location"] == edit(abstract)
    client.force_login(UserFactory(is_admin=True))
    assert client.get(edit(abstract)).status_code == 404


def test_submitting_says_everything_that_is_missing_and_keeps_what_was_typed(client, author):
    call = CallFactory(most_words=2, consent="I agree to everything.")

    response = client.post(
        new(call), {"title": "", "text": "three words here", "people-count": "0", "act": "submit"}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "A title is needed." in page
    assert "The text has 3 words. The limit is 2 words." in page
    assert "Name at least one author." in page
    assert "The consent is needed." in page
    assert "three words here" in page
    assert Abstract.objects.get().text == "three words here"


def test_a_whole_abstract_is_submitted_at_once(client, author):
    call = CallFactory(track_choice="several", topics=["Looms", "Cards"], licences=["CC BY 4.0"])
    kind, track = ContributionTypeFactory(event=call.event), TrackFactory(event=call.event)

    client.post(
        new(call),
        WHOLE
        | {
            "act": "submit",
            "type": kind.pk,
            "tracks": [track.pk],
            "topics": ["Cards"],
            "keywords": "engines, cards",
            "licence": "CC BY 4.0",
        },
    )

    abstract = Abstract.objects.get()
    person = abstract.authors.get()
    assert (abstract.state, abstract.type, abstract.topics) == (State.SUBMITTED, kind, ["Cards"])
    assert (abstract.keywords, list(abstract.submitted_for.all())) == (["engines", "cards"], [track])
    assert (person.name, person.user, str(person.affiliations.get())) == (
        "Ada Lovelace",
        author,
        "Analytical Society",
    )


def test_answers_are_kept_as_what_they_are_and_those_of_organisers_are_not_asked(client, author):
    call = CallFactory()
    number = Field.objects.create(call=call, title="How many", kind="number")
    agreed = Field.objects.create(call=call, title="Student", kind="yes_no")
    hidden = Field.objects.create(call=call, title="Grade", visibility="managers")

    client.post(
        new(call),
        WHOLE
        | {f"field-{number.pk}": "7", f"field-{agreed.pk}": "no", f"field-{hidden.pk}": "A", "act": "submit"},
    )

    assert Abstract.objects.get().answers == {str(number.pk): 7, str(agreed.pk): False}


def test_after_the_closing_what_is_typed_stays_in_the_form_and_the_draft(client, author):
    call = CallFactory(contact_email="chair@meeting.example")
    abstract = start_draft(call, by=author)
    type(call).objects.update(closes_at=timezone.now() - timedelta(hours=1))

    response = client.post(edit(abstract), WHOLE | {"act": "submit"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Ask chair@meeting.example whether they still take it." in page
    assert "It weaves patterns." in page
    abstract.refresh_from_db()
    assert (abstract.state, abstract.text) == (State.DRAFT, "It weaves patterns.")
    late = client.post(new(call), WHOLE | {"act": "submit"})
    assert "It weaves patterns." in late.content.decode()
    assert [one.state for one in Abstract.objects.all()] == [State.DRAFT, State.DRAFT]


def test_rows_of_people_are_arranged_without_a_script_and_nothing_is_saved(client, author):
    call = CallFactory()
    rows = {
        "people-count": "2",
        "people-0-name": "Ada",
        "people-0-role": "author",
        "people-1-name": "Bob",
        "people-1-role": "co-author",
    }

    down = client.post(new(call), rows | {"act": "people-down-0", "title": "Typed"}).content.decode()
    added = client.post(new(call), rows | {"act": "people-add"}).content.decode()
    pasted = client.post(
        new(call), rows | {"act": "people-paste", "people-list": "Cy <cy@x.example>\nDi, Institute"}
    ).content.decode()

    assert down.index('value="Bob"') < down.index('value="Ada"')
    assert 'value="Typed"' in down
    assert 'name="people-2-name"' in added
    assert 'value="cy@x.example"' in pasted
    assert 'value="Institute"' in pasted
    assert Abstract.objects.count() == 0


def test_a_draft_is_kept_while_one_types_and_a_second_window_is_told(client, author):
    call = CallFactory()
    started = client.post(reverse("abstract-autosave-new", args=[call.event.slug, call.pk]), {"title": "One"})
    told = started.json()

    first = client.post(told["draft"], {"title": "Two", "text": "a b", "revision": told["revision"]})
    second = client.post(told["draft"], {"title": "Three", "revision": told["revision"]})

    assert (first.status_code, first.json()["words"], first.json()["characters"]) == (200, 2, 3)
    assert second.status_code == 409
    assert second.json()["theirs"] == {"title": "Two", "text": "a b", "revision": first.json()["revision"]}
    assert Abstract.objects.get().title == "Two"


def test_a_save_over_a_newer_one_shows_both_texts(client, author):
    abstract = start_draft(CallFactory(), by=author)
    client.post(edit(abstract), {"title": "Newer", "revision": abstract.revision})

    response = client.post(edit(abstract), {"title": "Older", "revision": abstract.revision})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Newer" in page
    assert "Older" in page
    assert Abstract.objects.get().title == "Newer"


def test_two_people_who_change_what_was_submitted_notice_but_not_what_the_committee_does(client, author):
    abstract = AbstractFactory(submitter=author)
    AuthorFactory(abstract=abstract, user=author)
    page = client.get(edit(abstract)).content.decode()
    seal = page.partition('name="revision" value="')[2].partition('"')[0]
    decide(abstract.event, {abstract.pk: None}, Decision(State.REJECTED), by=None)

    first = client.post(edit(abstract), WHOLE | {"act": "submit", "revision": seal})
    second = client.post(edit(abstract), WHOLE | {"act": "submit", "title": "Mine", "revision": seal})

    abstract.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 409)
    assert "Mine" in second.content.decode()
    assert (abstract.title, abstract.state) == ("Notes on an engine", State.REJECTED)


def test_a_collaboration_of_two_hundred_is_kept_whole(client, author):
    rows = {f"people-{n}-name": f"Person {n}" for n in range(200)}
    more = {f"people-{n}-{name}": "" for n in range(200) for name in ("email", "place-0", "place-0-text")}

    client.post(new(CallFactory()), {**rows, **more, "title": "Large", "people-count": "200", "act": "save"})

    assert Abstract.objects.get().authors.count() == 200


def test_nobody_keeps_more_than_twenty_drafts_in_a_call(client, author):
    call = CallFactory()
    for _time in range(20):
        start_draft(call, by=author)

    response = client.post(new(call), {"title": "One more", "act": "save"})

    assert "Submit one, or throw one away first." in response.content.decode()
    assert "One more" in response.content.decode()
    assert Abstract.objects.count() == 20


def test_a_file_that_is_refused_loses_nothing_else_of_the_form(client, author):
    call = CallFactory(most_files=2, file_types=["pdf"])
    false = SimpleUploadedFile("paper.pdf", b"MZ this is a program")

    response = client.post(new(call), WHOLE | {"act": "submit", "files": false})

    abstract = Abstract.objects.get()
    assert response.status_code == 422
    assert "is not a PDF file" in response.content.decode()
    assert (abstract.state, abstract.title, abstract.files.count()) == (State.DRAFT, "Notes on an engine", 0)


def test_files_are_put_in_order_and_removed_and_only_their_authors_get_them(client, author):
    call = CallFactory(most_files=3)
    client.post(
        new(call),
        WHOLE
        | {
            "act": "upload",
            "files": [SimpleUploadedFile("a.txt", b"Alpha"), SimpleUploadedFile("b.txt", b"Beta")],
        },
    )
    abstract = Abstract.objects.get()
    first, second = abstract.files.all()

    client.post(edit(abstract), WHOLE | {"act": f"file-down-{first.pk}", "revision": abstract.revision})
    address = reverse("abstract-file", args=[abstract.event.slug, abstract.number, second.pk])
    given = client.get(address)

    assert list(abstract.files.values_list("name", flat=True)) == ["b.txt", "a.txt"]
    assert (b"".join(given), given["Content-Disposition"]) == (b"Beta", 'attachment; filename="b.txt"')
    abstract.refresh_from_db()
    client.post(edit(abstract), WHOLE | {"act": f"file-remove-{first.pk}", "revision": abstract.revision})
    assert AbstractFile.objects.get() == second
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


def test_the_page_tells_a_decision_once_it_is_released_and_never_by_whom(client, author):
    abstract = AbstractFactory(submitter=author)
    AuthorFactory(abstract=abstract, user=author)
    chair = UserFactory(is_admin=True, name="Chair Person")
    ReviewFactory(
        abstract=abstract, author_comment="Well said.", reviewer=UserFactory(name="Rev Iewer"), score="41.375"
    )
    decide(
        abstract.event, {abstract.pk: None}, Decision(State.ACCEPTED, comment="Come and tell us."), by=chair
    )

    before = client.get(abstract.get_absolute_url()).content.decode()
    release(abstract.event, [abstract.pk], by=chair)
    after = client.get(abstract.get_absolute_url()).content.decode()

    assert "It is submitted." in before
    assert all(word not in before for word in ("Well said", "Come and tell", "41.3", "Rev Iewer", "Chair"))
    assert all(word in after for word in ("It is accepted.", "Well said.", "Come and tell us."))
    assert all(word not in after for word in ("41.3", "Rev Iewer", "Chair Person"))


def test_a_revision_is_asked_for_with_a_deadline_and_answered_by_the_form(client, author):
    call = CallFactory(closes_at=timezone.now() + timedelta(hours=1))
    abstract = AbstractFactory(call=call, submitter=author)
    AuthorFactory(abstract=abstract, user=author)
    type(call).objects.update(closes_at=timezone.now() - timedelta(hours=1))
    until = timezone.now() + timedelta(days=3)
    ask_for_revision(abstract.event, {abstract.pk: None}, comment="Say *why*.", until=until, by=None)

    page = client.get(abstract.get_absolute_url()).content.decode()
    abstract.refresh_from_db()
    response = client.post(edit(abstract), WHOLE | {"act": "submit"})

    assert "<em>why</em>" in page
    assert response["Location"] == abstract.get_absolute_url()
    abstract.refresh_from_db()
    assert (abstract.state, abstract.title) == (State.SUBMITTED, "Notes on an engine")


def test_withdrawing_can_be_undone_for_a_moment(client, author):
    abstract = AbstractFactory(submitter=author)
    base = [abstract.event.slug, abstract.number]

    page = client.post(reverse("abstract-withdraw", args=base), follow=True).content.decode()
    way = page.partition("withdraw/undo/")[2].partition("/")[0]
    abstract.refresh_from_db()
    withdrawn = abstract.state
    client.post(reverse("abstract-undo", args=[*base, way]))

    abstract.refresh_from_db()
    assert (withdrawn, abstract.state) == (State.WITHDRAWN, State.SUBMITTED)
    client.force_login(UserFactory())
    assert client.post(reverse("abstract-undo", args=[*base, way])).status_code == 404


def test_co_authors_read_and_only_those_whom_the_call_names_change(client, author):
    abstract = AbstractFactory()
    AuthorFactory(abstract=abstract, user=author, role="co-author")
    call = abstract.call

    read = client.get(abstract.get_absolute_url()).content.decode()
    refused = client.post(edit(abstract), WHOLE | {"act": "submit"})
    call.editors = "submitter_authors"
    call.save()
    client.post(edit(abstract), WHOLE | {"act": "submit"})

    assert abstract.title in read
    assert refused.status_code == 302
    abstract.refresh_from_db()
    assert abstract.title == "Notes on an engine"


def test_organisers_change_what_was_submitted_and_never_a_draft(client):
    abstract = AbstractFactory()
    AuthorFactory(abstract=abstract)
    draft = start_draft(abstract.call, by=abstract.submitter)
    type(abstract.call).objects.update(closes_at=timezone.now() - timedelta(hours=1))
    client.force_login(UserFactory(is_admin=True))

    client.post(edit(abstract), WHOLE | {"act": "submit"})

    abstract.refresh_from_db()
    assert abstract.title == "Notes on an engine"
    assert client.get(edit(draft)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_my_abstracts_take_the_same_number_of_queries(client, author, django_assert_num_queries, count):
    AbstractFactory.create_batch(count, submitter=author)
    client.get(reverse("my-abstracts"))

    with django_assert_num_queries(3):
        page = client.get(reverse("my-abstracts")).content.decode()

    assert page.count("Submitted</span>") == count


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_calls_and_invitations_take_the_same_number_of_queries(
    client, author, django_assert_num_queries, count
):
    event = CallFactory().event
    CallFactory.create_batch(count - 1, event=event)
    organiser = UserFactory(is_admin=True)
    for number in range(count):
        invite(event.calls.first(), by=organiser, name="Ada", email=f"ada{number}@engine.example")
    calls, invitations = reverse("calls", args=[event.slug]), reverse("abstract-invite", args=[event.pk])
    client.force_login(organiser)
    client.get(calls), client.get(invitations)

    with django_assert_num_queries(7):
        client.get(calls)
    with django_assert_num_queries(9):
        page = client.get(invitations).content.decode()

    assert page.count("New link") == count


def test_a_double_blind_call_warns_when_the_text_names_an_author(client, author):
    call = CallFactory()
    call.reviewing.blinding = "double"
    call.reviewing.save()
    client.post(new(call), WHOLE | {"text": "As Lovelace, A. showed before.", "act": "save"})

    page = client.get(edit(Abstract.objects.get())).content.decode()

    assert "The text names Ada Lovelace." in page
    assert submit(Abstract.objects.get(), by=author, consents=True).state == State.SUBMITTED
