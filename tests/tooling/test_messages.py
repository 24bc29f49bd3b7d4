"""Translations: a sentence is complete only with the placeholders of its source."""

import pytest
from babel.messages.catalog import Message
from django.utils import dates, translation

from tools.messages import LANGUAGES, _load, _same_placeholders

NAMES_IN_DATES = {*dates.MONTHS.values(), *dates.WEEKDAYS.values()}


@pytest.mark.parametrize(
    ("source", "translation", "same"),
    [
        ("Hello %(name)s", "Bonjour %(name)s", True),
        ("Hello %(name)s", "Bonjour %(nom)s", False),
        ("Hello {name}", "Bonjour", False),
        (("%(count)s talk", "%(count)s talks"), ("un exposé", "%(count)s exposés"), True),
        (("%(count)s talk", "%(count)s talks"), ("un exposé", "%(nombre)s exposés"), False),
    ],
)
def test_placeholders_survive_the_translation(source, translation, same):
    assert _same_placeholders(Message(source, translation)) is same


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_takes_the_place_of_a_month_or_weekday(language):
    """Django asks for "May" the month without a context: ours of that spelling would stand in every date."""
    with translation.override(None):
        names = {str(name) for name in NAMES_IN_DATES}

    taken = {message.id for message in _load(language) if not message.context and message.id in names}

    assert "May" in names
    assert taken == set()
