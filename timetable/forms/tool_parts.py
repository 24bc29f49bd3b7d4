"""What all forms that tidy a day have: the day, what of it, and words for so many entries."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from events.models import Event
from kit.words import clock_words, day_words, today_in
from programme.models import Session
from timetable.days import day_named
from timetable.forms.slot import BlockField
from timetable.models import Slot
from timetable.operations.rewriting import Written
from timetable.plan.days import EventDays
from timetable.plan.tidying import LONGEST_GAP

MOST_DAYS = 366


class ToolForm(forms.Form):
    """One act on a day of the event; `act` does it. Subclasses say what, and in which words."""

    title: str | Promise = ""
    explanation: str | Promise = ""
    shows_days = False
    """Whether the preview has to tell days apart."""

    def __init__(self, *args: Any, event: Event, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.event, self.shown_day = event, day
        for name in ("day", "from_day", "to_day"):
            if name in self.fields:
                field = cast(forms.TypedChoiceField, self.fields[name])
                field.choices, field.coerce = day_choices(event), day_named
                self.initial.setdefault(name, day.isoformat())

    @property
    def acts_on(self) -> date:
        """On which day it acts."""
        return self.cleaned_data.get("day") or self.shown_day

    def act(self, by: User) -> Written:
        raise NotImplementedError

    def button(self, number: int) -> str:
        """The words on the button that does it to so many entries."""
        return ngettext("Move %(number)d entry", "Move %(number)d entries", number) % {"number": number}

    def done(self, number: int) -> str:
        return ngettext("Moved %(number)d entry", "Moved %(number)d entries", number) % {"number": number}


class ScopeForm(ToolForm):
    """A day, the blocks of one session on it, or what one block holds."""

    day = forms.TypedChoiceField(label=gettext_lazy("Day"))
    session = forms.ModelChoiceField(
        label=gettext_lazy("Only the blocks of this session"), queryset=Session.objects.none(), required=False
    )
    block = BlockField(
        label=gettext_lazy("Only what is in this block"), queryset=Slot.objects.none(), required=False
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, event=event, **options)
        blocks = Slot.objects.filter(event=event, session__isnull=False).select_related("session")
        sessions = event.sessions.filter(deleted_at__isnull=True, slots__is_working=True).distinct()
        offer(self, "session", sessions, _("All"))
        offer(self, "block", blocks.order_by("starts_at", "pk"), _("The top level of the day"))
        cast(BlockField, self.fields["block"]).zone = event.zone

    @property
    def scope(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("day", "session", "block")}

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("session") and self.cleaned_data.get("block"):
            self.add_error("block", _("Choose a session or a block, not both."))
        return self.cleaned_data


class GapForm(ScopeForm):
    gap = forms.IntegerField(
        label=gettext_lazy("Minutes between entries"), min_value=0, max_value=LONGEST_GAP, initial=0
    )


class EntryField(forms.ModelChoiceField):
    """The entries of a day, told apart by their time and room."""

    zone: Any = None

    def label_from_instance(self, slot: Slot) -> str:
        said = {"time": clock_words(slot.starts_at, zone=self.zone), "entry": slot.label}
        if slot.room is None:
            return _("%(time)s %(entry)s") % said
        return _("%(time)s %(entry)s (%(room)s)") % {**said, "room": slot.room}


def day_choices(event: Event) -> list[tuple[str, str]]:
    """The days of the programme, in order."""
    days, today = EventDays.of(event), today_in(event.zone)
    number = min((days.last - days.first).days + 1, MOST_DAYS)
    listed = [days.first + timedelta(days=each) for each in range(number)]
    return [(day.isoformat(), day_words(day, today=today)) for day in listed]


def offer(form: forms.Form, name: str, choices: Any, nothing: str) -> None:
    field = cast("forms.ModelChoiceField[Any]", form.fields[name])
    field.queryset, field.empty_label = choices, nothing
