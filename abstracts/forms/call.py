"""What an organiser types about a call, section by section. Times are typed as the clocks of the event show them."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abstracts.forms.lines import LinesField
from abstracts.models import Call
from events.models import Event
from kit.forms import MarkdownField, MomentField, WordsField
from programme.models import ContributionType, Track

GRACES = [0, 15, 60, 6 * 60, 24 * 60, 48 * 60, 72 * 60]
"""Minutes offered; any other that stands in the call is offered too."""
MOST_LICENCES = 20
MOST_TOPICS = 200


def label(name: str) -> Any:
    return Call._meta.get_field(name).verbose_name  # type: ignore[union-attr]


class OfACall(forms.Form):
    """A section; `event` gives the zone and what there is to choose from."""

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.zone = event.time_zone


class NewCallForm(OfACall):
    """The least a call needs: it can be opened like this."""

    name = forms.CharField(
        label=label("name"),
        max_length=100,
        help_text=gettext_lazy("As authors read it: “Talks and posters”, “Tutorials”."),
    )
    opens_at = MomentField(
        label=label("opens_at"),
        required=False,
        help_text=gettext_lazy("Left empty, only organisers see the call until you open it."),
    )
    closes_at = MomentField(label=label("closes_at"), required=False)


class TimesForm(NewCallForm):
    """Name and dates."""

    grace = forms.TypedChoiceField(
        label=label("grace"),
        coerce=lambda minutes: timedelta(minutes=int(minutes)),
        help_text=gettext_lazy("Authors read that the call has closed, and may still finish."),
    )
    modification_until = MomentField(
        label=label("modification_until"),
        required=False,
        help_text=gettext_lazy(
            "What was submitted may be changed until then. Empty: while the call is open."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        held = self.initial.get("grace")
        own = int(held / timedelta(minutes=1)) if held is not None else 0
        self.initial["grace"] = own
        minutes = sorted({*GRACES, own})
        choices = [(each, _grace_words(each)) for each in minutes]
        cast(forms.TypedChoiceField, self.fields["grace"]).choices = choices


class TextsForm(OfACall):
    """What authors read."""

    announcement = MarkdownField(label=label("announcement"), required=False)
    instructions = MarkdownField(label=label("instructions"), required=False)
    contact_email = forms.EmailField(
        label=label("contact_email"),
        required=False,
        help_text=gettext_lazy("Named wherever an author may need help, and when the call has closed."),
    )


class AskedForm(OfACall):
    """Tracks, types, topics and the text."""

    track_choice = forms.ChoiceField(
        label=label("track_choice"), choices=Call.TrackChoice.choices, widget=forms.RadioSelect
    )
    tracks_required = forms.BooleanField(label=label("tracks_required"), required=False)
    tracks = forms.ModelMultipleChoiceField(
        label=label("tracks"),
        queryset=Track.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chosen none, all tracks of the event are offered."),
    )
    types = forms.ModelMultipleChoiceField(
        label=label("types"),
        queryset=ContributionType.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chosen none, all types but private ones are offered."),
    )
    type_required = forms.BooleanField(label=label("type_required"), required=False)
    topics = LinesField(
        label=label("topics"),
        longest=100,
        most=MOST_TOPICS,
        required=False,
        help_text=gettext_lazy("One a line. Reviewers say how well they know each."),
    )
    text_required = forms.BooleanField(label=label("text_required"), required=False)
    most_words = forms.IntegerField(label=label("most_words"), min_value=1, max_value=100_000, required=False)
    most_characters = forms.IntegerField(
        label=label("most_characters"), min_value=1, max_value=1_000_000, required=False
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, event=event, **options)
        tracks = cast(forms.ModelMultipleChoiceField, self.fields["tracks"])
        tracks.queryset = event.tracks.select_related("group")
        tracks.choices = in_groups(event)
        types = cast(forms.ModelMultipleChoiceField, self.fields["types"])
        types.queryset = event.contribution_types.all()
        types.label_from_instance = _type_words  # type: ignore[method-assign, assignment]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("tracks_required") and values.get("track_choice") == Call.TrackChoice.NONE:
            self.add_error("tracks_required", _("The call does not ask for tracks: none can be required."))
        return values


class PeopleForm(OfACall):
    """Who is named, and who may submit and edit."""

    speakers = forms.ChoiceField(
        label=label("speakers"), choices=Call.SpeakerChoice.choices, widget=forms.RadioSelect
    )
    editors = forms.ChoiceField(
        label=label("editors"), choices=Call.Editors.choices, widget=forms.RadioSelect
    )
    guests_may_submit = forms.BooleanField(
        label=label("guests_may_submit"),
        required=False,
        help_text=gettext_lazy("They prove their address by a link that is mailed to them."),
    )
    authors_confirm = forms.BooleanField(
        label=label("authors_confirm"),
        required=False,
        help_text=gettext_lazy("Each gets a mail when the abstract is submitted."),
    )


class FilesForm(OfACall):
    """Files, licence and consent."""

    most_files = forms.IntegerField(
        label=label("most_files"), min_value=0, max_value=20, help_text=gettext_lazy("0: no files.")
    )
    file_types = WordsField(
        label=label("file_types"),
        required=False,
        help_text=gettext_lazy(
            "Endings of names, separated by commas: pdf, png. Empty: any that we can check."
        ),
    )
    most_megabytes = forms.IntegerField(label=label("most_megabytes"), min_value=1, max_value=100)
    publish_files = forms.BooleanField(label=label("publish_files"), required=False)
    licences = LinesField(
        label=label("licences"),
        longest=200,
        most=MOST_LICENCES,
        required=False,
        help_text=gettext_lazy("One a line. Authors choose one of them. Empty: not asked."),
    )
    consent = forms.CharField(
        label=label("consent"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("A sentence that authors must agree to. Empty: not asked."),
    )

    def clean_file_types(self) -> list[str]:
        endings = [str(ending).strip(". ").lower() for ending in self.cleaned_data["file_types"]]
        if wrong := next((each for each in endings if not each.isalnum() or len(each) > 10), None):
            raise ValidationError(
                _("“%(ending)s” is no ending of a file's name."), params={"ending": wrong[:20]}
            )
        return endings


def in_groups(event: Event) -> list[Any]:
    """The tracks of an event as choices: those without a group first, then each group under its name."""
    groups: dict[str, list[tuple[int, str]]] = {}
    alone: list[Any] = []
    for track in event.tracks.select_related("group").order_by("group__position", "position", "name", "pk"):
        choice = (track.pk, _track_words(track))
        if track.group is None:
            alone.append(choice)
        else:
            groups.setdefault(track.group.name, []).append(choice)
    return [*alone, *groups.items()]


def _track_words(track: Track) -> str:
    return f"{track.code} · {track.name}" if track.code else track.name


def _type_words(kind: Any) -> str:
    return _("%(type)s (private)") % {"type": kind} if kind.is_private else str(kind)


def _grace_words(minutes: int) -> str:
    if not minutes:
        return _("none")
    if minutes % 60:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours % 24 or hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d day", "%(count)d days", hours // 24) % {"count": hours // 24}
