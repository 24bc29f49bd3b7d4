"""Remind people of what is booked for them, and tell them when a series comes to its end."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from kit.moments import day_bounds, wall_to_utc
from kit.words import today_in
from notices.operations import post
from rooms.mail_words import Letter
from rooms.models import Booking, Location, Occurrence, Room, RoomSettings, State
from rooms.models.occurrence import OccurrenceQuerySet
from rooms.operations.settings import room_settings

MORNING = time(8, 15)
"""On the clocks of the room (Indico's time)."""

_log = logging.getLogger(__name__)

ONCE = Q(booking__rrule="")
DAILY = Q(booking__rrule__startswith="FREQ=DAILY")
WEEKLY = Q(booking__rrule__startswith="FREQ=WEEKLY")
MONTHLY = Q(booking__rrule__startswith="FREQ=MONTHLY")
BEFORE_DATES = {
    "remind_days_single": ONCE | DAILY,
    "remind_days_weekly": WEEKLY,
    "remind_days_monthly": MONTHLY,
}
BEFORE_ENDS = {"end_days_daily": DAILY, "end_days_weekly": WEEKLY, "end_days_monthly": MONTHLY}


@dataclass(frozen=True, slots=True)
class _Morning:
    """A day that has got so far, in one zone, that its reminders are due."""

    zone: ZoneInfo
    day: date
    starts_at: datetime

    def dates(self, days_ahead: int) -> OccurrenceQuerySet:
        """What is booked, and for whom, that many days ahead; booked since this morning it needs no reminder."""
        there = day_bounds(self.day + timedelta(days=days_ahead), self.zone)
        by_index = Q(is_long=False) | Q(is_long=True)  # each has an index of its own, and all rows have none
        return Occurrence.objects.accepted().filter(
            by_index,
            starts_at__gte=there.starts_at,
            starts_at__lt=there.ends_at,
            ends_at__gt=timezone.now(),
            room__location__time_zone=self.zone.key,
            booking__booked_for__is_active=True,
            booking__created_at__lt=self.starts_at,
        )


def send_reminders() -> int:
    """Owe everybody who is due one mail about their dates, and one about series that end; returns how many mails.

    Called again and again, it sends each once: on the day that is exactly so many days before, on the calendar of
    the room, from 8:15 on. What was missed on its day is stale and stays unsent. Each person has a transaction.
    """
    settings = room_settings()
    dates: dict[int, set[int]] = defaultdict(set)
    ends: dict[int, set[int]] = defaultdict(set)
    for morning in _mornings(timezone.now()):
        for person, occurrence in _due_dates(morning, settings):
            dates[person].add(occurrence)
        for person, booking in _due_ends(morning, settings):
            ends[person].add(booking)
    people = User.objects.in_bulk({*dates, *ends})
    sent = sum(_one_by_one(_remind, people[key], dates[key]) for key in sorted(dates))
    return sent + sum(_one_by_one(_tell_end, people[key], ends[key]) for key in sorted(ends))


def _one_by_one(write: Callable[[User, set[int]], int], person: User, keys: set[int]) -> int:
    """Whatever is wrong with one person's mail, the others get theirs; that one is tried again by the next round."""
    try:
        return write(person, keys)
    except Exception:
        _log.exception("Person %s is not reminded", person.pk)
        return 0


def _mornings(now: datetime) -> Iterator[_Morning]:
    for name in Location.objects.order_by("time_zone").values_list("time_zone", flat=True).distinct():
        zone = ZoneInfo(name)
        day = now.astimezone(zone).date()
        starts_at, _note = wall_to_utc(day, MORNING, zone)
        if now >= starts_at:
            yield _Morning(zone, day, starts_at)


def _due_dates(morning: _Morning, settings: RoomSettings) -> Iterator[tuple[int, int]]:
    """Person and date. Of a daily series only the first date, once."""
    if not settings.reminders_enabled:
        return
    earlier = Q(state=State.ACCEPTED, starts_at__lt=OuterRef("starts_at"))
    # As one question: asked alone, PostgreSQL would gather everything anybody was ever reminded of.
    first = earlier | Q(reminded_at__isnull=False)
    follows = DAILY & Exists(Occurrence.objects.filter(first, booking=OuterRef("booking")))
    for dates in _so_many_days_ahead(morning, settings, BEFORE_DATES):
        due = dates.filter(room__reminders_enabled=True, reminded_at__isnull=True).exclude(follows)
        yield from due.values_list("booking__booked_for", "pk")


def _due_ends(morning: _Morning, settings: RoomSettings) -> Iterator[tuple[int, int]]:
    """Person and booking. A series that was made longer is told of again."""
    if not settings.end_reminders_enabled:
        return
    later = Occurrence.objects.live().filter(booking=OuterRef("booking"), starts_at__gt=OuterRef("starts_at"))
    for dates in _so_many_days_ahead(morning, settings, BEFORE_ENDS):
        last = dates.filter(room__end_reminders_enabled=True).exclude(Exists(later))
        told = Q(booking__end_told_at__gte=day_bounds(morning.day, morning.zone).starts_at)
        due = last.exclude(told)
        yield from due.values_list("booking__booked_for", "booking")


def _so_many_days_ahead(
    morning: _Morning, settings: RoomSettings, kinds: Mapping[str, Q]
) -> Iterator[OccurrenceQuerySet]:
    """For each kind of booking and number of days that a room or the settings name: the dates just so far ahead."""
    for name, kind in kinds.items():
        standard = getattr(settings, name)
        own = Room.objects.order_by().exclude(**{f"{name}__isnull": True}).values_list(name, flat=True)
        for days in sorted({standard, *own.distinct()}):
            here = Q(**{f"room__{name}": days})
            if days == standard:
                here |= Q(**{f"room__{name}__isnull": True})
            yield morning.dates(days).filter(kind, here)


@transaction.atomic
def _remind(user: User, keys: set[int]) -> bool:
    """One mail about all these dates; False when another worker has them, or they are gone since."""
    dates = Occurrence.objects.accepted().filter(
        pk__in=keys, reminded_at__isnull=True, booking__booked_for=user
    )
    rows = list(
        dates.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("booking__room__location", "room__location")
        .order_by("starts_at", "pk")
    )
    if not rows:
        return False
    letters = [Letter(one.booking, [one], is_whole=False) for one in rows]
    post("rooms/mail/reminder.txt", to=[user], letters=letters, first=letters[0])
    Occurrence.objects.filter(pk__in=[one.pk for one in rows]).update(reminded_at=timezone.now())
    return True


@transaction.atomic
def _tell_end(user: User, keys: set[int]) -> bool:
    """One mail about all these series; False when another worker has them."""
    locked = (
        Booking.objects.filter(pk__in=keys, state=State.ACCEPTED, booked_for=user)
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("room__location")
    )
    bookings = [booking for booking in locked.order_by("pk") if not _told_today(booking)]
    if not bookings:
        return False
    dates = Occurrence.objects.accepted().filter(booking__in=bookings)
    last = dates.order_by("booking_id", "-starts_at").distinct("booking_id")
    letters = [
        Letter(one.booking, [one], is_whole=False)
        for one in last.select_related("booking__room__location", "room__location")
    ]
    post("rooms/mail/series_ends.txt", to=[user], letters=letters, first=letters[0])
    Booking.objects.filter(pk__in=[booking.pk for booking in bookings]).update(end_told_at=timezone.now())
    return True


def _told_today(booking: Booking) -> bool:
    zone, told_at = booking.room.zone, booking.end_told_at
    return told_at is not None and told_at.astimezone(zone).date() == today_in(zone)
