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
"""Characters; with the rest of a form they stay below DATA_UPLOAD_MAX_MEMORY_SIZE."""


class KeptFileForm(forms.Form):
    """`cleaned_data` has `content` and `name` of the file, chosen now or kept; `packed` is what the page hands back."""

    file = forms.FileField(label=gettext_lazy("List (.csv, .xlsx)"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_KEPT)
    kept_name = forms.CharField(required=False, widget=forms.HiddenInput, max_length=255)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("file")
        if chosen is not None:
            content = chosen.read(MOST_BYTES + 1)
            cleaned |= {"content": content, "name": (chosen.name or "")[:255], "packed": _packed(content)}
            if len(cleaned["packed"]) > MOST_KEPT:
                self.add_error("file", _too_large())
        elif packed := cleaned.get("kept"):
            cleaned |= {
                "content": _unpacked(packed),
                "name": cleaned.get("kept_name", ""),
                "packed": packed,
            }
        elif "file" not in self.errors:
            self.add_error("file", _("Choose a file."))
        return cleaned

    @property
    def packed(self) -> str:
        """The file for the hidden field."""
        return str(self.cleaned_data["packed"])


def _packed(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content)).decode()


def _unpacked(text: str) -> bytes:
    try:
        return zlib.decompressobj().decompress(base64.b64decode(text, validate=True), MOST_BYTES + 1)
    except (zlib.error, binascii.Error, ValueError) as error:
        raise ValidationError(_("Choose the file again.")) from error


def _too_large() -> str:
    return _("The file is too large for this page. Split it, or ask those who run the server to import it.")
