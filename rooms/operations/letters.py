"""Who hears what about a booking: the mails of its life."""

import logging
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from accounts.models import User
from kit import ical
from notices.operations import post, post_later_in_digest, post_to_address
from notices.operations.posting import NotAnAddress
from rooms.entries import Reader, booking_gone, booking_to_ical, dates_gone
from rooms.mail_words import Letter, letter_about
from rooms.models import Booking, Occurrence, Room
from rooms.operations.recipients import Audience, audience_of

TOPIC = "rooms"
_log = logging.getLogger(__name__)


class News(StrEnum):
    """What happened, as the templates in templates/rooms/mail are called."""

    BOOKED = "booked"
    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    CHANGED = "changed"
    ASKS_AGAIN = "asks_again"
    DATES_CANCELLED = "dates_cancelled"
    DATES_REJECTED = "dates_rejected"
    RELEASED = "released"
    CUT = "cut"

    @property
    def asks(self) -> bool:
        """Somebody has to answer."""
        return self in {News.REQUESTED, News.ASKS_AGAIN}

    @property
    def takes_dates(self) -> bool:
        """Dates are gone, others may be left."""
        return self in {News.DATES_CANCELLED, News.DATES_REJECTED, News.RELEASED}


def tell(
    news: News, booking: Booking, *, by: User | None, occurrences: Sequence[Occurrence] = (), reason: str = ""
) -> None:
    """Write to those concerned; `occurrences` are the dates it is about where that is not all of them.

    Whom it is for hears at once, with a calendar file, and so does who booked for them, without: it is not their
    appointment. Those who run the rooms hear as they chose. All of it leaves only if the transaction commits.
    """
    rows = dates_for_letters(booking)
    letter = letter_about(booking, rows, occurrences)
    rooms = list({one.room_id: one.room for one in letter.dates}.values())
    audience = audience_of(booking, rooms, by=by, asks=news.asks)
    if news == News.CUT:  # those who run the rooms hear of the part that is another booking now
        audience = Audience(own=audience.own)
    template = f"rooms/mail/{news}.txt"
    context: dict[str, Any] = {"booking": booking, "letter": letter, "by": by, "reason": reason.strip()}

    if audience.own:
        post(
            template,
            to=audience.own[:1],
            calendar=lambda user: calendar_file(news, booking, rows, letter, user),
            role="own",
            **context,
        )
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


def tell_former(booking: Booking, former: User | None, *, by: User) -> None:
    """Tell whom the booking was for until now that it is for somebody else, and take it out of their calendar."""
    if former is None or former.pk == booking.booked_for_id or not former.is_active:
        return
    letter = letter_about(booking, dates_for_letters(booking))
    post(
        "rooms/mail/handed_over.txt",
        to=[former],
        calendar=lambda user: ical.message("CANCEL", booking_gone(booking, _reader(user, hidden=True))),
        booking=booking,
        letter=letter,
        by=by,
        role="former",
        hidden=True,
    )


def dates_for_letters(booking: Booking) -> list[Occurrence]:
    """All dates of a booking in order of time, with all that mails and calendar files ask of their rooms."""
    dates = list(Occurrence.objects.filter(booking=booking).order_by("starts_at"))
    others = {one.room_id for one in dates} - {booking.room_id}
    by_key = Room.objects.for_rights().in_bulk(others) if others else {}
    by_key[booking.room_id] = booking.room
    for one in dates:
        one.room, one.booking = by_key[one.room_id], booking
    return dates


def calendar_file(
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
