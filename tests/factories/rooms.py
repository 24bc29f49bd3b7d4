"""Locations, rooms and bookings. A room is open to all, needs no approval and is bookable at any time."""

from datetime import date, time

import factory
from django.db import transaction

from access.models import AccessList
from access.operations import open_access_list
from journal.operations import open_logbook
from kit.recurrence import Rule
from rooms.models import Booking, Location, Occurrence, Room, State
from rooms.operations.settings import room_settings
from rooms.series import times_of
from rooms.times import Times
from tests.clock import DAY
from tests.factories.accounts import UserFactory


class LocationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Location
        exclude = ("mode",)

    mode = AccessList.Mode.INHERITING
    name = factory.Sequence("Location {}".format)
    time_zone = "UTC"
    access = factory.LazyAttribute(lambda it: open_access_list(parent=room_settings().access, mode=it.mode))
    logbook = factory.LazyFunction(open_logbook)


class RoomFactory(factory.django.DjangoModelFactory):
    """A room of a location of its own."""

    class Meta:
        model = Room
        exclude = ("mode",)

    mode = AccessList.Mode.INHERITING
    location = factory.SubFactory(LocationFactory)
    building = "40"
    floor = "1"
    number = factory.Sequence("{:03}".format)
    capacity = 30
    access = factory.LazyAttribute(lambda it: open_access_list(parent=it.location.access, mode=it.mode))
    logbook = factory.LazyFunction(open_logbook)


class BookingFactory(factory.django.DjangoModelFactory):
    """A confirmed booking, 10:00 to 11:00 of the day of `tests.clock`, with a row for each date of its rule.

    Written as it is, past all operations: nobody is told and nothing is checked but what the database promises.
    """

    class Meta:
        model = Booking
        exclude = ("rule",)
        skip_postgeneration_save = True

    rule: Rule | None = None
    room = factory.SubFactory(RoomFactory)
    state = State.ACCEPTED
    purpose = factory.Sequence("Booking {}".format)
    booked_for = factory.SubFactory(UserFactory)
    created_by = factory.SelfAttribute("booked_for")
    first_day = DAY
    start = time(10)
    end = time(11)
    time_zone = factory.SelfAttribute("room.location.time_zone")
    rrule = factory.LazyAttribute(lambda it: it.rule.text() if it.rule else "")
    logbook = factory.LazyFunction(open_logbook)

    @classmethod
    @transaction.atomic
    def _create(cls, model_class, *args, **kwargs):
        booking = super()._create(model_class, *args, **kwargs)
        times = times_of(booking)
        Occurrence.objects.bulk_create(
            Occurrence(
                booking=booking,
                room=booking.room,
                date=wanted.day,
                starts_at=wanted.span.starts_at,
                ends_at=wanted.span.ends_at,
                state=booking.state,
            )
            for wanted in times.wanted(booking.room.zone)
        )
        return booking


def hours(start: str, end: str, *, day: date = DAY, rule: Rule | None = None) -> Times:
    """Times of the day of `tests.clock`: `hours("10:00", "11:00")`."""
    return Times(day, time.fromisoformat(start), time.fromisoformat(end), rule=rule)
