"""Cut a series in two bookings, each with its own dates; none of them is made anew."""

from datetime import date

from accounts.models import User
from journal.operations import open_logbook, record
from rooms.cutting import before
from rooms.models import Booking, Occurrence
from rooms.operations.letters import News, tell
from rooms.operations.states import sum_up
from rooms.series import times_of


def split(booking: Booking, cut: date, *, by: User) -> Booking:
    """A booking of its own for the dates from `cut` on, cancelled ones too; the rooms are locked.

    The old rule ends before that day, and both logs name the other (Indico's rule). The new booking has the old
    one's times; whoever splits gives it its own.
    """
    head = before(times_of(booking), cut)
    if head is None:
        raise ValueError("Nothing lies before the cut.")
    rest = _continued(booking, cut)
    Occurrence.objects.filter(booking=booking, date__gte=cut).update(booking=rest)
    booking.rrule = head.rule.text() if head.rule else ""
    booking.exdates = sorted(head.exdates)
    booking.save(update_fields=["rrule", "exdates"])
    sum_up(booking)
    record(booking.logbook, "booking.split", by=by, subject=booking, changes={"booking": ("", f"#{rest.pk}")})
    record(
        rest.logbook, "booking.continues", by=by, subject=rest, changes={"booking": (f"#{booking.pk}", "")}
    )
    tell(News.CUT, booking, by=by)
    return rest


def _continued(booking: Booking, cut: date) -> Booking:
    return Booking.objects.create(
        room=booking.room,
        state=booking.state,
        purpose=booking.purpose,
        booked_for=booking.booked_for,
        created_by=booking.created_by,
        internal_note=booking.internal_note,
        is_private=booking.is_private,
        link=booking.link,
        first_day=cut,
        start=booking.start,
        end=booking.end,
        nights=booking.nights,
        time_zone=booking.time_zone,
        rrule=booking.rrule,
        exdates=[day for day in booking.exdates if day >= cut],
        split_from=booking,
        reconfirmed_at=booking.reconfirmed_at,
        reconfirm_asked_at=booking.reconfirm_asked_at,
        logbook=open_logbook(),
    )
