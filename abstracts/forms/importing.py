"""A file of submissions that is looked at first and taken afterwards: chosen once, it travels with the page."""

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abstracts.models import Call
from events.models import Event
from kit.tables import MOST_BYTES

MOST_KEPT = 4 * 1024**2
"""Characters."""


class ImportAbstractsForm(forms.Form):
    """`cleaned_data` has `content` and `name` of the file, chosen now or kept; `packed` is what the page hands back."""

    call = forms.ModelChoiceField(label=gettext_lazy("Call"), queryset=Call.objects.none())
    file = forms.FileField(label=gettext_lazy("File (.csv, .xlsx, .json, .jsonl)"), required=False)
    add_missing = forms.BooleanField(
        label=gettext_lazy("Add tracks, types and topics that are not here yet"), required=False, initial=True
    )
    strict = forms.BooleanField(
        label=gettext_lazy("Skip what the rules of the call would refuse"), required=False
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_KEPT)
    kept_name = forms.CharField(required=False, widget=forms.HiddenInput, max_length=255)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calls: Any = self.fields["call"]
        calls.queryset = event.calls.all()
        calls.initial = event.calls.first()
        calls.empty_label = None

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
