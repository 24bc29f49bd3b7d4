"""Translations: a sentence is complete only with the placeholders of its source."""

import pytest
from babel.messages.catalog import Message

from tools.messages import _same_placeholders


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
