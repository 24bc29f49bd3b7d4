"""Decides the time zone of a draft."""

from datetime import datetime

from django.utils.translation import gettext as _

from interchange.schedule.draft import DraftSchedule
from interchange.schedule.findings import Unusable
from interchange.schedule.moments import has_time, parse_moment
from interchange.schedule.zones import agrees, fixed_zone, zone_named, zone_of_city


def settle_zone(draft: DraftSchedule, *, default_zone: str | None) -> str | None:
    """The zone that the file names, else its city's, else the default, else the fixed offset of its instants.

    Everything but the first comes with a warning. A guess must agree with the offsets in the file. None means
    that a problem was noted: a zone nobody knows, or times without any zone.
    """
    if draft.time_zone:
        try:
            return zone_named(draft.time_zone)
        except Unusable as reason:
            draft.cannot("", reason)
            return None
    moments = _moments_with_offset(draft)
    guess = zone_of_city(draft.city)
    if guess and agrees(guess, moments):
        shown = {"zone": guess, "city": draft.city}
        draft.warn(
            "", _("The file names no time zone; %(zone)s was taken because of the city, %(city)s.") % shown
        )
        return guess
    default = zone_named(default_zone) if default_zone else None
    if default and agrees(default, moments):
        draft.warn("", _("The file names no time zone; %(zone)s was taken.") % {"zone": default})
        return default
    if moments and all(talk.moment for talk in draft.talks):
        fixed = fixed_zone(moments) or "UTC"
        draft.warn(
            "",
            _("The file names no time zone; the offset of its times was taken: %(zone)s.") % {"zone": fixed},
        )
        return fixed
    draft.cannot("", _("The file names no time zone, and its times do not tell it; one has to be chosen."))
    return None


def _moments_with_offset(draft: DraftSchedule) -> list[datetime]:
    """The instants in the file that are instants; broken ones are reported later, with their talks."""
    moments = []
    for text in [talk.moment for talk in draft.talks]:
        try:
            moment = parse_moment(text) if has_time(text) else None
        except Unusable:
            continue
        if moment and moment.tzinfo:
            moments.append(moment)
    return moments
