"""What organisers type about letters: a rule, a file, a test."""

from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from abstracts.forms.lines import LinesField
from abstracts.letters.checking import (
    LONGEST_BODY,
    LONGEST_NAME,
    LONGEST_SUBJECT,
    MOST_COPIES,
    Problem,
    RuleWritten,
)
from abstracts.letters.matching import LETTER_STATES
from abstracts.models import LetterRule
from events.models import Event
from programme.models import ContributionType, Track

STATES: list[tuple[str, str | Promise]] = [(state.value, state.label) for state in LETTER_STATES]
LONGEST_ADDRESS = 254


class LetterRuleForm(forms.Form):
    """A whole rule; what fits together, the operation says."""

    name = forms.CharField(
        label=_("name"), max_length=LONGEST_NAME, help_text=_("For the organisers: nobody else reads it.")
    )
    states = forms.MultipleChoiceField(label=_("states"), choices=STATES, widget=forms.CheckboxSelectMultiple)
    track_match = forms.ChoiceField(label=_("track"), choices=LetterRule.Match.choices, required=False)
    tracks = forms.ModelMultipleChoiceField(
        label=_("these tracks"),
        queryset=Track.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    type_match = forms.ChoiceField(label=_("type"), choices=LetterRule.Match.choices, required=False)
    types = forms.ModelMultipleChoiceField(
        label=_("these types"),
        queryset=ContributionType.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    stops = forms.BooleanField(
        label=_("later rules are not tried"),
        required=False,
        help_text=_(
            "When this rule sends its letter. Otherwise the search goes on, and others may send theirs too."
        ),
    )
    is_active = forms.BooleanField(label=_("in use"), required=False)
    recipients = forms.MultipleChoiceField(
        label=_("recipients"),
        choices=LetterRule.Recipient.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody gets a letter of their own, once."),
    )
    copies_to = LinesField(
        label=_("copies to"),
        required=False,
        longest=LONGEST_ADDRESS,
        most=MOST_COPIES,
        rows=2,
        help_text=_("Addresses, one a line. Secret addresses of guests are left out of copies."),
    )
    reply_to = forms.EmailField(
        label=_("answers go to"), required=False, help_text=_("Left empty, to the sender of all our mails.")
    )
    subject = forms.CharField(label=_("subject"), max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label=_("text"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"})
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(Any, self.fields["tracks"]).queryset = Track.objects.filter(event=event)
        cast(Any, self.fields["types"]).queryset = ContributionType.objects.filter(event=event)

    def written(self) -> RuleWritten:
        """The rule as it was typed; the form is valid."""
        values = dict(self.cleaned_data)
        for name in ("track_match", "type_match"):
            values[name] = values[name] or LetterRule.Match.ANY
        return RuleWritten(**{**values, "tracks": list(values["tracks"]), "types": list(values["types"])})

    def take(self, problems: list[Problem]) -> None:
        """Show what the operation refused beside its fields."""
        for field, sentence in problems:
            self.add_error(field, sentence)


class LetterFileForm(forms.Form):
    file = forms.FileField(label=_("file"))


class TesterForm(forms.Form):
    """A real abstract by its number, or one that is thought up."""

    abstract = forms.IntegerField(
        label=_("number of an abstract"), required=False, min_value=1, max_value=2**31 - 1
    )
    state = forms.ChoiceField(label=_("state"), choices=STATES, required=False)
    track = forms.ModelChoiceField(
        label=_("track"), queryset=Track.objects.none(), required=False, empty_label=_("No track")
    )
    type = forms.ModelChoiceField(
        label=_("type"), queryset=ContributionType.objects.none(), required=False, empty_label=_("No type")
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(Any, self.fields["track"]).queryset = Track.objects.filter(event=event)
        cast(Any, self.fields["type"]).queryset = ContributionType.objects.filter(event=event)
