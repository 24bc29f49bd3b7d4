"""When a booking is, in words."""

from django.utils.translation import gettext as _

from kit.recurrence import words
from kit.words import clock_words, date_words, day_words, today_in
from rooms.models import Booking, Occurrence
from rooms.series import times_of


def times_words(booking: Booking) -> str:
    """ "Every Tuesday until 8 June, 10:00–11:00" or "Tue 6 April, 10:00–11:00", as it was said."""
    times = times_of(booking)
    day = day_words(times.first_day, today=today_in(booking.zone))
    said = {"clock": f"{times.start:%H:%M}–{times.end:%H:%M}", "day": day}
    if times.nights:
        said["clock"] = _("%(clock)s (%(nights)d nights)") % {**said, "nights": times.nights}
    if times.rule is None:
        return _("%(day)s, %(clock)s") % said
    said["often"] = words(times.rule, times.first_day)
    return _("%(often)s, from %(day)s, %(clock)s") % said


def date_words_of(row: Occurrence) -> str:
    """ "Tue 6 April, 10:00–11:00" on the clocks of its room; with the day it ends where that is another."""
    zone = row.room.zone
    first, last = date_words(row.starts_at, zone=zone), date_words(row.ends_at, zone=zone)
    said = {"day": first, "start": clock_words(row.starts_at, zone=zone)}
    end = clock_words(row.ends_at, zone=zone)
    if first != last:
        end = _("%(day)s, %(time)s") % {"day": last, "time": end}
        return _("%(day)s, %(start)s – %(end)s") % {**said, "end": end}
    return _("%(day)s, %(start)s–%(end)s") % {**said, "end": end}
