"""The log names what changed in words, never by the names of the code."""

import pytest

from events.words import field_words


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("acronym", "short name"),
        ("starts_at", "starts"),
        ("board_number", "board number"),
        ("room", "room"),
        ("added", "New"),
        ("what_nobody_named", "what nobody named"),
    ],
)
def test_fields_of_every_app_have_words(field, said):
    assert field_words(field) == said
