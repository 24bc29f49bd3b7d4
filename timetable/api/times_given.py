"""Days and moments as programs send them: those that calendars and the clocks of zones can reckon with."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from kit.ical import FIRST_YEAR, LAST_YEAR
from rooms.api.query import MomentField


class NearMomentField(MomentField):
    """A moment with its offset, such as 2031-03-03T09:00Z, of a year that calendars know."""

    def to_internal_value(self, data: Any) -> datetime:  # type: ignore[override]
        moment = super().to_internal_value(data)
        _check(moment)
        return moment


class NearDayField(serializers.DateField):
    """A day such as 2031-03-03, of a year that calendars know."""

    def to_internal_value(self, value: Any) -> date:
        day = super().to_internal_value(value)
        _check(day)
        return day


def _check(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        said = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise serializers.ValidationError(
            _("Give a date from the years %(first)d to %(last)d.") % said, code="far"
        )
