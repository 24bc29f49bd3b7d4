"""One page of a logbook, for whoever may read it: newest first, searched by text."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from journal.models import Entry

ON_A_PAGE = 50


def log_page(request: HttpRequest, logbook: int, *, words: Callable[[str], Any], zone: str) -> dict[str, Any]:
    """The entries that hold what `?q=` asks for, each with its act in words. `logbook` is its key."""
    asked = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    entries = Entry.objects.filter(logbook=logbook).holding(asked).newest_first()
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "entries": [(entry, words(entry.verb)) for entry in page],
        "asked": asked,
        "zone": zone,
    }
