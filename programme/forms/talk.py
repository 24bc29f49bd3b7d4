"""The fields of a talk itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from events.equipment import equipment_known
from events.models import Event
from kit.forms import MarkdownField, WordsField, words_hint
from programme.forms.choices import offer
from programme.models import Contribution, ContributionType, Session, Track

LONGEST = 7 * 1440
"""Minutes."""


def _label(name: str) -> Any:
    return Contribution._meta.get_field(name).verbose_name  # type: ignore[union-attr]


class TalkForm(forms.Form):
    """Everything of a talk but its people, links and parts. `values` is what operations take."""

    title = forms.CharField(label=_label("title"), max_length=500)
    subtitle = forms.CharField(label=_label("subtitle"), max_length=500, required=False)
    abstract = MarkdownField(label=_label("abstract"), required=False)
    description = MarkdownField(label=_label("description"), required=False)
    track = forms.ModelChoiceField(label=_label("track"), queryset=Track.objects.none(), required=False)
    session = forms.ModelChoiceField(
        label=_label("session"),
        queryset=Session.objects.none(),
        required=False,
        help_text=gettext_lazy("The talk is seen by those who may see the session."),
    )
    type = forms.ModelChoiceField(
        label=_label("type"), queryset=ContributionType.objects.none(), required=False
    )
    minutes = forms.IntegerField(label=_label("minutes"), min_value=0, max_value=LONGEST, initial=20)
    language = forms.CharField(label=_label("language"), max_length=35, required=False)
    code = forms.CharField(label=_label("code"), max_length=30, required=False)
    board_number = forms.CharField(label=_label("board_number"), max_length=20, required=False)
    keywords = WordsField(
        label=_label("keywords"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Separate them by commas."),
    )
    expected_audience = forms.IntegerField(
        label=_label("expected_audience"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=gettext_lazy("How many people will come. The room is checked for it."),
    )
    needs = WordsField(label=_label("needs"), required=False, max_length=2000)

    def __init__(self, *args: Any, event: Event, talk: Contribution | None = None, **options: Any) -> None:
        if talk is not None:
            options["initial"] = {name: getattr(talk, name) for name in self.base_fields}
        super().__init__(*args, **options)
        for name, choices in (
            ("track", event.tracks.all()),
            ("session", event.sessions.filter(deleted_at__isnull=True)),
            ("type", event.contribution_types.all()),
        ):
            offer(self, name, choices)
        self.fields["needs"].help_text = words_hint(equipment_known(event))

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
