"""A list of rooms, and what its headings mean."""

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rooms.importing.room_files import MOST_BYTES
from rooms.models import Location

MOST_KEPT = 3 * 1024**2
"""The page hands the file back with the form, so that it is chosen once: at most this many characters."""


class ImportRoomsForm(forms.Form):
    """The file once; afterwards it travels with the page, packed, while its headings are given a meaning."""

    file = forms.FileField(label=gettext_lazy("List (.csv, .xlsx, .json)"), required=False)
    location = forms.ModelChoiceField(
        label=gettext_lazy("Location of rows that name none"),
        queryset=Location.objects.none(),
        required=False,
        empty_label=gettext_lazy("Each row names it"),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_KEPT)
    kept_name = forms.CharField(required=False, widget=forms.HiddenInput, max_length=255)

    def __init__(self, *args: Any, locations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["location"].queryset = locations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`content` and `name` of the file, chosen now or kept."""
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("file")
        if chosen is not None:
            cleaned["content"], cleaned["name"] = chosen.read(MOST_BYTES + 1), chosen.name or ""
        elif cleaned.get("kept"):
            cleaned["content"], cleaned["name"] = _unpacked(cleaned["kept"]), cleaned.get("kept_name", "")
        elif "file" not in self.errors:
            self.add_error("file", _("Choose a file."))
        return cleaned


def packed(content: bytes) -> str:
    """The file for the hidden field. ValidationError where it is too large for a page."""
    text = base64.b64encode(zlib.compress(content)).decode()
    if len(text) > MOST_KEPT:
        raise ValidationError(
            _("The file is too large for this page. Split it, or ask those who run the server to import it.")
        )
    return text


def _unpacked(text: str) -> bytes:
    try:
        return zlib.decompressobj().decompress(base64.b64decode(text, validate=True), MOST_BYTES + 1)
    except (zlib.error, binascii.Error, ValueError) as error:
        raise ValidationError(_("Choose the file again.")) from error
