"""What a person types about a room of an event."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import EventRoom


class RoomForm(forms.Form):
    name = forms.CharField(label=EventRoom._meta.get_field("name").verbose_name, max_length=200)
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
        help_text=_("Building, floor, the way there."),
    )
