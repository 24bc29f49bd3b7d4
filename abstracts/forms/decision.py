"""What is decided at the desk: about one abstract, or about several at once."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from abstracts.desk.frame import Frame, Place
from abstracts.desk.rights import Act
from abstracts.models import Abstract, State
from abstracts.operations.desk_acts import Chosen
from abstracts.reading import open_to
from abstracts.standing import Standing
from events.models import Event
from kit.forms import Combobox, MarkdownField, MomentField
from kit.keys import is_key, key_of
from programme.models import ContributionType, Session, Track

SEVERAL = (Act.ACCEPT, Act.REVISE, Act.MOVE, Act.REJECT, Act.TAKE_BACK, Act.RELEASE)
ONE = (Act.ACCEPT, Act.REVISE, Act.MOVE, Act.MERGE, Act.DUPLICATE, Act.REJECT)


class DecisionForm(forms.Form):
    """`acts` are those the person may do here. Merging and duplicates name the other by its number.

    A revision needs a deadline and a comment.
    """

    act = forms.ChoiceField(label=_("decision"), widget=forms.RadioSelect)
    type = forms.ChoiceField(label=_("as"), required=False)
    track = forms.ChoiceField(label=_("track"), required=False)
    session = forms.ChoiceField(label=_("session"), required=False)
    until = MomentField(label=_("revise until"), required=False)
    tracks = forms.MultipleChoiceField(
        label=_("tracks to review it in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other = forms.CharField(label=_("the other abstract"), required=False, max_length=200)
    merge_people = forms.BooleanField(label=_("Name its people at the other one too"), required=False)
    comment = MarkdownField(label=_("comment to the authors"), required=False)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(
        self,
        data: Any = None,
        *,
        standing: Standing,
        frame: Frame,
        acts: tuple[Act, ...],
        abstract: Abstract | None = None,
        **options: Any,
    ) -> None:
        self.standing, self.abstract = standing, abstract
        super().__init__(data, **options)
        event = standing.event
        fields: dict[str, Any] = self.fields
        fields["act"].choices = [(act.value, act.label) for act in acts]
        several = abstract is None
        fields["type"].choices = _choices(frame.types.values(), _("As asked for"))
        fields["track"].choices = _choices(frame.tracks.values(), _unsaid_track(self.initial.get("tracks")))
        fields["session"].choices = _choices(frame.sessions, _("None"))
        fields["tracks"].choices = [(str(place.id), place.name) for place in frame.tracks.values()]
        fields["until"].zone = event.time_zone
        others = reverse("desk-others", args=[event.slug])
        fields["other"].widget = Combobox(source=f"{others}?for={abstract.number}" if abstract else others)
        fields["comment"].widget.attrs["rows"] = 5
        if not frame.sessions:
            del self.fields["session"]
        if several:
            for name in ("other", "merge_people", "revision"):
                del self.fields[name]

    def add_prefix(self, field_name: str) -> str:
        """The browser keeps drafts by name: each abstract has a comment of its own."""
        if field_name == "comment" and self.abstract is not None:
            return f"comment-{self.abstract.number}"
        return super().add_prefix(field_name)

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until is not None and until <= timezone.now():
            raise forms.ValidationError(_("This moment has passed. Choose a later one."))
        return until

    def clean_other(self) -> Abstract | None:
        """By its number; only what the person may read is found."""
        typed = self.cleaned_data["other"].strip().removeprefix("#")
        number = typed.partition(" ")[0]
        found = None
        if is_key(number):
            found = open_to(self.standing).filter(number=min(int(number), 2**31 - 1)).first()
        if found is None and self.data.get(self.add_prefix("act")) in (Act.MERGE, Act.DUPLICATE):
            raise forms.ValidationError(_("Choose the other abstract by its number or title."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("act") == Act.MOVE and not cleaned.get("tracks"):
            self.add_error("tracks", _("Choose at least one track."))
        if cleaned.get("act") == Act.REVISE:
            self._check_revision(cleaned)
        return cleaned

    def _check_revision(self, cleaned: dict[str, Any]) -> None:
        """It is mailed at once and can not be unsaid: an empty request by a slip of the hand would be read by all."""
        if not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until when the authors may revise it."))
        if not cleaned.get("comment", "").strip() and "comment" not in self.errors:
            self.add_error("comment", _("Say what to revise: the authors are mailed this at once."))

    @property
    def chosen(self) -> Chosen:
        """Of a valid form; a comment of a move goes nowhere."""
        cleaned, event = self.cleaned_data, self.standing.event
        act = Act(cleaned["act"])
        accepts = act == Act.ACCEPT
        return Chosen(
            act=act,
            type=_of(ContributionType, event, cleaned.get("type")) if accepts else None,
            track=_of(Track, event, cleaned.get("track")) if accepts else None,
            session=_of(Session, event, cleaned.get("session")) if accepts else None,
            tracks=tuple(Track.objects.filter(event=event, pk__in=map(key_of, cleaned.get("tracks", [])))),
            other=cleaned.get("other"),
            merge_people=cleaned.get("merge_people", False),
            until=cleaned.get("until") if act == Act.REVISE else None,
            comment=cleaned.get("comment", ""),
        )


def initial_for(abstract: Abstract, tracks: tuple[int, ...]) -> dict[str, Any]:
    """What the form of an undecided abstract begins with: the type asked for, and the track it is reviewed in."""
    return {
        "type": abstract.type_id or "",
        "track": tracks[0] if len(tracks) == 1 else "",
        "tracks": [str(track) for track in tracks],
        "revision": abstract.revision,
        "merge_people": False,
        "comment": abstract.decision_comment if abstract.state != State.SUBMITTED else "",
    }


def _unsaid_track(reviewed_in: list[str] | None) -> str | Promise:
    """What no choice of a track means, for an abstract reviewed in these; for several abstracts at once, None."""
    if reviewed_in is None or len(reviewed_in) == 1:
        return _("The one it is reviewed in")
    return _("Choose a track") if reviewed_in else _("No track")


def _choices(places: Any, nothing: Any) -> list[tuple[str, Any]]:
    rows: list[Place] = list(places)
    return [("", nothing), *((str(place.id), place.name) for place in rows)]


def _of(model: Any, event: Event, key: str | None) -> Any:
    return model.objects.filter(event=event, pk=key_of(key or "")).first() if key else None
