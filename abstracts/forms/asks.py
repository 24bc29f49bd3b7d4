"""What an organiser types about a field that authors fill in, and a question that reviewers answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abstracts.forms.lines import LinesField
from abstracts.models import Field, Question
from abstracts.operations.fields import MOST_OPTIONS


def of_field(name: str) -> Any:
    return Field._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def of_question(name: str) -> Any:
    return Question._meta.get_field(name).verbose_name  # type: ignore[union-attr]


class FieldForm(forms.Form):
    title = forms.CharField(label=of_field("title"), max_length=200)
    help = forms.CharField(label=of_field("help"), max_length=500, required=False)
    kind = forms.ChoiceField(label=of_field("kind"), choices=Field.Kind.choices, widget=forms.RadioSelect)
    visibility = forms.ChoiceField(
        label=of_field("visibility"), choices=Field.Visibility.choices, widget=forms.RadioSelect
    )
    is_required = forms.BooleanField(label=of_field("is_required"), required=False)
    reviewers_see = forms.BooleanField(
        label=of_field("reviewers_see"),
        required=False,
        help_text=gettext_lazy("Not for what tells who wrote it, where reviewing is double-blind."),
    )
    is_long = forms.BooleanField(label=of_field("is_long"), required=False)
    most_words = forms.IntegerField(label=of_field("most_words"), min_value=1, required=False)
    most_characters = forms.IntegerField(
        label=of_field("most_characters"), min_value=1, max_value=20_000, required=False
    )
    lowest = forms.IntegerField(
        label=of_field("lowest"), required=False, min_value=-1_000_000_000, max_value=1_000_000_000
    )
    highest = forms.IntegerField(
        label=of_field("highest"), required=False, min_value=-1_000_000_000, max_value=1_000_000_000
    )
    options = LinesField(
        label=of_field("options"),
        longest=200,
        most=MOST_OPTIONS,
        required=False,
        help_text=gettext_lazy("One a line."),
    )

    def clean(self) -> dict[str, Any]:
        """What belongs to another kind is left out, so that nobody wonders about it later."""
        values = super().clean() or {}
        kind = values.get("kind")
        if kind == Field.Kind.CHOICE and not values.get("options") and "options" not in self.errors:
            self.add_error("options", _("A choice needs options to choose from."))
        if kind != Field.Kind.CHOICE:
            values["options"] = []
        if kind != Field.Kind.NUMBER:
            values["lowest"] = values["highest"] = None
        if kind != Field.Kind.TEXT:
            values |= {"is_long": False, "most_words": None, "most_characters": None}
        return values


class QuestionForm(forms.Form):
    title = forms.CharField(label=of_question("title"), max_length=300)
    help = forms.CharField(label=of_question("help"), max_length=500, required=False)
    kind = forms.ChoiceField(
        label=of_question("kind"), choices=Question.Kind.choices, widget=forms.RadioSelect
    )
    is_required = forms.BooleanField(label=of_question("is_required"), required=False)
    counts = forms.BooleanField(
        label=of_question("counts"),
        required=False,
        help_text=gettext_lazy("Ratings only: the score is the mean of the ratings, by their weights."),
    )
    weight = forms.DecimalField(
        label=of_question("weight"), min_value=0, max_value=100, max_digits=4, decimal_places=1
    )
