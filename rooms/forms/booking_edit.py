"""Change a booking: its times and rule, and its words."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from access.forms import PersonBox
from accounts.models import User
from accounts.people import handle_of, person_named
from kit.forms import DateInput, TimeInput
from kit.recurrence import BadRule, Rule, words
from rooms.drafts import Scope
from rooms.finder.asked import rule_of
from rooms.forms.find import REPEATS
from rooms.models import Booking
from rooms.operations.editing import Change
from rooms.times import MOST_NIGHTS, BadTimes, Times

KEEP = "keep"


class EditForm(forms.Form):
    """`times` are those the form starts from; what is not changed in it stays as it is said there.

    For one date of a series (`scope` THIS) there is no rule to change, and no words: they are of the booking.
    """

    date = forms.DateField(label=_("Date"), widget=DateInput)
    start = forms.TimeField(label=_("From"), widget=TimeInput)
    end = forms.TimeField(label=_("To"), widget=TimeInput)
    nights = forms.IntegerField(
        label=_("Nights"), min_value=0, max_value=MOST_NIGHTS, help_text=_("0 ends the same day.")
    )
    repeat = forms.ChoiceField(label=_("Repeats"), choices=REPEATS)
    every = forms.IntegerField(label=_("Every … weeks or months"), min_value=1, max_value=99, required=False)
    on = forms.TypedMultipleChoiceField(
        label=_("On"),
        choices=[(number, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    until = forms.DateField(label=_("Until"), widget=DateInput, required=False)
    count = forms.IntegerField(label=_("Or this many times"), min_value=1, max_value=1000, required=False)
    purpose = forms.CharField(label=_("What is it for?"), max_length=500, required=False)
    booked_for = forms.CharField(label=_("For whom?"), max_length=254, required=False, widget=PersonBox)
    is_private = forms.BooleanField(
        label=_("Private"), required=False, help_text=_("Others see that the room is busy, and nothing else.")
    )
    internal_note = forms.CharField(
        label=_("Internal note"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("For those who manage the room."),
    )

    def __init__(
        self, data: Any = None, *, booking: Booking, scope: Scope, times: Times, keeps_notes: bool
    ) -> None:
        super().__init__(data, initial=_initial(booking, times))
        self.booking, self.scope, self.times = booking, scope, times
        repeat = repeat_of(times.rule, times.first_day)
        if repeat == KEEP and times.rule:
            kept = (KEEP, _("As it is: %(rule)s") % {"rule": words(times.rule, times.first_day)})
            self.fields["repeat"].choices = [kept, *REPEATS]  # type: ignore[attr-defined]
        if self.is_one_date:
            for name in ("repeat", "every", "on", "until", "count", "purpose", "booked_for", "is_private"):
                del self.fields[name]
        if self.is_one_date or not keeps_notes:
            del self.fields["internal_note"]
        self.fields["purpose" if not self.is_one_date else "date"].widget.attrs["dir"] = "auto"

    @property
    def is_one_date(self) -> bool:
        return self.scope == Scope.THIS and self.booking.is_series

    def clean_booked_for(self) -> User | None:
        text = self.cleaned_data["booked_for"]
        if not text or text == self.initial["booked_for"]:
            return self.booking.booked_for
        person = person_named(text)
        if person is None:
            raise forms.ValidationError(_("There is nobody of that name here. Pick a person from the list."))
        return person

    def clean(self) -> dict[str, Any]:
        """The times as they would be, under `times`."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        try:
            data["times"] = self._times(data)
        except BadTimes as refusal:
            self.add_error("end", str(refusal))
        except BadRule as refusal:
            self.add_error("date" if self.is_one_date else "repeat", str(refusal))
        return data

    def change(self) -> Change:
        """What to change, of a form that is valid."""
        data = self.cleaned_data
        return Change(
            scope=self.scope,
            times=None if data["times"] == self.times else data["times"],
            purpose=data.get("purpose"),
            booked_for=data.get("booked_for"),
            is_private=data.get("is_private"),
            internal_note=data.get("internal_note"),
        )

    def _times(self, data: dict[str, Any]) -> Times:
        first, start, end, nights = data["date"], data["start"], data["end"], data["nights"]
        if self.is_one_date:
            once = Times(first, start, end, nights)
            once.days()
            return once
        times = Times(first, start, end, nights, self._rule(data, first), self.times.exdates)
        times.days()
        return times

    def _rule(self, data: dict[str, Any], first: dt.date) -> Rule | None:
        if data["repeat"] == KEEP:
            return self.times.rule
        said = rule_of(
            data["repeat"],
            first,
            every=data["every"] or 1,
            weekdays=tuple(data["on"] or ()),
            until=data["until"],
            count=data["count"],
        )
        was = self.times.rule
        same = said and was and first == self.times.first_day and _means(said, was, first)
        return was if same else said


def repeat_of(rule: Rule | None, first: dt.date) -> str:
    """Which choice of the form the rule is; KEEP where none of them says it."""
    if rule is None:
        return "never"
    for name, _label in REPEATS[1:]:
        said = rule_of(
            name, first, every=rule.interval, weekdays=rule.weekdays, until=rule.until, count=rule.count
        )
        if said is not None and (said == rule or _means(said, rule, first)):
            return name
    return KEEP


def _means(said: Rule, rule: Rule, first: dt.date) -> bool:
    """A rule that leaves the day to its first one means the same as one that names it."""
    return words(said, first) == words(rule, first)


def _initial(booking: Booking, times: Times) -> dict[str, Any]:
    rule = times.rule
    return {
        "date": times.first_day,
        "start": _to_minute(times.start),
        "end": _to_minute(times.end),
        "nights": times.nights,
        "repeat": repeat_of(rule, times.first_day),
        "every": rule.interval if rule else 1,
        "on": (rule.weekdays or (times.first_day.weekday(),)) if rule and rule.freq == "WEEKLY" else [],
        "until": rule.until if rule else None,
        "count": rule.count if rule else None,
        "purpose": booking.purpose,
        "booked_for": handle_of(booking.booked_for) if booking.booked_for else "",
        "is_private": booking.is_private,
        "internal_note": booking.internal_note,
    }


def _to_minute(clock: dt.time) -> dt.time:
    return clock.replace(second=0, microsecond=0)
