"""A file that is looked at first and taken afterwards: chosen once, it travels with the page."""

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.tables import MOST_BYTES

MOST_KEPT = 3 * 1024**2
"""Characters."""


class KeptFileForm(forms.Form):
    """`cleaned_data` has `content` and `name` of the file, chosen now or kept; `kept` is what the page hands back."""

    file = forms.FileField(label=gettext_lazy("List (.csv, .xlsx)"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_KEPT)
    kept_name = forms.CharField(required=False, widget=forms.HiddenInput, max_length=255)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("file")
        if chosen is not None:
            cleaned["content"], cleaned["name"] = chosen.read(MOST_BYTES + 1), (chosen.name or "")[:255]
        elif cleaned.get("kept"):
            cleaned["content"], cleaned["name"] = _unpacked(cleaned["kept"]), cleaned.get("kept_name", "")
        elif "file" not in self.errors:
            self.add_error("file", _("Choose a file."))
        return cleaned

    @property
    def packed(self) -> str:
        """The file for the hidden field; "" where it is too large for a page."""
        text = base64.b64encode(zlib.compress(self.cleaned_data["content"])).decode()
        return text if len(text) <= MOST_KEPT else ""


def _unpacked(text: str) -> bytes:
    try:
        return zlib.decompressobj().decompress(base64.b64decode(text, validate=True), MOST_BYTES + 1)
    except (zlib.error, binascii.Error, ValueError) as error:
        raise ValidationError(_("Choose the file again.")) from error
