"""What a person types to put something into the timetable: a day, a clock time, a length, a room."""

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event, EventRoom
from kit.forms import DateInput, TimeInput
from kit.moments import local, wall_to_utc
from kit.words import moment_words
from programme.models import Contribution, Session
from timetable.models import Slot
from timetable.operations.placing import LONGEST
from timetable.talk_list import schedulable

START = ("day", "clock")
FIRST, LAST = date(1900, 1, 1), date(2200, 1, 1)
"""Days that zones and calendars can reckon with."""


class BlockField(forms.ModelChoiceField):
    """The blocks of an event, told apart by their time."""

    zone: Any = None

    def label_from_instance(self, block: Slot) -> str:
        said = {"block": block.label, "moment": moment_words(block.starts_at, zone=self.zone)}
        return _("%(block)s (%(moment)s)") % said


class SlotForm(forms.Form):
    """Start, length and place; `values` is what the operations take, `note` tells of clocks that change.

    The day is a day of the programme: a time before the event's day change is in the night after it.
    """

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=DateInput,
        validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)],
    )
    clock = forms.TimeField(label=gettext_lazy("starts"), widget=TimeInput)
    minutes = forms.IntegerField(label=gettext_lazy("minutes"), min_value=0, max_value=LONGEST)
    room = forms.ModelChoiceField(
        label=gettext_lazy("room"), queryset=EventRoom.objects.none(), required=False
    )
    parent = BlockField(label=gettext_lazy("in session"), queryset=Slot.objects.none(), required=False)
    is_pinned = forms.BooleanField(
        label=Slot._meta.get_field("is_pinned").verbose_name,
        required=False,
        help_text=gettext_lazy("What moves along with others, and what is proposed, leaves it there."),
    )

    def __init__(
        self, *args: Any, event: Event, slot: Slot | None = None, initial: Any = None, **options: Any
    ) -> None:
        options["initial"] = _initial(slot, event) | (initial or {})
        super().__init__(*args, **options)
        self.event = event
        self.note: str | None = None
        _offer(self, "room", event.rooms.all(), _("None"))
        if "parent" in self.fields:
            blocks = Slot.objects.filter(event=event, session__isnull=False).select_related("session")
            _offer(self, "parent", blocks.order_by("starts_at", "pk"), _("None"))
            cast(BlockField, self.fields["parent"]).zone = event.zone
        if slot is None:
            self.fields.pop("is_pinned", None)
        self.fields["clock"].help_text = event.time_zone

    def clean(self) -> dict[str, Any]:
        super().clean()
        values = self.cleaned_data
        if values.get("day") and values.get("clock") is not None:
            values["starts_at"], self.note = start_of(values["day"], values["clock"], self.event)
        return values

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in START}

    @property
    def changes(self) -> dict[str, Any]:
        """The values that somebody touched; an untouched start keeps its exact moment."""
        touched = set(self.changed_data)
        if touched & set(START):
            touched.add("starts_at")
        return {name: value for name, value in self.values.items() if name in touched}


class TalkSlotForm(SlotForm):
    """A talk that is not in the timetable yet, or one that was named."""

    contribution = forms.ModelChoiceField(label=gettext_lazy("Talk"), queryset=Contribution.objects.none())

    field_order = ("contribution",)

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, event=event, **options)
        _offer(self, "contribution", schedulable(event), _("Choose a talk"))
        self.fields["minutes"].required = False
        self.fields["minutes"].help_text = _("The talk's own length when left empty.")


class SessionSlotForm(SlotForm):
    """A block of a session."""

    session = forms.ModelChoiceField(label=gettext_lazy("Session"), queryset=Session.objects.none())
    title = forms.CharField(label=gettext_lazy("title of this block"), max_length=300, required=False)
    parent = None  # type: ignore[assignment]

    field_order = ("session", "title")

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, event=event, **options)
        _offer(self, "session", event.sessions.filter(deleted_at__isnull=True), _("Choose a session"))


class BreakForm(SlotForm):
    title = forms.CharField(label=gettext_lazy("title"), max_length=300)
    description = forms.CharField(label=gettext_lazy("note"), max_length=500, required=False)

    field_order = ("title", "description")


class BlockForm(SlotForm):
    """A block that is there already; its session stays."""

    title = forms.CharField(label=gettext_lazy("title of this block"), max_length=300, required=False)
    parent = None  # type: ignore[assignment]

    field_order = ("title",)


def form_for(slot: Slot) -> type[SlotForm]:
    """The form in which a slot of this kind is edited."""
    if slot.is_block:
        return BlockForm
    return BreakForm if slot.is_break else SlotForm


def start_of(day: date, clock: time, event: Event) -> tuple[datetime, str | None]:
    """The moment of a clock time on a day of the programme, and a note if the clocks change then."""
    if clock < event.day_change:
        day += timedelta(days=1)
    return wall_to_utc(day, clock, event.zone)


def _initial(slot: Slot | None, event: Event) -> dict[str, Any]:
    if slot is None:
        return {"day": event.first_day}
    clock = local(slot.starts_at, event.zone).time().replace(second=0, microsecond=0, fold=0)
    fields = ("minutes", "room", "parent", "title", "description", "is_pinned")
    return {"day": slot.day, "clock": clock, **{name: getattr(slot, name) for name in fields}}


def _offer(form: forms.Form, name: str, choices: Any, nothing: str) -> None:
    field = cast("forms.ModelChoiceField[Any]", form.fields[name])
    field.queryset, field.empty_label = choices, nothing
