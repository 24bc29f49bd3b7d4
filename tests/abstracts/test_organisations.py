"""The list of ror.org, and suggestions out of it."""

import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from abstracts.models import Abstract, Organisation
from tests.factories.abstracts import CallFactory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SECOND = {
    "id": "https://ror.org/00abcde01",
    "status": "active",
    "names": [
        {"value": "Analytical Society", "types": ["ror_display", "label"]},
        {"value": "Société analytique", "types": ["label"]},
    ],
    "locations": [{"geonames_details": {"country_name": "United Kingdom"}}],
    "domains": ["analytical.example"],
}
FIRST = {
    "id": "https://ror.org/00abcde02",
    "name": "Loom Institute",
    "aliases": ["Institute of Looms"],
    "acronyms": ["LI"],
    "labels": [],
    "country": {"country_name": "France"},
}
CLOSED = {**SECOND, "id": "https://ror.org/00abcde03", "status": "withdrawn"}


def load(tmp_path, entries, name="ror.json"):
    path = tmp_path / name
    path.write_text(json.dumps(entries))
    call_command("load_organisations", str(path), verbosity=0)


def test_both_shapes_of_the_list_are_read_and_closed_organisations_left_out(tmp_path):
    load(tmp_path, [SECOND, FIRST, CLOSED])

    assert list(Organisation.objects.values_list("ror", "name", "country")) == [
        ("00abcde01", "Analytical Society", "United Kingdom"),
        ("00abcde02", "Loom Institute", "France"),
    ]


def test_a_newer_list_takes_the_place_of_the_older_one(tmp_path):
    load(tmp_path, [SECOND, FIRST])

    load(tmp_path, [{**FIRST, "name": "Institute for Looms"}])

    assert list(Organisation.objects.values_list("ror", "name")) == [("00abcde02", "Institute for Looms")]


def test_a_zip_is_read_as_it_is_published(tmp_path):
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("v2-ror-data.json", json.dumps([SECOND]))

    call_command("load_organisations", str(path), verbosity=0)

    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("text", ["", "{}", '[{"id": "https://ror.org/1"', "[1]"])
def test_what_is_no_list_leaves_everything_as_it_was(tmp_path, text):
    load(tmp_path, [SECOND])
    (tmp_path / "bad.json").write_text(text)

    with pytest.raises(CommandError):
        call_command("load_organisations", str(tmp_path / "bad.json"))

    assert Organisation.objects.count() == 1


def test_suggestions_need_three_characters_and_are_ten_at_most(client, tmp_path):
    load(
        tmp_path, [SECOND, *({**FIRST, "id": f"https://ror.org/{n}", "name": f"Loom {n}"} for n in range(12))]
    )

    short = client.get(reverse("organisations"), {"q": "lo"}).content.decode()
    many = client.get(reverse("organisations"), {"q": "loom"}).content.decode()
    other_name = client.get(reverse("organisations"), {"q": "Société"}).content.decode()

    assert (short.count("role="), many.count("role="), other_name.count("role=")) == (0, 10, 1)


def test_an_identifier_counts_only_with_the_name_it_has(client, tmp_path):
    load(tmp_path, [SECOND])
    call, author = CallFactory(), UserFactory()
    client.force_login(author)
    row = {
        "people-count": "2",
        "people-0-name": "Ada",
        "people-0-place-0-text": "Analytical Society",
        "people-0-place-0": "00abcde01",
        "people-1-name": "Bob",
        "people-1-place-0-text": "Another place",
        "people-1-place-0": "00abcde01",
    }

    client.post(
        reverse("abstract-new", args=[call.event.slug, call.pk]), {"title": "T", **row, "act": "save"}
    )

    places = [author.affiliations.get() for author in Abstract.objects.get().authors.all()]
    assert [(place.name, place.ror) for place in places] == [
        ("Analytical Society", "00abcde01"),
        ("Another place", ""),
    ]
