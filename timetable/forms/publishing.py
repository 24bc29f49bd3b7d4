"""What a person types when a timetable is published, and how it is run."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import MarkdownField
from timetable.models import TimetableSettings, Version
from timetable.models.settings import View
from timetable.operations.publishing import LONGEST_NAME, LONGEST_NOTE
from timetable.operations.settings import EDITABLE


class PublishForm(forms.Form):
    name = forms.CharField(
        label=Version._meta.get_field("name").verbose_name, max_length=LONGEST_NAME, required=False
    )
    note = MarkdownField(
        label=Version._meta.get_field("note").verbose_name,
        help_text=_("Everybody who may see the event reads it above the list of changes."),
        max_length=LONGEST_NOTE,
        required=False,
    )
    tell = forms.BooleanField(label=_("Write to those concerned"), required=False, initial=True)
    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, settings: TimetableSettings, **options: object) -> None:
        number = settings.next_version
        initial = {"number": number, "tell": True}
        super().__init__(*args, **options | {"initial": initial})  # type: ignore[arg-type]
        self.fields["name"].widget.attrs["placeholder"] = f"v{number}"
        if settings.is_live:
            del self.fields["tell"]
            self.fields["note"].required = True


class TimetableSettingsForm(forms.ModelForm):
    """The ways to work stand as two choices, and the rest as it is named in the model."""

    is_live = forms.TypedChoiceField(
        label=_("When do changes show?"),
        choices=[
            ("no", _("When I publish them. I work in a draft, and those concerned are told.")),
            ("yes", _("At once. Nobody is told.")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = TimetableSettings
        fields = [
            "view",
            "change_minutes",
            "building_minutes",
            "popular_stars",
            "keeps_tracks_apart",
            "asks_speakers",
            "coordinators_edit_talks",
            "coordinators_edit_blocks",
        ]

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["view"].choices = [("", _("As it suits this kind of event")), *View.choices]  # type: ignore[attr-defined]
        self.initial["is_live"] = "yes" if self.instance.is_live else "no"

    @property
    def values(self) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if name in EDITABLE}
