"""The public page of a category: what is in it, as far as the visitor may see it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from access.filters import Keyring, keyring_of
from events.models import Category, Event
from events.navigation import crumbs
from events.permissions import can_create_given, can_manage_category
from events.stamps import public_category_stamp
from kit.swift import swift

ON_A_PAGE = 50


class CountedPaginator(Paginator):
    """A paginator that was told how many rows there are."""

    def __init__(self, rows: Any, *, count: int) -> None:
        super().__init__(rows, ON_A_PAGE)
        self.known_count = count

    @property
    def count(self) -> int:
        return self.known_count


@swift(public_category_stamp, parameters=("past", "page"))
@require_safe
def category_page(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Events still to come by month, or with ?past=1 those that are over; the categories below."""
    keyring = keyring_of(request.user)
    seen = Category.objects.visible_to(keyring).with_duty(request.user).select_related("access")
    category = get_object_or_404(seen, pk=pk)
    if slug != category.slug:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(category.get_absolute_url() + (f"?{query}" if query else ""))

    wants_past = request.GET.get("past") == "1"
    family = list(Category.objects.visible_to(keyring).family(category))
    children = [member for member in family if member.parent_id == category.pk]
    above = sorted((member for member in family if member.parent_id != category.pk), key=lambda it: it.depth)
    events, totals = _events(category, keyring, at=timezone.now(), past=wants_past)
    page = CountedPaginator(events, count=totals["past" if wants_past else "upcoming"]).get_page(
        request.GET.get("page")
    )
    manages = can_manage_category(keyring, category)
    context = {
        "category": category,
        "crumbs": crumbs(above),
        "children": [] if wants_past else _with_counts(children, category, keyring),
        "page": page,
        "months": _by_month(page),
        "past": wants_past,
        "totals": totals,
        "manages": manages,
        "creates": manages or can_create_given(request.user, category, holds_create=category.holds_create),
        "feed_url": settings.BASE_URL + reverse("category-feed", args=[category.pk, category.slug]),
    }
    return render(request, "events/category.html", context)


def _events(category: Category, keyring: Keyring, *, at: datetime, past: bool) -> tuple[Any, dict[str, int]]:
    """The events below the category on one side of the moment, and how many there are on both."""
    events = Event.objects.visible_to(keyring).below(category)
    totals = events.aggregate(
        upcoming=Count("pk", filter=Q(ends_at__gt=at)), past=Count("pk", filter=Q(ends_at__lte=at))
    )
    shown = events.over(at).order_by("-starts_at", "-pk") if past else events.not_over(at)
    return shown.defer("description"), totals


def _with_counts(
    children: list[Category], category: Category, keyring: Keyring
) -> list[tuple[Category, int]]:
    """Each category with the number of events in and below it that the visitor may see; one query for all.

    In an event's path from the root, the lists of these categories stand right after the category's own.
    """
    if not children:
        return []
    step = f"access__path__{category.depth + 1}"
    below = Event.objects.visible_to(keyring).below(category).order_by()
    inside = below.filter(**{f"{step}__in": [child.access_id for child in children]})
    counts = dict(inside.values_list(step).annotate(Count("pk")))
    return [(child, counts.get(child.access_id, 0)) for child in children]


def _by_month(page: "Page[Event]") -> list[tuple[Any, list[Event]]]:
    """The events under the first day of the month in which each starts, where it takes place."""
    months: dict[Any, list[Event]] = {}
    for event in page:
        months.setdefault(event.first_day.replace(day=1), []).append(event)
    return list(months.items())
