"""The page of one session: its blocks with what they hold, its conveners, its calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from kit.addresses import absolute
from kit.moments import day_of
from kit.swift import swift
from programme.models import Contribution, Session
from timetable.cards import list_card
from timetable.clocks import Clock, clock_for
from timetable.entries import Entry, leaves, read_entries
from timetable.frame import Visit, show, visit
from timetable.markup import Writer
from timetable.sittings import Sitting, sittings_by_day
from timetable.stamps import event_stamp
from timetable.starred import mark_stars


@dataclass(slots=True)
class Shown:
    """A block as the page writes it; without one, talks of the session that stand alone."""

    block: Entry | None
    rows: SafeString
    is_poster: bool
    count: int


@swift(event_stamp, parameters=("tz",))
@require_safe
def session(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One session, if the reader may see it as such: to see a talk of it is not enough."""
    here = visit(request, slug)
    found = get_object_or_404(_seen_sessions(here), number=number)
    entries = _entries(here, found)
    first = min((entry.starts_at for entry in entries), default=here.event.starts_at)
    clock = clock_for(request, here.event, at=first)
    context = {
        "session": found,
        "conveners": found.conveners.order_by("convener_links__position", "convener_links__pk"),
        "clock": clock,
        "days": _by_day(here, entries, clock),
        "talk_count": len({leaf.talk for leaf in leaves(entries) if leaf.talk}),
        "unscheduled": _unscheduled(here, found, entries),
        "feed_url": absolute(f"{here.base}sessions/{found.number}/session.ics"),
    }
    return show(request, here, "timetable", "timetable/session.html", **context)


def _seen_sessions(here: Visit) -> QuerySet[Session]:
    return Session.objects.visible_to(here.keyring).filter(event=here.event).select_related("track", "type")


def _entries(here: Visit, found: Session) -> list[Entry]:
    """Its blocks with all they hold, and its talks that are held elsewhere."""
    own = Q(session=found) | Q(parent__session=found) | Q(contribution__session=found)
    entries = read_entries(here.slots.filter(own))
    mark_stars(entries, here.stars)
    return entries


def _by_day(here: Visit, entries: list[Entry], clock: Clock) -> list[tuple[date, list[Shown]]]:
    event, writer = here.event, Writer(here.base)

    def day(entry: Entry) -> date:
        return day_of(entry.starts_at, event.zone, event.day_change)

    return [
        (each, [_shown(sitting, writer, clock) for sitting in sittings])
        for each, sittings in sittings_by_day(entries, day_of=day)
    ]


def _shown(sitting: Sitting, writer: Writer, clock: Clock) -> Shown:
    block = sitting.block
    cards = [list_card(entry, zone=clock.zone) for entry in sitting.entries]
    for card in cards:
        if block and card.entry.room == block.room:
            card.room = ""  # the heading of the block says it
    return Shown(block, writer.rows(cards), bool(block and block.is_poster), _talks(sitting.entries))


def _talks(entries: Sequence[Entry]) -> int:
    return sum(1 for entry in entries if entry.talk)


def _unscheduled(here: Visit, found: Session, entries: list[Entry]) -> QuerySet[Contribution]:
    """Its talks that have no time yet."""
    scheduled = {leaf.talk for leaf in leaves(entries) if leaf.talk}
    mine: QuerySet[Contribution] = here.talks.filter(session=found)
    return mine.exclude(pk__in=scheduled).defer("abstract", "description")
