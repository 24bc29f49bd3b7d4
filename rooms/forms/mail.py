"""Which bookings in rooms they run people want to hear of."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rooms.models import MailChoice, Room


class MailForm(forms.Form):
    mode = forms.ChoiceField(
        label=_("Mails about bookings"), choices=MailChoice.Mode.choices, widget=forms.RadioSelect
    )
    digest = forms.BooleanField(
        label=_("Once a day in one mail"),
        required=False,
        help_text=_("At night. Requests that await your approval wait for it, too."),
    )

    def __init__(self, *args: Any, rooms: QuerySet[Room], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["muted"] = forms.ModelMultipleChoiceField(
            label=_("No mail about"), queryset=rooms, required=False, widget=forms.CheckboxSelectMultiple
        )
