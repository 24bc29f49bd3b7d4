"""A person's own calendar: what they organise, chair, speak at or starred."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from kit import ical
from kit.addresses import absolute


def personal_calendar(entries: Iterable[ical.Event]) -> bytes:
    return ical.calendar(
        _("My Hemicycle calendar"),
        components=entries,
        refresh=timedelta(hours=1),
        url=absolute("/me/events/"),
    )
