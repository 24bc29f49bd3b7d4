"""My schedule: the talks the reader starred, in order, with what overlaps; as a page and on paper."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.operations import calendar_key_of
from kit.addresses import absolute
from kit.files import as_attachment
from kit.moments import day_of
from kit.pdf import PDF, PdfUnavailable, render_pdf
from timetable.cards import Card, list_card
from timetable.clocks import clock_for
from timetable.entries import Entry, leaves, read_entries
from timetable.frame import Visit, show, visit
from timetable.markup import Writer
from timetable.printing.book import document_context
from timetable.printing.keeping import BeingMade, one_at_a_time
from timetable.printing.printout import Printout
from timetable.starred import Clash, clashes, mark_stars
from timetable.taking_part import takes_part


@require_safe
def my_schedule(request: HttpRequest, slug: str) -> HttpResponse:
    """Stars of the account, or of this browser while signed out."""
    here = visit(request, slug)
    writer = Writer(here.base)
    context = _mine(request, here)
    context["days"] = [(day, writer.rows(cards)) for day, cards in context["days"]]
    context["takes_part"] = takes_part(here.event, request.user)
    return show(request, here, "my", "timetable/my_schedule.html", feed_url=_feed(request, here), **context)


@require_safe
def my_schedule_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a file to print, made for this reader alone and not kept.

    Strangers wait for each other, but the files that they share (see `keeping`) do not wait for them.
    """
    here = visit(request, slug)
    whose = f"person.{request.user.pk}" if request.user.is_authenticated else f"stars.{here.event.slug}"

    def make() -> bytes:
        about = document_context(Printout(here.event, here.keyring, now=here.now))
        return render_pdf("timetable/pdf/my_schedule.html", about | _mine(request, here), tagged=True)

    try:
        content = one_at_a_time(f"print.{whose}", make)
    except (BeingMade, PdfUnavailable) as refusal:
        response = show(request, here, "my", "timetable/print_later.html", refused=str(refusal))
        response.status_code = 503
        response["Retry-After"] = "30"
        return response
    return as_attachment(content, name=f"{here.event.slug}-my-schedule.pdf", content_type=PDF)


def _mine(request: HttpRequest, here: Visit) -> dict[str, Any]:
    """What is starred: day by day as cards, what overlaps, and what has no time yet."""
    slots = here.slots.filter(contribution__number__in=here.stars) if here.stars else here.slots.none()
    entries = leaves(read_entries(slots.exclude(contribution=None)))
    mark_stars(entries, here.stars)
    clock = clock_for(request, here.event, at=here.event.starts_at)
    found = clashes(entries)
    cards = [list_card(entry, zone=clock.zone, now=here.now) for entry in entries]
    _mark(cards, found)
    return {
        "clock": clock,
        "clashes": found,
        "days": _by_day(cards, here),
        "unscheduled": _unscheduled(here, entries),
    }


def _mark(cards: Iterable[Card], found: Iterable[Clash]) -> None:
    pks = {entry.pk for clash in found for entry in (clash.one, clash.other)}
    for card in cards:
        card.clashes = card.entry.pk in pks


def _by_day(cards: list[Card], here: Visit) -> list[tuple[date, list[Card]]]:
    event = here.event

    def day(card: Card) -> date:
        return day_of(card.entry.starts_at, event.zone, event.day_change)

    return [(each, list(group)) for each, group in groupby(cards, key=day)]


def _unscheduled(here: Visit, entries: list[Entry]) -> Any:
    """Starred talks that have no time yet."""
    scheduled = {entry.talk for entry in entries}
    return here.talks.filter(number__in=here.stars).exclude(pk__in=scheduled)


def _feed(request: HttpRequest, here: Visit) -> str:
    """The secret address of one's own calendar; "" without an account."""
    if not isinstance(request.user, User):
        return ""
    return absolute(f"{here.base}my/{calendar_key_of(request.user).token}.ics")
