"""What of a programme is printed, and how."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timetable.printing.options import LAYOUTS, PAPERS, PrintOptions

HOLDS = {
    "cover": _("A cover page"),
    "contents": _("A table of contents"),
    "session_contents": _("A list of its talks with each session"),
    "title": _("The title of the event on the first page"),
    "talks": _("Talks"),
    "abstracts": _("Abstracts"),
    "poster_abstracts": _("Abstracts of posters"),
    "affiliations": _("Affiliations of speakers"),
    "durations": _("How long talks last"),
    "breaks": _("Breaks"),
    "session_pages": _("Each session on a new page"),
    "session_descriptions": _("Descriptions of sessions"),
    "session_dates": _("The date beside each session"),
    "unscheduled": _("Talks without a time"),
    "speakers": _("An index of speakers"),
}


class PrintForm(forms.Form):
    """A GET form. `options` once it is valid; the defaults as long as nothing was asked (`asked`)."""

    layout = forms.ChoiceField(label=_("Layout"), choices=list(LAYOUTS.items()), widget=forms.RadioSelect)
    paper = forms.ChoiceField(label=_("Paper"), choices=list(PAPERS.items()))
    landscape = forms.BooleanField(label=_("Landscape"), required=False)
    holds = forms.MultipleChoiceField(
        label=_("What it holds"),
        choices=list(HOLDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    draft = forms.BooleanField(label=_("The draft, as it is now"), required=False)

    def __init__(self, *args: Any, has_draft: bool, **options: Any) -> None:
        defaults = PrintOptions()
        initial = {field.name: getattr(defaults, field.name) for field in fields(defaults)}
        initial["holds"] = [name for name in HOLDS if initial[name]]
        options.setdefault("initial", initial)
        super().__init__(*args, **options)
        if not has_draft:
            del self.fields["draft"]

    @property
    def options(self) -> PrintOptions:
        values = self.cleaned_data
        holds = {name: name in values["holds"] for name in HOLDS}
        return PrintOptions(
            layout=values["layout"], paper=values["paper"], landscape=values["landscape"], **holds
        )

    @property
    def is_draft(self) -> bool:
        return bool(self.cleaned_data.get("draft"))
