"""How the boards of a poster session are numbered."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 100_000


class NumberBoardsForm(forms.Form):
    pattern = forms.CharField(
        label=_("pattern"),
        initial="P{n:02}",
        max_length=40,
        help_text=_("{n} is the number, {n:02} the number with two digits."),
    )
    start = forms.IntegerField(label=_("first number"), initial=1, min_value=0, max_value=MOST)
    order = forms.ChoiceField(
        label=_("in the order of"),
        choices=[
            ("present", _("their boards now")),
            ("number", _("their talk numbers")),
            ("title", _("their titles")),
            ("track", _("their tracks")),
        ],
    )
