"""Why a conflict may stay."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 300


class AcceptForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it fine?"),
        max_length=LONGEST,
        help_text=_(
            "Others who run the event read it. The conflict is open again when its time or room changes."
        ),
    )
