"""Choosing a category."""

from django import forms
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from events.models import Category


class CategoryChoice(forms.ModelChoiceField):
    """One of the categories `offer` put in, each with the way to it as far as the person may see it."""

    def __init__(self, **options: object) -> None:
        super().__init__(queryset=Category.objects.none(), empty_label=None, **options)  # type: ignore[arg-type]

    def offer(self, viewer: User | AnonymousUser, *, among: "list[Category]") -> None:
        """Offer these categories, by their way from the root. One query for the names on the way."""
        names = dict(Category.objects.visible_to(viewer).values_list("access_id", "title"))
        ways: dict[int, str] = {
            category.pk: " / ".join(names[step] for step in category.access.path if step in names)
            for category in among
        }
        self.queryset = Category.objects.filter(pk__in=ways)
        by_way = sorted(ways.items(), key=lambda way: way[1].casefold())
        self.choices = by_way


def categories_for(user: User | AnonymousUser) -> list[Category]:
    """Where the person may put an event."""
    return list(Category.objects.open_for_creation(user).select_related("access"))
