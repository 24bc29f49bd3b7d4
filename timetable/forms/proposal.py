"""What a proposal of a timetable should respect."""

from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from events.models import Event
from kit.words import day_words, today_in
from timetable.solver.wishes import ALL, UNSCHEDULED, Wishes

STEPS = (5, 10, 15, 30)
SECONDS = (10, 60, 300, 900)
MOST_DAYS = 60


class ProposalForm(forms.Form):
    """`wishes` once it is valid. Days and rooms are all of them unless some are chosen."""

    include = forms.ChoiceField(
        label=gettext_lazy("What may be placed"),
        choices=[
            (UNSCHEDULED, gettext_lazy("Only what has no place yet")),
            (ALL, gettext_lazy("Everything that is not pinned")),
        ],
        widget=forms.RadioSelect,
        initial=UNSCHEDULED,
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Days"), required=False, widget=forms.CheckboxSelectMultiple
    )
    opens = forms.TimeField(
        label=gettext_lazy("First talks from"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        initial=time(9),
    )
    closes = forms.TimeField(
        label=gettext_lazy("Last talks until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        initial=time(18),
    )
    rooms = forms.MultipleChoiceField(
        label=gettext_lazy("Rooms"), required=False, widget=forms.CheckboxSelectMultiple
    )
    step_minutes = forms.TypedChoiceField(
        label=gettext_lazy("Talks start every"),
        coerce=int,
        choices=[(step, ngettext_lazy("%d minute", "%d minutes", step) % step) for step in STEPS],
        initial=5,
    )
    gap_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes between talks"), min_value=0, max_value=120, initial=0
    )
    block_minutes = forms.IntegerField(
        label=gettext_lazy("Longest block of a session, in minutes"),
        min_value=10,
        max_value=1440,
        initial=120,
    )
    keep_weight = forms.TypedChoiceField(
        label=gettext_lazy("What is published"),
        coerce=int,
        choices=[
            (0, gettext_lazy("may move")),
            (2, gettext_lazy("moves for a reason")),
            (50, gettext_lazy("moves only if it must")),
        ],
        initial=2,
    )
    seconds = forms.TypedChoiceField(
        label=gettext_lazy("Search for"),
        coerce=int,
        choices=[
            (10, gettext_lazy("10 seconds")),
            (60, gettext_lazy("1 minute")),
            (300, gettext_lazy("5 minutes")),
            (900, gettext_lazy("15 minutes")),
        ],
        initial=60,
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), day_words(day, today=today_in(event.zone))) for day in _days(event)
        ]
        self.fields["rooms"].choices = [(str(room.pk), str(room)) for room in event.rooms.all()]  # type: ignore[attr-defined]
        for name, words in {
            "days": _("All days when none is chosen."),
            "rooms": _("All rooms when none is chosen."),
        }.items():
            self.fields[name].help_text = words

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("opens") and values.get("opens") == values.get("closes"):
            self.add_error("closes", _("Give an end after the start."))
        return values

    @property
    def wishes(self) -> Wishes:
        values = dict(self.cleaned_data)
        values["days"] = tuple(date.fromisoformat(day) for day in sorted(values["days"]))
        values["rooms"] = tuple(int(room) for room in values["rooms"])
        return Wishes(**values)


def _days(event: Event) -> list[date]:
    number = min(MOST_DAYS, (event.last_day - event.first_day).days + 1)
    return [event.first_day + timedelta(days=index) for index in range(number)]
