"""What a chair who has never been here meets: nothing is a dead end, and what is said holds tomorrow, too."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from abstracts.completeness import problems_of
from abstracts.forms.answers import limits_of
from abstracts.models import Field, State
from abstracts.operations import Decision, decide, release, set_up_call
from abstracts.written import Writer, Written
from access.models import Grant
from access.operations import grant
from tests.factories.abstracts import AbstractFactory, CallFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def call(chair):
    call = CallFactory()
    grant(call.event.access, to=chair, permission=Grant.MANAGE)
    return call


def at(name, call, **query):
    key = call.event.pk if name.startswith(("abstract-", "letter")) else call.event.slug
    return reverse(name, args=[key], query=query or None)


def rejected(call, *, by):
    abstract = AbstractFactory(call=call)
    decide(call.event, {abstract.pk: None}, Decision(State.REJECTED), by=by)
    return abstract


def test_a_new_call_offers_tracks_and_types_that_come_later_and_no_private_ones():
    event = EventFactory()
    TrackFactory(event=event)
    call = set_up_call(event, by=None, name="Talks")
    track, kind = TrackFactory(event=event), ContributionTypeFactory(event=event)
    private = ContributionTypeFactory(event=event, is_private=True)
    person = Writer("Ada", "ada@calm.example")

    fine = problems_of(call, Written(title="T", text="T", tracks=(track,), type=kind, people=[person]))
    refused = problems_of(call, Written(title="T", text="T", tracks=(track,), type=private, people=[person]))

    assert (fine, [name for name, _words in refused]) == ([], ["type"])


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"kind": "number", "lowest": 5, "highest": 40}, "From 5 to 40."),
        ({"kind": "number", "lowest": 0}, "At least 0."),
        ({"kind": "number", "highest": 1}, "At most 1."),
        ({"kind": "number"}, ""),
        ({"kind": "text", "most_words": 1}, "At most 1 word."),
        (
            {"kind": "text", "most_words": 20, "most_characters": 200},
            "At most 20 words. At most 200 characters.",
        ),
        ({"kind": "yes_no"}, ""),
    ],
)
def test_the_limits_of_a_field_are_told_before_they_are_broken(values, told):
    assert limits_of(Field(title="Minutes", **values)) == told


def test_the_form_of_an_abstract_tells_the_limits_after_the_explanation(client, chair):
    call = CallFactory()
    Field.objects.create(call=call, title="Minutes", help="How long?", kind="number", lowest=5, highest=40)

    page = client.get(reverse("abstract-new", args=[call.event.slug, call.pk]))

    assert "How long? From 5 to 40." in page.content.decode()


def test_an_empty_desk_leads_to_the_release_while_decisions_wait_for_it(client, chair, call):
    rejected(call, by=chair)

    waiting = client.get(at("desk", call)).content.decode()

    assert "Release 1 decision" in waiting
    assert at("desk-release", call) in waiting


def test_a_desk_whose_decisions_are_released_shows_them_all_instead(client, chair, call):
    release(call.event, [rejected(call, by=chair).pk], by=chair)

    page = client.get(at("desk", call)).content.decode()

    assert "Release 1 decision" not in page
    assert 'href="?state=all"' in page


def test_the_desk_asks_for_a_track_where_an_abstract_is_reviewed_in_several(client, call):
    tracks = TrackFactory.create_batch(2, event=call.event)
    one = AbstractFactory(call=call, tracks=tracks[:1])
    several = AbstractFactory(call=call, tracks=tracks)

    unsaid = {
        abstract.number: client.get(at("desk", call, abstract=abstract.number)).context["form"]["track"]
        for abstract in (one, several)
    }

    assert unsaid[one.number].field.choices[0] == ("", "The one it is reviewed in")
    assert unsaid[several.number].field.choices[0] == ("", "Choose a track")


def test_who_reviews_what_tells_nothing_to_give_from_filters_that_fit_nothing(client, call):
    empty = client.get(at("abstract-assignment", call)).content.decode()
    AbstractFactory(call=call)
    narrowed = client.get(at("abstract-assignment", call, q="nowhere")).content.decode()

    assert ("so none needs reviewers" in empty, "Choose other filters" in empty) == (True, False)
    assert ("so none needs reviewers" in narrowed, "Choose other filters" in narrowed) == (False, True)


def test_who_reviews_what_leads_to_each_abstract_and_shows_its_formulas(client, call):
    abstract = AbstractFactory(call=call, title="Rest at $n$ kelvin")

    page = client.get(at("abstract-assignment", call)).content.decode()

    assert f"{at('desk', call)}?state=all&amp;abstract={abstract.number}" in page
    assert "<math" in page


def test_an_import_that_skipped_rows_leads_to_what_came_in(client, call):
    file = SimpleUploadedFile("a.csv", b"title,text\nNotes,It weaves.\n,No title\n")
    values = {"call": call.pk, "add_missing": "on"}
    looked = client.post(at("abstract-import", call), values | {"act": "look", "file": file})

    done = client.post(at("abstract-import", call), values | {"act": "import"}).content.decode()

    assert at("desk-list", call) in done
    assert at("desk-list", call) not in looked.content.decode().partition('role="status"')[2]
