"""What a person types to keep rooms free."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms import PrincipalField
from accounts.models import User
from kit.forms import DateInput
from rooms.models import Room


class RoomsField(forms.ModelMultipleChoiceField):
    """Rooms by location and building, each under its full name."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class BlockingForm(forms.Form):
    """Whole days, and the rooms the person sees."""

    first_day = forms.DateField(label=_("First day"), widget=DateInput())
    last_day = forms.DateField(label=_("Last day"), widget=DateInput())
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    rooms = RoomsField(label=_("Rooms"), queryset=Room.objects.none())
    allowed = PrincipalField(
        label=_("Who may book all the same"),
        required=False,
        help_text=_(
            "A person, a group or an e-mail address. You always may. Name more people on the next page."
        ),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        seen = Room.objects.visible_to(user).select_related("location")
        self.fields["rooms"].queryset = seen  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Why a room is not kept free."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
