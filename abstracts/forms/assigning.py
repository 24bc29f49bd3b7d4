"""What a proposed assignment should respect."""

from django import forms
from django.utils.translation import gettext_lazy as _

from abstracts.assigning.cost import Rules


class RulesForm(forms.Form):
    """`rules` once it is valid."""

    balance = forms.ChoiceField(
        label=_("What counts more"),
        choices=[
            ("wishes", _("Wishes and knowledge: some reviewers may get more than others")),
            ("both", _("Both: wishes and knowledge, and shares that do not differ much")),
            ("even", _("Even shares: everybody gets as many, as far as their limits let them")),
        ],
        widget=forms.RadioSelect,
        initial="both",
    )
    keep = forms.BooleanField(
        label=_("What is given stays given"),
        required=False,
        initial=True,
        help_text=_("Otherwise abstracts may move to somebody else, unless their review was begun."),
    )
    others_help = forms.BooleanField(
        label=_("Reviewers of other tracks may help"),
        required=False,
        help_text=_("Only where those of the track are not enough."),
    )

    @property
    def rules(self) -> Rules:
        return Rules(**self.cleaned_data)
