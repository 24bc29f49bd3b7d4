"""Write a draft: rows that change keep their ids, in an order in which they can not collide with each other."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from journal.operations import differences
from kit.recurrence import words as rule_words
from kit.refusals import constraint_speaks
from rooms.drafts import Draft, Step
from rooms.models import Booking, Occurrence, State
from rooms.operations.booking import RoomTaken, overlaps_itself, write_dates
from rooms.operations.states import settle
from rooms.series import times_of
from rooms.times import Times

Changes = dict[str, tuple[Any, Any]]
SAID = ["room", "time_zone", "first_day", "start", "end", "nights", "rrule", "exdates", "end_told_at"]
"""What an edit writes of a booking; whether it is still needed is answered without its rooms being locked."""
ROW = ["date", "room", "starts_at", "ends_at", "state", "reason", "is_moved", "reminded_at", "warned_at"]


def rewrite(booking: Booking, draft: Draft, words: dict[str, Any]) -> Changes:
    """Give the booking the draft's times, room and dates, and these words; what was and is, for the log.

    The rooms are locked, and the caller sums up the states.
    """
    changes = _changes(booking, draft, words)
    if draft.removed:
        settle(booking, draft.removed, State.CANCELLED, reason=_("Left out when the booking was changed."))
    _rewrite_rows([step for step in draft.steps if step.occurrence])
    write_dates(booking, [step.prospect for step in draft.steps if step.occurrence is None])
    _rewrite_booking(booking, draft, words)
    return changes


def _rewrite_rows(steps: Sequence[Step]) -> None:
    """First all let go of the room, then all take it anew: one UPDATE alone would collide with its own siblings."""
    rows = []
    for step in steps:
        row, prospect = step.occurrence, step.prospect
        if row is None:
            continue
        if row.starts_at != prospect.span.starts_at:
            row.reminded_at = row.warned_at = None
        row.date, row.room, row.is_moved = prospect.day, prospect.room, prospect.is_moved
        row.starts_at, row.ends_at = prospect.span.starts_at, prospect.span.ends_at
        row.reason = row.reason if row.state == prospect.state else ""
        row.state = prospect.state
        rows.append(row)
    Occurrence.objects.accepted().filter(pk__in=[row.pk for row in rows]).update(state=State.PENDING)
    with constraint_speaks("room_is_never_double_booked", refusal=RoomTaken(overlaps_itself())):
        Occurrence.objects.bulk_update(rows, ROW)


def _rewrite_booking(booking: Booking, draft: Draft, words: dict[str, Any]) -> None:
    times = draft.times
    booking.room = draft.room
    booking.time_zone = draft.room.location.time_zone
    booking.first_day, booking.start, booking.end = times.first_day, times.start, times.end
    booking.nights = times.nights
    booking.rrule = times.rule.text() if times.rule else ""
    booking.exdates = sorted(times.exdates)
    booking.end_told_at = None
    for name, value in words.items():
        setattr(booking, name, value)
    booking.save(update_fields=[*SAID, *words])


def _changes(booking: Booking, draft: Draft, words: dict[str, Any]) -> Changes:
    changes: Changes = {}
    was = times_of(booking)
    if was != draft.times:
        changes["when"] = (_said(was), _said(draft.times))
    if booking.room_id != draft.room.pk:
        changes["room"] = (booking.room, draft.room)
    alone = [step for step in draft.steps if step.prospect.is_moved and step.occurrence]
    if was == draft.times and len(alone) == 1:
        changes["date"] = _date_said(alone[0])
    for name, rows in (("dates cancelled", draft.removed), ("asked for again", draft.asks_again)):
        if rows:
            changes[name] = ("", ", ".join(row.date.isoformat() for row in rows))
    return changes | differences(booking, words)


def _said(times: Times) -> str:
    clock = f"{times.first_day} {times.start:%H:%M}–{times.end:%H:%M}"
    return f"{clock}, {rule_words(times.rule, times.first_day)}" if times.rule else clock


def _date_said(step: Step) -> tuple[str, str]:
    row, prospect = step.occurrence, step.prospect
    if row is None:
        raise ValueError("A date that was has a row.")
    zone, there = row.room.zone, prospect.room.zone
    was = f"{row.starts_at.astimezone(zone):%Y-%m-%d %H:%M}–{row.ends_at.astimezone(zone):%H:%M}"
    span = prospect.span
    is_now = f"{span.starts_at.astimezone(there):%Y-%m-%d %H:%M}–{span.ends_at.astimezone(there):%H:%M}"
    return f"{was}, {row.room.log_reference}", f"{is_now}, {prospect.room.log_reference}"
