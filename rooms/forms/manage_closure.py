"""From when until when something is closed, and why."""

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.forms import DateInput, TimeInput
from kit.ical import FIRST_YEAR, LAST_YEAR
from kit.moments import Span, wall_to_utc

YEARS = [MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(date(LAST_YEAR, 12, 30))]


class ClosureForm(forms.Form):
    """Whole days, or from a time on the first to a time on the last; `span` and `notes` follow from `zone`."""

    first_day = forms.DateField(label=gettext_lazy("First day"), widget=DateInput, validators=YEARS)
    start = forms.TimeField(
        label=gettext_lazy("From"),
        widget=TimeInput,
        required=False,
        help_text=gettext_lazy("Empty: from the start of the day."),
    )
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DateInput, validators=YEARS)
    end = forms.TimeField(
        label=gettext_lazy("Until"),
        widget=TimeInput,
        required=False,
        help_text=gettext_lazy("Empty: to the end of the day."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Everybody who looks at the room reads it."),
    )

    def __init__(self, *args: Any, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = zone
        self.notes: list[str] = []

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("first_day"), values.get("last_day")
        if first is None or last is None:
            return values
        if last < first:
            self.add_error("last_day", _("The end is before the start."))
            return values
        until, end = (last, values["end"]) if values.get("end") else (last + timedelta(days=1), time(0))
        starts_at, first_note = wall_to_utc(first, values.get("start") or time(0), self.zone)
        ends_at, last_note = wall_to_utc(until, end, self.zone)
        self.notes = [note for note in (first_note, last_note) if note]
        if starts_at < ends_at:
            values["span"] = Span(starts_at, ends_at)
        else:
            self.add_error("end", _("The end is not after the start."))
        return values
