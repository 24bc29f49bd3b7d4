"""Stretches of time in words."""

from datetime import datetime

from kit.words import Zone, clock_words, moment_words, zone_of


def span_words(starts_at: datetime, ends_at: datetime, *, zone: Zone) -> str:
    """ "Tue 6 April, 10:00–11:30"; with the day of the end where that is another one."""
    start = moment_words(starts_at, zone=zone)
    same_day = starts_at.astimezone(zone_of(zone)).date() == ends_at.astimezone(zone_of(zone)).date()
    end = clock_words(ends_at, zone=zone) if same_day else moment_words(ends_at, zone=zone)
    return f"{start}–{end}" if same_day else f"{start} – {end}"
