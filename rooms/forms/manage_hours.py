"""A week of hours, several a day, as times on the wall."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.forms import TimeInput
from rooms.operations.hours import Stretch, merged
from rooms.times import BadTimes

AT_LEAST = 2
AT_MOST = 6
"""Stretches a day."""

WHOLE_DAY = 24 * 60
OWN, AS_LOCATION = "own", "location"


class HoursForm(forms.Form):
    """`stretches` is cleaned to what `set_hours` takes: None follows the location. A time 00:00 "to" is midnight."""

    def __init__(
        self, *args: Any, stretches: Sequence[Stretch], own: bool | None, rows: int = 0, **options: Any
    ) -> None:
        by_day = [[one for one in stretches if one.weekday == day] for day in range(7)]
        longest = max(map(len, by_day))
        self.rows = min(AT_MOST, max(AT_LEAST, longest + (longest >= AT_LEAST), rows))
        super().__init__(*args, **{"initial": _initial(by_day, own), **options})
        if own is not None:
            self.fields["own"] = forms.ChoiceField(
                label=gettext_lazy("Which hours"),
                choices=[
                    (AS_LOCATION, gettext_lazy("As the location")),
                    (OWN, gettext_lazy("Hours of its own")),
                ],
                widget=forms.RadioSelect,
            )
        for day in range(7):
            for row in range(self.rows):
                for end in ("from", "to"):
                    label = _("{day}, from") if end == "from" else _("{day}, to")
                    self.fields[f"{end}-{day}-{row}"] = forms.TimeField(
                        required=False,
                        label=label.format(day=WEEKDAYS[day]),
                        widget=TimeInput({"aria-label": label.format(day=WEEKDAYS[day])}),
                    )

    @property
    def days(self) -> list[tuple[str, list[tuple[BoundField, BoundField]]]]:
        """Each weekday with its pairs of fields."""
        return [
            (
                str(WEEKDAYS[day]),
                [(self[f"from-{day}-{row}"], self[f"to-{day}-{row}"]) for row in range(self.rows)],
            )
            for day in range(7)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        found = []
        for day in range(7):
            for row in range(self.rows):
                start, end = values.get(f"from-{day}-{row}"), values.get(f"to-{day}-{row}")
                if one := self._stretch(day, row, start, end):
                    found.append(one)
        follows = "own" in self.fields and values.get("own") != OWN
        values["stretches"] = None if follows else found
        return values

    def _stretch(self, day: int, row: int, start: time | None, end: time | None) -> Stretch | None:
        if start is None and end is None:
            return None
        if start is None or end is None:
            missing = "from" if start is None else "to"
            if f"{missing}-{day}-{row}" not in self.errors:
                self.add_error(f"{missing}-{day}-{row}", _("Say from when and until when, or neither."))
            return None
        one = Stretch(day, _minute(start), _minute(end) or WHOLE_DAY)
        try:
            merged([one])
        except BadTimes:
            self.add_error(f"to-{day}-{row}", _("The end is not after the start."))
            return None
        return one


def with_monday_everywhere(typed: QueryDict, *, days: Sequence[int]) -> QueryDict:
    """What was typed, with Monday's hours on these days as well."""
    copy = typed.copy()
    for day in days:
        for row in range(AT_MOST):
            for end in ("from", "to"):
                copy[f"{end}-{day}-{row}"] = typed.get(f"{end}-0-{row}", "")
    return copy


def _initial(by_day: Sequence[Sequence[Stretch]], own: bool | None) -> dict[str, Any]:
    initial: dict[str, Any] = {"own": OWN if own else AS_LOCATION}
    for day, stretches in enumerate(by_day):
        for row, one in enumerate(stretches):
            initial[f"from-{day}-{row}"] = _clock(one.start)
            initial[f"to-{day}-{row}"] = _clock(one.end)
    return initial


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
