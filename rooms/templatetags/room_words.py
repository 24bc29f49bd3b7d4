"""The filter of the logs of rooms, locations and bookings."""

from django import template

from rooms import words

register = template.Library()


@register.filter
def room_field_words(name: str) -> str:
    """`{{ name|room_field_words }}`: the field of a recorded change in the reader's language."""
    return words.field_words(name)
