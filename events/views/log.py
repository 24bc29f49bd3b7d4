"""The log of an event or a category."""

from typing import Any

from django.http import HttpRequest

from events.models import Category, Event
from events.words import WORDS
from journal.log_page import log_page


def log_context(request: HttpRequest, thing: Category | Event) -> dict[str, Any]:
    """One page of it, with the thing it is about."""
    page = log_page(request, thing.logbook_id, words=WORDS, zone=thing.time_zone)
    return {"thing": thing, **page}
