"""What somebody without an account tells before they write; and whom organisers invite."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abstracts.models import Call
from events.models import Event
from kit.forms import Combobox


class GuestForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("name"), max_length=300)
    email = forms.EmailField(
        label=gettext_lazy("e-mail"),
        max_length=254,
        help_text=gettext_lazy("We mail you a link, by which you write, submit and change your abstract."),
    )


class LinksForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("e-mail"), max_length=254)


class InvitationForm(forms.Form):
    call = forms.ModelChoiceField(Call.objects.none(), label=gettext_lazy("call"), empty_label=None)
    person = forms.CharField(
        label=gettext_lazy("person with an account"), required=False, widget=Combobox(), max_length=300
    )
    name = forms.CharField(label=gettext_lazy("name"), max_length=300, required=False)
    email = forms.EmailField(label=gettext_lazy("e-mail"), max_length=254, required=False)
    title = forms.CharField(
        label=gettext_lazy("suggested title"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("They find it filled in, and may change it."),
    )

    def __init__(self, data: Any = None, *, event: Event, source: str) -> None:
        super().__init__(data)
        cast("forms.ModelChoiceField[Call]", self.fields["call"]).queryset = event.calls.all()
        cast(Combobox, self.fields["person"].widget).source = source

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("person"):
            for name in ("name", "email"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose a person, or give a name and an e-mail address."))
        return given
