"""The small forms beside the board: of the entry that is chosen, of a talk that waits, of something new."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event, EventRoom
from kit.words import day_words
from programme.models import Session
from timetable.forms.slot import BlockForm, BreakForm, SlotForm
from timetable.models import Slot
from timetable.plan import Plan

KINDS = {
    "break": gettext_lazy("Break"),
    "talk": gettext_lazy("New talk"),
    "block": gettext_lazy("Part of a session"),
}


class RoomField(forms.ModelChoiceField):
    """Rooms, each with whether something else is in it at that time."""

    taken: frozenset[int] = frozenset()

    def label_from_instance(self, room: EventRoom) -> str:
        words = _("%(room)s, busy") if room.pk in self.taken else _("%(room)s, free")
        return words % {"room": room.name}


class OnBoard(SlotForm):
    """A form that knows the days of the event and what is in its rooms."""

    def __init__(
        self, *args: Any, event: Event, days: list[date], plan: Plan | None = None, **options: Any
    ) -> None:
        super().__init__(*args, event=event, **options)
        if isinstance(self.initial.get("day"), date):
            self.initial["day"] = self.initial[
                "day"
            ].isoformat()  # as the choices are, to see whether it changed
        today = timezone.localdate()
        self.fields["day"] = forms.TypedChoiceField(
            label=_("Day"),
            choices=[(each.isoformat(), day_words(each, today=today)) for each in days],
            coerce=date.fromisoformat,
        )
        self.fields["minutes"].widget.attrs["class"] = "num"
        self.fields["clock"].help_text = ""
        slot = options.get("slot")
        if slot is not None and plan is not None:
            self._say_what_is_free(slot, plan)

    def _say_what_is_free(self, slot: Slot, plan: Plan) -> None:
        """Whether something else that is not around or inside it runs in each room at its time."""
        field = cast("forms.ModelChoiceField[EventRoom]", self.fields["room"])
        mine = {slot.pk, slot.parent_id}
        taken = {
            plan.room_of(entry)
            for entry in plan.values()
            if entry.starts_at < slot.ends_at
            and slot.starts_at < entry.ends_at
            and entry.key not in mine
            and entry.parent not in {slot.pk}
        }
        offered = RoomField(
            label=field.label, queryset=field.queryset, required=False, empty_label=field.empty_label
        )
        offered.taken = frozenset(room for room in taken if room is not None)
        self.fields["room"] = offered


class Chosen(OnBoard):
    """An entry that stands on the board."""

    is_pinned = forms.BooleanField(label=gettext_lazy("stays where it is"), required=False)
    shift = forms.BooleanField(label=gettext_lazy("shift everything after it"), required=False)

    def __init__(self, *args: Any, slot: Slot, **options: Any) -> None:
        options["initial"] = {"is_pinned": slot.is_pinned, **(options.get("initial") or {})}
        super().__init__(*args, slot=slot, **options)


class ChosenBreak(Chosen, BreakForm):
    pass


class ChosenBlock(Chosen, BlockForm):
    pass


class ToSchedule(OnBoard):
    """A talk from the tray; its length is filled in."""


class NewEntry(OnBoard):
    """Something that is not there yet: a break, a talk, or a part of a session."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What"), choices=list(KINDS.items()), widget=forms.RadioSelect, initial="break"
    )
    title = forms.CharField(label=gettext_lazy("title"), max_length=300, required=False)
    session = forms.ModelChoiceField(
        label=gettext_lazy("Session"), queryset=Session.objects.none(), required=False
    )
    parent = None  # type: ignore[assignment]

    field_order = ("kind", "title", "session")

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, event=event, **options)
        sessions = cast("forms.ModelChoiceField[Session]", self.fields["session"])
        sessions.queryset = event.sessions.filter(deleted_at__isnull=True)
        sessions.empty_label = _("None")
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        super().clean()
        kind = self.cleaned_data.get("kind")
        if kind in ("break", "talk") and not self.cleaned_data.get("title"):
            self.add_error("title", _("Give it a title."))
        if kind == "block" and not self.cleaned_data.get("session"):
            self.add_error("session", _("Choose the session."))
        return self.cleaned_data


def form_of(slot: Slot) -> type[Chosen]:
    """The form in which an entry of this kind is moved."""
    if slot.is_block:
        return ChosenBlock
    return ChosenBreak if slot.is_break else Chosen
