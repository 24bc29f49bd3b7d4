"""One page of a logbook, for whoever may read it: newest first, searched by text."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from journal.models import Entry
from journal.names import Reading, references_to
from journal.words import LogWords

ON_A_PAGE = 50


def log_page(request: HttpRequest, logbook: int, *, words: LogWords, zone: str) -> dict[str, Any]:
    """The context of journal/_search and _entries: what holds what `?q=` asks for. `logbook` is its key."""
    asked = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    references = references_to(asked, reader=request.user) if asked else []
    entries = Entry.objects.filter(logbook=logbook).holding(asked, references=references).newest_first()
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "entries": [
            (_with_words(entry, words), words.act(entry.verb)) for entry in as_read(page, reader=request.user)
        ],
        "asked": asked,
        "zone": zone,
    }


def as_read(entries: Iterable[Entry], *, reader: Any) -> list[Entry]:
    """With the names the person may read in place of references; not to be saved."""
    found = list(entries)
    reading = Reading((text for entry in found for text in _texts(entry)), reader=reader)
    for entry in found:
        entry.subject = reading.text(entry.subject)
        entry.changes = {
            name: [reading.text(before), reading.text(after)] for name, before, after in entry.differences
        }
    return found


def _texts(entry: Entry) -> Iterable[str]:
    yield entry.subject
    for _name, before, after in entry.differences:
        yield from (before, after)


def _with_words(entry: Entry, words: LogWords) -> Entry:
    """With its differences under the words of their fields."""
    entry.told = [(words.field(name), before, after) for name, before, after in entry.differences]  # type: ignore[attr-defined]
    return entry
