"""A file is chosen once, and travels with the page until it is taken."""

import base64
import random
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kit.kept_file import MOST_KEPT, KeptFileForm
from kit.tables import MOST_BYTES


def chosen(content, *, name="talks.csv"):
    return KeptFileForm({}, {"file": SimpleUploadedFile(name, content)})


def test_what_was_chosen_is_handed_back_and_read_again():
    first = chosen(b"title\nOn tides\n")
    assert first.is_valid()

    again = KeptFileForm({"kept": first.packed, "kept_name": first.cleaned_data["name"]})

    assert again.is_valid()
    assert (again.cleaned_data["content"], again.cleaned_data["name"]) == (b"title\nOn tides\n", "talks.csv")
    assert again.packed == first.packed


def test_a_file_that_is_chosen_replaces_the_one_that_was_kept():
    form = KeptFileForm(
        {"kept": base64.b64encode(zlib.compress(b"old")).decode(), "kept_name": "old.csv"},
        {"file": SimpleUploadedFile("new.csv", b"new")},
    )

    assert form.is_valid()
    assert (form.cleaned_data["content"], form.cleaned_data["name"]) == (b"new", "new.csv")


def test_a_file_too_large_to_travel_is_refused_with_what_to_do():
    form = chosen(random.Random(1).randbytes(MOST_KEPT))

    assert "Split it" in form.errors["file"][0]


def test_of_a_file_that_is_small_only_packed_no_more_is_unpacked_than_shows_that_it_is_large():
    form = KeptFileForm({"kept": base64.b64encode(zlib.compress(bytes(MOST_BYTES * 3))).decode()})

    assert form.is_valid()
    assert len(form.cleaned_data["content"]) == MOST_BYTES + 1


@pytest.mark.parametrize(("kept", "field"), [("", "file"), ("%%%", "__all__"), ("AAAA", "__all__")])
def test_without_a_file_the_page_asks_for_one(kept, field):
    assert "Choose" in KeptFileForm({"kept": kept}).errors[field][0]
