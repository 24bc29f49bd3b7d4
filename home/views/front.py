"""The front page: what is on, where to look, and how to begin."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from access.filters import Keyring, keyring_of
from events.models import Category, Event
from events.models.event import EventQuerySet
from events.operations import root_category
from home import mine

UPCOMING = 12


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Events that run now and next, the first categories, and for a person who signed in what they organise."""
    keyring = keyring_of(request.user)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    events = Event.objects.visible_to(keyring).select_related("category")
    context: dict[str, object] = {"words": words, "root": _root(keyring)}
    if words:
        found = matching(events, words).order_by("-starts_at", "-pk")
        context["found"] = Paginator(found, 30).get_page(request.GET.get("page"))
    else:
        now = timezone.now()
        context |= {
            "running": list(
                events.filter(starts_at__lte=now, ends_at__gt=now).order_by("ends_at", "pk")[:UPCOMING]
            ),
            "upcoming": list(events.filter(starts_at__gt=now).order_by("starts_at", "pk")[:UPCOMING]),
            "categories": _first_categories(keyring),
            "may_create": request.user.is_authenticated
            and Category.objects.open_for_creation(request.user).exists(),
        }
        if request.user.is_authenticated:
            context["organised"] = list(mine.organised_by(request.user).not_over(now)[:6])
    return render(request, "home/front.html", context)


def matching(events: EventQuerySet, words: str) -> EventQuerySet:
    """Events whose title, short name, venue or keywords hold all the words."""
    for word in words.split()[:8]:
        anywhere = Q(title__icontains=word) | Q(acronym__icontains=word) | Q(venue__icontains=word)
        events = events.filter(anywhere | Q(keywords__icontains=word))
    return events


def _root(keyring: Keyring) -> Category | None:
    """The top of the tree; the very first visit of a new installation makes it."""
    seen = Category.objects.visible_to(keyring).filter(parent__isnull=True)
    root = seen.first()
    if root is None and not Category.objects.exists():
        root_category()
        root = seen.first()
    return root


def _first_categories(keyring: Keyring) -> list[Category]:
    """Those right below the root."""
    first = Category.objects.visible_to(keyring).filter(parent__isnull=False, parent__parent__isnull=True)
    return list(first[:60])
