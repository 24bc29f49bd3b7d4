"""What a person says to tidy a day: one form for each act, which knows the operation it asks for."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from events.models import Event, EventRoom
from kit.forms import MomentField
from kit.words import moment_words
from programme.models import Contribution
from timetable.forms.slot import BlockField
from timetable.forms.tool_parts import EntryField, GapForm, ScopeForm, ToolForm, offer
from timetable.models import Slot
from timetable.operations.moving import shift_following
from timetable.operations.rewriting import Written
from timetable.operations.scheduling import copy_frame, schedule_many
from timetable.operations.tidying import Mode, compact, reschedule_day, stretch
from timetable.operations.whole import move_event
from timetable.plan.days import EventDays
from timetable.talk_list import waiting

MOST_TALKS = 200
LONGEST_SHIFT = 12 * 60


class CompactForm(GapForm):
    title = gettext_lazy("Close up")
    explanation = gettext_lazy(
        "One entry after the other, from the hour at which the event starts. What runs at the same time stays "
        "together, what is pinned stays where it is."
    )

    def act(self, by: User) -> Written:
        return compact(self.event, gap_minutes=self.cleaned_data["gap"], by=by, **self.scope)


class StretchForm(GapForm):
    title = gettext_lazy("Stretch")
    explanation = gettext_lazy(
        "Each entry lasts until the next one in its room begins, less the minutes between them. The last of the "
        "day keeps its length."
    )

    def act(self, by: User) -> Written:
        return stretch(self.event, gap_minutes=self.cleaned_data["gap"], by=by, **self.scope)

    def button(self, number: int) -> str:
        said = ngettext("Change %(number)d length", "Change %(number)d lengths", number)
        return said % {"number": number}

    def done(self, number: int) -> str:
        said = ngettext("Changed %(number)d length", "Changed %(number)d lengths", number)
        return said % {"number": number}


class FitForm(ScopeForm):
    title = gettext_lazy("Fit sessions")
    explanation = gettext_lazy("Sessions begin with the first thing they hold, and end with the last.")

    def act(self, by: User) -> Written:
        scope = self.scope
        return reschedule_day(self.event, scope.pop("day"), Mode.FIT, by=by, **scope)

    def button(self, number: int) -> str:
        return ngettext("Fit %(number)d session", "Fit %(number)d sessions", number) % {"number": number}

    def done(self, number: int) -> str:
        said = ngettext("Fitted %(number)d session", "Fitted %(number)d sessions", number)
        return said % {"number": number}


class ShiftForm(ToolForm):
    title = gettext_lazy("Shift")
    explanation = gettext_lazy(
        "Everything that follows an entry in its room, or in its session, begins so much later. Less than nothing "
        "is earlier."
    )
    entry = EntryField(label=gettext_lazy("After"), queryset=Slot.objects.none())
    minutes = forms.IntegerField(
        label=gettext_lazy("minutes later"), min_value=-LONGEST_SHIFT, max_value=LONGEST_SHIFT, initial=10
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, event=event, **options)
        bounds = EventDays.of(event).bounds(self.shown_day)
        slots = Slot.objects.filter(
            event=event, starts_at__gte=bounds.starts_at, starts_at__lt=bounds.ends_at
        ).exclude(contribution__deleted_at__isnull=False)
        slots = slots.select_related("contribution", "session", "room")
        offer(self, "entry", slots.order_by("starts_at", "pk"), _("Choose an entry"))
        cast(EntryField, self.fields["entry"]).zone = event.zone

    def act(self, by: User) -> Written:
        delta = timedelta(minutes=self.cleaned_data["minutes"])
        return shift_following(self.event, self.cleaned_data["entry"].pk, delta=delta, by=by)


class FrameForm(ToolForm):
    title = gettext_lazy("Copy a day")
    explanation = gettext_lazy("The breaks of a day and its sessions, without talks, at the same times.")
    shows_days = True
    from_day = forms.TypedChoiceField(label=gettext_lazy("From"))
    to_day = forms.TypedChoiceField(label=gettext_lazy("To"))
    add = forms.BooleanField(
        label=gettext_lazy("Add them also where something is at the same time"), required=False
    )

    @property
    def acts_on(self) -> date:
        return self.cleaned_data.get("to_day") or self.shown_day

    def act(self, by: User) -> Written:
        return copy_frame(self.event, by=by, **self.cleaned_data)

    def button(self, number: int) -> str:
        return ngettext("Copy %(number)d entry", "Copy %(number)d entries", number) % {"number": number}

    def done(self, number: int) -> str:
        return ngettext("Copied %(number)d entry", "Copied %(number)d entries", number) % {"number": number}


class ScheduleForm(ToolForm):
    title = gettext_lazy("Schedule talks")
    explanation = gettext_lazy(
        "Talks without a place, one after the other: from the next free time of the day in a room, or after the "
        "last one in a session."
    )
    day = forms.TypedChoiceField(label=gettext_lazy("Day"))
    room = forms.ModelChoiceField(
        label=gettext_lazy("room"), queryset=EventRoom.objects.none(), required=False
    )
    parent = BlockField(label=gettext_lazy("in session"), queryset=Slot.objects.none(), required=False)
    talks = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Talks"),
        queryset=Contribution.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, event=event, **options)
        blocks = Slot.objects.filter(event=event, session__isnull=False).select_related("session")
        offer(self, "room", event.rooms.all(), _("None"))
        offer(self, "parent", blocks.order_by("starts_at", "pk"), _("None"))
        cast(BlockField, self.fields["parent"]).zone = event.zone
        talks = waiting(event)
        field = cast("forms.ModelMultipleChoiceField[Contribution]", self.fields["talks"])
        field.queryset = talks
        field.choices = [(talk.pk, f"#{talk.number} {talk.title}") for talk in talks[:MOST_TALKS]]

    def act(self, by: User) -> Written:
        values = self.cleaned_data
        return schedule_many(
            self.event,
            list(values["talks"]),
            day=values["day"],
            room=values["room"],
            parent=values["parent"],
            by=by,
        )

    def button(self, number: int) -> str:
        return ngettext("Schedule %(number)d talk", "Schedule %(number)d talks", number) % {"number": number}

    def done(self, number: int) -> str:
        said = ngettext("Scheduled %(number)d talk", "Scheduled %(number)d talks", number)
        return said % {"number": number}


class MoveForm(ToolForm):
    title = gettext_lazy("Move the event")
    explanation = gettext_lazy(
        "The event, everything in its timetable and its room bookings begin as much later or earlier. 9:00 stays "
        "9:00 when the clocks change in between."
    )
    shows_days = True
    starts_at = MomentField(label=gettext_lazy("The event starts"))

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, event=event, **options)
        cast(MomentField, self.fields["starts_at"]).zone = event.time_zone
        self.fields["starts_at"].help_text = event.time_zone
        self.initial.setdefault("starts_at", event.starts_at)

    @property
    def acts_on(self) -> date:
        return EventDays.of(self.event).day(self.cleaned_data["starts_at"])

    def act(self, by: User) -> Written:
        return move_event(self.event, starts_at=self.cleaned_data["starts_at"], by=by)

    def button(self, number: int) -> str:
        said = ngettext(
            "Move the event and %(number)d entry", "Move the event and %(number)d entries", number
        )
        return said % {"number": number}

    def done(self, number: int) -> str:
        said = {"moment": moment_words(self.cleaned_data["starts_at"], zone=self.event.zone)}
        return _("The event starts on %(moment)s now") % said


TOOLS: dict[str, type[ToolForm]] = {
    "compact": CompactForm,
    "stretch": StretchForm,
    "fit": FitForm,
    "shift": ShiftForm,
    "schedule": ScheduleForm,
    "frame": FrameForm,
    "move": MoveForm,
}
