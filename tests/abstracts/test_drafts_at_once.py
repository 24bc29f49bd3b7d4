"""Two windows that save one draft at the same moment, and limits as they are counted."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from abstracts.completeness import count_characters, count_words
from abstracts.differing import pieces
from abstracts.models import Abstract
from abstracts.operations import save_draft, start_draft
from abstracts.pasted import people_in
from abstracts.refusals import ChangedMeanwhile
from abstracts.written import Written
from tests.factories.abstracts import CallFactory
from tests.factories.accounts import UserFactory


def save_at_once(draft, titles, *, revision):
    """What becomes of each, when all begin together."""
    gate = Barrier(len(titles))

    def save(title):
        gate.wait()
        try:
            save_draft(Abstract.objects.get(pk=draft.pk), Written(title=title), revision=revision)
        except ChangedMeanwhile:
            return "refused"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(len(titles)) as threads:
        return sorted(threads.map(save, titles))


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_at_once_one_is_told_and_without_numbers_both_would_write():
    draft = start_draft(CallFactory(), by=UserFactory())

    told = save_at_once(draft, ["one", "two"], revision=0)
    untold = save_at_once(draft, ["three", "four"], revision=None)

    assert told == ["refused", "saved"]
    assert untold == ["saved", "saved"]


@given(st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1), max_size=30))
def test_words_are_what_stands_between_white_space(words):
    assert count_words(" \n\t".join(words)) == len(words)


@given(st.text(max_size=300))
def test_line_ends_count_once_whatever_the_browser_sends(text):
    lines = text.replace("\r", "")

    assert count_characters(lines.replace("\n", "\r\n")) == count_characters(lines)


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_of_a_difference_make_both_texts(before, after):
    found = pieces(before, after)

    assert "".join(one.text for one in found if one.kind != "ins") == before
    assert "".join(one.text for one in found if one.kind != "del") == after


@given(st.text(max_size=300))
def test_any_pasted_list_gives_people_that_fit(text):
    for person in people_in(text):
        assert 0 < len(person.name) <= 300
        assert len(person.email) <= 254


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "A. Lovelace, C. Babbage and G. Boole",
            [("A. Lovelace", ""), ("C. Babbage", ""), ("G. Boole", "")],
        ),
        ("Ada Lovelace <ada@x.example>", [("Ada Lovelace", "ada@x.example")]),
        (
            "Ada Lovelace¹*, Analytical Society, ada@x.example\nBob",
            [("Ada Lovelace", "ada@x.example"), ("Bob", "")],
        ),
        ("• Ada (Society)\n\n- Bob", [("Ada", ""), ("Bob", "")]),
    ],
)
def test_lists_are_read_as_people_paste_them(text, found):
    assert [(person.name, person.email) for person in people_in(text)] == found
