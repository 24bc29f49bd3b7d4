"""Addresses in mails that carry their own right."""

from django import template
from django.urls import reverse

from kit.addresses import absolute
from rooms.models import Booking, Occurrence
from rooms.tokens import CHECK_IN, RECONFIRM, token_for

register = template.Library()


@register.filter
def check_in_link(occurrence: Occurrence) -> str:
    """The page on which whoever holds the mail checks in."""
    return absolute(reverse("check-in", args=[token_for(CHECK_IN, occurrence.nonce)]))


@register.filter
def reconfirm_link(booking: Booking) -> str:
    """The page on which whoever holds the mail keeps a series."""
    return absolute(reverse("reconfirm", args=[token_for(RECONFIRM, str(booking.key))]))
