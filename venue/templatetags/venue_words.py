"""Dates of bookings in words."""

from datetime import datetime

from django import template

from kit.words import Zone
from venue.words import span_words

register = template.Library()


@register.simple_tag
def said(starts_at: datetime, ends_at: datetime, zone: Zone) -> str:
    """ "Tue 6 April, 10:00–11:30", for mails and lists."""
    return span_words(starts_at, ends_at, zone=zone)
