"""What somebody ticks and types to say when they are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from kit.moments import Span
from timetable.availability.days import days_of, merged, without
from timetable.availability.parts import Part, parts_of
from timetable.availability.typed import NotATime, lines_of, typed_periods
from timetable.plan.days import EventDays

LONGEST = 20_000
"""Characters of the lines."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """The boxes of one day, each with whether it is ticked."""

    day: date
    boxes: list[tuple[Part, bool]]

    @property
    def is_whole(self) -> bool:
        return all(ticked for _part, ticked in self.boxes)


class AvailabilityForm(forms.Form):
    """Boxes for parts of each day, and lines for other times; `periods` is both together.

    Whole days are boxes of their own (`all`), which a phone reaches with one touch.
    """

    lines = forms.CharField(
        label=gettext_lazy("Other times"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, event: Event, periods: Sequence[Span] = ()) -> None:
        self.days = EventDays.of(event)
        self.offered = {day: parts_of(day, self.days) for day in days_of(self.days)}
        spans = [part.span for parts in self.offered.values() for part in parts]
        spans += [self.days.bounds(day) for day in self.offered]
        covered = [span for span in spans if not without([span], periods)]
        super().__init__(data, initial={"lines": "\n".join(lines_of(without(periods, covered), self.days))})
        self._held = {span.starts_at for span in covered}
        example = f"{self.days.first:%Y-%m-%d}"
        self.fields["lines"].help_text = _(
            "A line for each, such as %(day)s 09:00-12:30, or %(day)s for the whole day."
        ) % {"day": example}

    @property
    def rows(self) -> list[DayRow]:
        return [
            DayRow(day, [(part, self._is_ticked(part, day)) for part in parts])
            for day, parts in self.offered.items()
        ]

    @property
    def periods(self) -> list[Span]:
        periods: list[Span] = self.cleaned_data["periods"]
        return periods

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        ticked = [
            self.days.bounds(day) if self._is_all(day) else part.span
            for day, parts in self.offered.items()
            for part in parts
            if self._is_ticked(part, day)
        ]
        try:
            typed = typed_periods(values.get("lines", ""), self.days)
        except NotATime as refusal:
            self.add_error("lines", str(refusal))
            return values
        values["periods"] = merged([*ticked, *typed])
        if not values["periods"] and "lines" not in self.errors:
            self.add_error(None, self.nothing)
        return values

    @property
    def nothing(self) -> str:
        return _(
            "Mark at least one hour. Somebody who can not come at all declines, or is taken off the talk."
        )

    def _is_ticked(self, part: Part, day: date) -> bool:
        if not self.is_bound:
            return part.span.starts_at in self._held
        return self._is_all(day) or part.key in self.data.getlist("there")  # type: ignore[attr-defined]

    def _is_all(self, day: date) -> bool:
        """Of the whole day nothing is left out, also when the event comes to begin earlier on it."""
        return f"{day:%Y-%m-%d}" in self.data.getlist("all")  # type: ignore[attr-defined]
