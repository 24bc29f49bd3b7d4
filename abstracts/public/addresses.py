"""Which addresses of the public lists are kept for strangers (see `kit.swift`)."""

from typing import Any

from django.http import HttpRequest

from abstracts.public.accepted import WAYS
from events.stamps import event_page_stamp
from kit.keys import is_key
from kit.light_query import one_row

KEYS = ("track", "type", "page")
BOOK = """
    SELECT b.is_public, b.own_file, b.made_file
    FROM abstracts_book b JOIN events_event e ON e.id = b.event_id
    WHERE lower(e.slug) = lower(%s)
"""


def list_stamp(request: HttpRequest, **address: Any) -> str | None:
    """Only for addresses that make sense: nobody fills the shelf with invented ones."""
    asked = request.GET
    if any(len(values) > 1 for _name, values in asked.lists()):
        return None
    if asked.get("by", "") not in ("", *WAYS) or not all(
        is_key(asked[name]) for name in KEYS if asked.get(name)
    ):
        return None
    stamp = event_page_stamp(request, **address)
    # The lists lead to the book, which is no part of what the event shows otherwise.
    return None if stamp is None else f"{stamp}.{one_row(BOOK, [address['slug']])}"
