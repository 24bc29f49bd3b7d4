"""The fields of a talk itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from kit.forms import MarkdownField
from programme.forms.choices import offer
from programme.models import Contribution, ContributionType, Session, Track

LONGEST = 7 * 1440
"""Minutes."""


def _label(name: str) -> Any:
    return Contribution._meta.get_field(name).verbose_name  # type: ignore[union-attr]


class KeywordsField(forms.CharField):
    """Words separated by commas, cleaned to a list without repetitions."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> list[str]:
        words = [word.strip() for word in super().clean(value).split(",")]
        if too_long := next((word for word in words if len(word) > 80), None):
            raise forms.ValidationError(
                _("“%(word)s…” is too long for a keyword."), params={"word": too_long[:40]}
            )
        return list(dict.fromkeys(word for word in words if word))


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
    keywords = KeywordsField(
        label=_label("keywords"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Separate them by commas."),
    )

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

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
