"""Submissions come in from files of this system and of others."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from abstracts.importing.reading import read_submissions
from abstracts.models import Abstract, Author, State
from abstracts.operations.importing import import_abstracts
from kit.tables import BadTable
from tests.factories.abstracts import AbstractFactory, CallFactory, ReviewFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

PAPERS = Path(__file__).resolve().parents[3] / "shared" / "data" / "abstracts"
needs_papers = pytest.mark.skipif(
    not PAPERS.is_dir(),
    reason="the real abstracts are not here: ../shared/data/abstracts, beside the project",
)

TABLE = b"""UID,Title,Authors,Abstract,Keywords,Track,Paper-Type,E-Mail
p.1,First,Ada Lovelace|Charles Babbage,It weaves.,engine|loom,Machines,Long,ada@engine.example
p.2,Second,"Hopper, Grace",It compiles.,,Machines,Short,
"""


def imported(call, content, name="papers.csv", **options):
    read = read_submissions(content, name)
    return import_abstracts(call, read.rows, by=None, notes=read.notes, **options)


def run(*arguments):
    out = StringIO()
    call_command("import_abstracts", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_rows_become_submissions_with_people_track_type_and_keywords():
    call = CallFactory()

    report = imported(call, TABLE)

    first, second = Abstract.objects.all()
    assert report.counts == {"created": 2, "updated": 0, "same": 0, "skipped": 0}
    assert report.added == ["track: Machines", "type: Long", "type: Short"]
    assert (first.code, first.title, first.text, first.keywords) == (
        "p.1",
        "First",
        "It weaves.",
        ["engine", "loom"],
    )
    assert [(a.name, a.role) for a in first.authors.all()] == [
        ("Ada Lovelace", Author.Role.AUTHOR),
        ("Charles Babbage", Author.Role.AUTHOR),
    ]
    assert (first.submitter_email, first.submitter_name) == ("ada@engine.example", "")
    assert [str(author) for author in second.authors.all()] == ["Grace Hopper"]
    assert [[t.name for t in a.reviewed_for.all()] for a in (first, second)] == [["Machines"], ["Machines"]]
    assert {a.state for a in (first, second)} == {State.SUBMITTED}
    assert (str(first.type), first.versions.get().title, first.number, second.number) == (
        "Long",
        "First",
        1,
        2,
    )


def test_the_same_file_again_changes_nothing_and_a_corrected_one_only_what_it_corrects():
    call = CallFactory()
    imported(call, TABLE)
    before = list(Abstract.objects.values_list("pk", "revision", "updated_at"))

    again = imported(call, TABLE)
    unchanged = list(Abstract.objects.values_list("pk", "revision", "updated_at"))
    corrected = imported(call, TABLE.replace(b"It compiles.", b"It compiles well."))

    assert (again.counts["same"], again.amount, unchanged) == (2, 0, before)
    assert [(one.outcome, one.fields) for one in corrected.results] == [("same", ()), ("updated", ("text",))]
    assert list(Abstract.objects.values_list("text", flat=True)) == ["It weaves.", "It compiles well."]


def test_without_codes_a_submission_is_known_by_title_and_first_author():
    call = CallFactory()
    table = b"title;authors\nTwin;Ada\nTwin;Ada\nTwin;Bob\n"

    first, again = imported(call, table), imported(call, table)

    assert (first.counts["created"], again.counts["same"], Abstract.objects.count()) == (3, 3, 3)


def test_a_row_that_can_not_be_had_is_skipped_and_says_why():
    call = CallFactory()
    table = (
        b"id,title,authors,track\n1,,Ada,A\n2,Good,Ada,A\n2,Again,Ada,A\n3,"
        + b"x" * 501
        + b",Ada,A\n4,Short row\n"
    )

    report = imported(call, table)

    assert [(one.row, one.outcome, one.reason) for one in report.results] == [
        (2, "skipped", "It has no title."),
        (3, "created", ""),
        (4, "skipped", "Its code stands in row 3 already."),
        (5, "skipped", "The title has more than 500 characters."),
        (6, "skipped", "This row has 2 cells, but there are 4 headings."),
    ]
    assert list(Abstract.objects.values_list("title", flat=True)) == ["Good"]


def test_what_is_not_here_is_added_only_where_that_is_wanted():
    call = CallFactory()

    report = imported(call, TABLE, add_missing=False)

    assert report.counts["skipped"] == 2
    assert "no track “Machines”" in report.results[0].reason
    assert not call.event.tracks.exists()


def test_a_call_that_offers_some_tracks_offers_those_added_too():
    call = CallFactory()
    call.tracks.add(TrackFactory(event=call.event, name="Looms"))

    report = imported(call, TABLE)

    assert sorted(call.tracks.values_list("name", flat=True)) == ["Looms", "Machines"]
    assert report.results[0].notes == ()


def test_rules_of_the_call_are_told_and_hinder_only_where_they_shall():
    call = CallFactory(most_words=1)

    lenient, strict = imported(call, TABLE, dry_run=True), imported(call, TABLE, strict=True)

    assert (lenient.counts["created"], strict.counts["skipped"]) == (2, 2)
    assert lenient.results[0].notes == ("The text has 2 words. The limit is 1 word.",)
    assert strict.results[0].reason == "The text has 2 words. The limit is 1 word."
    assert not Abstract.objects.exists()


def test_a_dry_run_says_the_same_and_keeps_nothing():
    call = CallFactory()

    looked = imported(call, TABLE, dry_run=True)

    assert (looked.counts["created"], looked.added[0]) == (2, "track: Machines")
    assert not Abstract.objects.exists()
    assert not call.event.tracks.exists()
    assert imported(call, TABLE).results[0].number == 1


def test_addresses_that_are_none_or_stand_twice_are_left_out_and_told():
    call = CallFactory()
    content = json.dumps(
        [{"title": "One", "authors": [{"name": "Ada", "email": "nowhere"}, {"name": "Bob", "email": "b@x.example"},
                                      {"name": "Cy", "email": "B@x.example"}]}]
    ).encode()  # fmt: skip

    report = imported(call, content, "papers.json")

    assert list(Author.objects.values_list("name", "email")) == [
        ("Ada", ""),
        ("Bob", "b@x.example"),
        ("Cy", ""),
    ]
    assert [note.split(" ")[0] for note in report.results[0].notes[:2]] == ["“nowhere”", "B@x.example"]


def test_what_was_withdrawn_decided_elsewhere_or_reviewed_is_not_written_over():
    call, other = CallFactory(), None
    other = CallFactory(event=call.event)
    machines, looms = (
        TrackFactory(event=call.event, name="Machines"),
        TrackFactory(event=call.event, name="Looms"),
    )
    AbstractFactory(call=other, code="p.1")
    reviewed = AbstractFactory(call=call, code="p.2", tracks=[looms])
    ReviewFactory(abstract=reviewed)

    report = imported(call, TABLE)

    assert "was submitted to" in report.results[0].reason
    assert list(reviewed.submitted_for.all()) == [machines]
    assert list(reviewed.reviewed_for.all()) == [looms]


def test_accounts_that_proved_an_address_are_the_submitter_and_the_author():
    ada = UserFactory(email="ada@engine.example")
    ada.emailaddress_set.get_or_create(email=ada.email, defaults={"verified": True, "primary": True})
    content = b'{"title": "One", "authors": [{"name": "Ada", "email": "ADA@engine.example"}]}\n'

    imported(CallFactory(), content, "papers.jsonl")

    abstract = Abstract.objects.get()
    assert (abstract.submitter, abstract.authors.get().user) == (ada, ada)


@pytest.mark.parametrize(
    ("content", "people", "text"),
    [
        (  # Indico
            {"abstracts": [{"id": 9, "friendly_id": 3, "title": "T", "content": "Body", "state": "submitted",
              "persons": [{"first_name": "Ada", "last_name": "L", "affiliation": "S", "author_type": "primary",
                           "is_speaker": True, "email": "a@x.example"},
                          {"first_name": "Bob", "last_name": "M", "author_type": "secondary"}]}]},
            [("Ada L", "author", True, "S"), ("Bob M", "co-author", False, "")],
            "Body",
        ),
        (  # OpenReview
            {"notes": [{"id": "x", "content": {"title": {"value": "T"}, "abstract": {"value": "Body"},
              "authors": {"value": ["Ada L", "Bob M"]}, "keywords": {"value": ["k"]}}}]},
            [("Ada L", "author", False, ""), ("Bob M", "author", False, "")],
            "Body",
        ),
        (  # pretalx
            {"results": [{"code": "ABC", "title": "T", "abstract": "Body", "submission_type": {"en": "Talk"},
              "track": {"en": "Tools", "de": "Werkzeug"}, "speakers": [{"name": "Ada L", "email": "a@x.example"}]}]},
            [("Ada L", "author", True, "")],
            "Body",
        ),
        (  # by id, with HTML
            {"7": {"title": "T", "abstract": "<p>Body</p>", "authors": "Ada L and Bob M"}},
            [("Ada L", "author", False, ""), ("Bob M", "author", False, "")],
            "Body",
        ),
    ],
)  # fmt: skip
def test_files_of_other_systems_are_understood(content, people, text):
    report = imported(CallFactory(), json.dumps(content).encode(), "file.json")

    abstract = Abstract.objects.get()
    assert report.counts["created"] == 1
    assert (abstract.title, abstract.text) == ("T", text)
    assert [
        (a.name, a.role, a.speaks, "".join(one.name for one in a.affiliations.all()))
        for a in abstract.authors.all()
    ] == people


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Lovelace, Ada; Babbage, Charles", ["Ada Lovelace", "Charles Babbage"]),
        (
            "Ada Lovelace, Charles Babbage and Grace Hopper",
            ["Ada Lovelace", "Charles Babbage", "Grace Hopper"],
        ),
        ("Lovelace, Ada and Babbage, Charles", ["Ada Lovelace", "Charles Babbage"]),
        ("Ada Lovelace (Society)*; Charles Babbage (Cambridge)", ["Ada Lovelace", "Charles Babbage"]),
        ("Ada Lovelace, University of London", ["Ada Lovelace"]),
        ("van der Berg, Jan", ["Jan van der Berg"]),
        ('["Ada Lovelace", "Bob"]', ["Ada Lovelace", "Bob"]),
        ("Ada Lovelace <ada@x.example>, Bob", ["Ada Lovelace", "Bob"]),
    ],
)
def test_lists_of_authors_are_read_as_people_write_them(cell, names):
    content = f'title|authors\n"x"|"{cell}"'.encode()
    content = json.dumps([{"title": "x", "authors": cell}]).encode()

    assert [person.name for person in read_submissions(content, "a.json").rows[0].people] == names


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, 2", b'{"a": 1}', b"authors\nAda\n", b"\xff\xfe\x00\xd8", b"[[[["]
)
def test_what_is_no_list_of_submissions_is_refused_with_a_reason(content):
    with pytest.raises(BadTable, match=r"\w+"):
        read_submissions(content, "file.json")


def test_the_command_makes_a_closed_call_and_prints_what_became_of_the_rows(tmp_path):
    event = EventFactory()
    file = tmp_path / "papers.csv"
    file.write_bytes(TABLE + b"p.3,,Nobody,,,,,\n")

    looked = run(event.slug, str(file), "--call", "Papers", "--dry-run")
    nothing = event.calls.exists()
    done = run(event.slug, str(file), "--call", "Papers")

    assert (looked["created"], looked["dry_run"], nothing) == (2, True, False)
    assert (done["created"], done["updated"], done["skipped"]) == (2, 0, 1)
    assert done["skipped_rows"][0]["reason"] == "It has no title."
    assert not event.calls.get(name="Papers").is_open()


def test_the_command_asks_which_call_is_meant_where_there_are_several(tmp_path):
    call = CallFactory(name="Talks")
    CallFactory(event=call.event, name="Posters")
    file = tmp_path / "papers.csv"
    file.write_bytes(TABLE)

    with pytest.raises(CommandError, match="“Talks”, “Posters”"):
        run(call.event.slug, str(file))


@needs_papers
@pytest.mark.parametrize(("name", "count"), [("main", 778), ("demo", 43), ("srw", 48)])
def test_the_papers_of_a_real_conference_come_in_whole_and_once(name, count):
    call, content = CallFactory(), (PAPERS / "acl2020" / f"{name}_papers.csv").read_bytes()

    first, again = imported(call, content), imported(call, content)

    assert (first.counts["created"], first.counts["skipped"], again.counts["same"]) == (count, 0, count)
    assert not [one for one in first.results if one.notes]
    assert not Abstract.objects.filter(text="").exists()


@needs_papers
@pytest.mark.parametrize(("name", "count"), [("pycon-de-2018", 108), ("scipy-2019", 102)])
def test_the_talks_of_real_video_lists_come_in_too(name, count):
    call, content = CallFactory(), (PAPERS / "pyvideo" / f"{name}.jsonl").read_bytes()

    first, again = imported(call, content, f"{name}.jsonl"), imported(call, content, f"{name}.jsonl")

    assert (first.counts["created"], again.counts["same"]) == (count, count)
