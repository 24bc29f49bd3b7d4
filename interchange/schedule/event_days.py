"""The days of a draft: their dates, their bounds, and the hour at which one becomes the next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from interchange.schedule.draft import DraftDay, DraftSchedule
from interchange.schedule.findings import Unusable
from interchange.schedule.moments import has_time, parse_clock, parse_date, parse_moment
from interchange.schedule.placing import instant_on_the_wall
from interchange.schedule.shape import Day, Talk

LATEST_DAY_CHANGE = time(12)


@dataclass(slots=True)
class SettledDay:
    """A day of the file whose date is known; its bounds (UTC) may not be."""

    draft: DraftDay
    index: int
    date: date
    starts_at: datetime | None
    ends_at: datetime | None


def settle_days(draft: DraftSchedule, *, zone: str) -> list[SettledDay]:
    """The days of the file in its order; those without a usable date become problems."""
    days = []
    for place, day in enumerate(draft.days):
        try:
            days.append(
                SettledDay(
                    draft=day,
                    index=int(day.index) if day.index.isascii() and day.index.isdigit() else 0,
                    date=_date(day, place, draft),
                    starts_at=_bound(day.starts, zone),
                    ends_at=_bound(day.ends, zone),
                )
            )
        except Unusable as reason:
            draft.cannot(day.row, reason)
    return days


def settle_day_change(draft: DraftSchedule, days: Sequence[SettledDay], *, zone: str) -> time:
    """The hour that the file names, else the latest hour of the night at which one of its days ends."""
    if draft.day_change:
        try:
            return parse_clock(draft.day_change)[0]
        except Unusable as reason:
            draft.cannot("", reason)
    place = ZoneInfo(zone)
    ends = []
    for day in days:
        local = (day.ends_at + timedelta(minutes=1)).astimezone(place) if day.ends_at else None
        if local and local.date() == day.date + timedelta(days=1):
            # Some days end at 3:59, meaning 4:00.
            ends.append(local.time() if local.minute % 5 == 0 else (local - timedelta(minutes=1)).time())
    return max((end.replace(second=0) for end in ends if end <= LATEST_DAY_CHANGE), default=time(0))


def complete_days(
    days: Sequence[SettledDay], talks: Iterable[Talk], *, day_change: time, zone: str
) -> tuple[Day, ...]:
    """One day per date that the file or a talk names, with bounds."""
    by_date: dict[date, Day] = {}
    for day in days:
        starts_at = day.starts_at or _change_of(day.date, day_change, zone)
        ends_at = day.ends_at or _change_of(day.date + timedelta(days=1), day_change, zone)
        by_date.setdefault(day.date, Day(day.index, day.date, starts_at, max(starts_at, ends_at)))
    return with_missing_days(by_date.values(), [talk.day for talk in talks], day_change=day_change, zone=zone)


def with_missing_days(
    days: Iterable[Day], dates: Iterable[date], *, day_change: time, zone: str
) -> tuple[Day, ...]:
    """The days in order, with those of the dates added that have none, and with distinct numbers from 1."""
    by_date = {day.date: day for day in days}
    for missing in set(dates).difference(by_date):
        bounds = (_change_of(missing + timedelta(days=number), day_change, zone) for number in (0, 1))
        by_date[missing] = Day(0, missing, *bounds)
    in_order = [by_date[day] for day in sorted(by_date)]
    if all(day.index > 0 for day in in_order) and len({day.index for day in in_order}) == len(in_order):
        return tuple(in_order)
    return tuple(replace(day, index=number) for number, day in enumerate(in_order, start=1))


def _date(day: DraftDay, place: int, draft: DraftSchedule) -> date:
    """The date of the day itself, of its start, or counted from the start of the event."""
    for text in (day.date, day.starts):
        if text:
            return parse_date(text)
    if draft.starts:
        return parse_date(draft.starts) + timedelta(days=place)
    raise Unusable(_("This day has no date."))


def _bound(text: str, zone: str) -> datetime | None:
    if not text or not has_time(text):
        return None
    moment = parse_moment(text)
    return moment.astimezone(UTC) if moment.tzinfo else instant_on_the_wall(moment, zone=zone)[0]


def _change_of(day: date, day_change: time, zone: str) -> datetime:
    return instant_on_the_wall(datetime.combine(day, day_change), zone=zone)[0]
