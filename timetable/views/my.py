"""My schedule: the talks the reader starred, in order, with what overlaps."""

from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.operations import calendar_key_of
from kit.addresses import absolute
from kit.moments import day_of
from timetable.cards import Card, list_card
from timetable.clocks import clock_for
from timetable.entries import Entry, leaves, read_entries
from timetable.frame import Visit, show, visit
from timetable.markup import Writer
from timetable.starred import mark_stars, overlaps
from timetable.taking_part import takes_part


@require_safe
def my_schedule(request: HttpRequest, slug: str) -> HttpResponse:
    """Stars of the account, or of this browser while signed out."""
    here = visit(request, slug)
    slots = here.slots.filter(contribution__number__in=here.stars) if here.stars else here.slots.none()
    entries = leaves(read_entries(slots.exclude(contribution=None)))
    mark_stars(entries, here.stars)
    clashes = overlaps(entries)
    clock = clock_for(request, here.event, at=here.event.starts_at)
    pks = {entry.pk for pair in clashes for entry in pair}
    cards = [list_card(entry, zone=clock.zone, now=here.now) for entry in entries]
    for card in cards:
        card.clashes = card.entry.pk in pks
    context = {
        "clock": clock,
        "overlaps": clashes,
        "days": _by_day(cards, here, Writer(here.base)),
        "unscheduled": _unscheduled(here, entries),
        "feed_url": _feed(request, here),
        "takes_part": takes_part(here.event, request.user),
    }
    return show(request, here, "my", "timetable/my_schedule.html", **context)


def _by_day(cards: list[Card], here: Visit, writer: Writer) -> list[tuple[date, SafeString]]:
    event = here.event

    def day(card: Card) -> date:
        return day_of(card.entry.starts_at, event.zone, event.day_change)

    return [(each, writer.rows(list(group))) for each, group in groupby(cards, key=day)]


def _unscheduled(here: Visit, entries: list[Entry]) -> Any:
    """Starred talks that have no time yet."""
    scheduled = {entry.talk for entry in entries}
    return here.talks.filter(number__in=here.stars).exclude(pk__in=scheduled)


def _feed(request: HttpRequest, here: Visit) -> str:
    """The secret address of one's own calendar; "" without an account."""
    if not isinstance(request.user, User):
        return ""
    return absolute(f"{here.base}my/{calendar_key_of(request.user).token}.ics")
