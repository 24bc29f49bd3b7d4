"""One page of a logbook, for whoever may read it: newest first, searched by text."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from journal.models import Entry
from journal.words import LogWords

ON_A_PAGE = 50


def log_page(request: HttpRequest, logbook: int, *, words: LogWords, zone: str) -> dict[str, Any]:
    """The context of journal/_search and _entries: what holds what `?q=` asks for. `logbook` is its key."""
    asked = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    entries = Entry.objects.filter(logbook=logbook).holding(asked).newest_first()
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "entries": [(_with_words(entry, words), words.act(entry.verb)) for entry in page],
        "asked": asked,
        "zone": zone,
    }


def _with_words(entry: Entry, words: LogWords) -> Entry:
    """With its differences under the words of their fields."""
    entry.told = [(words.field(name), before, after) for name, before, after in entry.differences]  # type: ignore[attr-defined]
    return entry
