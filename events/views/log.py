"""The log of an event or a category, newest first, searched by text."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.http import HttpRequest

from events.models import Category, Event
from events.words import act_words
from journal.models import Entry

ON_A_PAGE = 50


def log_context(request: HttpRequest, thing: Category | Event) -> dict[str, Any]:
    """One page of the entries that hold the asked text in what was done, by whom, or what it was and is."""
    asked = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    entries = Entry.objects.filter(logbook=thing.logbook_id).newest_first()
    if asked:
        entries = entries.annotate(text=Cast("changes", CharField())).filter(
            Q(subject__icontains=asked)
            | Q(verb__icontains=asked)
            | Q(by__name__icontains=asked)
            | Q(text__icontains=asked)
        )
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "thing": thing,
        "page": page,
        "entries": [(entry, act_words(entry.verb)) for entry in page],
        "asked": asked,
        "zone": thing.time_zone,
    }
