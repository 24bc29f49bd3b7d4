"""What a person types about tracks and types."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event
from kit.forms import MarkdownField
from programme.models import TrackGroup
from programme.models.track import HUES

HUE_NAMES = dict(
    zip(
        HUES,
        [
            _("Blue"),
            _("Green"),
            _("Purple"),
            _("Amber"),
            _("Rose"),
            _("Indigo"),
            _("Teal"),
            _("Lime"),
            _("Coral"),
            _("Magenta"),
        ],
        strict=True,
    )
)


class TrackForm(forms.Form):
    name = forms.CharField(label=_("name"), max_length=200)
    code = forms.CharField(label=_("code"), max_length=30, required=False)
    hue = forms.TypedChoiceField(label=_("colour"), coerce=int, choices=list(HUE_NAMES.items()))
    group = forms.ModelChoiceField(
        label=_("group"), queryset=TrackGroup.objects.none(), required=False, empty_label=_("no group")
    )
    new_group = forms.CharField(
        label=_("or a new group"),
        max_length=200,
        required=False,
        help_text=_("Tracks of a group stand under its name where authors choose them."),
    )
    description = MarkdownField(label=_("description"), required=False)

    def __init__(self, *args: object, event: Event, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        groups = cast(forms.ModelChoiceField, self.fields["group"])
        groups.queryset = event.track_groups.all()
        if not groups.queryset.exists():
            del self.fields["group"]
            self.fields["new_group"].label = _("group")
        own = self.initial.get("hue")
        field = cast(forms.TypedChoiceField, self.fields["hue"])
        if own is not None and own not in HUE_NAMES:  # an imported track has a colour of its own
            field.choices = [(own, _("Its own colour")), *HUE_NAMES.items()]


class TrackGroupForm(forms.Form):
    name = forms.CharField(label=_("name"), max_length=200)


class ContributionTypeForm(forms.Form):
    name = forms.CharField(label=_("name"), max_length=100)
    description = MarkdownField(label=_("description"), required=False)
    is_private = forms.BooleanField(label=_("only organisers may choose it"), required=False)


class SessionTypeForm(forms.Form):
    name = forms.CharField(label=_("name"), max_length=100)
    is_poster = forms.BooleanField(
        label=_("poster session"),
        help_text=_("Its talks are shown together, without times of their own."),
        required=False,
    )
