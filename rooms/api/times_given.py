"""Times as programs send them: local wall times, a rule of RFC 5545, days left out."""

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from rest_framework import serializers

from kit.recurrence import BadRule, parse_rule
from kit.recurrence.reading import LONGEST
from rooms.api.query import wrong
from rooms.times import BadTimes, Times, times_between

MOST_EXDATES = 1000
_WALL = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:00)?", re.ASCII)
_CLOCK = re.compile(r"\d\d:\d\d(:00)?", re.ASCII)


class WallTimeField(serializers.CharField):
    """What the clocks of the room show, to the minute and without an offset: 2026-05-04T10:00.

    A value with an offset is refused: it could only agree with the clocks of the room or contradict them.
    """

    def to_internal_value(self, data: Any) -> datetime:  # type: ignore[override]
        text = super().to_internal_value(data)
        if _WALL.fullmatch(text):
            try:
                return datetime.fromisoformat(text)
            except ValueError:
                pass
        raise serializers.ValidationError(
            _("Give the time as the clocks of the room show it, without an offset: 2026-05-04T10:00.")
        )


class ClockField(serializers.CharField):
    """A time of day on the clocks of the room: 10:30."""

    def to_internal_value(self, data: Any) -> time:  # type: ignore[override]
        text = super().to_internal_value(data)
        if _CLOCK.fullmatch(text):
            try:
                return time.fromisoformat(text)
            except ValueError:
                pass
        raise serializers.ValidationError(_("Give a time of day such as 10:30."))


class ExdatesField(serializers.ListField):
    """Days of the rule to leave out. In an address they may be parted by commas too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=serializers.DateField(), max_length=MOST_EXDATES, **options)

    def to_internal_value(self, data: Any) -> list[date]:
        if isinstance(data, list):
            data = [day for part in data for day in (part.split(",") if isinstance(part, str) else [part])]
        return super().to_internal_value(data)


class TimesGiven(serializers.Serializer[Any]):
    start = WallTimeField(help_text="On the clocks of the room, such as 2026-05-04T10:00.")
    end = WallTimeField(help_text="On the clocks of the room; a later day is overnight.")
    rrule = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=LONGEST,
        help_text="RFC 5545, such as FREQ=WEEKLY;BYDAY=MO;COUNT=10. Without it, once.",
    )
    exdates = ExdatesField(required=False, help_text="Days left out, such as 2026-05-11.")


def times_given(values: dict[str, Any], zone: ZoneInfo | None) -> Times:
    """The times of a TimesGiven; an UNTIL in UTC is read in the zone. Raises ValidationError at the field."""
    text, exdates = values.get("rrule") or "", tuple(values.get("exdates") or ())
    try:
        rule = parse_rule(text, zone=zone, clock=values["start"].time()) if text else None
    except BadRule as refusal:
        raise wrong("rrule", refusal) from refusal
    try:
        times = times_between(values["start"], values["end"], rule, exdates)
    except BadTimes as refusal:
        raise wrong("end", refusal) from refusal
    try:
        times.days()
    except BadRule as refusal:
        raise wrong("rrule" if rule else "start", refusal) from refusal
    return times
