"""What a person types when they cancel, approve or reject."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 300


class ReasonForm(forms.Form):
    """Why, in words for those who lose the room; `is_needed` where one says no to others."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST, required=False)

    def __init__(self, *args: object, is_needed: bool = False, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["reason"].required = is_needed
        self.fields["reason"].widget.attrs["dir"] = "auto"


class RejectForm(ReasonForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST, help_text=_("The person who asked reads it in the mail.")
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, is_needed=True, **options)


class MessageForm(forms.Form):
    """A word to the person whose booking is approved."""

    message = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        required=False,
        help_text=_("Goes into the mail to the person who asked."),
    )
