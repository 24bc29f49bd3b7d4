"""A file of bookings, and what to do with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rooms.models import Room


class ImportBookingsForm(forms.Form):
    """A calendar or a table; the first look only reports."""

    file = forms.FileField(label=_("Calendar (.ics) or table (.csv, .xlsx)"))
    into = forms.ModelChoiceField(
        label=_("All of it is for"),
        queryset=Room.objects.none(),
        required=False,
        empty_label=_("The room each line names"),
    )
    skip = forms.BooleanField(label=_("Of a series, book the dates that are free"), required=False)

    def __init__(self, *args: Any, rooms: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"].queryset = rooms  # type: ignore[attr-defined]
