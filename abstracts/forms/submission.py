"""The fields of an abstract as its call asks for them. What must be filled in, the call says when it is submitted."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abstracts.forms.answers import YES, answer_field
from abstracts.models import Call, Field
from abstracts.operations.submitting import LONGEST_DRAFT
from abstracts.written import Written
from kit.forms import MarkdownField, MarkdownInput, WordsField
from programme.models import ContributionType, Track

ANSWER = "field-"
"""What names of custom fields begin with; the id of the field follows."""

LONGEST_NOTE = 5_000


class Text(MarkdownInput):
    """Its preview is made for guests too, who have only the link to their abstract."""

    preview = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"preview": self.preview}


class SubmissionForm(forms.Form):
    """Every field may stay empty: a draft is kept as it is. `problems` of the call are put beside the fields."""

    use_required_attribute = False

    title = forms.CharField(label=gettext_lazy("title"), max_length=500, required=False)
    text = MarkdownField(label=gettext_lazy("text"), max_length=LONGEST_DRAFT, required=False)
    type = forms.ModelChoiceField(ContributionType.objects.none(), label=gettext_lazy("type"), required=False)
    tracks = forms.MultipleChoiceField(label=gettext_lazy("tracks"), required=False)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    keywords = WordsField(label=gettext_lazy("keywords"), max_length=2000, required=False)
    licence = forms.ChoiceField(label=gettext_lazy("licence"), required=False, widget=forms.RadioSelect)
    consent = forms.BooleanField(label=gettext_lazy("I agree"), required=False)
    note = forms.CharField(
        label=gettext_lazy("note to the organisers"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        call: Call,
        written: Written | None = None,
        consents: bool = False,
        as_manager: bool = False,
        preview: str = "",
    ) -> None:
        written = written or Written()
        super().__init__(data, initial=_initial(call, written, consents=consents))
        self.call, self.written_before = call, written
        self.asked = [field for field in call.fields.all() if as_manager or _is_for_authors(field)]
        self._offer_tracks()
        self._offer_types(written, as_manager=as_manager)
        self._offer_rest(preview or reverse("markdown_preview"))
        for field in self.asked:
            self.fields[f"{ANSWER}{field.pk}"] = answer_field(field, written.answers.get(str(field.pk)))
        for name in self._needed():
            if name in self.fields:
                self.fields[name].required = True  # for the eye: `full_clean` lets it be empty

    def full_clean(self) -> None:
        """Drafts may lack everything; what the call needs, it says at the submission."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    @property
    def custom(self) -> list[forms.BoundField]:
        """The fields of the organisers' own, in order."""
        return [self[f"{ANSWER}{field.pk}"] for field in self.asked]

    @property
    def values(self) -> dict[str, Any]:
        """What `Written` takes but the people; of a form that is valid."""
        given = self.cleaned_data
        chosen = {int(key) for key in given.get("tracks", [])}
        return {
            "title": given.get("title", "").strip(),
            "text": given.get("text", "").replace("\r\n", "\n"),
            "type": given.get("type"),
            "tracks": tuple(track for track in self.offered if track.pk in chosen),
            "topics": tuple(given.get("topics", ())),
            "keywords": tuple(given.get("keywords", ())),
            "answers": self._answers(given),
            "licence": given.get("licence", ""),
            "note": given.get("note", ""),
        }

    def place(self, problems: list[tuple[str, str]]) -> None:
        """Put what the call misses beside the field it is about; what is about people stands on top."""
        for name, sentence in problems:
            self.add_error(name if name in self.fields else None, sentence)

    def _needed(self) -> list[str]:
        """The fields without which it can not be submitted."""
        call = self.call
        asked = {
            "text": call.text_required,
            "type": call.type_required,
            "tracks": call.tracks_required,
        }
        custom = [f"{ANSWER}{field.pk}" for field in self.asked if field.is_required]
        return [
            "title",
            "licence",
            "consent",
            *(name for name, is_asked in asked.items() if is_asked),
            *custom,
        ]

    def _answers(self, given: Mapping[str, Any]) -> dict[str, Any]:
        shown = {str(field.pk) for field in self.asked}
        kept = {key: value for key, value in self.written_before.answers.items() if key not in shown}
        for field in self.asked:
            answer = given.get(f"{ANSWER}{field.pk}")
            if answer in (None, ""):
                continue
            if field.kind == Field.Kind.YES_NO:
                answer = answer == YES
            elif field.kind == Field.Kind.NUMBER and float(answer).is_integer():
                answer = int(answer)
            kept[str(field.pk)] = answer
        return kept

    def _offer_tracks(self) -> None:
        call = self.call
        found = call.tracks.all() or call.event.tracks.all()
        self.offered: list[Track] = list(
            found.select_related("group").order_by("group__position", "position")
        )
        if call.track_choice == Call.TrackChoice.NONE or not self.offered:
            del self.fields["tracks"]
            return
        field = cast(forms.MultipleChoiceField, self.fields["tracks"])
        if call.track_choice == Call.TrackChoice.ONE:
            field.label, field.widget = _("track"), OneOfSeveral()
            field.choices = [("", _("No track")), *_grouped(self.offered)]
        else:
            field.widget = forms.CheckboxSelectMultiple()
            field.choices = _grouped(self.offered)

    def _offer_types(self, written: Written, *, as_manager: bool) -> None:
        call = self.call
        every = ContributionType.objects.filter(event=call.event_id)
        offered = call.types.all() or every.filter(is_private=False)
        if as_manager:
            offered = every
        keys = [kind.pk for kind in offered] + ([written.type.pk] if written.type else [])
        if not keys:
            del self.fields["type"]
            return
        field = cast("forms.ModelChoiceField[ContributionType]", self.fields["type"])
        field.queryset, field.empty_label = every.filter(pk__in=keys), _("No type")

    def _offer_rest(self, preview: str) -> None:
        call, fields = self.call, self.fields
        fields["text"].widget = Text({"rows": 14})
        fields["text"].widget.preview = preview
        fields["text"].widget.attrs |= {"maxlength": LONGEST_DRAFT}
        for name, choices in (("topics", call.topics), ("licence", call.licences)):
            if choices:
                cast(forms.ChoiceField, fields[name]).choices = [(one, one) for one in choices]
            else:
                del fields[name]
        if not call.consent:
            del fields["consent"]
        fields["keywords"].help_text = _("Separate them by commas.")


class OneOfSeveral(forms.Select):
    """A choice of one where the field holds a list."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [value for value in [data.get(name)] if value]

    def format_value(self, value: Any) -> list[str]:
        return [str(one) for one in value] if isinstance(value, list | tuple) else super().format_value(value)


def _is_for_authors(field: Field) -> bool:
    return field.visibility != Field.Visibility.MANAGERS


def _initial(call: Call, written: Written, *, consents: bool) -> dict[str, Any]:
    return {
        "title": written.title,
        "text": written.text,
        "type": written.type.pk if written.type else None,
        "tracks": [str(track.pk) for track in written.tracks],
        "topics": list(written.topics),
        "keywords": list(written.keywords),
        "licence": written.licence,
        "note": written.note,
        "consent": consents,
    }


def _grouped(tracks: list[Track]) -> list[tuple[str, Any]]:
    """Choices under the headings of their groups; those without one come as they are."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for track in tracks:
        groups.setdefault(track.group.name if track.group else "", []).append((str(track.pk), track.name))
    loose = groups.pop("", [])
    return [*loose, *groups.items()]
