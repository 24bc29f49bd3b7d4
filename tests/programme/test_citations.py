"""How a talk is referred to: in words, in BibTeX, and in what search engines read."""

import json
import re
from datetime import UTC, datetime

import pytest

from access.operations import set_mode
from programme.asides import TALK_PARTS, TalkPart
from programme.citation import citation_of, for_latex
from programme.models import Credit
from tests.factories.events import EventFactory, EventPersonFactory
from tests.factories.programme import ContributionFactory, CreditFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def engines():
    return EventFactory(
        title="Engines & Looms 2027",
        slug="engines",
        venue="London",
        starts_at=datetime(2027, 5, 3, 9, tzinfo=UTC),
        ends_at=datetime(2027, 5, 5, 17, tzinfo=UTC),
        time_zone="Europe/London",
    )


@pytest.fixture
def talk(engines):
    talk = ContributionFactory(
        event=engines, title="Is 100% of it_new?", keywords=["cards"], abstract="It **is**."
    )
    for position, (name, role) in enumerate(
        [
            ("Charles Babbage", Credit.Role.SPEAKER),
            ("Ada Lovelace", Credit.Role.AUTHOR),
            ("Jacquard and Sons", Credit.Role.CO_AUTHOR),
        ]
    ):
        person = EventPersonFactory(event=engines, name=name, affiliation=f"House of {name[0]}")
        CreditFactory(contribution=talk, person=person, role=role, position=position)
    return talk


def test_a_citation_names_the_authors_the_event_and_where_it_stands(talk):
    assert citation_of(talk).in_words == (
        "Ada Lovelace, Jacquard and Sons: Is 100% of it_new? In: Engines & Looms 2027, London, 3–5 May 2027. "
        "http://testserver/e/engines/talks/1/"
    )


def test_without_authors_those_who_speak_are_named_once(talk):
    talk.credits.exclude(role=Credit.Role.SPEAKER).delete()

    assert [person.name for person in citation_of(talk).people] == ["Charles Babbage"]


def test_without_anybody_the_citation_begins_with_the_title(talk):
    talk.credits.all().delete()

    assert citation_of(talk).in_words.startswith("Is 100% of it_new? In: Engines")
    assert "author" not in citation_of(talk).bibtex


def test_bibtex_escapes_what_latex_takes_as_signs(client, talk):
    answer = client.get("/e/engines/talks/1/talk.bib")

    assert answer.content.decode() == (
        "@inproceedings{engines-1,\n"
        "  author = {Lovelace, Ada and {Sons, Jacquard and}},\n"
        "  title = {{Is 100\\% of it\\_new?}},\n"
        "  booktitle = {{Engines \\& Looms 2027}},\n"
        "  year = {2027},\n"
        "  month = {5},\n"
        "  address = {London},\n"
        "  keywords = {cards},\n"
        "  url = {http://testserver/e/engines/talks/1/}\n"
        "}\n"
    )
    assert answer["Content-Disposition"] == 'attachment; filename="engines-1.bib"'


def test_no_text_gets_out_of_its_field():
    text = for_latex("}, x = {\\input{/etc/passwd}~^\n\u202e")

    assert text == (
        r"{\textbraceright}, x = {\textbraceleft}{\textbackslash}input{\textbraceleft}/etc/passwd{\textbraceright}"
        r"{\textasciitilde}{\textasciicircum}"
    )
    assert text.count("{") == text.count("}")


def test_search_engines_read_authors_with_where_they_are_from(client, talk):
    page = client.get("/e/engines/talks/1/").content.decode()

    tags = re.findall(r'<meta name="citation_(\w+)" content="([^"]*)">', page)
    assert tags == [
        ("title", "Is 100% of it_new?"),
        ("author", "Ada Lovelace"),
        ("author_institution", "House of A"),
        ("author", "Jacquard and Sons"),
        ("author_institution", "House of J"),
        ("publication_date", "2027/05/03"),
        ("conference_title", "Engines &amp; Looms 2027"),
        ("abstract_html_url", "http://testserver/e/engines/talks/1/"),
        ("keywords", "cards"),
    ]
    found = json.loads(re.search(r'ld\+json" nonce="[^"]+">(.*?)</script>', page)[1])
    assert [one["name"] for one in found["author"]] == ["Ada Lovelace", "Jacquard and Sons"]
    assert (found["@type"], found["abstract"]) == ("ScholarlyArticle", "It is.")


def test_a_title_can_not_end_the_script(client, talk):
    talk.title = "</script><script>alert(1)</script>"
    talk.save(update_fields=["title"])

    page = client.get("/e/engines/talks/1/").content.decode()

    assert "<script>alert" not in page


@pytest.mark.case("S7")
def test_a_talk_the_reader_does_not_see_is_not_to_be_cited(client, talk):
    set_mode(talk.event.access, mode="restricted")

    hidden, missing = client.get("/e/engines/talks/1/talk.bib"), client.get("/e/engines/talks/9/talk.bib")

    assert (hidden.status_code, missing.status_code) == (404, 404)


def test_apps_above_add_parts_and_those_without_anything_to_say_show_nothing(client, talk, monkeypatch):
    parts = [TalkPart("programme/test.html", lambda found: None)]
    monkeypatch.setattr("programme.asides.TALK_PARTS", [*TALK_PARTS, *parts])

    assert client.get("/e/engines/talks/1/").status_code == 200
