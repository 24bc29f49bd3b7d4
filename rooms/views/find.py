"""The front page of the rooms: find one, and book it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from kit.htmx import page_or_part
from kit.words import day_words, today_in
from rooms.finder.facets import facets
from rooms.finder.ranking import SORTS
from rooms.finder.results import Results, Row, days_around, has_icon, search
from rooms.finder.suggestions import suggestions
from rooms.forms.find import STEP_SHOWN, shifted
from rooms.models import Room
from rooms.navigation import rooms_tabs
from rooms.views.finding import Desk, panel
from rooms.views.gate import shows_rooms

WHOLE = "rooms/find.html"


@never_cache
@shows_rooms
@require_safe
def room_finder(request: HttpRequest) -> HttpResponse:
    """All in the address; with `?room=` the panel of that room stands beside the list."""
    desk = Desk(request)
    results = search(desk.asked, desk.stock, desk.asker)
    desk.all = dict(results.all)
    context = _list_context(desk, results)
    room = _chosen(request, desk)
    if room is not None:
        context |= {"panel": panel(desk, room), "has_panel": True}
    else:
        ideas = suggestions(None, results.near, desk.need)
        context |= {"ideas": desk.ideas(ideas)}
    return _answer(request, desk, context)


def _answer(request: HttpRequest, desk: Desk, context: dict[str, Any]) -> HttpResponse:
    """The page, or to htmx the part of it below the form, with the address that says the same."""
    htmx = getattr(request, "htmx", None)
    whole = not htmx or htmx.history_restore_request
    template = WHOLE if whole else page_or_part(request, WHOLE, part="rows")
    if whole:
        context |= {"tabs": rooms_tabs(request.user, current="room-finder")}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    if not whole:
        push_url(response, f"{reverse('room-finder')}?{desk.query.urlencode()}")
    return response


def _list_context(desk: Desk, results: Results) -> dict[str, Any]:
    asked, query = desk.asked, desk.query
    before, after = days_around(results)
    signed_in = desk.request.user.is_authenticated
    rest = shifted(query, room=None)
    return {
        "asked": asked,
        "results": results,
        "rows": [(row, f"{rest}&room={row.room.pk}", _icons(row)) for row in results.rows],
        "facets": facets(desk.stock, results.counts, asked.filters, signed_in=signed_in),
        "when": desk.when,
        "day": day_words(results.day, today=today_in(desk.zone)),
        "before_url": None if before is None else shifted(query, place=before or None),
        "after_url": None if after is None else shifted(query, place=after),
        "more_url": shifted(query, show=asked.show + STEP_SHOWN) if results.left else None,
        "clear_url": _cleared(query),
        "sorts": [(name, label, name == asked.sort) for name, label in SORTS.items()],
        "zones": len({place.time_zone for place in desk.stock.locations}) > 1,
        "problems": desk.form if desk.form.errors else None,
        "form": desk.form,
        "until_was_open": asked.times.rule is not None and not desk.request.GET.get("until"),
        "signed_in": signed_in,
    }


def _icons(row: Row) -> list[Any]:
    return [feature for feature in row.features if has_icon(feature)]


def _cleared(query: Any) -> str:
    """The same times without any filter."""
    kept = ("date", "from", "to", "nights", "repeat", "every", "on", "until", "count", "people")
    bare = query.copy()
    for key in list(bare):
        if key not in kept:
            del bare[key]
    return f"?{bare.urlencode()}"


def _chosen(request: HttpRequest, desk: Desk) -> Room | None:
    """The room of `?room=`, if the person sees it."""
    if desk.asked.room not in desk.all:
        return None
    return Room.objects.for_rights().select_related("owner").get(pk=desk.asked.room)
