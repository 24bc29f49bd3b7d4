"""What a person types about a room of an event."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.filters import Person
from events.bookable import room_called
from events.models import EventRoom
from kit.forms import Combobox, WordsField, words_hint
from kit.keys import is_key, key_of
from rooms.models import Room


class BookableBox(Combobox):
    """Shows the name of the bookable room, to people who may know of it."""

    viewer: Person

    def shown_for(self, value: Any) -> str:
        text = str(value or "")
        if not is_key(text):
            return text
        room = Room.objects.visible_to(self.viewer).select_related("location").filter(pk=key_of(text)).first()
        return room.full_name if room else _("A room you may not see")


class BookableField(forms.CharField):
    """Cleaned to a bookable room the person sees, the one that was there before, or None."""

    widget = BookableBox
    held: int | None = None

    def offer(self, viewer: Person, *, source: str, held: int | None) -> None:
        """Whose rooms to offer, from where, and which one may stay although the person may not see it."""
        self.viewer, self.held = viewer, held
        box = cast(BookableBox, self.widget)
        box.viewer, box.source = viewer, source

    def clean(self, value: Any) -> Room | None:
        text = super().clean(value)
        if not text:
            return None
        if is_key(text):
            if key_of(text) == self.held:
                return Room.objects.get(pk=self.held)
            room = Room.objects.visible_to(self.viewer).filter(pk=key_of(text)).first()
        else:
            room = room_called(self.viewer, text)
        if room is None:
            raise ValidationError(_("There is no room of that name. Choose one from the list."))
        return room


class RoomForm(forms.Form):
    name = forms.CharField(label=EventRoom._meta.get_field("name").verbose_name, max_length=200)
    bookable = BookableField(
        label=EventRoom._meta.get_field("bookable").verbose_name,
        max_length=200,
        required=False,
        help_text=gettext_lazy("The room in the house that this is. It can then be booked for the event."),
    )
    capacity = forms.IntegerField(
        label=EventRoom._meta.get_field("capacity").verbose_name,
        min_value=0,
        max_value=1_000_000,
        required=False,
    )
    description = forms.CharField(
        label=EventRoom._meta.get_field("description").verbose_name,
        max_length=300,
        required=False,
        help_text=gettext_lazy("Building, floor, the way there."),
    )

    equipment = WordsField(
        label=EventRoom._meta.get_field("equipment").verbose_name, required=False, max_length=2000
    )

    def __init__(
        self, *args: Any, viewer: Person, source: str, known: Sequence[str] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["equipment"].help_text = words_hint(known)
        held = (options.get("initial") or {}).get("bookable")
        cast(BookableField, self.fields["bookable"]).offer(viewer, source=source, held=held)
