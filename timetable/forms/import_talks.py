"""A list of talks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.kept_file import KeptFileForm


class ImportTalksForm(KeptFileForm):
    add_missing = forms.BooleanField(
        label=_("Add tracks, types, sessions and rooms that are not here yet"), required=False
    )
