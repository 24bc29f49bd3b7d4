"""A list of rooms, and what its headings mean."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kit.kept_file import KeptFileForm
from rooms.models import Location


class ImportRoomsForm(KeptFileForm):
    """The file once; afterwards it travels with the page, packed, while its headings are given a meaning."""

    file = forms.FileField(label=gettext_lazy("List (.csv, .xlsx, .json)"), required=False)
    location = forms.ModelChoiceField(
        label=gettext_lazy("Location of rows that name none"),
        queryset=Location.objects.none(),
        required=False,
        empty_label=gettext_lazy("Each row names it"),
    )

    def __init__(self, *args: Any, locations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["location"].queryset = locations  # type: ignore[attr-defined]
