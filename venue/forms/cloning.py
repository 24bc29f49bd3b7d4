"""When an event is held again, where its clones go, and what comes along."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.cloning import WallShift, parts_in_order, usual_parts
from events.forms.categories import CategoryChoice
from events.models import Category, Event
from kit.forms import DateInput, TimeInput
from kit.moments import local
from kit.recurrence import BadRule, Rule, dates_of
from kit.recurrence import words as rule_words
from kit.recurrence.rule import YEARS
from rooms.finder.asked import rule_of
from rooms.forms.find import REPEATS

ONCE, DAYS, REPEAT = "once", "days", "repeat"
WHEN = [
    (ONCE, gettext_lazy("Once")),
    (DAYS, gettext_lazy("On several dates")),
    (REPEAT, gettext_lazy("Again and again")),
]
IN_YEARS = [MinValueValidator(date(YEARS[0], 1, 1)), MaxValueValidator(date(YEARS[-1], 12, 31))]
A_WEEK = timedelta(days=7)


class DaysField(forms.CharField):
    """Dates such as 2027-05-03, with spaces, commas or line ends between them; cleaned to a list in order."""

    def clean(self, value: Any) -> list[date]:
        days = set()
        for word in re.split(r"[\s,;]+", (super().clean(value) or "").strip()):
            if not word:
                continue
            try:
                day = date.fromisoformat(word)
            except ValueError as error:
                said = _("“%(word)s” is not a date. Write it like 2027-05-03.")
                raise ValidationError(said % {"word": word[:40]}) from error
            if day.year not in YEARS:
                raise ValidationError(_("%(day)s is too far away.") % {"day": word})
            days.add(day)
        return sorted(days)


class CloneForm(forms.Form):
    """Reads the address of the page. After `is_valid`, `cleaned_data` has `shifts`: one for each clone."""

    category = CategoryChoice(label=gettext_lazy("Category"))
    when = forms.ChoiceField(label=gettext_lazy("When"), choices=WHEN, widget=forms.RadioSelect)
    day = forms.DateField(
        label=gettext_lazy("First day"),
        widget=DateInput,
        validators=IN_YEARS,
        error_messages={"required": gettext_lazy("Choose a day.")},
    )
    clock = forms.TimeField(label=gettext_lazy("Starts at"), widget=TimeInput)
    days = DaysField(
        label=gettext_lazy("Dates"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Such as 2027-05-03 2027-05-17, with spaces between them."),
    )
    repeat = forms.ChoiceField(label=gettext_lazy("Repeats"), choices=REPEATS[1:], required=False)
    every = forms.IntegerField(
        label=gettext_lazy("Every … weeks or months"), min_value=1, max_value=99, required=False
    )
    on = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On"),
        choices=[(number, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    until = forms.DateField(label=gettext_lazy("Until"), widget=DateInput, required=False)
    count = forms.IntegerField(
        label=gettext_lazy("Or this many times"), min_value=1, max_value=1000, required=False
    )
    parts = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    rooms = forms.BooleanField(required=False)

    def __init__(self, query: QueryDict | None, *, event: Event, among: list[Category], viewer: Any) -> None:
        self.event = event
        super().__init__(query, initial=_initial(event, among))
        self.fields["day"].required = query is None or query.get("when") != DAYS
        self.fields["category"].offer(viewer, among=among)  # type: ignore[attr-defined]
        self.fields["parts"].choices = [(part.key, part.label) for part in parts_in_order()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        clock = cleaned.get("clock")
        if not self.errors and clock is not None:
            days = self._days_of(cleaned)
            cleaned["shifts"] = [WallShift.to_day(self.event, day, clock) for day in days]
        return cleaned

    @property
    def rule_said(self) -> str:
        """The repeat rule in words; "" where there is none."""
        if not self.is_valid() or self.cleaned_data["when"] != REPEAT:
            return ""
        return rule_words(self._rule(self.cleaned_data), self.cleaned_data["day"])

    def _days_of(self, cleaned: dict[str, Any]) -> list[date]:
        if cleaned["when"] == DAYS:
            if not cleaned["days"]:
                self.add_error("days", _("Say at least one date."))
            return list(cleaned["days"])
        if cleaned["when"] == ONCE:
            return [cleaned["day"]]
        try:
            return dates_of(cleaned["day"], self._rule(cleaned), most=settings.CLONES_AT_ONCE)
        except BadRule as refusal:
            self.add_error("repeat", str(refusal))
            return []

    def _rule(self, cleaned: dict[str, Any]) -> Rule:
        rule = rule_of(
            cleaned["repeat"] or "weekly",
            cleaned["day"],
            every=cleaned["every"] or 1,
            weekdays=tuple(cleaned["on"] or ()),
            until=cleaned["until"],
            count=cleaned["count"],
        )
        if rule is None:
            raise BadRule(_("Choose how it repeats."))
        return rule


def _initial(event: Event, among: list[Category]) -> dict[str, Any]:
    """Once, a week later, at the same time of day, with the usual parts."""
    start: datetime = local(event.starts_at, event.zone)
    places = [category.pk for category in among]
    return {
        "category": event.category_id if event.category_id in places or not places else places[0],
        "when": ONCE,
        "day": start.date() + A_WEEK,
        "clock": time(start.hour, start.minute),
        "repeat": "weekly",
        "every": 1,
        "count": 10,
        "parts": usual_parts(),
    }
