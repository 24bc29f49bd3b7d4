"""What an organiser types about how a call is reviewed, who does it, and how many are wanted."""

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abstracts.forms.call import OfACall, in_groups
from abstracts.forms.lines import DaysField, LinesField
from abstracts.models import Call, Reviewing, TeamMember
from abstracts.operations import Wanted
from abstracts.operations.questions import HIGHEST, LOWEST
from access.forms import PrincipalField
from accounts.models import Group, User
from events.models import Event, EventRole
from kit.forms import MarkdownField, MomentField
from programme.models import Track

MOST_AT_ONCE = 300
"""People of a pasted list."""

BETWEEN = re.compile(r"[\s<>,;()\"]+")


def of_reviewing(name: str) -> Any:
    return Reviewing._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def radios(name: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=of_reviewing(name), choices=choices, widget=forms.RadioSelect)


def tick(name: str, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=of_reviewing(name), required=False, help_text=help_text)


class ReviewingForm(OfACall):
    blinding = radios("blinding", Reviewing.Blinding.choices)
    assignment = radios("assignment", Reviewing.Assignment.choices)
    reviews_wanted = forms.IntegerField(label=of_reviewing("reviews_wanted"), min_value=1, max_value=20)
    load_limit = forms.IntegerField(
        label=of_reviewing("load_limit"), min_value=1, max_value=10_000, required=False
    )
    bids_until = MomentField(label=of_reviewing("bids_until"), required=False)
    due_at = MomentField(label=of_reviewing("due_at"), required=False)
    remind_days = DaysField(
        label=of_reviewing("remind_days"), required=False, help_text=gettext_lazy("For example “7, 2”.")
    )
    instructions = MarkdownField(label=of_reviewing("instructions"), required=False)
    others = radios("others", Reviewing.Others.choices)
    reviewers_are_named = tick("reviewers_are_named")
    discussion_is_open = tick("discussion_is_open")
    conveners_decide = tick("conveners_decide")
    conveners_change_tracks = tick("conveners_change_tracks")
    conveners_see_authors = tick("conveners_see_authors")
    conveners_see_other_tracks = tick(
        "conveners_see_other_tracks", gettext_lazy("To spot what was submitted twice.")
    )
    release = radios("release", Reviewing.Release.choices)
    authors_see_comments = tick("authors_see_comments")
    authors_see_scores = tick("authors_see_scores")
    scale_from = forms.IntegerField(label=of_reviewing("scale_from"), min_value=LOWEST, max_value=HIGHEST - 1)
    scale_to = forms.IntegerField(label=of_reviewing("scale_to"), min_value=LOWEST + 1, max_value=HIGHEST)
    same_affiliation_conflicts = tick("same_affiliation_conflicts")
    same_domain_conflicts = tick(
        "same_domain_conflicts", gettext_lazy("Addresses of public mail providers do not count.")
    )
    co_authors_conflict = tick("co_authors_conflict")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("scale_from"), values.get("scale_to")
        if first is not None and last is not None and first >= last:
            self.add_error("scale_to", _("The highest rating is above the lowest."))
        return values


class PlaceForm(forms.Form):
    """As what, of which track, and whether a mail says so."""

    duty = forms.ChoiceField(
        label=gettext_lazy("As"), choices=TeamMember.Duty.choices, widget=forms.RadioSelect
    )
    track = forms.ModelChoiceField(
        label=gettext_lazy("Of"),
        queryset=Track.objects.none(),
        required=False,
        empty_label=gettext_lazy("the whole event"),
    )
    tell = forms.BooleanField(label=gettext_lazy("Tell them by mail"), required=False, initial=True)

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast(forms.ModelChoiceField, self.fields["track"])
        field.queryset = event.tracks.all()
        field.choices = [("", _("the whole event")), *in_groups(event)]


class MemberForm(PlaceForm):
    """Somebody for the committee: by name, group or address, or everybody of an event role."""

    field_order = ["to", "role"]

    to = PrincipalField(
        label=gettext_lazy("Person, group or e-mail address"),
        required=False,
        help_text=gettext_lazy(
            "Somebody without an account gets a mail and has the place once they sign up."
        ),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Or everybody who is"),
        required=False,
        choices=[("", gettext_lazy("(nobody more)")), *EventRole.Role.choices],
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "to" in self.errors:
            return values
        if bool(values.get("to")) == bool(values.get("role")):
            raise ValidationError(_("Name a person, a group or an address, or choose a role: one of them."))
        return values

    @property
    def principal(self) -> User | Group | EventRole.Role | str:
        if role := self.cleaned_data["role"]:
            return EventRole.Role(role)
        return cast(User | Group | str, self.cleaned_data["to"])


class MembersForm(PlaceForm):
    """A whole committee at once, as a list of addresses; names beside them are for whoever pastes."""

    prefix = "many"
    field_order = ["people"]

    people = LinesField(
        label=gettext_lazy("E-mail addresses"),
        longest=20_000,
        most=MOST_AT_ONCE,
        rows=8,
        help_text=gettext_lazy("One a line, with a name before it or not: Ada Lovelace <ada@engine.example>"),
    )

    def clean_people(self) -> list[str]:
        """The addresses; a line without one is named, so that nobody is forgotten."""
        found: list[str] = []
        for line in self.cleaned_data["people"]:
            addresses = [word for word in BETWEEN.split(line) if "@" in word]
            if not addresses:
                raise ValidationError(
                    _("There is no e-mail address in “%(line)s”."), params={"line": line[:80]}
                )
            found += [address.lower() for address in addresses]
        people = list(dict.fromkeys(found))
        if len(people) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(limit)d people at once."), params={"limit": MOST_AT_ONCE})
        return people


class ChairForm(forms.Form):
    """Somebody who runs calls, reviewing and decisions, and nothing else of the event."""

    chair = PrincipalField(
        label=gettext_lazy("Person, group or e-mail address"),
        help_text=gettext_lazy("They get a mail."),
    )


class QuotasForm(forms.Form):
    """A number for each track and type, and for each of them alone; empty is none wanted in particular."""

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        super().__init__(*args, **options)
        event = call.event
        self.tracks: list[Any] = [None, *(call.tracks.all() or event.tracks.all())]
        self.types: list[Any] = [None, *(call.types.all() or event.contribution_types.all())]
        held = {(quota.track_id, quota.type_id): quota.wanted for quota in call.quotas.all()}
        for track in self.tracks:
            for kind in self.types:
                key = (track and track.pk, kind and kind.pk)
                self.fields[self.name(track, kind)] = forms.IntegerField(
                    label=self.words(track, kind),
                    min_value=0,
                    max_value=100_000,
                    required=False,
                    initial=held.get(key),
                )

    @staticmethod
    def name(track: Any, kind: Any) -> str:
        return f"wanted-{track.pk if track else 0}-{kind.pk if kind else 0}"

    @staticmethod
    def words(track: Any, kind: Any) -> str:
        return f"{track or _('all tracks')}, {kind or _('all types')}"

    @property
    def table(self) -> list[tuple[str, list[Any]]]:
        """By track: the fields of its types, in the order of `types`."""
        return [
            (str(track or _("All tracks")), [self[self.name(track, kind)] for kind in self.types])
            for track in self.tracks
        ]

    @property
    def wanted(self) -> list[Wanted]:
        return [
            Wanted(count, track=track, type=kind)
            for track in self.tracks
            for kind in self.types
            if (count := self.cleaned_data.get(self.name(track, kind))) is not None
        ]


class LateForm(OfACall):
    """Somebody who may submit after the closing."""

    email = forms.EmailField(label=gettext_lazy("e-mail"))
    until = MomentField(
        label=gettext_lazy("until"), required=False, help_text=gettext_lazy("Empty: without an end.")
    )
