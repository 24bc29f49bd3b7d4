"""A file of submissions, and what to do with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from abstracts.models import Call
from events.models import Event
from kit.kept_file import KeptFileForm


class ImportAbstractsForm(KeptFileForm):
    field_order = ["call"]

    call = forms.ModelChoiceField(label=gettext_lazy("Call"), queryset=Call.objects.none())
    file = forms.FileField(label=gettext_lazy("File (.csv, .xlsx, .json, .jsonl)"), required=False)
    add_missing = forms.BooleanField(
        label=gettext_lazy("Add tracks, types and topics that are not here yet"), required=False, initial=True
    )
    strict = forms.BooleanField(
        label=gettext_lazy("Skip what the rules of the call would refuse"), required=False
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calls: Any = self.fields["call"]
        calls.queryset = event.calls.all()
        calls.initial = event.calls.first()
        calls.empty_label = None
