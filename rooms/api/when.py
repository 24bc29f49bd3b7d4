"""How the API writes times: as the clocks of the room show them, and as moments with the offset there."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers

from kit.moments import Span, local


class WhenSerializer(serializers.Serializer[Any]):
    """One date. `start` and `end` are what the clocks of the room show; `starts_at` and `ends_at` the moments."""

    start = serializers.CharField(help_text="Such as 2026-05-04T10:00.")
    end = serializers.CharField()
    starts_at = serializers.DateTimeField(help_text="Such as 2026-05-04T10:00:00+02:00.")
    ends_at = serializers.DateTimeField()


def when(span: Span, zone: ZoneInfo) -> dict[str, str]:
    """The four fields of a WhenSerializer."""
    return {
        "start": wall_of(span.starts_at, zone),
        "end": wall_of(span.ends_at, zone),
        "starts_at": moment_of(span.starts_at, zone),
        "ends_at": moment_of(span.ends_at, zone),
    }


def wall_of(moment: datetime, zone: ZoneInfo) -> str:
    """What the clocks of the zone show: 2026-05-04T10:00."""
    return local(moment, zone).replace(tzinfo=None).isoformat(timespec="minutes")


def moment_of(moment: datetime, zone: ZoneInfo) -> str:
    """The moment, with the offset of the zone."""
    return local(moment, zone).isoformat(timespec="seconds")


def clock_of(minutes: int) -> str:
    """Minutes after midnight as a clock shows them."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
