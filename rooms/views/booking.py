"""The page of a booking: when, where, what for; its dates with their states, and what one may do."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import MemberRequest
from journal.log_page import as_read
from journal.models import Entry
from kit import ical
from kit.addresses import absolute
from kit.feeds import calendar_answer
from rooms.booking_words import date_words_of, times_words
from rooms.entries import Reader, booking_to_ical
from rooms.models import LIVE, Booking, Occurrence, State
from rooms.navigation import rooms_tabs
from rooms.permissions import can_delete, is_own
from rooms.standoff import Standoff, standoffs
from rooms.views.booking_fetch import AtHand, booking_at_hand, dates_of
from rooms.views.gate import shows_rooms
from rooms.words import act_words

REFRESH = timedelta(hours=1)
DATES = 25
ENTRIES = 20


@login_required
@shows_rooms
@require_safe
def booking_page(request: MemberRequest, pk: int) -> HttpResponse:
    at_hand = booking_at_hand(request, pk)
    return render(request, "rooms/booking.html", booking_context(request, at_hand))


@login_required
@require_safe
def booking_ics(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The booking as a calendar file."""
    at_hand = booking_at_hand(request, pk)
    booking = at_hand.booking
    rows = dates_of(booking)
    rooms = {room.pk: room for room in (booking.room, *(row.room for row in rows))}
    unnamed = [key for key, room in rooms.items() if not at_hand.names(room)]
    entries = booking_to_ical(booking, rows, Reader(unnamed=unnamed))
    content = ical.calendar(
        at_hand.title, components=entries, refresh=REFRESH, url=absolute(booking.get_absolute_url())
    )
    return calendar_answer(request, content, file_name=f"booking-{pk}", secret=False)


def booking_context(request: MemberRequest, at_hand: AtHand) -> dict[str, Any]:
    """What the page shows; a page that refused an act shows it again, with the reason."""
    booking, rows = at_hand.booking, dates_of(at_hand.booking)
    now = timezone.now()
    open_here = [row for row in rows if row.state == State.PENDING and at_hand.rights.moderates(row.room)]
    page = _page(request, rows)
    against = standoffs(open_here, user=request.user)
    return {
        "tabs": rooms_tabs(request.user, current="my-bookings"),
        "booking": booking,
        "title": at_hand.title,
        "names_room": at_hand.names(booking.room),
        "when": times_words(booking),
        "page": page,
        "dates": [_date_line(row, at_hand, against.get(row.pk), now) for row in page],
        "ahead": sum(row.state in LIVE and row.ends_at > now for row in rows),
        "open": len(open_here),
        "against": [line for line in against.values() if line.is_any],
        "may_edit": at_hand.may_edit,
        "may_delete": can_delete(at_hand.rights, at_hand.settings, booking),
        "may_reject": any(
            row.state in LIVE and row.ends_at > now and at_hand.rights.moderates(row.room) for row in rows
        ),
        "note": booking.internal_note if at_hand.keeps_notes else "",
        "continued_by": _continuations(booking, request.user),
        "came_from": _came_from(booking, request.user),
        "entries": [_told(entry, at_hand) for entry in as_read(_history(booking), reader=request.user)],
    }


def _page(request: MemberRequest, rows: list[Occurrence]) -> Page[Occurrence]:
    """The page asked for; without one, that of the next date ahead."""
    pages = Paginator(rows, DATES)
    if asked := request.GET.get("page"):
        return pages.get_page(asked)
    now = timezone.now()
    ahead = next((n for n, row in enumerate(rows) if row.ends_at > now), 0)
    return pages.get_page(ahead // DATES + 1)


def _date_line(row: Occurrence, at_hand: AtHand, against: Standoff | None, now: datetime) -> dict[str, Any]:
    ahead = row.state in LIVE and row.ends_at > now
    return {
        "row": row,
        "when": date_words_of(row),
        "names_room": at_hand.names(row.room),
        "is_over": row.ends_at <= now,
        "runs": row.state == State.ACCEPTED and row.starts_at <= now < row.ends_at,
        "may_change": ahead and at_hand.may_edit and at_hand.booking.is_series,
        "may_end": ahead and at_hand.may_edit and row.starts_at <= now,
        "may_cancel": ahead and at_hand.may_edit and at_hand.booking.is_series,
        "may_reject": ahead and at_hand.rights.moderates(row.room) and at_hand.booking.is_series,
        "against": against if against and against.is_any else None,
    }


def _told(entry: Entry, at_hand: AtHand) -> tuple[Entry, str, list[tuple[str, Any, Any]]]:
    """What was done in words, with what of the changes the reader may know: rooms it lay in may be hidden ones."""
    hidden = set() if at_hand.keeps_notes else {"internal_note"}
    if not (is_own(at_hand.rights, at_hand.booking) or at_hand.rights.moderates(at_hand.booking.room)):
        hidden |= {"room", "date"}
    return entry, act_words(entry.verb), [it for it in entry.differences if it[0] not in hidden]


def _history(booking: Booking) -> list[Entry]:
    return list(Entry.objects.filter(logbook=booking.logbook_id).newest_first()[:ENTRIES])


def _continuations(booking: Booking, user: User) -> list[Booking]:
    return list(Booking.objects.visible_to(user).filter(split_from=booking).order_by("pk"))


def _came_from(booking: Booking, user: User) -> Booking | None:
    if booking.split_from_id is None:
        return None
    return Booking.objects.visible_to(user).filter(pk=booking.split_from_id).first()
