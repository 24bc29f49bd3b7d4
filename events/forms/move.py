"""Where to move something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.categories import CategoryChoice


class MoveForm(forms.Form):
    category = CategoryChoice(label=_("Move it to"))
