"""What is asked for and what a button would do, in words."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit import recurrence
from kit.words import day_words
from rooms.finder.offer import Offer
from rooms.models import Room
from rooms.times import Times


def when_words(times: Times, *, today: date) -> str:
    """ "Tue 6 April, 10:30–12:00" or "Every Tuesday until 8 June, 10:30–12:00"."""
    if times.rule is None:
        said = day_words(times.first_day, today=today)
    else:
        said = recurrence.words(times.rule, times.first_day)
    return _("{when}, {times}").format(when=said, times=times_words(times))


def times_words(times: Times) -> str:
    """ "10:30–12:00", with the nights in between."""
    if not times.nights:
        return f"{times.start:%H:%M}–{times.end:%H:%M}"
    return ngettext(
        "{start} to {end} the next day", "{start} to {end} after {nights} nights", times.nights
    ).format(start=f"{times.start:%H:%M}", end=f"{times.end:%H:%M}", nights=times.nights)


def act_words(offer: Offer, *, today: date) -> str:
    """What the button does, with the number: "Book 10 dates"."""
    booked, asked = offer.booked, offer.asked_for
    if not offer.is_series:
        day = day_words(offer.times.first_day, today=today)
        return (_("Ask for {day}") if asked else _("Book {day}")).format(day=day)
    if not asked:
        return ngettext("Book {n} date", "Book {n} dates", booked).format(n=booked)
    if not booked:
        return ngettext("Ask for {n} date", "Ask for {n} dates", asked).format(n=asked)
    both = ngettext("Book {n} date, ask for {asked}", "Book {n} dates, ask for {asked}", booked)
    return both.format(n=booked, asked=asked)


def summary_words(offer: Offer) -> str:
    """What the bar on a phone says beside the button: "9 of 10 dates, 1 elsewhere"."""
    if not offer.is_series:
        return times_words(offer.times)
    here = sum(1 for line in offer.lines if line.taken and line.taken.room.pk == offer.room.pk)
    said = {"here": here, "all": len(offer.lines), "elsewhere": offer.elsewhere}
    if not offer.elsewhere:
        return ngettext("{here} of {all} date", "{here} of {all} dates", len(offer.lines)).format(**said)
    return _("{here} of {all} dates, {elsewhere} elsewhere").format(**said)


def done_words(room: Room, *, dates: int, accepted: bool) -> str:
    """What was done, for the toast."""
    if accepted:
        text = ngettext("Booked {n} date in {room}", "Booked {n} dates in {room}", dates)
    else:
        text = ngettext("Asked for {n} date in {room}", "Asked for {n} dates in {room}", dates)
    return text.format(n=dates, room=room)
