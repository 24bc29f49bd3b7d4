"""Delete a booking for good: one that is cancelled or rejected, by those who run all rooms (Indico's rule)."""

from dataclasses import dataclass

from django.core import serializers
from django.db import transaction
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from accounts.models import User
from journal.operations import record
from rooms.models import OVER, Booking, Occurrence
from rooms.operations.turns import lock_booking
from rooms.refusals import NotEditable, StillUsed

DERIVED = {"held_from", "held_until", "cells", "is_long"}


@dataclass(frozen=True, slots=True)
class Remains:
    """What it takes to bring a deleted booking back: its rows as JSON, and the bookings that continued it."""

    booking: int
    rows: str
    continued_by: list[int]


@transaction.atomic
def delete_booking(booking: Booking, *, by: User) -> Remains:
    """Its dates leave the statistics too; that it was deleted stays in the log of its room.

    Raises NotEditable while it holds or asks for its room, and StillUsed while something else refers to it.
    """
    lock_booking(booking)
    if booking.state not in OVER:
        raise NotEditable(_("Only bookings that are cancelled or rejected can be deleted."))
    if _is_referred_to(booking):
        raise StillUsed(
            _(
                "Mail about this booking is still on its way, or an event refers to it. "
                "Try again in a moment, or take it away from the event first."
            )
        )
    dates = list(booking.occurrences.order_by("pk"))
    remains = Remains(
        booking.pk, _written([booking, *dates]), list(booking.continued_by.values_list("pk", flat=True))
    )
    changes = {"dates": (len(dates), "")}
    record(booking.room.logbook, "booking.deleted", by=by, subject=f"#{booking.pk}", changes=changes)
    Booking.objects.filter(pk=booking.pk).delete()
    return remains


@transaction.atomic
def undelete_booking(remains: Remains, *, by: User) -> Booking:
    """Bring it back as it was, under its own number. Raises NotEditable when that was done already."""
    if Booking.objects.filter(pk=remains.booking).exists():
        raise NotEditable(_("This booking is there again already."))
    for row in serializers.deserialize("json", remains.rows):
        row.save(force_insert=True)
    booking = Booking.objects.select_related("room__logbook").get(pk=remains.booking)
    Booking.objects.filter(pk__in=remains.continued_by, split_from=None).update(split_from=booking)
    record(booking.room.logbook, "booking.undeleted", by=by, subject=f"#{booking.pk}")
    return booking


def _is_referred_to(booking: Booking) -> bool:
    """Whether deleting it would take rows along that are not its own: of other apps, or mail not yet sent."""
    collector = Collector(using=booking._state.db or "default", origin=booking)
    collector.collect([booking])
    own = {Booking, Occurrence}
    quick = any(rows.model not in own and rows.exists() for rows in collector.fast_deletes)
    return quick or any(model not in own for model in collector.data)


def _written(rows: list[Booking | Occurrence]) -> str:
    names = {field.name for row in rows for field in row._meta.concrete_fields} - DERIVED
    return serializers.serialize("json", rows, fields=sorted(names))
