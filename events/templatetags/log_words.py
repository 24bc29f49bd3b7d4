"""The log's own filter."""

from django import template

from events import words

register = template.Library()


@register.filter
def field_words(name: str) -> str:
    """`{{ name|field_words }}`: the field of a recorded change in the reader's language."""
    return words.field_words(name)
