"""The form of a review: the proposal, the questions of the call, and two comments."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abstracts.models import Abstract, Question, Review
from abstracts.reading import open_to
from abstracts.reviewing.problems import Problem
from abstracts.reviewing.said import Said
from abstracts.standing import Standing
from kit.forms import MarkdownField
from programme.models import ContributionType, Track

MOST_DOTS = 11
"""A scale with more points is answered by a number."""


class ReviewForm(forms.Form):
    """`said` is what was written, valid or not: a draft may be anything. `complain` adds what the operation says."""

    track = forms.ModelChoiceField(Track.objects.none(), label=gettext_lazy("Track"), empty_label=None)
    action = forms.ChoiceField(
        label=gettext_lazy("You propose"),
        choices=Review.Action.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what you propose.")},
    )
    type = forms.ModelChoiceField(
        ContributionType.objects.none(),
        label=gettext_lazy("As"),
        empty_label=gettext_lazy("As it was submitted"),
        required=False,
    )
    tracks = forms.ModelMultipleChoiceField(
        Track.objects.none(),
        label=gettext_lazy("Better in"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other = forms.IntegerField(
        label=gettext_lazy("Number of the other abstract"), min_value=1, max_value=2**31 - 1, required=False
    )
    committee_comment = MarkdownField(label=gettext_lazy("Comment to the committee"), required=False)
    author_comment = MarkdownField(label=gettext_lazy("Comment to the authors"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False)

    def __init__(
        self, *args: Any, abstract: Abstract, standing: Standing, tracks: list[Track], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.abstract, self.standing = abstract, standing
        self.questions = list(abstract.call.questions.all())
        event = abstract.event_id
        types = ContributionType.objects.filter(event=event)
        self.fields["type"].queryset = types  # type: ignore[attr-defined]
        self.fields["tracks"].queryset = Track.objects.filter(event=event)  # type: ignore[attr-defined]
        if len(tracks) > 1:
            self.fields["track"].queryset = Track.objects.filter(pk__in=[track.pk for track in tracks])  # type: ignore[attr-defined]
        else:
            del self.fields["track"]
        self.only_track = tracks[0] if len(tracks) == 1 else None
        self.fields["committee_comment"].widget.attrs["rows"] = 4
        self.fields["author_comment"].widget.attrs["rows"] = 5
        for question in self.questions:
            self.fields[f"question-{question.pk}"] = _field_of(question, abstract)

    @property
    def asked(self) -> list[Any]:
        """The fields of the questions, in order."""
        return [self[f"question-{question.pk}"] for question in self.questions]

    @property
    def for_track(self) -> Track | None:
        return self.cleaned_data.get("track") or self.only_track

    @property
    def said(self) -> Said:
        """What was written so far; fields with a mistake are left out."""
        values = self.cleaned_data
        return Said(
            action=values.get("action", ""),
            type=values.get("type"),
            tracks=list(values.get("tracks") or []),
            other=self._other(values.get("other")),
            committee_comment=values.get("committee_comment", ""),
            author_comment=values.get("author_comment", ""),
            ratings={
                question.pk: values.get(f"question-{question.pk}")
                for question in self.questions
                if values.get(f"question-{question.pk}") not in (None, "")
            },
        )

    def complain(self, problems: list[Problem]) -> None:
        """Say what is missing or wrong at its field, where nothing is said yet."""
        for name, sentence in problems:
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, sentence)

    def _other(self, number: int | None) -> Abstract | None:
        """Among those the person may read; which others there are is not told."""
        return open_to(self.standing).filter(number=number).first() if number else None


def initial_of(review: Review) -> dict[str, Any]:
    """The values of the form for a review as it is."""
    if review._state.adding:
        return {"track": review.track_id, "revision": 0}
    answers = {
        f"question-{rating.question_id}": rating.text if rating.value is None else rating.value
        for rating in review.ratings.all()
    }
    return {
        "track": review.track_id,
        "action": review.action,
        "type": review.type_id,
        "tracks": list(review.tracks.values_list("pk", flat=True)),
        "other": review.other.number if review.other else None,
        "committee_comment": review.committee_comment,
        "author_comment": review.author_comment,
        "revision": review.revision,
        **answers,
    }


def _field_of(question: Question, abstract: Abstract) -> forms.Field:
    kind = Question.Kind(question.kind)
    missing = _("“%(question)s” must be answered.") % {"question": question}
    common: dict[str, Any] = {
        "label": question.title,
        "help_text": question.help,
        "required": question.is_required,
        "error_messages": {"required": missing},
    }
    if kind == Question.Kind.TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), **common)
    if kind == Question.Kind.YES_NO:
        return _choice([(1, _("Yes")), (0, _("No"))], common)
    reviewing = abstract.call.reviewing
    first, last = reviewing.scale_from, reviewing.scale_to
    if last - first < MOST_DOTS:
        return _choice([(value, str(value)) for value in range(first, last + 1)], common)
    return forms.IntegerField(min_value=first, max_value=last, **common)


def _choice(choices: list[tuple[int, str]], common: dict[str, Any]) -> forms.Field:
    return forms.TypedChoiceField(
        choices=choices,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect(attrs={"class": "dot-choice"}),
        **common,
    )
