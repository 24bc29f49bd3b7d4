"""Write the mails about what happened to bookings: who hears what, from the news that are owed (letters.py)."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from kit import ical
from notices.operations import post, post_later_in_digest, post_to_address
from notices.operations.posting import NotAnAddress
from rooms.entries import Reader, booking_gone, booking_to_ical, dates_gone
from rooms.mail_words import Letter, letter_about
from rooms.models import Booking, Occurrence, OwedNews, Room
from rooms.models.owed_news import OwedNewsQuerySet
from rooms.operations.letters import News
from rooms.operations.recipients import Audience, audience_of

TOPIC = "rooms"
# Fresh news belong to the worker that their own bell wakes; after these seconds they count as left behind.
LEFT_BEHIND = timedelta(seconds=10)
SWEEP_SECONDS = 20.0
BACKOFF = [1, 5, 30, 120]  # minutes until the next try; the last one again and again, for nothing is given up
_log = logging.getLogger(__name__)

# What was written down, as rows again.
THEN = """
SELECT b.* FROM rooms_owednews n, jsonb_populate_record(NULL::rooms_booking, n.booking_then) b WHERE n.id = %s
"""
DATES_THEN = """
SELECT d.id, d.room_id, d.date, d.starts_at, d.ends_at, d.state, d.reason, d.is_moved
  FROM rooms_owednews n, jsonb_populate_recordset(NULL::rooms_occurrence, n.dates_then) d WHERE n.id = %s
 ORDER BY d.starts_at
"""


def write_letters(booking_id: int) -> None:
    """Put the mails about one booking into the outbox, in the order of what happened."""
    while _write_first(OwedNews.objects.due(timezone.now()).filter(booking_id=booking_id)):
        pass


def sweep_letters(*, seconds: float = SWEEP_SECONDS) -> int:
    """Write what a lost queue, a killed worker or a failed try left behind, for so long; returns how many it tried."""
    end, tried = time.monotonic() + seconds, 0
    while time.monotonic() < end and _write_first(_left_behind()):
        tried += 1
    return tried


def _left_behind() -> OwedNewsQuerySet:
    now = timezone.now()
    return OwedNews.objects.due(now).filter(created_at__lte=now - LEFT_BEHIND)


@transaction.atomic
def _write_first(due: OwedNewsQuerySet) -> bool:
    """Write about the first of them that no other worker holds; False when there is none.

    The mails are owed and the news forgotten in one transaction: a worker that is killed leaves one or the other.
    """
    owed = due.select_for_update(skip_locked=True, of=("self",)).select_related("by", "former").first()
    if owed is None:
        return False
    try:
        with transaction.atomic():
            _write(owed)
            owed.delete()
    except Exception:  # whatever is wrong with this one, it stays owed and other bookings get their turn
        _log.exception("The mails about booking %s (%s) can not be written", owed.booking_id, owed.news)
        owed.next_try_at = timezone.now() + timedelta(minutes=BACKOFF[min(owed.attempts, len(BACKOFF) - 1)])
        owed.attempts += 1
        owed.save(update_fields=["next_try_at", "attempts"])
    return True


def _write(owed: OwedNews) -> None:
    booking = Booking.objects.raw(THEN, [owed.pk])[0]
    booking.room = Room.objects.for_rights().get(pk=booking.room_id)
    rows = _dates_of(booking, owed)
    if owed.former is not None:
        _write_to_former(booking, rows, owed.former, by=owed.by)
    else:
        chosen = [one for one in rows if one.pk in set(owed.occurrences)]
        _write_to_all(News(owed.news), booking, rows, chosen, by=owed.by, reason=owed.reason)


def _write_to_all(
    news: News,
    booking: Booking,
    rows: Sequence[Occurrence],
    chosen: Sequence[Occurrence],
    *,
    by: User | None,
    reason: str,
) -> None:
    """Whom it is for hears at once, with a calendar file, and so does who booked for them, without: it is not their
    appointment. Those who run the rooms hear as they chose.
    """
    letter = letter_about(booking, rows, chosen)
    rooms = list({one.room_id: one.room for one in letter.dates}.values())
    audience = audience_of(booking, rooms, by=by, asks=news.asks)
    if news == News.CUT:  # those who run the rooms hear of the part that is another booking now
        audience = Audience(own=audience.own)
    _post_to_all(
        news,
        booking,
        audience,
        calendar=lambda user: _calendar_file(news, booking, rows, letter, user),
        letter=letter,
        by=by,
        reason=reason,
    )


def _post_to_all(
    news: News,
    booking: Booking,
    audience: Audience,
    *,
    calendar: Callable[[User], ical.CalendarFile],
    **said: Any,
) -> None:
    """To each in their way: at once, once a day, or to an address; the calendar file is for the first alone."""
    template = f"rooms/mail/{news}.txt"
    context = {"booking": booking, **said}
    if audience.own:
        post(template, to=audience.own[:1], calendar=calendar, role="own", **context)
    if audience.own[1:]:
        post(template, to=audience.own[1:], role="own", **context)
    if audience.run:
        post(template, to=audience.run, role="run", **context)
    if audience.digest:
        post_later_in_digest(
            template,
            to=audience.digest,
            topic=TOPIC,
            url=booking.get_absolute_url(),
            role="run",
            in_digest=True,
            **context,
        )
    for address in audience.addresses:
        _write_to(address, template, {**context, "role": "address", "hidden": booking.is_private})


def _write_to_former(booking: Booking, rows: Sequence[Occurrence], former: User, *, by: User | None) -> None:
    """It is for somebody else now: the person learns no more of it than that, and their calendar takes it away."""
    post(
        "rooms/mail/handed_over.txt",
        to=[former] if former.is_active else [],
        calendar=lambda user: ical.message("CANCEL", booking_gone(booking, _reader(user, hidden=True))),
        booking=booking,
        letter=letter_about(booking, rows),
        by=by,
        role="former",
        hidden=True,
    )


def _dates_of(booking: Booking, owed: OwedNews) -> list[Occurrence]:
    """All dates of the booking as they were, in order, with all that mails and calendar files ask of their rooms."""
    dates = list(Occurrence.objects.raw(DATES_THEN, [owed.pk]))
    others = {one.room_id for one in dates} - {booking.room_id}
    by_key = Room.objects.for_rights().in_bulk(others) if others else {}
    by_key[booking.room_id] = booking.room
    for one in dates:
        one.room, one.booking = by_key[one.room_id], booking
    return dates


def _calendar_file(
    news: News, booking: Booking, rows: Sequence[Occurrence], letter: Letter, user: User
) -> ical.CalendarFile:
    """What the person's calendar has to do: take the booking as it is now, or away; or take one date away.

    Several dates that are gone are told by the series as it is now: not every program takes several cancellations
    from one file.
    """
    reader = _reader(user)
    if not booking.is_live:
        return ical.message("CANCEL", booking_gone(booking, reader))
    if news.takes_dates and letter.number == 1:
        return ical.message("CANCEL", dates_gone(booking, letter.dates, reader))
    return ical.message("REQUEST", booking_to_ical(booking, rows, reader))


def _reader(user: User, *, hidden: bool = False) -> Reader:
    coming = ical.Attendee(user.name, user.email, answer="ACCEPTED")
    return Reader(sees_details=not hidden, attendees=[coming])


def _write_to(address: str, template: str, context: dict[str, Any]) -> None:
    """To an address without a person, in the language of the installation."""
    try:
        post_to_address(template, to=address, address=address, **context)
    except NotAnAddress:  # whoever books is not to suffer for what somebody entered in the room
        _log.warning("A room names %r, which is no e-mail address", address)
