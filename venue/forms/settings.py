"""Which events book rooms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Category
from venue.models import VenueSettings


class SettingsForm(forms.Form):
    """The categories whose events do not book rooms, by their way from the top."""

    excluded = forms.ModelMultipleChoiceField(
        label=VenueSettings._meta.get_field("excluded_categories").verbose_name,
        queryset=Category.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It holds for the categories below them too."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = dict(Category.objects.values_list("access_id", "title"))
        categories = Category.objects.select_related("access")
        field = self.fields["excluded"]
        field.queryset = categories  # type: ignore[attr-defined]
        ways = [
            (category.pk, " / ".join(names[step] for step in category.access.path if step in names))
            for category in categories
        ]
        field.choices = sorted(ways, key=lambda way: way[1].casefold())  # type: ignore[attr-defined]
