"""What a program sends to change a booking, made into the change that the operation takes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from rest_framework import serializers

from kit.recurrence import BadRule, parse_rule
from kit.recurrence.reading import LONGEST
from rooms.api.query import KeyField, wrong
from rooms.api.strict import Strict
from rooms.api.times_given import ExdatesField, WallTimeField
from rooms.api.wishes import ChoiceGiven, choices_given, person_of, rooms_given
from rooms.cutting import since
from rooms.drafting import clock_of
from rooms.drafts import Scope
from rooms.models import LIVE, Booking, Occurrence
from rooms.operations.editing import Change
from rooms.rights import Rights
from rooms.series import times_of
from rooms.times import BadTimes, Times, times_between

OF_TIMES = {"start", "end", "rrule", "exdates"}
OF_THE_WHOLE = {"rrule", "exdates", "purpose", "booked_for", "is_private", "internal_note"}


class MoveGiven(Strict):
    """Another room at the same times."""

    scope = serializers.ChoiceField(
        choices=[scope.value for scope in Scope], required=False, help_text="Without it, all of the booking."
    )
    date = serializers.DateField(
        required=False, help_text="For this and following: the `date` of one of the occurrences."
    )
    room = KeyField(help_text="Number of the room.")
    on_conflict = serializers.ChoiceField(
        choices=["refuse", "skip"], required=False, help_text="What to do about dates that are taken."
    )
    choices = serializers.DictField(
        child=ChoiceGiven(), required=False, help_text="What to do instead, by date such as 2026-05-11."
    )


class ChangeGiven(MoveGiven):
    """What is not sent stays. Times are those of the date, for this; and from that date on, for following."""

    room = KeyField(required=False, help_text="Number of another room.")
    start = WallTimeField(required=False, help_text="On the clocks of the room, such as 2026-05-04T10:00.")
    end = WallTimeField(required=False, help_text="On the clocks of the room.")
    rrule = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST, help_text="RFC 5545; empty is once."
    )
    exdates = ExdatesField(required=False, help_text="Days left out, such as 2026-05-11.")
    purpose = serializers.CharField(required=False, allow_blank=True, max_length=500)
    booked_for = serializers.EmailField(required=False, max_length=254, help_text="E-mail of a person.")
    is_private = serializers.BooleanField(required=False)
    internal_note = serializers.CharField(
        required=False, allow_blank=True, max_length=5000, help_text="For those who manage the room."
    )


def change_of(
    values: dict[str, Any], booking: Booking, dates: Sequence[Occurrence], *, rights: Rights
) -> Change:
    """The change of a MoveGiven or ChangeGiven. Raises ValidationError at the field that does not fit."""
    scope = Scope(values.get("scope", Scope.ALL)) if booking.is_series else Scope.ALL
    row = _row(values, scope, dates)
    if scope == Scope.THIS and (stray := values.keys() & OF_THE_WHOLE):
        raise wrong(min(stray), _("This is of the whole booking, and not of one date."))
    rooms = rooms_given(values, rights=rights)
    times: Times | None = None
    if values.keys() & OF_TIMES:
        times = _times(values, _as_it_is(booking, scope, row), booking.zone)
    days = [each.date for each in dates] + (times.days() if times else [])
    return Change(
        scope=scope,
        day=row.date if row else None,
        times=times,
        room=rooms[values["room"]] if "room" in values else None,
        choices=choices_given(values.get("choices") or {}, rooms, times or times_of(booking), days),
        on_conflict=values.get("on_conflict", "refuse"),
        purpose=values.get("purpose"),
        booked_for=person_of(values.get("booked_for")),
        is_private=values.get("is_private"),
        internal_note=values.get("internal_note"),
    )


def _row(values: dict[str, Any], scope: Scope, dates: Sequence[Occurrence]) -> Occurrence | None:
    """The date it is about; none for the whole."""
    if scope == Scope.ALL:
        if "date" in values and len(dates) > 1:
            raise wrong("date", _("Say whether it is about this date or the following ones too (scope)."))
        return None
    if "date" not in values:
        raise wrong("date", _("Say which date it is about."))
    found = [each for each in dates if each.date == values["date"] and each.state in LIVE]
    if not found:
        raise wrong("date", _("The booking has no date on {day}.").format(day=values["date"].isoformat()))
    return found[0]


def _as_it_is(booking: Booking, scope: Scope, row: Occurrence | None) -> Times:
    if row is not None and scope == Scope.THIS:
        return clock_of(row, row.room)
    times = times_of(booking)
    return (since(times, row.date) if row else times) or times


def _times(values: dict[str, Any], now: Times, zone: ZoneInfo) -> Times:
    starts = values.get("start", datetime.combine(now.first_day, now.start))
    try:
        ends = values.get("end") or _end_as_long(starts, now)
        text = values.get("rrule")
        rule = parse_rule(text, zone=zone, clock=starts.time()) if text else None
        times = times_between(
            starts,
            ends,
            rule if "rrule" in values else now.rule,
            tuple(values["exdates"]) if "exdates" in values else now.exdates,
        )
        times.days()
    except BadTimes as refusal:
        raise wrong("end", refusal) from refusal
    except BadRule as refusal:
        raise wrong("rrule", refusal) from refusal
    except OverflowError as error:
        raise wrong("start", _("That day is too far away.")) from error
    return times


def _end_as_long(starts: datetime, now: Times) -> datetime:
    """A start alone moves the whole: it stays as long as it was."""
    was = datetime.combine(now.first_day, now.start)
    return starts + (datetime.combine(now.first_day + timedelta(days=now.nights), now.end) - was)
