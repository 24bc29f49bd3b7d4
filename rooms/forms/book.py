"""What a person says about a booking beside when and where."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.forms import PersonField
from accounts.people import handle_of, person_named
from kit.forms import Combobox
from rooms.models import Booking, RoomSettings


class PersonInput(Combobox):
    """Whom one chooses by name; the name stays when the form comes back."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"source": reverse("people-search")}

    def shown_for(self, value: Any) -> str:
        person = person_named(str(value)) if value else None
        return str(person) if person and handle_of(person) == value else super().shown_for(value)


class BookForm(forms.Form):
    """`keeps_notes`: the person writes internal notes for this room."""

    purpose = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    booked_for = PersonField(
        label=gettext_lazy("For somebody else"),
        required=False,
        max_length=300,
        widget=PersonInput(),
        error_messages={
            "nobody": gettext_lazy(
                "Nobody here has that name or address. Choose somebody from the list, or give their e-mail address."
            )
        },
        help_text=gettext_lazy("Empty: for yourself."),
    )
    is_private = forms.BooleanField(
        label=Booking._meta.get_field("is_private").verbose_name,
        help_text=Booking._meta.get_field("is_private").help_text,
        required=False,
    )
    internal_note = forms.CharField(
        label=Booking._meta.get_field("internal_note").verbose_name,
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("Only people who run this room read it."),
    )

    def __init__(self, *args: Any, settings: RoomSettings, keeps_notes: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["purpose"].required = settings.reason_required != RoomSettings.Reason.NEVER
        self.fields["purpose"].error_messages["required"] = _("Say what the booking is for.")
        if not keeps_notes:
            del self.fields["internal_note"]
