"""What everybody reads of what was accepted: lists by track and type, the index of authors, fields and files."""

import re

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile

from abstracts.models import Abstract, AbstractFile, Call, Field, State
from abstracts.operations.deciding import Decision, decide, take_back
from abstracts.operations.releasing import release
from abstracts.public.author_index import PEOPLE_A_PAGE
from access.models import AccessList
from access.operations import open_access_list
from events.models import Event, EventPerson
from programme.models import Contribution, Credit, TrackGroup
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory
from tests.factories.events import EventFactory, EventPersonFactory
from tests.factories.programme import (
    ContributionFactory,
    ContributionTypeFactory,
    CreditFactory,
    TrackFactory,
)

pytestmark = pytest.mark.django_db

BY_TRACK = "/e/papers/contributions/by-track/"
AUTHORS = "/e/papers/authors/"
CANARY = "zibeline"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def event():
    return EventFactory(slug="papers", kind=Event.Kind.CONFERENCE, title="Papers")


def paper(event, title, *names, role=Credit.Role.AUTHOR, **values):
    """A contribution with its authors."""
    talk = ContributionFactory(event=event, title=title, **values)
    for position, name in enumerate(names):
        person = EventPerson.objects.filter(event=event, name=name).first()
        person = person or EventPersonFactory(event=event, name=name, affiliation=f"{name} Institute")
        CreditFactory(contribution=talk, person=person, role=role, position=position)
    return talk


def hidden_paper(event):
    """One that only those invited see, with a track, a type and an author that nothing else has."""
    closed = open_access_list(parent=event.access, mode=AccessList.Mode.RESTRICTED)
    return paper(
        event,
        f"{CANARY} title",
        f"{CANARY} Author",
        track=TrackFactory(event=event, name=f"{CANARY} track"),
        type=ContributionTypeFactory(event=event, name=f"{CANARY} type"),
        access=closed,
    )


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r'nonce="[^"]*"', "", answer.content.decode())


def outline(client, address):
    """Headings and what stands below them, in the order of the page."""
    text = text_of(client, address)
    found = re.findall(r'<h2[^>]*>.*?<bdi>(.*?)</bdi>|class="what"[^>]*>([^<]*)<', text)
    return [heading or f"- {title}" for heading, title in found]


def test_contributions_stand_under_their_tracks_in_the_order_of_the_groups(client, event):
    late = TrackGroup.objects.create(event=event, name="Late", position=2)
    early = TrackGroup.objects.create(event=event, name="Early", position=1)
    for title, name, group in (
        ("Zebra", "Late one", late),
        ("yak", "Early one", early),
        ("Ape", "Free", None),
    ):
        paper(event, title, "Ada Lovelace", track=TrackFactory(event=event, name=name, group=group))
    paper(event, "Ålesund", "Ada Lovelace", track=event.tracks.get(name="Early one"))
    paper(event, "Alone")

    assert outline(client, BY_TRACK) == [
        *("Free", "- Ape", "Early one", "- Ålesund", "- yak", "Late one", "- Zebra"),
        *("Without a track", "- Alone"),
    ]


def test_contributions_stand_under_their_types(client, event):
    poster = ContributionTypeFactory(event=event, name="Poster")
    paper(event, "Second", "Ada Lovelace", type=poster)
    paper(event, "First", "Ada Lovelace", type=poster)
    paper(event, "Third", "Ada Lovelace")

    assert outline(client, f"{BY_TRACK}?by=type") == [
        *("Poster", "- First", "- Second"),
        *("Without a type", "- Third"),
    ]


def test_filters_count_what_there_is_under_the_other_filters(client, event):
    one, two = TrackFactory(event=event, name="One"), TrackFactory(event=event, name="Two")
    talk, poster = (ContributionTypeFactory(event=event, name=name) for name in ("Talk", "Poster"))
    paper(event, "A", track=one, type=talk)
    paper(event, "B", track=one, type=poster)
    paper(event, "C", track=two, type=poster)

    text = text_of(client, f"{BY_TRACK}?track={one.pk}&type={poster.pk}")

    assert re.findall(r"<option[^>]*>(\w+ \(\d\))", text) == ["One (1)", "Two (1)", "Poster (1)", "Talk (1)"]
    assert outline(client, f"{BY_TRACK}?track={one.pk}&type={poster.pk}") == ["One", "- B"]


@pytest.mark.parametrize("words", ["lantern", "WICK", "lovelace lantern"])
def test_the_search_finds_titles_texts_and_people(client, event, words):
    paper(event, "A lantern", "Ada Lovelace", abstract="It has a wick.")
    paper(event, "Another", "Charles Babbage", abstract="It has none.")

    assert outline(client, f"{BY_TRACK}?q={words}")[1:] == ["- A lantern"]


@pytest.mark.case("S4", "S7")
@pytest.mark.parametrize(
    "address",
    [
        *(BY_TRACK, f"{BY_TRACK}?by=type", f"{BY_TRACK}?q=author", AUTHORS, f"{AUTHORS}?q=author"),
        *("/e/papers/", "/e/papers/talks/1/"),
    ],
)
def test_what_the_reader_does_not_see_leaves_no_trace(client, event, address):
    paper(event, "For all", "Open Author")
    before = text_of(client, address)

    hidden_paper(event)

    cache.clear()
    assert text_of(client, address) == before
    assert CANARY not in before


@pytest.mark.case("S4")
def test_whoever_runs_the_event_finds_it(client, event, admin_client):
    """The control: there is something to be found."""
    hidden_paper(event)

    assert CANARY in text_of(admin_client, BY_TRACK)
    assert CANARY in text_of(admin_client, AUTHORS)


def test_the_index_has_authors_from_a_to_z_with_what_they_wrote(client, event):
    paper(event, "On engines", "Ada Lovelace", "Émile Östberg")
    paper(event, "On looms", "Ada Lovelace")
    paper(event, "Spoken only", "Zoe Speaker", role=Credit.Role.SPEAKER)
    spoken = paper(event, "Spoken by another", "Ada Lovelace")
    CreditFactory(contribution=spoken, person=EventPersonFactory(event=event, name="Only Speaks"))

    text = text_of(client, AUTHORS)

    found = re.findall(
        r'<h2 id="letter-(.)"|people/\d+/"><bdi>([^<]*)<|talks/\d+/" dir="auto">([^<]*)<', text
    )
    assert [letter or name or f"- {title}" for letter, name, title in found] == [
        *("L", "Ada Lovelace", "- On engines", "- On looms", "- Spoken by another"),
        *("O", "Émile Östberg", "- On engines"),
        *("S", "Zoe Speaker", "- Spoken only"),
    ]


def test_the_index_is_searched_by_name_and_affiliation(client, event):
    paper(event, "On engines", "Ada Lovelace", "Charles Babbage")

    text = text_of(client, f"{AUTHORS}?q=babbage+institute")

    assert ("Charles Babbage" in text, "Ada Lovelace" in text) == (True, False)


def test_a_letter_leads_to_the_page_on_which_it_begins(client, event):
    names = [f"Ann A{number:03}" for number in range(PEOPLE_A_PAGE)] + ["Bob Zulu"]
    paper(event, "By many", *names)

    text = text_of(client, AUTHORS)

    assert re.findall(r'class="letter" href="([^"]*)"', text) == ["#letter-A", "?page=2#letter-Z"]
    assert "Bob Zulu" not in text
    assert 'id="letter-Z"' in text_of(client, f"{AUTHORS}?page=2")
    assert len(text) < 60_000


@pytest.mark.parametrize("address", [BY_TRACK, f"{BY_TRACK}?by=type&q=a", AUTHORS, f"{AUTHORS}?q=a"])
def test_lists_cost_the_same_for_more_rows(client, event, address, django_assert_max_num_queries):
    paper(event, "A first", "Ada Lovelace", track=TrackFactory(event=event))
    with django_assert_max_num_queries(20) as first:
        client.get(address + ("&x" if "?" in address else "?x"))
    for name in ("Bob Bee", "Cid Sea"):
        paper(event, f"A paper by {name}", name, track=TrackFactory(event=event))

    with django_assert_max_num_queries(len(first)):
        client.get(address + ("&x" if "?" in address else "?x"))


def test_a_conference_with_authors_has_a_tab_for_them_and_others_have_none(client, event):
    paper(event, "Spoken", "Zoe Speaker", role=Credit.Role.SPEAKER)
    before = text_of(client, "/e/papers/")

    paper(event, "Written", "Ada Lovelace")

    assert (BY_TRACK in before, BY_TRACK in text_of(client, "/e/papers/")) == (False, True)
    Event.objects.filter(pk=event.pk).update(kind=Event.Kind.MEETING)
    assert BY_TRACK not in text_of(client, "/e/papers/")


@pytest.fixture
def released(event):
    """An abstract that was accepted and released, with an answer to a field of each visibility, and a file."""
    call = CallFactory(event=event, most_files=1)
    fields = [
        Field.objects.create(call=call, title=f"Field for {kind}", visibility=kind, position=position)
        for position, kind in enumerate(Field.Visibility.values)
    ]
    answers = {str(field.pk): f"answer for {field.visibility}" for field in fields}
    abstract = AbstractFactory(call=call, title="Lanterns", answers=answers)
    AuthorFactory(abstract=abstract, name="Ada Lovelace")
    file = AbstractFile(abstract=abstract, name="lanterns.pdf", media_type="application/pdf", size=4)
    file.content.save("lanterns.pdf", ContentFile(b"%PDF"), save=False)
    file.save()
    decide(event, {abstract.pk: None}, Decision(State.ACCEPTED), by=None)
    release(event, [abstract.pk], by=None)
    abstract.refresh_from_db()
    return abstract


def page_of(abstract):
    return Contribution.objects.get(pk=abstract.contribution_id).get_absolute_url()


@pytest.mark.case("S7")
def test_the_page_of_an_accepted_one_has_the_fields_that_are_for_everybody(client, released):
    text = text_of(client, page_of(released))

    assert [kind for kind in Field.Visibility.values if f"answer for {kind}" in text] == ["public"]
    assert "lanterns.pdf" not in text


def test_files_are_for_everybody_only_where_the_call_says_so(client, released):
    address = f"{page_of(released)}files/{released.files.get().pk}/"
    refused = client.get(address).status_code

    Call.objects.filter(pk=released.call_id).update(publish_files=True)

    given = client.get(address)
    assert (refused, given.status_code, given.getvalue()) == (404, 200, b"%PDF")
    assert address in text_of(client, page_of(released))
    assert "attachment" in given["Content-Disposition"]


def test_files_are_hidden_with_the_contribution(client, released):
    Call.objects.filter(pk=released.call_id).update(publish_files=True)
    closed = open_access_list(parent=released.event.access, mode=AccessList.Mode.RESTRICTED)
    Contribution.objects.filter(pk=released.contribution_id).update(access=closed)

    assert client.get(f"{page_of(released)}files/{released.files.get().pk}/").status_code == 404


def test_what_is_taken_back_is_not_told_any_more(client, released):
    Call.objects.filter(pk=released.call_id).update(publish_files=True)
    file = f"{page_of(released)}files/{released.files.get().pk}/"
    take_back(released.event, {released.pk: None}, by=None)

    assert "answer for public" not in text_of(client, page_of(released))
    assert client.get(file).status_code == 404


def test_a_decision_that_is_not_released_shows_nowhere(client, event):
    abstract = AbstractFactory(call=CallFactory(event=event), title=f"{CANARY} decided")
    AuthorFactory(abstract=abstract, name=f"{CANARY} author")
    paper(event, "Known", "Ada Lovelace")
    pages = (BY_TRACK, AUTHORS, "/e/papers/")
    before = [text_of(client, page) for page in pages]

    decide(event, {abstract.pk: None}, Decision(State.ACCEPTED), by=None)

    cache.clear()
    assert [text_of(client, page) for page in pages] == before
    release(event, [abstract.pk], by=None)
    assert [CANARY in text_of(client, page) for page in pages[:2]] == [True, True]


def rename_field(abstract):
    Field.objects.filter(visibility=Field.Visibility.PUBLIC).update(title="Renamed")


def hide_field(abstract):
    Field.objects.filter(visibility=Field.Visibility.PUBLIC).update(visibility=Field.Visibility.MANAGERS)


def answer_anew(abstract):
    key = str(Field.objects.get(visibility=Field.Visibility.PUBLIC).pk)
    Abstract.objects.filter(pk=abstract.pk).update(answers={key: "Anew"})


def publish_files(abstract):
    Call.objects.filter(pk=abstract.call_id).update(publish_files=True)


def unrelease(abstract):
    Abstract.objects.filter(pk=abstract.pk).update(released_at=None)


@pytest.mark.parametrize("change", [rename_field, hide_field, answer_anew, publish_files, unrelease])
def test_the_kept_page_follows_every_change_at_once(client, released, change):
    page = page_of(released)
    before = text_of(client, page)

    change(released)

    assert text_of(client, page) != before


def test_the_kept_page_follows_its_files(client, released):
    Call.objects.filter(pk=released.call_id).update(publish_files=True)
    page = page_of(released)
    before = text_of(client, page)

    released.files.all().delete()

    assert ("lanterns.pdf" in before, "lanterns.pdf" in text_of(client, page)) == (True, False)


def test_what_committee_and_authors_do_makes_no_public_page_new(event):
    abstract = AbstractFactory(call=CallFactory(event=event))
    event.refresh_from_db()
    revision = event.revision

    Abstract.objects.filter(pk=abstract.pk).update(
        title="Another", state=State.REJECTED, decided_at="2027-01-01T00:00Z"
    )

    event.refresh_from_db()
    assert event.revision == revision


@pytest.mark.parametrize(
    "query",
    ["?by=nonsense", "?track=x&type=-1", "?page=0", "?page=999", "?q=%00", "?track=999999999999999999"],
)
def test_odd_addresses_are_answered(client, event, query):
    paper(event, "Written", "Ada Lovelace")

    for page in (BY_TRACK, AUTHORS):
        assert client.get(page + query).status_code == 200
