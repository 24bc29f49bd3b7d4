"""A day and a clock time as they stand on the wall of some place; which place, another field of the form says."""

from datetime import date, datetime, time
from typing import Any, TypeAlias

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from kit.forms import DateInput, DayAndClock, TimeInput
from kit.ical import FIRST_YEAR, LAST_YEAR

Wall: TypeAlias = tuple[date, time]


class WallInput(DayAndClock):
    def decompress(self, value: Any) -> tuple[date | None, time | None]:
        return value or (None, None)


class WallField(forms.MultiValueField):
    """Cleaned to (date, time) without a zone: `kit.moments.wall_to_utc` makes a moment of it."""

    widget = WallInput

    def __init__(self, **options: Any) -> None:
        years = [MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(date(LAST_YEAR, 12, 31))]
        day = forms.DateField(widget=DateInput, validators=years)
        super().__init__((day, forms.TimeField(widget=TimeInput)), **options)

    def compress(self, data_list: Any) -> Wall | None:
        return (data_list[0], data_list[1]) if data_list else None


def wall_of(moment: datetime) -> Wall:
    """What the clock shows at the moment, in the moment's own zone."""
    return moment.date(), moment.time().replace(second=0, microsecond=0, fold=0)
